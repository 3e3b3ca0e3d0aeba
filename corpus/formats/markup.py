"""XML of a kind that svod does not know: its words, an element a paragraph; flat OpenDocument and Word files as such."""

from __future__ import annotations

from typing import Any

from lxml import etree

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.opendocument import read_flat
from corpus.formats.sniff import ODT, XML
from corpus.formats.xml import name_of, parse_xml
from corpus.model import BlockKind, Document, RawFile, Reading

_TITLES = ("title", "headline")


def read(raw: RawFile, config: Config) -> Reading:
    """The words of the file. Raises UnreadableFile."""
    content, charset = raw.content, None
    try:
        root = parse_xml(content, "XML")
    except UnreadableFile:
        # a declaration that lies, or a charset nobody declared: as text, without the declaration
        text, charset = decode(content, charset=raw.charset)
        root = parse_xml(_undeclared(text).encode(), "XML")
    if name_of(root) == "document" and "opendocument" in str(root.tag):
        return Reading(read_flat(root, b"", b"", ODT))
    builder = TextBuilder()
    _add(builder, root)
    body, blocks = builder.build()
    return Reading(Document(body, blocks, XML, builder.first_title, charset=charset))


def _undeclared(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    return text[text.index("?>") + 2 :] if text.startswith("<?xml") and "?>" in text else text


def _add(builder: TextBuilder, root: Any) -> None:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        said = element.text if event == "start" else element.tail
        if said and (words := squeeze(said)):
            titled = event == "start" and name_of(element) in _TITLES
            builder.add(BlockKind.HEADING if titled else BlockKind.PARAGRAPH, words, int(titled))
