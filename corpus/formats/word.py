"""Word documents (.docx): every word of body, tables, text boxes, notes, headers and footers, with its part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.formats.sniff import DOCX
from corpus.formats.zips import open_zip
from corpus.model import BlockKind, Document, RawFile, Reading

_HEADING = re.compile(r"(?:heading|заголовок|überschrift|titlu)\s*(\d)", re.IGNORECASE)
_NOTES = ("/footnotes", "/endnotes")
_WRITTEN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = (qn("w:p"), qn("w:del"), qn("w:moveFrom"), _FALLBACK)
"""Inside a paragraph: text boxes' own paragraphs, which are blocks themselves, and what was deleted or is there twice."""


def read(raw: RawFile, config: Config) -> Reading:
    """The document as blocks: headings by style, lists, table rows, notes. Raises UnreadableFile."""
    open_zip(raw.content, config["read.file_mb"]).close()
    try:
        document = docx.Document(io.BytesIO(raw.content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, EOFError, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"broken Word document, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
    builder = TextBuilder()
    for line in _edge_lines(document, "header"):
        builder.add(BlockKind.HEADER, line)
    _Body(builder, document.styles).add(document.element.body)
    for note in _notes(document.part):
        builder.add(BlockKind.FOOTNOTE, note)
    for line in _edge_lines(document, "footer"):
        builder.add(BlockKind.FOOTER, line)
    return Reading(_document(document, builder))


def _document(document: Any, builder: TextBuilder) -> Document:
    text, blocks = builder.build()
    claims = document.core_properties
    titled = any(block.kind is BlockKind.TITLE for block in blocks)
    # a styled title stands on the page; the property is often the template's or last year's
    title = builder.first_title if titled else claimed_title(claims.title) or builder.first_title
    when = claims.created or claims.modified
    links = dict.fromkeys(
        relation.target_ref
        for relation in document.part.rels.values()
        if relation.is_external and "hyperlink" in relation.reltype
    )
    return Document(
        text=text,
        blocks=blocks,
        media_type=DOCX,
        title=title,
        author=squeeze(claims.author or "") if claims.author != "python-docx" else "",
        date=claimed_date(when.date().isoformat() if when else None, "file"),
        links=tuple(links),
        claimed_language=claimed_language(claims.language),
    )


class _Body:
    """Adds block-level elements to a builder, in the order of the page."""

    def __init__(self, builder: TextBuilder, styles: Any) -> None:
        self._builder = builder
        self._names = {style.style_id: style.name or "" for style in styles}

    def add(self, container: Any) -> None:
        """Paragraphs, tables and whatever wraps them (content controls, custom XML, accepted insertions)."""
        for element in container:
            if element.tag == qn("w:p"):
                self._add_paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._add_table(element)
            elif element.tag in (
                qn("w:sdt"),
                qn("w:sdtContent"),
                qn("w:customXml"),
                qn("w:ins"),
                qn("w:moveTo"),
                qn("w:smartTag"),
            ):
                self.add(element)

    def _add_paragraph(self, element: Any) -> None:
        kind, level = self._kind(element)
        self._builder.add(kind, _written(element), level)
        for box in element.iter(qn("w:txbxContent")):
            if not any(parent.tag in (_FALLBACK, qn("w:txbxContent")) for parent in _parents(box, element)):
                self.add(box)

    def _add_table(self, table: Any) -> None:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is table:
                self._builder.add_row(
                    _cell_text(cell) for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row
                )

    def _kind(self, element: Any) -> tuple[BlockKind, int]:
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._names.get(style.get(qn("w:val")), "") if style is not None else ""
        if name.lower() in ("title", "название"):
            return BlockKind.TITLE, 0
        if heading := _HEADING.match(name):
            return BlockKind.HEADING, int(heading.group(1))
        if name.lower() in ("caption", "название объекта"):
            return BlockKind.CAPTION, 0
        numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbering is not None or name.lower().startswith(("list ", "список")):
            depth = numbering.find(qn("w:ilvl")) if numbering is not None else None
            return BlockKind.LIST_ITEM, 1 + int(depth.get(qn("w:val"), "0") if depth is not None else "0")
        return BlockKind.PARAGRAPH, 0


def _written(paragraph: Any) -> str:
    """The words of the paragraph itself: insertions accepted, deletions and nested text boxes left out."""
    pieces: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == qn("w:t"):
            pieces.append(element.text or "")
        elif element.tag in _WRITTEN and element.getparent().tag == qn("w:r"):
            pieces.append(_WRITTEN[element.tag])
        elif element.tag not in _APART:
            stack.append(iter(element))
    return "".join(pieces)


def _cell_text(cell: Any) -> str:
    return " ".join(_written(paragraph) for paragraph in cell.iter(qn("w:p")))


def _parents(element: Any, stop: Any) -> Iterator[Any]:
    for parent in element.iterancestors():
        if parent is stop:
            return
        yield parent


def _edge_lines(document: Any, edge: str) -> Iterator[str]:
    """Lines of the sections' headers or footers, each said once."""
    told: set[str] = set()
    for section in document.sections:
        for variant in ("", "first_page_", "even_page_"):
            part = getattr(section, variant + edge)
            if part.is_linked_to_previous:
                continue
            for paragraph in part._element.iter(qn("w:p")):
                line = squeeze(_written(paragraph))
                if line and line not in told:
                    told.add(line)
                    yield line


def _notes(part: Any) -> Iterator[str]:
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for note in root:
                yield "\n".join(_written(paragraph) for paragraph in note.iter(qn("w:p")))
