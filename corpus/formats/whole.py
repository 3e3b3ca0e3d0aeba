"""All that a page says, block by block, for pages without a main part: old ones laid out by tables, mails, fragments."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString

from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind

_SILENT = ["script", "style", "noscript", "template", "head", "select", "option", "button", "nav", "svg", "iframe", "textarea"]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = (
    "p div li dt dd blockquote pre caption figcaption address section article aside header footer main body center form "
    "fieldset legend ul ol dl table tbody thead tr td th hr figure html"
)
_BREAKING = frozenset((*_BLOCKS.split(), *_HEADINGS))
_KINDS = {
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("caption", "figcaption"), BlockKind.CAPTION),
}
_BREAK = "\u2028"
_CELL_CHARACTERS = 300


def parse_page(html: str) -> BeautifulSoup:
    """The page as a tree; XML that calls itself a page is read as one, without a word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(html.replace("\0", ""), "lxml")


def add_whole(builder: TextBuilder, soup: BeautifulSoup, title: str) -> None:
    """Everything the page says stands in ``builder``, menus and scripts aside; ``soup`` loses what is silent."""
    for silent in soup(_SILENT):
        silent.decompose()
    told: dict[int, bool] = {}
    for block, text in _stretches(soup):
        row = block if block.name == "tr" else block.find_parent("tr")
        if row is not None and id(row) not in told:
            told[id(row)] = _holds_values(row)
            if told[id(row)]:
                builder.add_row(cell.get_text(" ") for cell in row.find_all(["td", "th"]))
        if row is not None and told[id(row)]:
            continue
        if block.name in _HEADINGS:
            builder.add(BlockKind.TITLE if squeeze(text) == title else BlockKind.HEADING, text, _HEADINGS[block.name])
        else:
            builder.add(_KINDS.get(block.name, BlockKind.PARAGRAPH), text)


def _holds_values(row: Tag) -> bool:
    """True for a row of a real table: several cells, each short, and no table inside."""
    cells = row.find_all(["td", "th"])
    if len(cells) < 2 or row.find("table") is not None:
        return False
    return all(len(cell.get_text()) <= _CELL_CHARACTERS for cell in cells)


def _stretches(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Text with the nearest element that breaks lines, in page order, found without recursion: a page may nest for ever."""
    block: Tag | None = None
    pieces: list[str] = []
    for node in (soup.body or soup).descendants:
        if isinstance(node, Tag):
            pieces.append(_BREAK if node.name == "br" else "")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            owner = _owner(node)
            if owner is not block:
                if block is not None and (text := _joined(pieces)):
                    yield block, text
                block, pieces = owner, []
            pieces.append(str(node))
    if block is not None and (text := _joined(pieces)):
        yield block, text


def _owner(node: NavigableString) -> Tag:
    parent = node.parent
    while parent is not None and parent.name not in _BREAKING and parent.parent is not None:
        parent = parent.parent
    assert parent is not None
    return parent


def _joined(pieces: list[str]) -> str:
    return "\n".join(line for part in "".join(pieces).split(_BREAK) if (line := squeeze(part)))
