"""From marked-up trees to blocks: trafilatura's extract of a page, or the page itself, whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind

_SILENT = ("script", "style", "noscript", "template", "head", "select", "option", "button", "nav", "svg", "iframe", "textarea")
_CELLS = frozenset(("td", "th"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = frozenset(
    (
        *("p", "div", "li", "dt", "dd", "blockquote", "pre", "caption", "figcaption", "address", "section", "article", "aside"),
        *(
            "header",
            "footer",
            "main",
            "body",
            "center",
            "form",
            "fieldset",
            "legend",
            "ul",
            "ol",
            "dl",
            "table",
            "tr",
            "td",
            "th",
        ),
        *("hr", "figure"),
    )
)
_KINDS = {"li": BlockKind.LIST_ITEM, "dt": BlockKind.LIST_ITEM, "dd": BlockKind.LIST_ITEM}
_KINDS |= {"caption": BlockKind.CAPTION, "figcaption": BlockKind.CAPTION}
_CELL_CHARACTERS = 300


def add_main(builder: TextBuilder, body: Any, title: str) -> None:
    """The extract stands in ``builder``; a heading that says the title is the title block."""
    for element in body:
        _add_element(builder, element, title)


def _add_element(builder: TextBuilder, element: Any, title: str) -> None:
    match element.tag:
        case "head":
            text = squeeze("".join(element.itertext()))
            level = int(str(element.get("rend", "h2"))[-1:]) if str(element.get("rend", "h2"))[-1:].isdigit() else 2
            builder.add(BlockKind.TITLE if text == title else BlockKind.HEADING, text, level)
        case "list":
            for item in element.iter("item"):
                builder.add(BlockKind.LIST_ITEM, _own_text(item, ("list",)), 1 + sum(1 for _ in item.iterancestors("list")) - 1)
        case "table":
            for row in element.iter("row"):
                cells = ["".join(cell.itertext()) for cell in row.iter("cell")]
                if any(len(cell) > _CELL_CHARACTERS for cell in cells):
                    for cell in cells:
                        builder.add(BlockKind.PARAGRAPH, squeeze(cell))
                else:
                    builder.add_row(cells)
        case "quote" | "p" | "code" | "hi" | "ref" | "del":
            if len(element) and any(child.tag in ("p", "list", "table", "head", "quote") for child in element):
                builder.add(BlockKind.PARAGRAPH, squeeze(element.text or ""))
                for child in element:
                    _add_element(builder, child, title)
            else:
                builder.add(BlockKind.PARAGRAPH, _own_text(element, ()))
        case _:
            builder.add(BlockKind.PARAGRAPH, _own_text(element, ()))
    if element.tail and element.tail.strip():
        builder.add(BlockKind.PARAGRAPH, squeeze(element.tail))


def _own_text(element: Any, without: tuple[str, ...]) -> str:
    """The words of an element on lines where it breaks them, nested blocks named in ``without`` left to themselves."""
    pieces = [element.text or ""]
    for child in element.iterchildren():
        if child.tag == "lb":
            pieces.append("\u2028")
        elif child.tag not in without:
            pieces.append(_own_text(child, without))
        pieces.append(child.tail or "")
    return "\n".join(squeeze(line) for line in "".join(pieces).split("\u2028"))


def add_whole(builder: TextBuilder, soup: BeautifulSoup, title: str) -> None:
    """Everything the page says stands in ``builder``, menus and scripts aside; rows of small cells stay rows."""
    for silent in soup(list(_SILENT)):
        silent.decompose()
    cells: list[str] = []
    row: Tag | None = None
    for block, text in _lines(soup):
        current = block.find_parent("tr") if block.name in _CELLS else None
        if row is not None and current is not row:
            _add_cells(builder, cells)
            cells, row = [], None
        if current is not None:
            row = current
            cells.append(text)
        elif block.name in _HEADINGS:
            builder.add(BlockKind.TITLE if squeeze(text) == title else BlockKind.HEADING, text, _HEADINGS[block.name])
        else:
            builder.add(_KINDS.get(block.name, BlockKind.PARAGRAPH), text)
    _add_cells(builder, cells)


def _add_cells(builder: TextBuilder, cells: list[str]) -> None:
    if len(cells) > 1 and all(len(cell) <= _CELL_CHARACTERS for cell in cells):
        builder.add_row(cells)
    else:
        for cell in cells:
            builder.add(BlockKind.PARAGRAPH, cell)


def _lines(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Stretches of text with the nearest element that breaks lines, found without recursion: a page may nest for ever."""
    block: Tag | None = None
    pieces: list[str] = []
    for node in (soup.body or soup).descendants:
        if isinstance(node, Tag):
            breaks = node.name == "br"
            if breaks:
                pieces.append("\u2028")
            continue
        if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue
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
    while parent is not None and parent.name not in _BREAKING and parent.name not in _HEADINGS and parent.parent is not None:
        parent = parent.parent
    assert parent is not None
    return parent


def _joined(pieces: list[str]) -> str:
    return "\n".join(line for part in "".join(pieces).split("\u2028") if (line := squeeze(part)))
