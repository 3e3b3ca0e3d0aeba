"""Text and blocks grown together, so that every span is right by construction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from corpus.model import Block, BlockKind, Span

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# soft hyphen, zero width space, joiner and mark, direction marks: inside a word they would hide it from every search
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff\ufffe\uffff]"
)
_STRANGE = re.compile(rf"{_SPACES.pattern}|{_BREAKS.pattern}|{_INVISIBLE.pattern}")
_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.HEADER, BlockKind.FOOTER})


def clean(text: str) -> str:
    """The text in NFC with ``\\n`` line ends and plain spaces, without soft hyphens and control characters."""
    if _STRANGE.search(text):
        text = _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """The cleaned text on one line, every run of white space a single space."""
    return " ".join(clean(text).split())


class TextBuilder:
    """Grows a document's text block by block: a blank line between blocks, none between rows, items and page edges."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, kind: BlockKind, text: str, level: int = 0, page: int = 0, recognised: float = 0.0) -> None:
        """The block stands at the end of the text; one without a visible character adds nothing. Lines stay lines."""
        body = "\n".join(line.rstrip(" \t") for line in clean(text).split("\n")).strip()
        if not body:
            return
        if self._blocks:
            gap = "\n" if kind in _TIGHT and self._blocks[-1].kind is kind else "\n\n"
            self._pieces.append(gap)
            self._length += len(gap)
        self._blocks.append(Block(kind, Span(self._length, self._length + len(body)), level, page, recognised))
        self._pieces.append(body)
        self._length += len(body)

    def add_row(self, cells: Iterable[str], page: int = 0) -> None:
        """A table row stands at the end, its cells apart by a tab and each on one line."""
        self.add(BlockKind.TABLE_ROW, "\t".join(squeeze(cell) for cell in cells), page=page)

    def build(self) -> tuple[str, tuple[Block, ...]]:
        """The text and its blocks, in order, each span exactly its block."""
        return "".join(self._pieces), tuple(self._blocks)

    @property
    def first_title(self) -> str:
        """The text of the first title block, else of the first heading, on one line; "" without either."""
        text, blocks = self.build()
        for kind in (BlockKind.TITLE, BlockKind.HEADING):
            for block in blocks:
                if block.kind is kind:
                    return squeeze(block.span.of(text))
        return ""
