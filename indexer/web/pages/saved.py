"""Searches that are kept for their reader and asked again every night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from corpus.errors import BadQuery, Forbidden, NotFound
from indexer.atom import MEDIA_TYPE
from indexer.exports.tables import Row
from indexer.people import LOCAL as ALL
from indexer.people import Person, Role
from indexer.saved import LOCAL, Book, SavedSearch, Told, as_feed, save_search
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import FIRST_ACROSS, Asked
from indexer.web.pages.search import Parameters, read
from indexer.web.pages.sheets import CSV, described, sheet
from indexer.web.person import Asking
from indexer.web.visit import Open, Reading, Visiting

router = APIRouter()

TOLD = 20
"""Documents shown under each saved search."""

_TOLD_COLUMNS = ("document", "title", "path", "match", "at")
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")


class Saving(Parameters):
    """A search as a form gives it, with the address that is told of news."""

    mail: str = ""


@router.post("/saved", include_in_schema=False)
def save(saving: Annotated[Saving, Form()], archive: Open, visit: Visiting, person: Asking) -> Response:
    """The search is saved for whoever asked; what answers it now is known."""
    owner, asked = owner_of(person), read(saving)
    if saving.mail and not _ADDRESS.fullmatch(saving.mail):
        raise BadQuery(saving.mail, 0, "this is no mail address", "write one address, such as name@example.org")
    search = SavedSearch(
        owner,
        asked.q,
        filters=asked.filters,
        precision=asked.precision,
        across=asked.across == FIRST_ACROSS,
        dropped=asked.dropped,
        mail=saving.mail,
    )
    generation = visit.door.archive(ALL).store.generation()
    save_search(visit.door.book(), archive, search, generation)
    return RedirectResponse(visit.links.saved(), 303)


@router.post("/saved/{number}/remove", include_in_schema=False)
def remove(number: int, visit: Visiting, person: Asking) -> Response:
    """The search is saved no longer."""
    visit.door.book().remove(number, owner_of(person))
    return RedirectResponse(visit.links.saved(), 303)


@router.get("/saved.json")
def saved_json(archive: Open, visit: Reading, person: Asking) -> shapes.SavedSearches:
    """The searches that whoever asks has saved, and what each was told."""
    book = visit.door.book()
    return shapes.saved((each, _told(archive, book, each, TOLD)) for each in book.searches(owner_of(person)))


@router.get("/saved.csv", response_class=StreamingResponse, responses=described(CSV))
def saved_csv(archive: Open, visit: Reading, person: Asking) -> StreamingResponse:
    """Every document that a saved search was told of, as a table."""
    book = visit.door.book()
    rows: Iterator[Row] = (
        {"search": search.number, "name": search.title, **{name: getattr(told, name) for name in _TOLD_COLUMNS}}
        for search in book.searches(owner_of(person))
        for told in _told(archive, book, search, TOLD)
    )
    return sheet(visit, "saved.csv", ("search", "name", *_TOLD_COLUMNS), rows)


@router.get("/saved/{number}.atom", response_class=Response, responses=described(MEDIA_TYPE, 404))
def saved_atom(number: int, archive: Open, visit: Reading, person: Asking) -> Response:
    """What a saved search was told, newest first, as a feed."""
    book = visit.door.book()
    search = book.search(number, owner_of(person))
    address = visit.base + visit.links.saved_feed(number)
    xml = as_feed(
        visit.door.config.name,
        search,
        _told(archive, book, search),
        address,
        lambda id: visit.base + visit.links.document(id, asked_by(search)),
    )
    # told by the night, not by store or index: the visitor's copy may be older than the page it belongs to
    return Response(xml, media_type=MEDIA_TYPE, headers={"Cache-Control": "private, no-cache"})


@router.api_route("/saved", methods=["GET", "HEAD"], include_in_schema=False)
def saved_page(archive: Open, visit: Reading, person: Asking) -> HTMLResponse:
    """Saved searches as a page."""
    book = visit.door.book()
    found = [(each, asked_by(each), _told(archive, book, each, TOLD)) for each in book.searches(owner_of(person))]
    return fresh(
        visit.page(
            "saved.html",
            searches=found,
            section="saved",
            json_link=visit.links.saved(".json"),
            csv_link=visit.links.saved(".csv"),
        )
    )


def _told(archive: Archive, book: Book, search: SavedSearch, limit: int = 50) -> list[Told]:
    """What the search was told, without what was closed to its owner since."""
    told = book.told(search.number, limit)
    return [each for each in told if _is_there(archive, each.document)] if archive.config.view else told


def _is_there(archive: Archive, document: str) -> bool:
    try:
        archive.store.document_id(document)
    except NotFound:
        return False
    return True


def owner_of(person: Person) -> str:
    """Whose searches these are. Raises Forbidden for a stranger, of whom nothing is kept."""
    if person.known:
        return person.name
    if person.may(Role.ADMIN):
        return LOCAL
    raise Forbidden("searches are saved for people with an account; log in, or follow the search by its own feed")


def asked_by(search: SavedSearch) -> Asked:
    """The search page's question."""
    across = FIRST_ACROSS if search.across else "no"
    return Asked(search.query, search.filters, precision=search.precision, across=across, dropped=search.dropped)


def fresh(page: HTMLResponse) -> HTMLResponse:
    """The page, never kept: it changes with no change of store or index."""
    page.headers["Cache-Control"] = "no-store"
    del page.headers["ETag"]
    return page
