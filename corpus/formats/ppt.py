"""PowerPoint 95 to 2003 (.ppt): a page a slide, in the order of the show, with titles, lists, text boxes and notes.

After [MS-PPT] 2.1.2 (the persist directory), 2.4.14.3 (SlideListWithText) and 2.9.41 (TextHeaderAtom).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ole, plain
from corpus.formats.builder import TextBuilder
from corpus.formats.office import read_office
from corpus.formats.ooxml import Claims
from corpus.formats.sniff import PPT
from corpus.model import BlockKind, Document, RawFile, Reading

_WHAT = "PowerPoint 97 presentation"
_CONTAINER = 0xF
_DOCUMENT, _SLIDE, _NOTES, _LIST, _PLACE = 0x03E8, 0x03EE, 0x03F0, 0x0FF0, 0x03F3
_HEADER, _WIDE, _NARROW, _EDIT, _DIRECTORY = 0x0F9F, 0x0FA0, 0x0FA8, 0x0FF5, 0x1772
_ENCRYPTED_TOKEN = b"\xdf\xc4\xd1\xf3"
_TITLES, _BODIES, _NOTE = (0, 6), (1, 5, 7, 8), 2
_DEPTH = 30
_EDITS = 10_000


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of the stream: its kind, which of several alike it is, and where its content lies."""

    kind: int
    instance: int
    start: int
    stop: int
    is_container: bool


def read(raw: RawFile, config: Config) -> Reading:
    """The slides as pages. Raises UnreadableFile."""
    with ole.open_ole(raw.content, _WHAT) as compound:
        content, user = ole.stream(compound, "PowerPoint Document"), ole.stream(compound, "Current User")
        said, claims = ole.stream(compound, "Text_Content"), ole.claims(compound)
    if said:
        return Reading(_read_95(said, raw.charset, claims))
    if not content:
        raise UnreadableFile(f"broken {_WHAT}: it has no slides")
    if _ENCRYPTED_TOKEN in user[:32]:
        raise UnreadableFile("encrypted PowerPoint presentation; save a copy without a password")
    builder = TextBuilder()
    try:
        slides = _Show(content, user).add(builder)
        if not slides:
            return read_office(raw, PPT, config, "PowerPoint presentation of an older kind")
    except (struct.error, IndexError) as error:
        raise UnreadableFile(f"broken {_WHAT}, perhaps cut off on its way ({error})") from error
    text, blocks = builder.build()
    title = claims.title or builder.first_title
    return Reading(Document(text, blocks, PPT, title, claims.author, date=claims.date, pages=slides))


def _read_95(content: bytes, forced: str, claims: Claims) -> Document:
    """PowerPoint 95 keeps all that its slides say in a stream of its own, as plain text."""
    text, charset = decode(content, charset=forced)
    builder = TextBuilder()
    title = plain.add_text(builder, text.replace("\r", "\n"))
    body, blocks = builder.build()
    return Document(body, blocks, PPT, claims.title or title, claims.author, date=claims.date, charset=charset)


