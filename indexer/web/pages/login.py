"""In and out: a name and a password for a session, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from corpus.audit import record
from corpus.errors import Forbidden
from indexer.people import Register, register
from indexer.people.passwords import fresh_secret
from indexer.web.person import HARMLESS
from indexer.web.server_names import is_loopback
from indexer.web.visit import Visit, Visiting
from indexer.web.watch import SECURE_PREFIX, SESSION, VISIT

router = APIRouter(include_in_schema=False)

_DAY_SECONDS = 86_400

Line = Annotated[str, Form(max_length=1024)]


@dataclass(frozen=True, slots=True)
class Told:
    """Why nobody was let in: a phrase, and the minutes to wait that it names."""

    phrase: str
    minutes: int = 0


@router.api_route("/login", methods=["GET", "HEAD"])
def login_page(visit: Visiting, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """The form; a browser that has none gets a cookie that ties the form to it."""
    return _form(visit, next)


@router.post("/login")
def log_in(
    visit: Visiting, name: Line = "", password: Line = "", next: Annotated[str, Form(max_length=2000)] = "/"
) -> Response:
    """A new session for whoever knows the password; a word to those who do not."""
    request, people = visit.request, register(visit.door.config.data)
    if not _is_private(request):
        raise Forbidden("passwords are taken over https only; put a proxy with a certificate before svod")
    address = _address(request)
    wait = visit.door.attempts.wait_seconds(name, address)
    if wait:
        return _form(visit, next, name, Told("login_wait", ceil(wait / 60)), 429, {"Retry-After": str(ceil(wait))})
    account = people.check_password(name, password)
    if account is None:
        visit.door.attempts.failed(name, address)
        record(visit.door.config.data, name[:100], "refused", address=address)
        return _form(visit, next, name, Told("login_wrong"), 401)
    visit.door.attempts.succeeded(name)
    record(visit.door.config.data, account.name, "login", address=address)
    return _begun(visit, people, account.name, next)


@router.post("/logout")
def log_out(visit: Visiting) -> Response:
    """The session is over, here and on the server."""
    if visit.person is not None and visit.person.known:
        register(visit.door.config.data).end_session(str(visit.request.scope["state"]["secret"]))
        visit.note("logout", visit.person.name)
    answer = RedirectResponse(visit.links.login(), 303)
    for name in (SESSION, SECURE_PREFIX + SESSION):
        answer.delete_cookie(name, secure=name.startswith(SECURE_PREFIX), httponly=True, samesite="lax")
    return answer


def _begun(visit: Visit, people: Register, name: str, next: str) -> Response:
    """A session under a secret that nobody knew before; the one that was open is over."""
    if visit.person is not None and visit.person.known:
        people.end_session(str(visit.request.scope["state"]["secret"]))
    days = float(visit.door.config["web.session_days"])
    answer = RedirectResponse(visit.links.prefix + inside(next), 303)
    _give(answer, visit.request, SESSION, people.begin_session(name, days), int(days * _DAY_SECONDS))
    return answer


def _form(
    visit: Visit, next: str, name: str = "", told: Told | None = None, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    state, fresh = visit.request.scope["state"], ""
    if not state["secret"] and visit.request.method in HARMLESS:
        state["secret"] = fresh = fresh_secret()
    answer = visit.page(
        "login.html", status, next=inside(next), name=name, told=told, private=_is_private(visit.request),
    )  # fmt: skip
    answer.headers.update({"Cache-Control": "no-store", **(headers or {})})
    if "ETag" in answer.headers:
        del answer.headers["ETag"]
    if fresh:
        _give(answer, visit.request, VISIT, fresh, None)
    return answer


def inside(next: str) -> str:
    """An address within this archive; whatever would lead elsewhere leads home."""
    parts = urlsplit(next.replace("\\", "/"))
    local = next.startswith("/") and not next.startswith("//") and not parts.scheme and not parts.netloc and next.isprintable()
    return next if local and "\\" not in next else "/"


def _give(answer: Response, request: Request, name: str, value: str, seconds: int | None) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(
        f"{SECURE_PREFIX if secure else ''}{name}", value, max_age=seconds, secure=secure, httponly=True, samesite="lax"
    )


def _is_private(request: Request) -> bool:
    """True when nobody on the way can read along: https, or this very machine."""
    return request.url.scheme == "https" or is_loopback(request.url.hostname or "")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
