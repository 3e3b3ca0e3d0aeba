"""The first page: the box, and what the archive holds."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.model import Entity, EntityType
from indexer.schema import LANGUAGE, YEAR
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.chart import by_year
from indexer.web.pages.search import years_of
from indexer.web.shapes.overview import Home, Issued, Present
from indexer.web.visit import Keeping, Open, Reading

router = APIRouter()

NEWEST, PRESENT = 6, 12
"""How many documents and how many entities of a type the page shows."""

_TYPES = (EntityType.CITY, EntityType.PERSON, EntityType.ORGANISATION)


@router.get("/home.json", responses={503: {"model": shapes.Failure}})
def home_json(archive: Open, visit: Reading) -> Home:
    """What the archive holds, its newest documents, and whom and what it names most."""
    newest = archive.search("", size=NEWEST, sort="date")
    runs = archive.store.runs(1)
    return Home(
        ok=True,
        name=visit.door.config.name,
        counts=archive.store.counts(),
        languages={facet.value: facet.count for facet in newest.facets.get(LANGUAGE, ())},
        years={f"{year:04}": count for year, count in years_of(newest.facets.get(YEAR, ())).items()},
        newest=[Issued(hit.id, hit.title, hit.path, hit.date, hit.language) for hit in newest.hits],
        present=[
            Present(each.id, type.value, each.name, each.documents) for type, found in _present(archive) for each in found
        ],
        updated=runs[0].started if runs else "",
    )


@router.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
def home_page(visit: Keeping, archive: Open) -> HTMLResponse:
    """The first page."""
    newest = archive.search("", size=NEWEST, sort="date")
    years = years_of(newest.facets.get(YEAR, ()))
    runs = archive.store.runs(1)
    return visit.page(
        "home.html",
        counts=archive.store.counts(),
        newest=[(hit, archive.store.document(hit.id)) for hit in newest.hits],
        languages=newest.facets.get(LANGUAGE, ()),
        years=years,
        chart=by_year(years),
        year_links={year: visit.links.search(Asked(filters={YEAR: (str(year),)})) for year in years},
        last_run=runs[0] if runs else None,
        present=[(type.value, found) for type, found in _present(archive)],
        json_link=visit.links.home(".json"),
    )


def _present(archive: Archive) -> list[tuple[EntityType, list[Entity]]]:
    """Types that the archive names, each with its most present entities."""
    return [(type, found) for type in _TYPES if (found := archive.store.entities(type, PRESENT))]


def years_of_entity(archive: Archive, type: str, id: str) -> dict[int, int]:
    """Documents that mention an entity, by year."""
    return years_of(archive.search("", size=0, filters={type: (id,)}).facets.get(YEAR, ()))
