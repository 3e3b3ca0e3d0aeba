"""Cities on a map, by the years of the documents that name them; and as a table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.model import Entity, EntityType
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.shapes.overview import Cities, MappedCity
from indexer.web.visit import Open, Reading, Visit

router = APIRouter()

CITIES = 5_000
"""Cities that a map can still show; the most present ones."""

Year = Annotated[int, Query(ge=0, le=9999)]


@router.get("/map.json", responses={status: {"model": shapes.Failure} for status in (400, 503)})
def map_json(archive: Open, visit: Reading, first: Year = 0, last: Year = 9999) -> Cities:
    """Cities with coordinates; ``documents`` counts those of the years first..last, ``years`` all of them."""
    return cities(archive, visit, first, last)


@router.get("/map.csv", response_class=StreamingResponse, responses=SHEET)
def map_csv(archive: Open, visit: Reading, first: Year = 0, last: Year = 9999) -> StreamingResponse:
    """The same as a table."""
    columns = ("id", "name", "country", "latitude", "longitude", "documents")
    found = cities(archive, visit, first, last).cities
    return sheet(visit, "cities.csv", columns, ({name: getattr(city, name) for name in columns} for city in found))


@router.api_route("/map", methods=["GET", "HEAD"], include_in_schema=False)
def map_page(archive: Open, visit: Reading, first: Year = 0, last: Year = 9999, city: str = "") -> HTMLResponse:
    """The map, and what it shows as a table for whoever has no script or no eyes for it; ``city`` is where it opens."""
    found = cities(archive, visit, first, last)
    span = cities(archive, visit)
    return visit.page(
        "map.html",
        section="map",
        cities=found.cities,
        unplaced=found.unplaced,
        span=(span.first, span.last),
        chosen=(max(first, span.first), min(last, span.last)),
        city=city,
        json_link=visit.links.map(first, last, ".json"),
        csv_link=visit.links.map(first, last, ".csv"),
        data_link=visit.links.map(form=".json"),
    )


def cities(archive: Archive, visit: Visit, first: int = 0, last: int = 9999) -> Cities:
    """Cities of documents of these years (of all documents, dated or not, when nothing is left out), most documents first."""
    everything = first == 0 and last == 9999
    known, years = visit.recall("cities", lambda: _known(archive))
    spread = [year for counted in years.values() for year in counted if year]
    placed, unplaced = [], []
    for each in known:
        counted = years.get(each.id, {})
        documents = each.documents if everything else sum(n for year, n in counted.items() if year and first <= year <= last)
        if not documents:
            continue
        try:
            placed.append(_mapped(each, documents, counted))
        except (KeyError, ValueError):
            unplaced.append(each.name)
    placed.sort(key=lambda city: (-city.documents, city.name))
    return Cities(True, min(spread, default=0), max(spread, default=0), placed, unplaced)


def _known(archive: Archive) -> tuple[list[Entity], dict[str, dict[int, int]]]:
    years = {id: dict(counted) for id, counted in archive.store.entity_years(EntityType.CITY).items()}
    return archive.store.entities(EntityType.CITY, CITIES), years


def _mapped(city: Entity, documents: int, years: dict[int, int]) -> MappedCity:
    return MappedCity(
        city.id, city.name, city.links.get("country", ""), float(city.links["latitude"]), float(city.links["longitude"]),
        documents, {str(year): count for year, count in sorted(years.items())},
    )  # fmt: skip
