"""PowerPoint presentations (.pptx): a page a slide, its title, lists, tables and notes."""

from __future__ import annotations

from typing import Any
from zipfile import ZipFile

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ooxml
from corpus.formats.builder import TextBuilder
from corpus.formats.sniff import PPTX
from corpus.formats.xml import member, name_of, parse_xml
from corpus.formats.zips import open_zip
from corpus.model import BlockKind, Document, RawFile, Reading

_WHAT = "PowerPoint file"
_PARTS = {
    **dict.fromkeys(("title", "ctrTitle"), BlockKind.HEADING),
    "subTitle": BlockKind.SUBTITLE,
    "hdr": BlockKind.HEADER,
    **dict.fromkeys(("ftr", "sldNum", "dt"), BlockKind.FOOTER),
    **dict.fromkeys(("body", "obj"), BlockKind.LIST_ITEM),
}
"""A placeholder's type, and what its text is; a text box without one holds paragraphs."""
_DEFAULT_PLACEHOLDER = "obj"


def read(raw: RawFile, config: Config) -> Reading:
    """The slides in their order, numbered from 1 as pages. Raises UnreadableFile."""
    builder, links = TextBuilder(), dict[str, None]()
    with open_zip(raw.content, config["read.file_mb"]) as archive:
        slides = _slides(archive)
        for number, name in enumerate(slides, start=1):
            _add_slide(builder, archive, name, number, links)
        claims = ooxml.claims(archive, _WHAT)
    text, blocks = builder.build()
    title = claims.title or builder.first_title
    return Reading(Document(text, blocks, PPTX, title, claims.author, date=claims.date, links=tuple(links), pages=len(slides)))


def _slides(archive: ZipFile) -> list[str]:
    """The slides' parts, in the order of the show."""
    part = "ppt/presentation.xml"
    content = member(archive, part, _WHAT)
    if not content:
        raise UnreadableFile(f"broken {_WHAT}: it has no {part}")
    places = ooxml.relations(archive, part, _WHAT)
    ids = [element for element in parse_xml(content, _WHAT).iter() if name_of(element) == "sldId"]
    keys = [next((value for key, value in each.attrib.items() if key.endswith("}id")), "") for each in ids]
    return [places[key][1] for key in keys if key in places]


def _add_slide(builder: TextBuilder, archive: ZipFile, name: str, number: int, links: dict[str, None]) -> None:
    content = member(archive, name, _WHAT)
    if content:
        _add_shapes(builder, parse_xml(content, _WHAT), number)
    for kind, place in ooxml.relations(archive, name, _WHAT).values():
        if kind == "hyperlink":
            links[place] = None
        elif kind == "notesSlide" and (notes := member(archive, place, _WHAT)):
            _add_shapes(builder, parse_xml(notes, _WHAT), number, BlockKind.FOOTNOTE)
        elif kind.startswith("diagram") and kind.endswith("Data") and (drawn := member(archive, place, _WHAT)):
            _add_paragraphs(builder, parse_xml(drawn, _WHAT), BlockKind.PARAGRAPH, number)


def _add_shapes(builder: TextBuilder, container: Any, page: int, notes: BlockKind | None = None) -> None:
    for element in container:
        match name_of(element):
            case "sp":
                kind = _kind(element)
                if notes is None or kind not in (BlockKind.FOOTER, BlockKind.HEADER):
                    _add_paragraphs(builder, element, notes or kind, page)
            case "tbl":
                for row in element:
                    if name_of(row) == "tr":
                        cells = [" ".join(_paragraphs(cell)) for cell in row if name_of(cell) == "tc"]
                        builder.add_row(cells, page)
            case "Fallback":
                continue
            case _:
                _add_shapes(builder, element, page, notes)


def _kind(shape: Any) -> BlockKind:
    place = next((element for element in shape.iter() if name_of(element) == "ph"), None)
    return BlockKind.PARAGRAPH if place is None else _PARTS.get(place.get("type", _DEFAULT_PLACEHOLDER), BlockKind.PARAGRAPH)


def _add_paragraphs(builder: TextBuilder, shape: Any, kind: BlockKind, page: int) -> None:
    if kind is BlockKind.HEADING:
        builder.add(kind, "\n".join(_paragraphs(shape)), 2 if page > 1 else 1, page)
        return
    for element in shape.iter():
        if name_of(element) == "p":
            properties = next((each for each in element if name_of(each) == "pPr"), None)
            depth = (
                int(properties.get("lvl", "0")) + 1 if properties is not None and properties.get("lvl", "0").isdigit() else 1
            )
            builder.add(kind, _written(element), depth if kind is BlockKind.LIST_ITEM else 0, page)


def _paragraphs(container: Any) -> list[str]:
    return [_written(element) for element in container.iter() if name_of(element) == "p"]


def _written(paragraph: Any) -> str:
    pieces = []
    for element in paragraph.iter():
        match name_of(element):
            case "t":
                pieces.append(element.text or "")
            case "br":
                pieces.append("\n")
            case "tab" if name_of(element.getparent()) == "r":
                pieces.append("\t")
    return "".join(pieces)
