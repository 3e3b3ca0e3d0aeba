"""A part of a page as blocks, in one walk over its tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.formats.asides import LISTS, RUNNING, SILENT, is_aside
from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "p div blockquote pre address section article header footer aside main body center form fieldset legend table tbody thead "
    "tfoot tr td th hr figure details summary html".split()
)
_ITEMS = dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM)
_CAPTIONS = dict.fromkeys(("caption", "figcaption"), BlockKind.CAPTION)
_KINDS = {**_ITEMS, **_CAPTIONS, **dict.fromkeys(_HEADINGS, BlockKind.HEADING)}
_BREAKING = _BLOCKS | LISTS | _KINDS.keys() | {"pre"}
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)

_BREAK = "\u2028"
_CELL_CHARACTERS = 300
_ALL = 0.7
"""A block with so much of its text in links is but links: bars and dots stand between them."""
_DEPTH = 200


class TooDeep(Exception):
    """The page nests deeper than a walk goes."""


@dataclass(frozen=True, slots=True)
class _Block:
    kind: BlockKind
    text: str
    level: int
    is_link: bool


class Walk:
    """The blocks of a part of a page, without what its tags and names say is no content.

    ``seen`` characters were met, ``linked`` of them in the ``links`` to other pages, ``running`` are the words of stretches
    that look like sentences. The heading that says the page's title, else the first of the highest level, is the title block.
    """

    def __init__(self, title: str) -> None:
        self._title, self._titled = title, False
        self._blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        self._lists = self._depth = self._block_linked = 0
        self._in_link = self._verbatim = False
        self.seen = self.linked = self.running = self.links = 0

    def take(self, element: Any) -> None:
        """The blocks of the element stand at the end. Raises TooDeep."""
        self._walk(element)
        self._flush()

    def write(self, builder: TextBuilder, *, trimmed: bool) -> None:
        """The blocks stand in ``builder``; ``trimmed`` of menus: links alone before the first heading and at the end."""
        blocks = self._blocks
        if trimmed:
            first = next((place for place, block in enumerate(blocks) if block.kind in _HEADS), 0)
            last = max((place for place, block in enumerate(blocks) if not block.is_link), default=-1)
            blocks = [block for place, block in enumerate(blocks[: last + 1]) if place >= first or not block.is_link]
        for block in blocks:
            builder.add(block.kind, block.text, block.level)

    def _walk(self, element: Any) -> None:
        """What the element says, without the text after it."""
        tag = element.tag
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag in _BREAKING:
            self._walk_block(element, tag)
        elif tag == "a" and not self._in_link and element.get("href", "#")[:1] != "#":
            self.links += 1
            self._in_link = True
            self._walk_inside(element)
            self._in_link = False
        else:
            self._walk_inside(element)

    def _walk_inside(self, element: Any) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise TooDeep
        if element.text:
            self._say(element.text)
        for child in element:
            if not is_aside(child):
                self._walk(child)
            elif child.tag in _BREAKING:
                self._flush()
            if child.tail:
                self._say(child.tail)
        self._depth -= 1

    def _walk_block(self, element: Any, tag: str) -> None:
        kind, level, verbatim = self._kind, self._level, self._verbatim
        if tag == "tr" and (cells := _values(element)):
            self._flush()
            self._add_row(cells)
        elif kind is BlockKind.LIST_ITEM and tag in ("p", "div"):
            self._pieces.append(_BREAK)  # an item's paragraphs are its lines
            self._walk_inside(element)
            self._pieces.append(_BREAK)
        else:
            self._flush()
            self._lists += tag in LISTS
            self._verbatim = verbatim or tag == "pre"
            self._kind = _KINDS.get(tag, kind if kind is BlockKind.CAPTION else BlockKind.PARAGRAPH)
            self._level = _HEADINGS.get(tag, 0) or (self._lists if tag in _ITEMS else 0)
            self._walk_inside(element)
            self._flush()
            self._lists -= tag in LISTS
            self._kind, self._level, self._verbatim = kind, level, verbatim

    def _say(self, text: str) -> None:
        self._pieces.append(text.replace("\n", _BREAK) if self._verbatim else text)
        if not text.isspace():
            self._count(text, linked=self._in_link)

    def _count(self, text: str, *, linked: bool) -> None:
        self.seen += len(text)
        if linked:
            self.linked += len(text)
            self._block_linked += len(text)
        elif len(text) > RUNNING:
            self.running += len(text.split())

    def _add_row(self, cells: Sequence[Any]) -> None:
        linked = 0
        for link in (link for cell in cells for link in cell.iter("a") if link.get("href", "#")[:1] != "#"):
            self.links += 1
            linked += sum(map(len, link.itertext()))
        texts = [" ".join(cell.itertext()) for cell in cells]
        for text in texts:
            self._count(text, linked=False)
        self.linked += linked
        text = "\t".join(map(squeeze, texts))
        self._blocks.append(_Block(BlockKind.TABLE_ROW, text, 0, linked >= _ALL * len(text)))

    def _flush(self) -> None:
        """The text gathered since the last block is a block."""
        if not self._pieces:
            return
        text = "\n".join(line for part in "".join(self._pieces).split(_BREAK) if (line := squeeze(part)))
        linked, self._block_linked = self._block_linked, 0
        self._pieces.clear()
        if not text:
            return
        kind = self._kind
        if kind is BlockKind.HEADING and not self._titled and (self._level == 1 or text == self._title):
            kind, self._titled = BlockKind.TITLE, True
        self._blocks.append(_Block(kind, text, self._level, linked >= _ALL * len(text)))


def _values(row: Any) -> list[Any]:
    """The cells of a row of a real table: several with words, each short, and no table or script inside; else none."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("table", *SILENT), None) is not None:
        return []
    sizes = [len("".join(cell.itertext()).strip()) for cell in cells]
    return cells if max(sizes) <= _CELL_CHARACTERS and sum(map(bool, sizes)) > 1 else []
