"""One visit: who asks, in which language, and what the pages they get back are made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from secrets import token_hex
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.background import BackgroundTask

from corpus.audit import record
from corpus.model import EntityType
from indexer.people import Person
from indexer.search import Archive
from indexer.web import urls
from indexer.web.asked import Asked
from indexer.web.catalogue import NAMES, ORDER
from indexer.web.door import Door
from indexer.web.marking import breakable, marked
from indexer.web.person import asker, csrf_token, person
from indexer.web.significance import tie
from indexer.web.texts import Texts, choose
from indexer.web.urls import Links

T = TypeVar("T")

_FOR_PROGRAMS = (".json", ".csv", ".jsonl", ".bib", ".ris", ".atom", ".jpg")

_MACHINES = ("/healthz", "/readyz", "/metrics")

_STARTED = token_hex(8)
"""Pages made by another process, perhaps of another version, are never taken for this one's."""

_PAGES = Environment(
    loader=PackageLoader("indexer.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PAGES.globals |= {
    "types": [type.value for type in EntityType],
    "marked": marked,
    "breakable": breakable,
    "place": urls.place,
    "hit_place": urls.hit_place,
    "outside": urls.outside,
    "tie": tie,
    "interface_languages": [(code, NAMES[code]) for code in ORDER],
}


class Unchanged(Exception):
    """The visitor holds this very page already."""


class Kept(Exception):
    """The page was made before, for this visitor or for others who are shown the same."""

    def __init__(self, answer: Response) -> None:
        super().__init__("kept")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made; ``opened`` is the document whose opening is counted when it is shown again, "" for none."""

    html: bytes
    opened: str


@dataclass(frozen=True)
class Visit:
    """What every page of a visit shares; ``keeping`` when the pages made on it are kept for whoever is shown the same.

    Without slots: who may read what, as of when, is found out once a visit and remembered.
    """

    request: Request
    door: Door
    texts: Texts
    links: Links
    keeping: bool = False

    @property
    def form(self) -> str:
        """ "" for people, ".json" for programs, who are told of errors in JSON whatever they asked for."""
        path = self.request.url.path
        return ".json" if path.endswith(_FOR_PROGRAMS) or path in _MACHINES else ""

    @property
    def base(self) -> str:
        """Where the visitor sees this server, for addresses that must be whole."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"

    @cached_property
    def tag(self) -> str:
        """The ETag of whatever this visit is shown while neither store nor index changes."""
        said = f"{_STARTED} {self.texts.language} {self._stamp} {self._view} {self.person} {self.form_token}"
        return f'W/"{sha256(said.encode()).hexdigest()[:20]}"'

    @property
    def person(self) -> Person | None:
        """Who asks; None before they logged in."""
        return asker(self.request)

    @property
    def form_token(self) -> str:
        """What forms on the visitor's pages carry; templates have it as ``form_token``."""
        return csrf_token(self.request)

    def page(self, template: str, status: int = 200, *, opened: str = "", **values: Any) -> HTMLResponse:
        """A page made from a template; only a good one may be kept. ``opened`` is the document that it shows."""
        here = {code: self.links.here(self._path(), self.request.query_params.multi_items(), code) for code in ORDER}
        shared = {"here": here, "asked": Asked(), "json_link": "", "csv_link": "", "feed_link": "", "section": ""}
        html = self.render(template, **(shared | values)).encode()
        if self.keeping and status == 200:
            self.door.pages.recall(self._stamp, self._address, lambda: Made(html, opened))
        return self._answer(html, status, opened)

    def kept(self) -> HTMLResponse | None:
        """The page, when it was made before and neither store nor index changed since."""
        made = self.door.pages.known(self._stamp, self._address)
        return self._answer(made.html, 200, made.opened) if isinstance(made, Made) else None

    def _answer(self, html: bytes, status: int, opened: str) -> HTMLResponse:
        counting = BackgroundTask(self.door.count_opening, opened) if opened else None
        return HTMLResponse(html, status, self.headers(status), background=counting)

    def render(self, template: str, **values: Any) -> str:
        """What a template says to this visitor."""
        shared = {
            "t": self.texts,
            "links": self.links,
            "archive_name": self.door.config.name,
            "person": self.person,
            "form_token": self.form_token,
        }
        return _PAGES.get_template(template).render(shared | values)

    def note(self, did: str, what: str = "") -> None:
        """What a person with an account did stands in the audit log; by default to the address that was asked for."""
        if self.person is not None and self.person.known:
            query = f"?{self.request.url.query}" if self.request.url.query else ""
            client = self.request.client
            record(self.door.config.data, self.person.name, did, what or self._path() + query, client.host if client else "")

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` says to all who may read the same, made once while neither store nor index changes."""
        return self.door.memory.recall(self._stamp, (self._view, key), make)

    def headers(self, status: int = 200) -> dict[str, str]:
        """What the browser is told about keeping a page."""
        spoken = {"Content-Language": self.texts.language, "Vary": "Accept-Language, Cookie, Authorization"}
        if status != 200:
            return spoken | {"Cache-Control": "no-store"}
        return spoken | {"Cache-Control": "private, no-cache", "ETag": self.tag}

    @cached_property
    def _stamp(self) -> str:
        return self.door.stamp()

    @cached_property
    def _view(self) -> str:
        return self.door.view(self.person) if self.person is not None else "-"

    @property
    def _address(self) -> tuple[str, str, str, str]:
        """What a page is made of besides what the archive says: by whom it is seen, and from where."""
        return self.tag, self.links.prefix, self.request.url.path, self.request.url.query

    def _path(self) -> str:
        path = self.request.url.path
        return path.removeprefix(self.links.prefix) if self.links.prefix else path


async def visit(request: Request) -> Visit:
    """The visit a request belongs to."""
    return visit_of(request)


def visit_of(request: Request) -> Visit:
    """The visit a request belongs to, for whoever is no page."""
    asked = request.query_params.get("ui", "")
    language = choose(asked, request.headers.get("accept-language", ""))
    prefix = str(request.scope.get("root_path", ""))
    return Visit(request, request.app.state.door, Texts(language), Links(prefix, language if asked == language else ""))


async def reading(request: Request) -> Visit:
    """A visit to what store and index say. Raises LoginNeeded, and Unchanged when the visitor has it as it is now."""
    person(request)
    found = visit_of(request)
    if found.tag in (tag.strip() for tag in request.headers.get("if-none-match", "").split(",")):
        raise Unchanged
    return found


async def keeping(found: Annotated[Visit, Depends(reading)]) -> Visit:
    """The same for a page that many are shown: it is made once. Raises Kept with it when it was."""
    found = replace(found, keeping=True)
    if answer := found.kept():
        raise Kept(answer)
    return found


def archive(request: Request) -> Archive:
    """The archive, open, as whoever asks may read it. Raises LoginNeeded, IndexMissing, StoreDamaged."""
    door: Door = request.app.state.door
    return door.archive(person(request))


Visiting = Annotated[Visit, Depends(visit)]
Reading = Annotated[Visit, Depends(reading)]
Keeping = Annotated[Visit, Depends(keeping)]
Open = Annotated[Archive, Depends(archive)]
