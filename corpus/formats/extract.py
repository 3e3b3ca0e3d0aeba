"""The main content of a page, as trafilatura cuts it out, made into blocks."""

from __future__ import annotations

from typing import Any

from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind

_BREAK = "\u2028"
_NESTED = frozenset(("p", "list", "table", "head", "quote", "code"))
_CELL_CHARACTERS = 300
"""A longer cell is a column of a page laid out by tables, not a value in a row."""


class Extract:
    """Adds trafilatura's elements (head, p, list, item, table, row, cell, quote, lb) to a builder, in their order.

    The heading that says the page's title, else the first of the highest level, is the title block.
    """

    def __init__(self, builder: TextBuilder, title: str) -> None:
        self._builder, self._title, self._titled = builder, title, False

    def add(self, element: Any) -> None:
        """The element and the text after it stand at the end."""
        if element.tag == "head":
            self._add_heading(element)
        elif element.tag == "list":
            self._add_list(element)
        elif element.tag == "table":
            self._add_table(element)
        elif any(child.tag in _NESTED for child in element):
            self._builder.add(BlockKind.PARAGRAPH, squeeze(element.text or ""))
            for child in element:
                self.add(child)
        else:
            self._builder.add(BlockKind.PARAGRAPH, words(element))
        self._builder.add(BlockKind.PARAGRAPH, squeeze(element.tail or ""))

    def _add_heading(self, element: Any) -> None:
        text = squeeze(words(element))
        mark = str(element.get("rend", ""))[-1:]
        level = int(mark) if mark.isdigit() else 2
        is_title = not self._titled and (level == 1 or text == self._title)
        self._titled = self._titled or is_title
        self._builder.add(BlockKind.TITLE if is_title else BlockKind.HEADING, text, level)

    def _add_list(self, element: Any) -> None:
        for item in element.iter("item"):
            depth = sum(1 for _ in item.iterancestors("list"))
            self._builder.add(BlockKind.LIST_ITEM, words(item, ("list",)), depth)

    def _add_table(self, element: Any) -> None:
        for row in element.iter("row"):
            cells = [words(cell) for cell in row.iter("cell")]
            if max(map(len, cells), default=0) <= _CELL_CHARACTERS:
                self._builder.add_row(cells)
                continue
            for line in (line for cell in cells for line in cell.split("\n")):
                self._builder.add(BlockKind.PARAGRAPH, line)


def words(element: Any, without: tuple[str, ...] = ()) -> str:
    """The words of an element on the lines it breaks them into; children named in ``without`` are left out."""
    return "\n".join(squeeze(line) for line in _text(element, without).split(_BREAK))


def _text(element: Any, without: tuple[str, ...]) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pieces.append(_BREAK)
        elif child.tag not in without:
            apart = _BREAK if child.tag in _NESTED or child.tag == "item" else ""
            pieces += [apart, _text(child, without), apart]
        pieces.append(child.tail or "")
    return "".join(pieces)
