"""The whole answer to a query, to take away; its feed; and how browsers learn to search here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from corpus.commands import values
from corpus.errors import NotFound
from corpus.model import StoredDocument
from indexer.atom import MEDIA_TYPE, clean
from indexer.exports import TABLES, bibtex, document_row, ris
from indexer.search import Archive
from indexer.web.asked import FIRST_ACROSS
from indexer.web.pages.search import Request, ask
from indexer.web.pages.sheets import BIB, JSONL, RIS, SHEET, described, file, sheet
from indexer.web.visit import Open, Reading, Visit

router = APIRouter()

_NAME = "svod"


@router.get("/search.csv", response_class=StreamingResponse, responses=SHEET)
def search_csv(asked: Request, archive: Open, visit: Reading) -> StreamingResponse:
    """Every document that answers, as a table."""
    rows = (document_row(each) for each in _documents(archive, asked))
    return sheet(visit, f"{_NAME}.csv", TABLES["documents"].columns, rows)


@router.get("/search.jsonl", response_class=StreamingResponse, responses=described(JSONL))
def search_jsonl(asked: Request, archive: Open, visit: Reading) -> StreamingResponse:
    """Every document that answers with all that was found in it, an object a line."""
    store = archive.store
    found = _documents(archive, asked)
    lines = (json.dumps(values.document(store, each), ensure_ascii=False) + "\n" for each in found)
    return file(visit, f"{_NAME}.jsonl", JSONL, lines)


@router.get("/search.bib", response_class=StreamingResponse, responses=described(BIB))
def search_bib(asked: Request, archive: Open, visit: Reading) -> StreamingResponse:
    """Every document that answers, as BibTeX."""
    return file(visit, f"{_NAME}.bib", BIB, _references(archive, asked, visit, bibtex))


@router.get("/search.ris", response_class=StreamingResponse, responses=described(RIS))
def search_ris(asked: Request, archive: Open, visit: Reading) -> StreamingResponse:
    """Every document that answers, as RIS."""
    return file(visit, f"{_NAME}.ris", RIS, _references(archive, asked, visit, ris))


@router.get("/search.atom", response_class=Response, responses=described(MEDIA_TYPE))
def search_atom(asked: Request, archive: Open, visit: Reading) -> Response:
    """The newest documents that answer, as a feed."""
    newest = asked.sorted_by("date").at(asked.page)
    results = ask(archive, newest)
    runs = archive.store.runs(1)
    xml = visit.render(
        "feed.xml",
        asked=newest,
        results=results,
        entries=[(hit, archive.store.document(hit.id)) for hit in results.hits],
        updated=runs[0].started if runs else "",
        base=visit.base,
    )
    return Response(clean(xml), media_type=MEDIA_TYPE, headers=visit.headers())


@router.get("/opensearch.xml", include_in_schema=False)
def opensearch(visit: Reading) -> Response:
    """How a browser searches here."""
    return Response(
        visit.render("opensearch.xml", base=visit.base),
        media_type="application/opensearchdescription+xml",
        headers=visit.headers(),
    )


@router.get("/document/{id}.bib", response_class=StreamingResponse, responses=described(BIB, 404))
def document_bib(id: str, archive: Open, visit: Reading) -> StreamingResponse:
    """A document as BibTeX."""
    return file(visit, f"{_NAME}-{id[:12]}.bib", BIB, [_reference(archive.store.document(id), archive, visit, bibtex)])


@router.get("/document/{id}.ris", response_class=StreamingResponse, responses=described(RIS, 404))
def document_ris(id: str, archive: Open, visit: Reading) -> StreamingResponse:
    """A document as RIS."""
    return file(visit, f"{_NAME}-{id[:12]}.ris", RIS, [_reference(archive.store.document(id), archive, visit, ris)])


Written = Callable[[StoredDocument, str, str], str]


def _references(archive: Archive, asked: Request, visit: Visit, write: Written) -> Iterator[str]:
    return (_reference(each, archive, visit, write) for each in _documents(archive, asked))


def _reference(document: StoredDocument, archive: Archive, visit: Visit, write: Written) -> str:
    return write(document, archive.config.name, visit.base + visit.links.document(document.id))


def _documents(archive: Archive, asked: Request) -> Iterator[StoredDocument]:
    """All of them, whatever page was looked at; the query is read before the first is sent."""
    ids = archive.every(
        asked.q,
        sort=asked.sort,
        precision=asked.precision,
        filters=asked.filters,
        duplicates=asked.duplicates,
        across=asked.across == FIRST_ACROSS,
        dropped=asked.dropped,
    )
    return _present(archive, ids)


def _present(archive: Archive, ids: tuple[str, ...]) -> Iterator[StoredDocument]:
    for id in ids:
        try:
            yield archive.store.document(id)
        except NotFound:  # gone since the answer was made
            continue
