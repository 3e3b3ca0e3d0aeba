"""OpenDocument (.odt, .odp, .ods): headings, lists, table rows, notes; slides and sheets as pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.formats.sniff import ODP, ODS
from corpus.formats.xml import member, name_of, parse_xml, texts
from corpus.formats.zips import open_zip
from corpus.model import BlockKind, Document, RawFile, Reading

_WHAT = "OpenDocument file"
_BREAKS = {"tab": "\t", "line-break": "\n"}
_SILENT = frozenset(("note-citation", "tracked-changes", "sequence-decls", "forms", "variable-decls", "annotation-end"))
_APART = frozenset(("note", "annotation"))
_STYLES = {
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.SUBTITLE,
    "caption": BlockKind.CAPTION,
    "illustration": BlockKind.CAPTION,
}
_PAGES = {ODP: "page", ODS: "table"}
_REPEATS = 100
"""A cell or space said to be repeated more often fills up a sheet; it says nothing."""


def read(raw: RawFile, config: Config) -> Reading:
    """The document as blocks. Raises UnreadableFile."""
    with open_zip(raw.content, config["read.file_mb"]) as archive:
        if b"encryption-data" in member(archive, "META-INF/manifest.xml", _WHAT):
            raise UnreadableFile("encrypted OpenDocument file; save a copy without a password")
        content, kind = member(archive, "content.xml", _WHAT), member(archive, "mimetype", _WHAT).decode("ascii", "replace")
        meta, styles = member(archive, "meta.xml", _WHAT), member(archive, "styles.xml", _WHAT)
    if not content:
        raise UnreadableFile(f"broken {_WHAT}: it has no content.xml")
    return Reading(read_flat(parse_xml(content, _WHAT), meta, styles, kind.strip()))


def read_flat(root: Any, meta: bytes, styles: bytes, kind: str) -> Document:
    """The document that ``content.xml``'s root, the bytes of ``meta.xml`` and of ``styles.xml`` make together."""
    builder = TextBuilder()
    looks = parse_xml(styles, _WHAT) if styles else None
    for line in _edges(looks, "header"):
        builder.add(BlockKind.HEADER, line)
    body = _Body(builder, _parents(root))
    pages = 0
    for container in root.iter():
        if name_of(container) == "body":
            pages = body.add_all(container, kind)
    body.add_notes()
    for line in _edges(looks, "footer"):
        builder.add(BlockKind.FOOTER, line)
    text, blocks = builder.build()
    claims = parse_xml(meta, _WHAT) if meta else root
    names = ("title", "initial-creator", "creator", "creation-date", "date", "language")
    first = {name: next(texts(claims, name), "") for name in names}
    titled = any(block.kind is BlockKind.TITLE for block in blocks)
    return Document(
        text=text,
        blocks=blocks,
        media_type=kind,
        title=builder.first_title if titled or not meta else claimed_title(first["title"]) or builder.first_title,
        author=first["initial-creator"] or first["creator"] if meta else "",
        date=claimed_date((first["creation-date"] or first["date"])[:10], "file") if meta else None,
        links=tuple(body.links),
        pages=pages,
        claimed_language=claimed_language(first["language"]) if meta else "",
    )


