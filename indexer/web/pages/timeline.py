"""One year after another: what was issued, and what texts say happened."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.model import DateMention, Evidence, StoredDocument
from indexer.schema import YEAR
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.chart import by_year
from indexer.web.pages.search import years_of
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.shapes.common import pair
from indexer.web.shapes.overview import Happened, Issued, Timeline
from indexer.web.visit import Open, Reading, Visit

router = APIRouter()

ISSUED, STATED = 200, 150
"""Documents and dates of a year that the page shows; the search has all documents."""

Year = Annotated[int, Query(ge=0, le=9999)]


@router.get("/timeline.json", responses={status: {"model": shapes.Failure} for status in (400, 503)})
def timeline_json(archive: Open, visit: Reading, year: Year = 0) -> Timeline:
    """Documents of a year (the last one that has any, unless said) and dates that texts name in it."""
    years = _years(archive, visit)
    chosen = _chosen(year, years)
    return Timeline(
        True,
        chosen,
        {str(each): count for each, count in years.items()},
        [_issued(each) for each in _documents(archive, chosen)],
        [_happened(date, said) for date, said in _stated(archive, chosen)],
    )


@router.get("/timeline.csv", response_class=StreamingResponse, responses=SHEET)
def timeline_csv(archive: Open, visit: Reading, year: Year = 0) -> StreamingResponse:
    """Dates that texts name in a year, each with its sentence."""
    chosen = _chosen(year, _years(archive, visit))
    columns = ("first", "last", "role", "sentence", "document", "title", "start")
    found = (_happened(date, said) for date, said in _stated(archive, chosen))
    return sheet(visit, f"timeline-{chosen}.csv", columns, ({name: getattr(each, name) for name in columns} for each in found))


@router.api_route("/timeline", methods=["GET", "HEAD"], include_in_schema=False)
def timeline_page(archive: Open, visit: Reading, year: Year = 0) -> HTMLResponse:
    """A year as a page."""
    years = _years(archive, visit)
    chosen = _chosen(year, years)
    documents = _documents(archive, chosen)
    return visit.page(
        "timeline.html",
        section="timeline",
        year=chosen,
        before=max((each for each in years if each < chosen), default=0),
        after=min((each for each in years if each > chosen), default=0),
        chart=by_year(years),
        year_links={each: visit.links.timeline(each) for each in years},
        documents=_by_month(documents),
        stated=_stated(archive, chosen),
        everything=Asked(filters={YEAR: (f"{chosen:04}",)}, sort="date"),
        total=years.get(chosen, 0),
        shown=len(documents),
        json_link=visit.links.timeline(chosen, ".json"),
        csv_link=visit.links.timeline(chosen, ".csv"),
    )


def _years(archive: Archive, visit: Visit) -> dict[int, int]:
    return visit.recall("years", lambda: years_of(archive.search("", size=0, duplicates="show").facets.get(YEAR, ())))


def _chosen(year: int, years: dict[int, int]) -> int:
    return year or max(years, default=0)


def _documents(archive: Archive, year: int) -> list[StoredDocument]:
    """Those of the year, in order of time."""
    found = archive.every("", sort="date", filters={YEAR: (f"{year:04}",)}, duplicates="show")[:ISSUED]
    return [archive.store.document(id) for id in reversed(found)]


def _stated(archive: Archive, year: int) -> list[tuple[DateMention, Evidence]]:
    return archive.store.stated_dates(f"{year:04}-01-01", f"{year:04}-12-31", STATED)


def _by_month(documents: Iterable[StoredDocument]) -> list[tuple[str, list[StoredDocument]]]:
    """Documents under their month (an ISO day in it); those whose date is less precise come first, under ""."""

    def month(document: StoredDocument) -> str:
        date = document.date
        return f"{date.start[:7]}-01" if date and date.start[:7] == date.stop[:7] else ""

    ordered = sorted(documents, key=lambda each: (month(each), each.date.start if each.date else ""))
    return [(key, list(group)) for key, group in groupby(ordered, key=month)]


def _issued(each: StoredDocument) -> Issued:
    path = each.paths[0] if each.paths else ""
    return Issued(each.id, each.title, path, each.date.start if each.date else "", each.language)


def _happened(date: DateMention, said: Evidence) -> Happened:
    return Happened(
        date.start, date.stop, date.precision, date.role, said.sentence, pair(said.span), said.language,
        said.document, said.title or said.path, said.start,
    )  # fmt: skip
