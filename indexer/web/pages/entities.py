"""Lists of what the archive knows by name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from corpus.model import Entity, EntityType
from indexer.search import Archive
from indexer.web import shapes
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
        json_link=visit.links.entities(chosen, page, ".json"),
    )


def _listed(archive: Archive, type: EntityType | None, page: int) -> list[Entity]:
    return archive.store.entities(type, SIZE, (page - 1) * SIZE)


def _total(archive: Archive, type: EntityType | None) -> int:
    return archive.store.counts().get(f"entities.{type}" if type else "entities", 0)
