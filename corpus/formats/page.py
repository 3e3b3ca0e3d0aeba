"""Web pages: the main content with its structure, and all of the text where there is no main part."""

from __future__ import annotations

import re
from typing import Any

import trafilatura
from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring

from corpus.charset import decode
from corpus.config import Config
from corpus.formats.asides import running_words
from corpus.formats.builder import TextBuilder
from corpus.formats.content import add_content
from corpus.formats.extract import Extract
from corpus.formats.statements import read_statements
from corpus.formats.whole import add_whole, parse_page
from corpus.model import Document, RawFile, Reading

_DECLARED = re.compile(rb"""<(?:meta[^>]+?charset|\?xml[^>]+?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_OPENING = re.compile(
    r"<(/?)(?:div|span|table|tbody|td|tr|ul|ol|li|p|b|i|font|center|section|article|blockquote)\b", re.IGNORECASE
)
_DEPTH = 400
"""Deeper nesting is a fault or an attack: beyond it only a reader without recursion is used."""
_MAIN_SHARE = 0.05
"""Main content with less of the page's running text than this is not believed."""
_MODERN = ["article", "main", "section", "nav", "header"]


def read(raw: RawFile, config: Config) -> Reading:
    """The page's main content as blocks. Raises UnreadableFile."""
    declared = _DECLARED.search(raw.content[:8192].replace(b"\0", b""))
    said = declared.group(1).decode("ascii", "replace") if declared else ""
    return Reading(read_page(raw.content, said, forced=raw.charset, address=raw.url))


def read_page(content: bytes, declared: str, *, whole: bool = False, forced: str = "", address: str = "") -> Document:
    """The page as a document; ``whole`` keeps everything it says (a mail has no menus). Raises UnreadableFile.

    ``declared`` is the charset that the page claims, ``forced`` one that a person named; ``address`` is
    where the page was found: its own word on its address goes before.
    """
    html, charset = decode(content, declared, charset=forced)
    html = html.replace("\0", "")
    tree = _parse(html)
    said = read_statements(tree, html, address)
    text, blocks = _content(html, tree, said.title, whole).build()
    return Document(
        text=text,
        blocks=blocks,
        media_type="text/html",
        title=said.title,
        author=said.author,
        url=said.url,
        date=said.date,
        charset=charset,
        links=said.links,
        claimed_language=said.language,
    )


def _content(html: str, tree: Any, title: str, whole: bool) -> TextBuilder:
    """The page's content: as it is marked or all there is, else as it is weighed, else everything the page says."""
    if not whole and not _is_laid_out_by_tables(tree):
        builder = TextBuilder()
        if add_content(builder, tree, title) or _add_main(builder, html, tree, title):
            return builder
    builder = TextBuilder()
    add_whole(builder, parse_page(html), title)
    return builder


def _parse(html: str) -> Any:
    """The page's tree; ten times faster made and asked than a soup, which is kept for pages that must be read whole."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except ParserError:  # nothing but comments
        return document_fromstring("<html/>", ensure_head_body=True)


def _is_laid_out_by_tables(tree: Any) -> bool:
    """True for pages from before articles were marked up: all of it is content, and a cut loses columns."""
    return next(tree.iter(*_MODERN), None) is None and bool(tree.xpath("boolean(//table//table)"))


def _add_main(builder: TextBuilder, html: str, tree: Any, title: str) -> bool:
    """The main part of a cluttered page stands in ``builder``; False when there is none or it misses nearly all running text.

    trafilatura's own metadata are not asked for: they hold a date, for which every language of a date parser is loaded.
    """
    if _depth(html) > _DEPTH:
        return False
    found = trafilatura.bare_extraction(html, favor_recall=True, include_comments=False, with_metadata=False)
    if not isinstance(found, trafilatura.settings.Document):
        return False
    extract = Extract(builder, title)
    for element in found.body:
        extract.add(element)
    words = len(builder.build()[0].split())
    return words > 0 and words >= _MAIN_SHARE * running_words(tree)


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in _OPENING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest
