"""The characters of old Word documents, put together from the pieces in which they lie in the file.

After [MS-DOC] 2.5.1 (FIB) and 2.9.177 (PlcPcd); Word 6 and 95 keep the table, one byte a character, in the main stream.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

from corpus.charset import decode
from corpus.errors import UnreadableFile

WORD_97 = 0xA5EC
_WHAT = "Word document"
_COMPLEX = 0x0004
_NARROW = 0x40000000


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` begins at character ``start`` and lies at ``byte`` of the main stream, ``width`` bytes a character."""

    start: int
    byte: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Characters:
    """A document's characters: its pieces in order, and how many belong to each part (text, notes, page edges ...)."""

    pieces: tuple[Piece, ...]
    sizes: tuple[int, ...]
    codec: str

    @property
    def text(self) -> str:
        """All characters."""
        return "".join(piece.text for piece in self.pieces)

    def byte(self, character: int) -> int:
        """Where in the main stream a character lies."""
        index = max(0, bisect_right(self.pieces, character, key=lambda piece: piece.start) - 1)
        piece = self.pieces[index]
        return piece.byte + piece.width * (character - piece.start)


def read_97(main: bytes, table: bytes) -> Characters:
    """Word 97 and later. Raises UnreadableFile, struct.error."""
    start, size = unpack_from("<II", main, 0x1A2)
    bounds, offsets = _piece_table(table[start : start + size])
    pieces = []
    for first, last, offset in zip(bounds[:-1], bounds[1:], offsets, strict=True):
        narrow = bool(offset & _NARROW)
        begin = (offset & ~_NARROW) // 2 if narrow else offset
        count, width = last - first, 1 if narrow else 2
        text = main[begin : begin + width * count].decode("cp1252" if narrow else "utf-16-le", "replace")
        if len(text) < count and not narrow:
            text = _apart(main[begin : begin + width * count])
        pieces.append(Piece(first, begin, width, text[:count].ljust(count, "\0")))
    return Characters(tuple(pieces), unpack_from("<8i", main, 0x4C), "utf-16-le")


def read_6(main: bytes, charset: str) -> Characters:
    """Word 6 and 95: bytes in a charset that nothing names, unless ``charset`` does. Raises UnreadableFile, struct.error."""
    first, last = unpack_from("<II", main, 0x18)
    if unpack_from("<H", main, 0x0A)[0] & _COMPLEX:
        start, size = unpack_from("<II", main, 0x160)
        bounds, offsets = _piece_table(main[start : start + size])
    else:
        bounds, offsets = (0, min(last, len(main)) - first), (first,)
    spans = [(offset, offset + stop - start) for start, stop, offset in zip(bounds[:-1], bounds[1:], offsets, strict=True)]
    content = b"".join(main[start:stop].ljust(stop - start, b" ") for start, stop in spans)
    known = decode(content.translate(_READABLE), charset=charset)[1].name
    text = content.decode(known, "replace")
    pieces = [
        Piece(start, offset, 1, text[start:stop]) for start, stop, offset in zip(bounds[:-1], bounds[1:], offsets, strict=True)
    ]
    return Characters(tuple(pieces), unpack_from("<8i", main, 0x34), known)


_READABLE = bytes(byte if byte > 0x1F or byte in (9, 10, 13) else 0x20 for byte in range(256))
"""Word's own marks (cells, fields, pictures) are no sign of a binary file."""


def _piece_table(clx: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where pieces begin and the last ends, in characters, and each one's place in the main stream."""
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + int(unpack_from("<H", clx, place + 1)[0])
    if place >= len(clx) or clx[place] != 2:
        raise UnreadableFile(f"broken {_WHAT}: it has no table of its text")
    count = (unpack_from("<I", clx, place + 1)[0] - 4) // 12
    if not 0 < count <= len(clx) // 12:
        raise UnreadableFile(f"broken {_WHAT}: the table of its text is cut off")
    bounds = unpack_from(f"<{count + 1}I", clx, place + 5)
    if any(first > last for first, last in pairwise(bounds)) or bounds[0] or bounds[-1] > 1 << 28:
        raise UnreadableFile(f"broken {_WHAT}: the table of its text is out of order")
    begin = place + 5 + 4 * (count + 1)
    return bounds, tuple(unpack_from("<2xI2x", clx, begin + 8 * index)[0] for index in range(count))


def _apart(content: bytes) -> str:
    """UTF-16 with each half of a pair a character of its own, so that characters can be counted as Word does."""
    return "".join(map(chr, unpack_from(f"<{len(content) // 2}H", content)))
