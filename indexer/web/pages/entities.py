"""Lists of what the archive knows by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.model import Entity, EntityType
from indexer.exports import TABLES, entity_row
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.paging import Paging
from indexer.web.visit import Open, Reading

router = APIRouter()

SIZE = 60

Type = Annotated[EntityType | None, Query()]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/entities.json", responses={400: {"model": shapes.Failure}, 503: {"model": shapes.Failure}})
def entities_json(archive: Open, visit: Reading, type: Type = None, page: Page = 1) -> shapes.EntityList:
    """Entities in most documents first."""
    listed = [shapes.entity(entity) for entity in _listed(archive, type, page)]
    return shapes.EntityList(True, type.value if type else "", _total(archive, type), page, SIZE, listed)


@router.get("/entities.csv", response_class=StreamingResponse, responses=SHEET)
def entities_csv(archive: Open, visit: Reading, type: Type = None) -> StreamingResponse:
    """All entities of a type, whatever page was looked at, as a table."""
    rows = (entity_row(entity) for entity in _all(archive, type))
    return sheet(visit, f"{type.value if type else 'entities'}.csv", TABLES["entities"].columns, rows)


@router.api_route("/entities", methods=["GET", "HEAD"], include_in_schema=False)
def entities_page(archive: Open, visit: Reading, type: Type = None, page: Page = 1) -> HTMLResponse:
    """The list as a page."""
    total, chosen = _total(archive, type), type.value if type else ""
    counts = archive.store.counts()
    return visit.page(
        "entities.html",
        chosen=chosen,
        entities=_listed(archive, type, page),
        total=total,
        counts={each.value: counts.get(f"entities.{each}", 0) for each in EntityType},
        paging=Paging.of(page, total, SIZE, lambda number: visit.links.entities(chosen, number)),
        section="entities",
        json_link=visit.links.entities(chosen, page, ".json"),
        csv_link=visit.links.entities(chosen, form=".csv"),
    )


def _listed(archive: Archive, type: EntityType | None, page: int) -> list[Entity]:
    return archive.store.entities(type, SIZE, (page - 1) * SIZE)


def _all(archive: Archive, type: EntityType | None) -> Iterator[Entity]:
    page = 1
    while found := _listed(archive, type, page):
        yield from found
        page += 1


def _total(archive: Archive, type: EntityType | None) -> int:
    return archive.store.counts().get(f"entities.{type}" if type else "entities", 0)
