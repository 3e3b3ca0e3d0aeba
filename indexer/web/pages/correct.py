"""What editors correct about an entity: forms that need no script, the list of all that was corrected, and its undoing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from corpus import editing
from corpus.audit import at_this_machine
from corpus.editing import Told, Wish
from corpus.entities import load_journal
from corpus.model import Entity
from indexer.people import Person, Role
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.person import Asking, require
from indexer.web.visit import Open, Reading, Visiting

router = APIRouter()

CANDIDATES = 8
"""Entities offered as the same one."""

COLUMNS = ("number", "at", "by", "do", "names", "value", "because", "holds", "unknown")

_EDITORS = [require(Role.EDITOR, everything=True)]
_SEEN = [require(Role.RESEARCHER)]

Name = Annotated[str, Query(max_length=editing.LONGEST)]
Said = Annotated[str, Form()]
Chosen = Annotated[list[str], Form()]


@router.api_route(
    "/entity/{id}/correct", methods=["GET", "HEAD"], dependencies=_EDITORS, include_in_schema=False, response_class=HTMLResponse
)
def correct_page(
    id: str,
    archive: Open,
    visit: Reading,
    same: Name = "",
    made: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """The forms; ``same`` is a name under which another entity is looked for, ``made`` the correction just made."""
    store = archive.store
    found = store.entity(id)
    names = set(store.entity_names(id))
    others = [each for each in store.find_entities(same.strip(), limit=CANDIDATES) if each.id != id] if same.strip() else []
    return visit.page(
        "correct.html",
        entity=found,
        names=[(language, name) for language, given in found.names.items() for name in given],
        same=same,
        others=others,
        made=made,
        told=[each for each in _newest(archive) if not names.isdisjoint(each.edit.names) or made == each.edit.number],
    )


@router.post("/entity/{id}/correct", dependencies=_EDITORS, include_in_schema=False)
def correct(
    id: str,
    archive: Open,
    visit: Visiting,
    person: Asking,
    do: Said,
    value: Said = "",
    other: Chosen = [],  # noqa: B006 - FastAPI copies it
    because: Said = "",
) -> RedirectResponse:
    """The correction is made and in the index; the browser is sent to what the entity is now."""
    with visit.door.writing() as store:
        made = editing.decide(archive.config, store, Wish(do, id, value, tuple(other), because), _name(person))
        now = editing.edited(store, made)
    visit.note("edit", f"number {made.number}: {id}")
    there = visit.links.correct(now.id, made=made.number) if now else visit.links.edits()
    return RedirectResponse(there, 303)


@router.post("/edits/{number}/undo", dependencies=_EDITORS, include_in_schema=False)
def undo(number: int, archive: Open, visit: Visiting, person: Asking, because: Said = "", back: Said = "") -> RedirectResponse:
    """The correction is taken back; the browser is sent to the entity it was made of, or to the list."""
    with visit.door.writing() as store:
        made = editing.take_back(archive.config, store, number, _name(person), because)
        undone = next(edit for edit in load_journal(archive.config.root) if edit.number == number)
        now = editing.edited(store, undone)
    visit.note("edit", f"number {made.number}: undo {number}")
    there = visit.links.correct(now.id, made=made.number) if now and back == "entity" else visit.links.edits()
    return RedirectResponse(there, 303)


@router.get("/edits.json", dependencies=_SEEN, responses={status: {"model": shapes.Failure} for status in (401, 403, 503)})
def edits_json(archive: Open, visit: Reading) -> shapes.Edits:
    """What people decided about entities, newest first."""
    return shapes.edits(_newest(archive))


@router.get("/edits.csv", dependencies=_SEEN, response_class=StreamingResponse, responses=SHEET)
def edits_csv(archive: Open, visit: Reading) -> StreamingResponse:
    """The same as a table."""
    return sheet(visit, "corrections.csv", COLUMNS, _rows(_newest(archive)))


@router.api_route("/edits", methods=["GET", "HEAD"], dependencies=_SEEN, include_in_schema=False, response_class=HTMLResponse)
def edits_page(archive: Open, visit: Reading) -> HTMLResponse:
    """The list as a page, each with what bears its names now."""
    told = _newest(archive)
    return visit.page(
        "edits.html",
        section="edits",
        told=told,
        now={each.edit.number: found for each in told if (found := _now(archive, each))},
        json_link=visit.links.edits(".json"),
        csv_link=visit.links.edits(".csv"),
    )


def _newest(archive: Archive) -> list[Told]:
    found = editing.told(archive.config, archive.store)[::-1]
    # the journal names names: whoever may not read everything is told of those alone that stand in what they may read
    return [each for each in found if not each.unknown] if archive.config.view else found


def _now(archive: Archive, told: Told) -> Entity | None:
    return editing.edited(archive.store, told.edit) if told.edit.names else None


def _rows(told: list[Told]) -> Iterator[dict[str, object]]:
    for each in told:
        edit = each.edit
        yield {
            "number": edit.number, "at": edit.at, "by": edit.by, "do": edit.do,
            "names": "; ".join(dict.fromkeys(name for _, name in edit.names)), "value": edit.value, "because": edit.because,
            "holds": "yes" if each.holds else "no", "unknown": "; ".join(each.unknown),
        }  # fmt: skip


def _name(person: Person) -> str:
    """Under which name an edit is kept; the person at this machine bears the machine's name for them."""
    return person.name or at_this_machine()
