"""The answer to a query, with the ways to narrow it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from corpus.errors import BadQuery, NotFound
from corpus.model import EntityType, Hit, StoredDocument
from indexer.schema import KEYWORDS, TITLE, YEAR
from indexer.search import Archive, Facet, Results
from indexer.terms import Tier
from indexer.web import shapes
from indexer.web.asked import FIRST_ACROSS, PAGE_SIZE, PARAMETERS, Asked
from indexer.web.chart import by_year
from indexer.web.choices import facet_title, groups, value_label
from indexer.web.paging import Paging
from indexer.web.visit import Keeping, Open, Reading, Visit

router = APIRouter()

CHART = 272
"""Pixels of the chart beside an answer."""


class Parameters(BaseModel):
    """A search as its address gives it; a filter may be given several times and then takes any of its values."""

    q: str = Field("", description='Words in any form, "phrases", AND OR NOT, city:Taraz, date:2014')
    lang: list[str] = []
    type: list[str] = []
    source: list[str] = []
    year: list[str] = []
    has: list[str] = []
    person: list[str] = []
    organisation: list[str] = []
    city: list[str] = []
    country: list[str] = []
    region: list[str] = []
    place: list[str] = []
    programme: list[str] = []
    event: list[str] = []
    law: list[str] = []
    sort: Literal["relevance", "date"] = "relevance"
    precision: Literal["wide", "word", "exact"] = "wide"
    duplicates: Literal["fold", "show"] = "fold"
    across: Literal["yes", "no"] = Field("yes", description="Whether words are looked for in the archive's other languages")
    without: list[str] = Field([], description="Words of other languages to leave out: «город>city»")
    page: int = Field(1, ge=1, le=100_000)
    after: str = Field(
        "", max_length=1024, description="The cursor of an answer to the same question: what follows it is shown"
    )
    before: str = Field(
        "", max_length=1024, description="The cursor back of an answer to the same question: what comes before it is shown"
    )


def read(parameters: Parameters) -> Asked:
    """What is asked for."""
    given = {name: getattr(parameters, PARAMETERS[name]) for name in KEYWORDS}
    return replace(
        Asked.of(parameters.q, given),
        sort=parameters.sort,
        precision=parameters.precision,
        page=parameters.page,
        duplicates=parameters.duplicates,
        across=parameters.across,
        dropped=tuple(dict.fromkeys(parameters.without)),
        after=parameters.after,
        before=parameters.before,
    )


async def asked(parameters: Annotated[Parameters, Query()]) -> Asked:
    """What the address asks for."""
    return read(parameters)


Request = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: what it says and where the answer without it is."""

    title: str
    label: str
    href: str


@router.get("/search.json", responses={400: {"model": shapes.Failure}, 503: {"model": shapes.Failure}})
def search_json(asked: Request, archive: Open, visit: Reading) -> shapes.Answer:
    """Documents that answer a query, best first, with counts by facet."""
    return shapes.answer(asked, ask(archive, asked), visit.links)


@router.api_route("/search", methods=["GET", "HEAD"], include_in_schema=False)
def search_page(visit: Keeping, asked: Request, archive: Open) -> HTMLResponse:
    """The answer as a page."""
    try:
        results = ask(archive, asked)
    except BadQuery as error:
        return visit.page("bad_query.html", 400, asked=asked, error=error)
    facets = dict(results.facets) | _widened(archive, asked)
    years = years_of(facets.get(YEAR, ()))
    return visit.page(
        "search.html",
        asked=asked,
        results=results,
        hits=[(hit, document, _loose(hit)) for hit in results.hits if (document := _document(archive, hit)) is not None],
        groups=groups(facets, asked, visit),
        chips=_chips(archive, asked, visit),
        expansions=[(each, visit.links.search(asked.dropping(str(each)))) for each in results.expansions],
        paging=_paging(asked, results, visit),
        json_link=visit.links.search(asked, ".json"),
        csv_link=visit.links.search(asked, ".csv"),
        feed_link=visit.links.search(asked.at(1), ".atom"),
        section="documents" if asked.empty else "",
        chart=by_year(years, CHART) if len(years) > 1 else None,
        year_links={year: visit.links.search(_year(asked, year)) for year in years},
    )


def _paging(asked: Asked, results: Results, visit: Visit) -> Paging:
    """Pages by number; next follows the last document shown and previous ends at the first, so that while the archive grows
    nothing is missed.
    """
    number = -(-results.start // PAGE_SIZE) + 1
    found = Paging.of(number, results.distinct, PAGE_SIZE, lambda page: visit.links.search(asked.at(page)))
    previous = visit.links.search(asked.preceding(results.back)) if results.back else found.previous if not results.hits else ""
    return replace(found, previous=previous, next=visit.links.search(asked.following(results.cursor)) if results.cursor else "")


def ask(archive: Archive, asked: Asked, size: int = PAGE_SIZE) -> Results:
    """The archive's answer."""
    return archive.search(
        asked.q,
        page=asked.page,
        size=size,
        sort=asked.sort,
        precision=asked.precision,
        filters=asked.filters,
        duplicates=asked.duplicates,
        across=asked.across == FIRST_ACROSS,
        dropped=asked.dropped,
        after=asked.after,
        before=asked.before,
    )


def _year(asked: Asked, year: int) -> Asked:
    """Choosing a year, or letting it go."""
    value = f"{year:04}"
    return asked.minus(YEAR, value) if asked.has(YEAR, value) else asked.plus(YEAR, value)


def years_of(facets: tuple[Facet, ...]) -> dict[int, int]:
    """Documents by year, in order of time."""
    return {int(facet.value): facet.count for facet in sorted(facets, key=lambda facet: facet.value)}


def _document(archive: Archive, hit: Hit) -> StoredDocument | None:
    try:
        return archive.store.document(hit.id)
    except NotFound:  # gone since the answer was made
        return None


def _loose(hit: Hit) -> list[tuple[str, str]]:
    """Why the document was found, where its title and the marked words do not say it."""
    reasons = [reason.partition(": ") for reason in hit.why]
    return [(kind, said) for kind, _, said in reasons if kind not in (Tier.FORM, Tier.WORD, TITLE, "entity")]


def _widened(archive: Archive, asked: Asked) -> dict[str, tuple[Facet, ...]]:
    """A facet that filters already shows what else could be chosen: its counts leave out its own filter."""
    return {name: ask(archive, asked.without(name), 0).facets.get(name, ()) for name in asked.filters}


def _chips(archive: Archive, asked: Asked, visit: Visit) -> list[Chip]:
    return [
        Chip(
            facet_title(name, visit.texts),
            value_label(name, value, _entity_name(archive, name, value), visit.texts),
            visit.links.search(asked.minus(name, value)),
        )
        for name, values in asked.filters.items()
        for value in values
    ]


def _entity_name(archive: Archive, name: str, value: str) -> str:
    if name not in tuple(EntityType):
        return value
    try:
        return archive.store.entity(value).name
    except NotFound:  # an old address may name an entity that is no more
        return value
