"""Every address of the web view is built here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import quote, quote_plus

from indexer.web.asked import EVERYTHING, FIRST_PRECISION, Asked
from indexer.web.parting import part_of

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses for one visit: below ``prefix``, in the language ``ui`` where the visitor chose one ("" else)."""

    prefix: str = ""
    ui: str = ""

    def home(self, form: str = "") -> str:
        """The first page."""
        return self._to(f"/home{form}" if form else "/")

    def search(self, asked: Asked = EVERYTHING, form: str = "") -> str:
        """An answer's page; ``form`` ".json" is the same for programs."""
        return self._to(f"/search{form}", asked.parameters())

    def document(self, id: str, asked: Asked = EVERYTHING, place: str = "", form: str = "", part: int = 1) -> str:
        """A document, hits of the query marked, opened at ``place``; a long one has several parts."""
        pairs = [("q", asked.q)] if asked.q.strip() else []
        if pairs and asked.precision != FIRST_PRECISION:
            pairs.append(("precision", asked.precision))
        pairs += [("part", str(part))] if part > 1 else []
        return self._to(f"/document/{quote(id, safe='')}{form}", pairs) + (f"#{place}" if place else "")

    def within(self, id: str, start: int, asked: Asked = EVERYTHING) -> str:
        """A document opened where something stands in its text."""
        return self.document(id, asked, place(start), part=part_of(start))

    def facsimile(self, id: str, number: int, q: str = "", form: str = "") -> str:
        """A page of a document as it looks, its text beside it."""
        return self._to(f"/document/{quote(id, safe='')}/page/{number}{form}", [("q", q)] if q.strip() else [])

    def picture(self, id: str, number: int, size: str = "") -> str:
        """The picture of a page; ``size`` "small" for one beside the text."""
        return f"{self.prefix}/document/{quote(id, safe='')}/page/{number}.jpg" + (f"?size={size}" if size else "")

    def original(self, id: str) -> str:
        """The file as it came."""
        return self._to(f"/document/{quote(id, safe='')}/original")

    def entity(self, id: str, page: int = 1, form: str = "") -> str:
        """One thing in the world."""
        return self._to(f"/entity/{quote(id, safe='')}{form}", [("page", str(page))] if page > 1 else [])

    def correct(self, id: str, same: str = "", made: int = 0) -> str:
        """Where editors correct an entity; ``made`` is the correction they just made."""
        pairs = [("same", same)] if same else []
        return self._to(f"/entity/{quote(id, safe='')}/correct", pairs + ([("made", str(made))] if made else []))

    def edits(self, form: str = "") -> str:
        """What people decided about entities."""
        return self._to(f"/edits{form}")

    def undo(self, number: int) -> str:
        """Where a correction is taken back."""
        return self._to(f"/edits/{number}/undo")

    def entities(self, type: str = "", page: int = 1, form: str = "") -> str:
        """The list of one type, or of all."""
        pairs = [("type", type)] if type else []
        return self._to(f"/entities{form}", pairs + ([("page", str(page))] if page > 1 else []))

    def print_view(self, id: str) -> str:
        """A document as it is printed."""
        return self._to(f"/document/{quote(id, safe='')}/print")

    def beside(self, id: str, other: str, form: str = "") -> str:
        """Two documents side by side."""
        return self._to(f"/document/{quote(id, safe='')}/beside/{quote(other, safe='')}{form}")

    def map(self, first: int = 0, last: int = 9999, form: str = "", city: str = "") -> str:
        """Cities on a map, of documents of these years; opened at ``city``."""
        pairs = [("first", str(first))] if first > 0 else []
        pairs += [("last", str(last))] if last < 9999 else []
        return self._to(f"/map{form}", pairs + ([("city", city)] if city else []))

    def network(self, around: str = "", n: int = 0, form: str = "") -> str:
        """People and organisations that are named together; ``n`` names, 0 for as many as usual."""
        pairs = [("around", around)] if around else []
        return self._to(f"/network{form}", pairs + ([("n", str(n))] if n else []))

    def timeline(self, year: int = 0, form: str = "") -> str:
        """One year, 0 for the last."""
        return self._to(f"/timeline{form}", [("year", str(year))] if year else [])

    def compare(self, a: str = "", b: str = "", form: str = "") -> str:
        """Two names or two periods."""
        return self._to(f"/compare{form}", [(name, said) for name, said in (("a", a), ("b", b)) if said])

    def api(self) -> str:
        """What programs may ask."""
        return self._to("/api")

    def suggest(self) -> str:
        """What may be typed next."""
        return f"{self.prefix}/suggest.json"

    def opensearch(self) -> str:
        """How a browser searches here."""
        return self._to("/opensearch.xml")

    def excel(self, address: str) -> str:
        """A table's address, marked so that Excel reads its letters right."""
        return f"{address}{'&' if '?' in address else '?'}excel=1"

    def runs(self, form: str = "", tried: str = "") -> str:
        """What happened to the archive; ``tried`` is a file that was just read again."""
        return self._to(f"/runs{form}", [("tried", tried)] if tried else [])

    def retry(self) -> str:
        """Where a file that could not be read is read again."""
        return self._to("/runs/retry")

    def login(self, back: str = "") -> str:
        """Where a person comes in; ``back`` is where they wanted to go."""
        return self._to("/login", [("next", back)] if back else [])

    def logout(self) -> str:
        """Where a session ends."""
        return self._to("/logout")

    def audit(self, form: str = "") -> str:
        """What people did."""
        return self._to(f"/audit{form}")

    def saved(self, form: str = "") -> str:
        """The visitor's saved searches."""
        return self._to(f"/saved{form}")

    def saved_feed(self, number: int) -> str:
        """What a saved search was told."""
        return f"{self.prefix}/saved/{number}.atom"

    def remove_saved(self, number: int) -> str:
        """Where a saved search is let go."""
        return self._to(f"/saved/{number}/remove")

    def openapi(self) -> str:
        """The description for programs."""
        return f"{self.prefix}/openapi.json"

    def static(self, name: str) -> str:
        """A file that comes with svod, by a new address whenever it changes."""
        return f"{self.prefix}/static/{name}"

    def here(self, path: str, pairs: Pairs, ui: str) -> str:
        """The page being read, in another language."""
        kept = [(name, value) for name, value in pairs if name != "ui"]
        return f"{self.prefix}{quote(path)}?{_query([*kept, ('ui', ui)])}"

    def _to(self, path: str, pairs: Pairs = ()) -> str:
        spoken = [("ui", self.ui)] if self.ui else []
        query = _query([*pairs, *spoken])
        return f"{self.prefix}{path}{'?' + query if query else ''}"


def _query(pairs: Pairs) -> str:
    """As ``urlencode`` writes it; a page of hits has two hundred addresses that differ in one value."""
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)


@lru_cache(4096)
def quoted(text: str) -> str:
    """A name or value as it stands in an address's query; safe in HTML too."""
    return quote_plus(text)


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
