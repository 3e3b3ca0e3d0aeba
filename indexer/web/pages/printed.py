"""A document as it is printed: its text whole, nothing to click, and how to cite it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from indexer.web.marking import Layers
from indexer.web.pages.document import headline_of
from indexer.web.structure import arrange
from indexer.web.visit import Open, Reading

router = APIRouter()


@router.api_route("/document/{id}/print", methods=["GET", "HEAD"], include_in_schema=False)
def print_page(id: str, archive: Open, visit: Reading) -> HTMLResponse:
    """The page for paper; what many documents share is printed where it stands."""
    document = archive.store.document(id)
    _, body = headline_of(document, archive.store.passages(document.id))
    return visit.page(
        "print.html",
        document=document,
        stretches=arrange(document, body, (), Layers(document.text)),
        address=visit.base + visit.links.document(document.id),
    )
