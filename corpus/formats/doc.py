"""Word 6 to 2003 (.doc): headings and lists by style, table rows, notes, page edges.

After [MS-DOC] 2.8.26 (PlcBtePapx) and 2.8.22 (Plcfhdd). A .doc that is in truth Rich Text,
a page or a .docx is read by its own reader: content decides.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import iter_unpack, unpack_from

from corpus.charset import repair
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ole, pieces
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.ooxml import Claims
from corpus.formats.pieces import Characters
from corpus.formats.sniff import DOC
from corpus.formats.titles import find_title
from corpus.model import BlockKind, Charset, Document, RawFile, Reading

_WHAT = "Word document"
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PARTS = ("text", "footnotes", "edges", "macros", "comments", "endnotes", "boxes", "edge boxes")
"""The parts of a document as the FIB counts their characters, in the order in which they follow one another."""
_IN_TABLE, _ROW_END, _LIST_LEVEL, _LIST = 0x2416, 0x2417, 0x260A, 0x460B
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's operand by the top three bits of its code ([MS-DOC] 2.6.1 Prl); 6 says its own length."""
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14([^\x13\x14\x15]*)\x15|\x13[^\x13\x14\x15]*\x15")
_HALF_FIELD = re.compile("\x13[^\x13-\x15]*\x14|[\x13-\x15]")
"""The beginning of a field that ends in another paragraph, as that of a table of contents."""
_LINK = re.compile(r'HYPERLINK\s+"([^"\x13-\x15]{1,2000})"')
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x01": None, "\x02": None, "\x05": None, "\x08": None, "\x0e": "\n"}
)
_TURNS = 50


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph looks: its style (1 to 9 are headings), list depth (0: none), in a table or the end of a row."""

    style: int = 0
    depth: int = 0
    in_table: bool = False
    ends_row: bool = False


_PLAIN = _Look()


def read(raw: RawFile, config: Config) -> Reading:
    """The document as blocks. Raises UnreadableFile."""
    with ole.open_ole(raw.content, _WHAT) as compound:
        main = ole.stream(compound, "WordDocument")
        try:
            mark, flags = unpack_from("<H8xH", main)
            if flags & _ENCRYPTED:
                raise UnreadableFile("encrypted Word document; save a copy without a password")
            table = ole.stream(compound, "1Table" if flags & _TABLE_1 else "0Table")
            new = mark == pieces.WORD_97
            characters = pieces.read_97(main, table) if new else pieces.read_6(main, raw.charset)
            looks = _Looks(main, table if new else b"")
            edges = _edge_starts(main, table) if new else []
        except (struct.error, IndexError) as error:
            raise UnreadableFile(f"broken {_WHAT}, perhaps cut off on its way ({error})") from error
        return Reading(_document(_Writer(characters, looks), edges, ole.claims(compound)))


def _document(writer: _Writer, edges: list[int], claims: Claims) -> Document:
    parts = _part_spans(writer.characters)
    writer.add_edges(edges, parts["edges"], BlockKind.HEADER)
    writer.add(*parts["text"], None)
    writer.add(*parts["boxes"], None)
    for note in ("footnotes", "endnotes", "comments"):
        writer.add(*parts[note], BlockKind.FOOTNOTE)
    writer.add_edges(edges, parts["edges"], BlockKind.FOOTER)
    text, blocks = writer.builder.build()
    first = [block.span.of(text) for block in blocks[:12]]
    chosen = find_title(first)
    return Document(
        text=text,
        blocks=blocks,
        media_type=DOC,
        title=claims.title or writer.builder.first_title or (squeeze(first[chosen]) if chosen >= 0 else ""),
        author=claims.author,
        date=claims.date,
        charset=Charset(writer.characters.codec, "", 1.0, writer.repairs),
        links=tuple(writer.links),
    )


def _part_spans(characters: Characters) -> dict[str, tuple[int, int]]:
    spans, start, length = {}, 0, len(characters.text)
    for name, size in zip(_PARTS, characters.sizes, strict=True):
        stop = min(length, start + max(0, size))
        spans[name] = (start, stop)
        start = stop
    return spans


def _edge_starts(main: bytes, table: bytes) -> list[int]:
    """Where each story of the page edges begins, counted in their part."""
    start, size = unpack_from("<II", main, 0xF2)
    return [number for (number,) in iter_unpack("<I", table[start : start + size - size % 4])]


class _Looks:
    """The look of a paragraph by the byte at which its end mark stands."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._stops: list[int] = []
        self._found: list[_Look] = []
        start, size = unpack_from("<II", main, 0x102) if table else (0, 0)
        count = max(0, (size - 4) // 8)
        pages = unpack_from(f"<{count}I", table, start + 4 * (count + 1)) if count and start + size <= len(table) else ()
        self.are_unknown = not pages
        for page in pages:
            self._add(main[512 * (page & 0x3FFFFF) : 512 * (page & 0x3FFFFF) + 512])

    def _add(self, page: bytes) -> None:
        if len(page) < 512:
            return
        runs = page[511]
        if 4 * (runs + 1) + 13 * runs > 511:
            return
        bounds = unpack_from(f"<{runs + 1}I", page)
        for index in range(runs):
            offset = 2 * page[4 * (runs + 1) + 13 * index]
            self._stops.append(bounds[index + 1])
            self._found.append(_look(page, offset) if offset else _PLAIN)

    def at(self, byte: int) -> _Look:
        """The look of the paragraph that holds the byte."""
        index = bisect_right(self._stops, byte)
        return self._found[index] if index < len(self._found) else _PLAIN


def _look(page: bytes, offset: int) -> _Look:
    size = 2 * page[offset] - 1
    if page[offset] == 0:
        offset += 1
        size = 2 * page[offset]
    properties = page[offset + 1 : offset + 1 + size]
    style = unpack_from("<H", properties)[0] if len(properties) >= 2 else 0
    found = dict(_properties(properties[2:]))
    depth = 1 + found.get(_LIST_LEVEL, 0) if found.get(_LIST, 0) else 0
    return _Look(style, depth, bool(found.get(_IN_TABLE)), bool(found.get(_ROW_END)))


def _properties(content: bytes) -> Iterator[tuple[int, int]]:
    place = 0
    while place + 3 <= len(content):
        code = unpack_from("<H", content, place)[0]
        size = _OPERANDS.get(code >> 13, content[place + 2] + 1)
        yield code, int.from_bytes(content[place + 2 : place + 2 + min(size, 2)], "little")
        place += 2 + size


class _Writer:
    """Turns stretches of the characters into blocks."""

    def __init__(self, characters: Characters, looks: _Looks) -> None:
        self.characters, self._text, self._looks = characters, characters.text, looks
        self.repairs = repair(self._text[:20000].replace("\r", "\n"))[1]
        self.builder, self.links = TextBuilder(), dict[str, None]()

    def add(self, start: int, stop: int, kind: BlockKind | None) -> None:
        """The paragraphs and rows between two characters stand at the end, as ``kind`` or as they look."""
        cells: list[str] = []
        cell: list[str] = []
        for paragraph, end in self._paragraphs(start, stop):
            look = self._looks.at(self.characters.byte(end))
            said = self._said(paragraph)
            closes = end < len(self._text) and self._text[end] == "\x07"
            if closes and (look.ends_row or (self._looks.are_unknown and cells and not said)):
                self.builder.add_row(cells)
                cells, cell = [], []
            elif closes:
                cells.append(" ".join((*cell, said)))
                cell = []
            elif look.in_table and kind is None:
                cell.append(said)
            else:
                if cells:
                    self.builder.add_row(cells)
                    cells = []
                chosen, level = (kind, 0) if kind else _kind(look)
                self.builder.add(chosen, said, level)
        if cells or cell:
            self.builder.add_row([*cells, *cell])

    def add_edges(self, starts: list[int], part: tuple[int, int], wanted: BlockKind) -> None:
        """Headers or footers stand at the end, each once: six stories a section after six of the notes' separators."""
        told = set()
        for index in range(6, len(starts) - 2):
            kind = BlockKind.FOOTER if index % 6 in (2, 3, 5) else BlockKind.HEADER
            start, stop = (min(part[0] + each, part[1]) for each in starts[index : index + 2])
            said = squeeze(self._said(self._text[start:stop].replace("\r", " ").replace("\x07", " ")))
            if kind is wanted and said not in told:
                told.add(said)
                self.builder.add(kind, said)

    def _paragraphs(self, start: int, stop: int) -> Iterator[tuple[str, int]]:
        begin = start
        for match in re.finditer("[\r\x07\x0c]", self._text[start:stop]):
            end = start + match.start()
            yield self._text[begin:end], end
            begin = end + 1
        if begin < stop:
            yield self._text[begin:stop], stop - 1

    def _said(self, text: str) -> str:
        """The words of a stretch: results of fields without their codes, repaired where Cyrillic was stored as Latin."""
        for link in _LINK.findall(text):
            self.links[link] = None
        for _ in range(_TURNS):  # a field may stand within another
            text, turned = _FIELD.subn(lambda match: match.group(1) or "", text)
            if not turned:
                break
        text = _HALF_FIELD.sub("", text).translate(_SIGNS)
        return repair(text)[0] if self.repairs else text


def _kind(look: _Look) -> tuple[BlockKind, int]:
    if 1 <= look.style <= 9:
        return BlockKind.HEADING, look.style
    return (BlockKind.LIST_ITEM, look.depth) if look.depth else (BlockKind.PARAGRAPH, 0)