class _Show:
    """Finds the slides through the last save's directory of places, which older saves of the same file only amend."""

    def __init__(self, content: bytes, user: bytes) -> None:
        self._content = content
        self._places = self._directory(unpack_from("<I", user, 16)[0]) if len(user) >= 20 else {}

    def add(self, builder: TextBuilder) -> int:
        """All slides stand in the builder; their number."""
        document = next((record for record in self._records(0, len(self._content)) if record.kind == _DOCUMENT), None)
        current = self._record(self._places.get(1, -1)) or document
        lists = {each.instance: each for each in self._inside(current) if each.kind == _LIST} if current else {}
        slides = list(self._slides(lists.get(0)))
        notes = [place for place, _ in self._slides(lists.get(2))]
        for page, (place, texts) in enumerate(slides, start=1):
            drawn = self._record(self._places.get(place, -1))
            own = list(self._texts(drawn)) if drawn is not None and drawn.kind == _SLIDE else []
            told = set()
            for kind, text in (*texts, *own):
                if text not in told:
                    told.add(text)
                    _add(builder, kind, text, page)
            for note in notes:
                record = self._record(self._places.get(note, -1))
                if (
                    record is not None
                    and record.kind == _NOTES
                    and self._slide_of(record) == self._slide_id(lists.get(0), place)
                ):
                    for kind, text in self._texts(record):
                        if kind == _NOTE:
                            builder.add(BlockKind.FOOTNOTE, text, page=page)
        return len(slides)

    def _directory(self, place: int) -> dict[int, int]:
        """Where each persistent object lies, by its number; the newest save that names it wins."""
        found: dict[int, int] = {}
        for _ in range(_EDITS):
            edit = self._record(place)
            if edit is None or edit.kind != _EDIT:
                break
            before, directory = unpack_from("<II", self._content, edit.start + 8)
            table = self._record(directory)
            if table is not None and table.kind == _DIRECTORY:
                for number, offset in self._entries(table):
                    found.setdefault(number, offset)
            if before in (0, place):
                break
            place = before
        return found

    def _entries(self, table: _Record) -> Iterator[tuple[int, int]]:
        place = table.start
        while place + 4 <= table.stop:
            head = unpack_from("<I", self._content, place)[0]
            first, count = head & 0xFFFFF, head >> 20
            for index in range(min(count, (table.stop - place - 4) // 4)):
                yield first + index, unpack_from("<I", self._content, place + 4 + 4 * index)[0]
            place += 4 + 4 * count

    def _record(self, place: int) -> _Record | None:
        if not 0 <= place <= len(self._content) - 8:
            return None
        head, kind, size = unpack_from("<HHI", self._content, place)
        stop = min(len(self._content), place + 8 + size)
        return _Record(kind, head >> 4, place + 8, stop, head & 0xF == _CONTAINER)

    def _records(self, start: int, stop: int) -> Iterator[_Record]:
        while (record := self._record(start)) is not None and record.start <= stop:
            yield record
            start = record.stop

    def _inside(self, record: _Record | None) -> Iterator[_Record]:
        if record is not None and record.is_container:
            yield from self._records(record.start, record.stop)

    def _slides(self, listed: _Record | None) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """Each slide of a list: the number of its place, and the texts of its outline."""
        slide: tuple[int, list[tuple[int, str]]] | None = None
        kind = 4
        for record in self._inside(listed):
            if record.kind == _PLACE:
                if slide is not None:
                    yield slide
                slide = (unpack_from("<I", self._content, record.start)[0], [])
            elif record.kind == _HEADER:
                kind = unpack_from("<I", self._content, record.start)[0]
            elif slide is not None and record.kind in (_WIDE, _NARROW):
                slide[1].append((kind, self._text(record)))
        if slide is not None:
            yield slide

    def _slide_id(self, listed: _Record | None, place: int) -> int:
        for record in self._inside(listed):
            if record.kind == _PLACE and unpack_from("<I", self._content, record.start)[0] == place:
                return int(unpack_from("<I", self._content, record.start + 12)[0])
        return -1

    def _slide_of(self, notes: _Record) -> int:
        atom = next((record for record in self._inside(notes) if record.kind == 0x03F1), None)
        return int(unpack_from("<I", self._content, atom.start)[0]) if atom is not None else -2

    def _texts(self, record: _Record, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Kind and words of every text drawn inside a record."""
        kind = 4
        for inner in self._inside(record):
            if inner.kind == _HEADER:
                kind = unpack_from("<I", self._content, inner.start)[0]
            elif inner.kind in (_WIDE, _NARROW):
                yield kind, self._text(inner)
            elif inner.is_container and depth < _DEPTH:
                yield from self._texts(inner, depth + 1)

    def _text(self, record: _Record) -> str:
        return self._content[record.start : record.stop].decode("utf-16-le" if record.kind == _WIDE else "latin-1", "replace")


def _add(builder: TextBuilder, kind: int, text: str, page: int) -> None:
    said = "" if text == "*" else text.replace("\x0b", "\n")  # a lone star stands for the day or the page's number
    if kind in _TITLES:
        builder.add(BlockKind.HEADING, said.replace("\r", "\n"), 1 if page == 1 else 2, page)
        return
    for paragraph in said.split("\r"):
        listed = kind in _BODIES
        builder.add(BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH, paragraph, int(listed), page)
