"""Who asks: the door by which pages learn it, and by which no form comes in that was not shown to whoever sends it.

    def page(visit: Reading, person: Asking): ...           # anyone who may come in; person.name, person.role, person.may(role)
    @router.post("/entity/{id}", dependencies=[require(Role.EDITOR)])
    <input type="hidden" name="form_token" value="{{ form_token }}">     in every form that is posted

Every request that changes something is checked for its token before its page sees it; a script may send the token as the
header ``X-Form-Token``. A program that shows an API token needs none.
"""

from __future__ import annotations

from secrets import token_hex
from typing import Annotated, Any

from fastapi import Depends, Request

from corpus.errors import Forbidden, LoginNeeded
from indexer.people import Person, Role
from indexer.people.passwords import form_token, same

FORM_TOKEN, FORM_HEADER = "form_token", "x-form-token"
OPEN = ("/login", "/healthz")
HARMLESS = ("GET", "HEAD", "OPTIONS")

_PROCESS = token_hex(16)
"""Stands in for a session where there is none: pages of another server's process must be loaded again."""


def person(request: Request) -> Person:
    """Who asks, as the watch at the door found out. Raises LoginNeeded when nobody knows."""
    found = asker(request)
    if found is None:
        raise LoginNeeded("log in first; a program shows its token: Authorization: Bearer svod_…")
    return found


def asker(request: Request) -> Person | None:
    """Who asks; None when nobody knows."""
    found: Person | None = _state(request).get("person")
    return found


def require(role: Role, *, everything: bool = False) -> Any:
    """A dependency that lets in whoever may do what ``role`` allows, and read ``everything`` where a deed reaches all of it.

    It raises Forbidden, and LoginNeeded.
    """

    def checked(request: Request) -> Person:
        found = person(request)
        if not found.may(role):
            raise Forbidden(f"this takes the role '{role}'; {found.name or 'a visitor'} is '{found.role}'; ask an admin for it")
        if everything and found.hidden:
            raise Forbidden("this reaches documents that are closed to you; ask someone who may read all of the archive")
        return found

    return Depends(checked)


def csrf_token(request: Request) -> str:
    """What a form on this visitor's page must carry."""
    found = asker(request)
    return form_token(str(_state(request).get("secret") or f"{_PROCESS} {found.name if found else ''}"))


async def admit(request: Request) -> None:
    """Whoever has no way in yet sees the way in alone, whatever a page of its own asks for. Raises LoginNeeded."""
    if request.url.path.removeprefix(str(request.scope.get("root_path", ""))) not in OPEN:
        person(request)


async def check_form(request: Request) -> None:
    """Whatever changes something was sent from a page of ours. Raises Forbidden."""
    if request.method in HARMLESS or _state(request).get("token"):
        return
    shown = request.headers.get(FORM_HEADER) or str((await request.form()).get(FORM_TOKEN, ""))
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if elsewhere or not same(shown, csrf_token(request)):
        raise Forbidden("this form is too old, or was not sent from here; go back, load the page again and repeat")


def _state(request: Request) -> dict[str, Any]:
    state: dict[str, Any] = request.scope.get("state", {})
    return state


Asking = Annotated[Person, Depends(person)]