class _Body:
    """Adds elements to a builder in the order of the page; notes wait for the end."""

    def __init__(self, builder: TextBuilder, parents: dict[str, str]) -> None:
        self._builder, self._parents = builder, parents
        self._notes: list[str] = []
        self._page = 0
        self.links: dict[str, None] = {}

    def add_all(self, container: Any, kind: str) -> int:
        """Every slide or sheet as a page, or the whole text; the number of pages."""
        for element in container:
            if kind in _PAGES:
                self._add_pages(element, _PAGES[kind])
            else:
                self._add(element)
        return self._page

    def add_notes(self) -> None:
        """Footnotes and comments stand at the end."""
        for note in self._notes:
            self._builder.add(BlockKind.FOOTNOTE, note)

    def _add_pages(self, container: Any, name: str) -> None:
        for element in container:
            if name_of(element) == name == "table":
                self._page += 1
                self._builder.add(BlockKind.HEADING, _attribute(element, "name"), 1, self._page)
                self._add_table(element)
            elif name_of(element) == name:
                self._page += 1
                self._add(element)

    def _add(self, container: Any, depth: int = 0, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        for element in container:
            match name_of(element):
                case "p":
                    self._builder.add(self._kind(element, kind), self._written(element), depth, self._page)
                case "h":
                    level = int(_attribute(element, "outline-level") or 1)
                    self._builder.add(BlockKind.HEADING, self._written(element), level, self._page)
                case "list" | "list-item" | "list-header" as name:
                    self._add(element, depth + (name == "list"), BlockKind.LIST_ITEM)
                case "table":
                    self._add_table(element)
                case "frame" | "custom-shape" as name:
                    self._add(element, depth, _SLIDE_PARTS.get(_attribute(element, "class"), kind))
                case "notes":
                    self._add(element, depth, BlockKind.FOOTNOTE)
                case name if name in _SILENT or name in ("desc", "page-thumbnail"):
                    continue
                case _:
                    self._add(element, depth, kind)

    def _add_table(self, table: Any) -> None:
        for row in _rows(table):
            cells: list[str] = []
            for cell in row:
                if name_of(cell) in ("table-cell", "covered-table-cell"):
                    repeated = min(int(_attribute(cell, "number-columns-repeated") or 1), _REPEATS)
                    cells += [" ".join(self._written(each) for each in _paragraphs(cell))] * repeated
            while cells and not cells[-1].strip():
                cells.pop()
            if any(cell.strip() for cell in cells):
                self._builder.add_row(cells, self._page)

    def _kind(self, paragraph: Any, kind: BlockKind) -> BlockKind:
        style = _attribute(paragraph, "style-name")
        for name in (style, self._parents.get(style, "")):
            if name.replace("_20_", " ").casefold() in _STYLES:
                return _STYLES[name.replace("_20_", " ").casefold()]
        return kind

    def _written(self, element: Any) -> str:
        pieces = [element.text or ""]
        for child in element:
            name = name_of(child)
            if name in _APART:
                self._notes.append(" ".join(self._written(each) for each in _paragraphs(child)))
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "s":
                pieces.append(" " * min(int(_attribute(child, "c") or 1), _REPEATS))
            elif name in ("frame", "custom-shape", "text-box"):
                pieces.append("\n".join(self._written(each) for each in _paragraphs(child)))
            elif name and name not in _SILENT:
                if name == "a" and (link := _attribute(child, "href")):
                    self.links[link] = None
                pieces.append(self._written(child))
            pieces.append(child.tail or "")
        return "".join(pieces)


_SLIDE_PARTS = {
    "title": BlockKind.HEADING,
    "subtitle": BlockKind.SUBTITLE,
    "outline": BlockKind.LIST_ITEM,
    "notes": BlockKind.FOOTNOTE,
    "header": BlockKind.HEADER,
    "footer": BlockKind.FOOTER,
    "page-number": BlockKind.FOOTER,
    "date-time": BlockKind.FOOTER,
}


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table itself, through row groups and headers; not those of tables inside its cells."""
    for element in table:
        if name_of(element) == "table-row":
            yield element
        elif name_of(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _paragraphs(container: Any) -> Iterator[Any]:
    """Paragraphs and headings inside, outermost ones only."""
    for element in container:
        if name_of(element) in ("p", "h"):
            yield element
        elif name_of(element) not in _SILENT and name_of(element) != "desc":
            yield from _paragraphs(element)


def _attribute(element: Any, name: str) -> str:
    """The attribute of this name in whatever namespace, "" without one."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _parents(root: Any) -> dict[str, str]:
    """The named style behind each automatic one: «P1» → «Title»."""
    styles = (element for element in root.iter() if name_of(element) == "style")
    return {_attribute(style, "name"): _attribute(style, "parent-style-name") for style in styles}


def _edges(styles: Any, edge: str) -> list[str]:
    """Lines of the page styles' headers or footers, each once."""
    if styles is None:
        return []
    found = (element for element in styles.iter() if name_of(element) in (edge, f"{edge}-left", f"{edge}-first"))
    return list(dict.fromkeys(squeeze("".join(each.itertext())) for part in found for each in _paragraphs(part)))
