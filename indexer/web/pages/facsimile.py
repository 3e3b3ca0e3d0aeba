"""A page of a scan: its picture, and beside it what was read from it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from corpus.errors import NotFound
from corpus.model import StoredDocument
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.marking import Layers
from indexer.web.original import original
from indexer.web.pages.document import find_hits, name_mentions, recognised_share
from indexer.web.pictures import LARGE, SMALL, has_pictures
from indexer.web.structure import arrange
from indexer.web.visit import Open, Reading

router = APIRouter()

_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}, "description": "The picture"},
    **{status: {"model": shapes.Failure} for status in (400, 401, 404, 503)},
}


@router.get("/document/{id}/page/{number}.jpg", response_class=Response, responses=_PICTURE)
def page_picture(
    id: str, number: int, archive: Open, visit: Reading, size: Annotated[Literal["small", "large"], Query()] = "large"
) -> Response:
    """A page as JPEG; 404 says why there is none."""
    document = archive.store.document(id)
    original(archive.config, document)  # who may not have the file sees no picture of it, drawn for somebody else before
    content = visit.door.pictures.page(document, number, SMALL if size == "small" else LARGE)
    return Response(content, media_type="image/jpeg", headers=visit.headers())


@router.api_route("/document/{id}/page/{number}", methods=["GET", "HEAD"], include_in_schema=False)
def facsimile_page(id: str, number: int, archive: Open, visit: Reading, q: str = "") -> HTMLResponse:
    """The picture and the text of one page, hits of a query marked."""
    store = archive.store
    document = store.document(id)
    last = max(1, document.pages)
    if not has_pictures(document) or not 1 <= number <= last:
        raise NotFound(f"{id}: page {number} has no picture")
    passages = [passage for passage in store.passages(document.id) if max(1, passage.page) == number]
    hits, _ = find_hits(archive, document, Asked(q))
    here = [span for span in hits if any(passage.span.start <= span.start < passage.span.stop for passage in passages)]
    layers = Layers(document.text, name_mentions(store.mentions(document.id), visit), here)
    return visit.page(
        "facsimile.html",
        document=document,
        asked=Asked(q),
        number=number,
        last=last,
        hits=len(here),
        title=_title(document),
        recognised=recognised_share(passages),
        stretches=arrange(document, passages, (), layers),
    )


def _title(document: StoredDocument) -> str:
    return document.title or (document.paths[0].rpartition("/")[2] if document.paths else document.id)
