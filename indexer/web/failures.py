"""What a visitor is told when something goes wrong: a page for people, one JSON shape for programs."""

from __future__ import annotations

import logging
from dataclasses import asdict

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from corpus.errors import (
    ArchiveLocked,
    ArchiveMissing,
    BadEdit,
    BadPassword,
    BadPerson,
    BadQuery,
    Forbidden,
    IndexMissing,
    LoginNeeded,
    NotFound,
    QueryTooWide,
    ServerRefused,
    ServerUnreachable,
    StoreDamaged,
    StoreTooNew,
    SvodError,
)
from indexer.web.guard import HEADERS
from indexer.web.person import HARMLESS
from indexer.web.shapes import Failure
from indexer.web.visit import Kept, Unchanged, Visit, visit_of

_LOG = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[SvodError], int], ...] = (
    (BadQuery, 400),
    (BadEdit, 400),
    (BadPassword, 400),
    (BadPerson, 400),
    (LoginNeeded, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (ArchiveLocked, 503),
    (IndexMissing, 503),
    (ServerUnreachable, 503),
    (ServerRefused, 503),
    (QueryTooWide, 400),
    (StoreDamaged, 503),
    (StoreTooNew, 503),
    (ArchiveMissing, 503),
)


def install(app: FastAPI) -> None:
    """Every error of ``app`` is answered in our words."""
    app.add_exception_handler(Unchanged, _unchanged)
    app.add_exception_handler(Kept, _kept)
    app.add_exception_handler(SvodError, _ours)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)


async def _unchanged(request: Request, error: Exception) -> Response:
    found = visit_of(request)
    return Response(status_code=304, headers=found.headers())


async def _kept(request: Request, error: Exception) -> Response:
    assert isinstance(error, Kept)
    return error.answer


def _ours(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    found = visit_of(request)
    if isinstance(error, LoginNeeded):
        return _let_in(found, error)
    if isinstance(error, BadQuery):
        return _answer(found, Failure(False, error.reason, status, error.query, error.position, error.advice))
    return _answer(found, Failure(False, _said(error), status))


def _said(error: Exception) -> str:
    """As the error says it, but for the names of servers: those are for the log."""
    if isinstance(error, ServerUnreachable | ServerRefused):
        _LOG.warning("%s", error)
        return "the servers that hold this archive's index do not answer now; try again in a moment"
    return str(error)


def _let_in(found: Visit, error: LoginNeeded) -> Response:
    """People are shown the way in, and come back to what they asked for; programs are told."""
    request = found.request
    if found.form or request.method not in HARMLESS:
        answer = _answer(found, Failure(False, str(error), 401))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(found.links.login(back.removeprefix(found.links.prefix)), 303, {"Cache-Control": "no-store"})


def _misasked(request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(f"{'.'.join(str(part) for part in fault['loc'][1:])}: {fault['msg']}" for fault in faults)
    return _answer(visit_of(request), Failure(False, said, 400))


def _refused(request: Request, error: Exception) -> Response:
    status, said = (error.status_code, str(error.detail)) if isinstance(error, HTTPException) else (500, "")
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    answer = _answer(visit_of(request), Failure(False, said, status))
    answer.headers.update(headers)
    return answer


def _broken(request: Request, error: Exception) -> Response:
    # the server logs the error itself once this answer is sent; it is answered outside of the guard
    answer = _answer(visit_of(request), Failure(False, "something broke in svod; its log says what", 500))
    answer.headers.update(HEADERS)
    return answer


def _answer(found: Visit, failure: Failure) -> Response:
    if found.form:
        said = {key: value for key, value in asdict(failure).items() if value is not None}
        return JSONResponse(said, failure.status, found.headers(failure.status))
    if failure.position is not None:
        return found.page("bad_query.html", failure.status, error=failure)
    return found.page("error.html", failure.status, failure=failure)
