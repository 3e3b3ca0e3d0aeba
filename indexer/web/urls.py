"""Every address of the web view is built here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote, urlencode

from indexer.web.asked import EVERYTHING, FIRST_PRECISION, Asked

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one visit: below ``prefix``, in the language ``ui`` where the visitor chose one ("" else)."""

    prefix: str = ""
    ui: str = ""

    def home(self) -> str:
        """The first page."""
        return self._to("/")

    def search(self, asked: Asked = EVERYTHING, form: str = "") -> str:
        """An answer's page; ``form`` ".json" is the same for programs."""
        return self._to(f"/search{form}", asked.parameters())

    def document(self, id: str, asked: Asked = EVERYTHING, place: str = "", form: str = "") -> str:
        """A document, hits of the query marked, opened at ``place``."""
        pairs = [("q", asked.q)] if asked.q.strip() else []
        if pairs and asked.precision != FIRST_PRECISION:
            pairs.append(("precision", asked.precision))
        return self._to(f"/document/{quote(id, safe='')}{form}", pairs) + (f"#{place}" if place else "")

    def original(self, id: str) -> str:
        """The file as it came."""
        return self._to(f"/document/{quote(id, safe='')}/original")

    def entity(self, id: str, page: int = 1, form: str = "") -> str:
        """One thing in the world."""
        return self._to(f"/entity/{quote(id, safe='')}{form}", [("page", str(page))] if page > 1 else [])

    def entities(self, type: str = "", page: int = 1, form: str = "") -> str:
        """The list of one type, or of all."""
        pairs = [("type", type)] if type else []
        return self._to(f"/entities{form}", pairs + ([("page", str(page))] if page > 1 else []))

    def runs(self, form: str = "") -> str:
        """What happened to the archive."""
        return self._to(f"/runs{form}")

    def openapi(self) -> str:
        """The description for programs."""
        return f"{self.prefix}/openapi.json"

    def static(self, name: str) -> str:
        """A file that comes with svod, by a new address whenever it changes."""
        return f"{self.prefix}/static/{name}"

    def here(self, path: str, pairs: Pairs, ui: str) -> str:
        """The page being read, in another language."""
        kept = [(name, value) for name, value in pairs if name != "ui"]
        return f"{self.prefix}{quote(path)}?{urlencode([*kept, ('ui', ui)])}"

    def _to(self, path: str, pairs: Pairs = ()) -> str:
        spoken = [("ui", self.ui)] if self.ui else []
        query = urlencode([*pairs, *spoken])
        return f"{self.prefix}{path}{'?' + query if query else ''}"


def place(start: int) -> str:
    """The anchor of a place in a document's text."""
    return f"t{start}"


def hit_place(number: int) -> str:
    """The anchor of the n-th hit in a document, from 1."""
    return f"hit-{number}"


def outside(url: str) -> str:
    """The address when a page may link to it (http, https), else ""."""
    return url if url.lower().startswith(("http://", "https://")) else ""


STATIC = resources.files(__package__) / "static"
