"""A page of a scan: its picture, and beside it what was read from it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from corpus.errors import NotFound
from corpus.model import Passage, StoredDocument
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.marking import Layers
from indexer.web.original import original
from indexer.web.pages.document import find_hits, name_mentions, recognised_share
from indexer.web.parting import part_of
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


@router.get("/document/{id}/page/{number}.json", responses={status: {"model": shapes.Failure} for status in (400, 404, 503)})
def facsimile_json(id: str, number: int, archive: Open, visit: Reading) -> shapes.ShownPage:
    """What was read from a page of a scan, and where its picture is."""
    document, passages = _page(archive, id, number)
    text = "\n".join(passage.span.of(document.text) for passage in passages)
    picture = visit.links.picture(document.id, number)
    shown = [shapes.passage(passage) for passage in passages]
    sure = recognised_share(passages)
    return shapes.ShownPage(True, document.id, number, max(1, document.pages), picture, sure, text, shown)


@router.api_route("/document/{id}/page/{number}", methods=["GET", "HEAD"], include_in_schema=False)
def facsimile_page(id: str, number: int, archive: Open, visit: Reading, q: str = "") -> HTMLResponse:
    """The picture and the text of one page, hits of a query marked."""
    store = archive.store
    document, passages = _page(archive, id, number)
    hits, _ = find_hits(archive, document, Asked(q))
    here = [span for span in hits if any(passage.span.start <= span.start < passage.span.stop for passage in passages)]
    layers = Layers(document.text, name_mentions(store.mentions(document.id), visit), here)
    return visit.page(
        "facsimile.html",
        document=document,
        asked=Asked(q),
        number=number,
        last=max(1, document.pages),
        part=part_of(passages[0].span.start) if passages else 1,
        hits=len(here),
        title=_title(document),
        recognised=recognised_share(passages),
        stretches=arrange(document, passages, (), layers),
        json_link=visit.links.facsimile(document.id, number, form=".json"),
    )


def _page(archive: Archive, id: str, number: int) -> tuple[StoredDocument, list[Passage]]:
    """The document and the passages of one of its pages. Raises NotFound where it has no picture."""
    document = archive.store.document(id)
    if not has_pictures(document) or not 1 <= number <= max(1, document.pages):
        raise NotFound(f"{id}: page {number} has no picture")
    return document, [passage for passage in archive.store.passages(document.id) if max(1, passage.page) == number]


def _title(document: StoredDocument) -> str:
    return document.title or (document.paths[0].rpartition("/")[2] if document.paths else document.id)
