"""Web pages: the main content with its structure, the page's own claims, and all of the text where there is no main part."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin

import htmldate
import trafilatura
from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring, tostring
from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title
from trafilatura.utils import load_html

from corpus.charset import decode
from corpus.config import Config
from corpus.dating import date_of_url
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_title
from corpus.formats.extract import Extract
from corpus.formats.whole import add_whole, parse_page
from corpus.model import Document, DocumentDate, RawFile, Reading

_DECLARED = re.compile(rb"""<(?:meta[^>]+?charset|\?xml[^>]+?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_OPENING = re.compile(
    r"<(/?)(?:div|span|table|tbody|td|tr|ul|ol|li|p|b|i|font|center|section|article|blockquote)\b", re.IGNORECASE
)
_DEPTH = 400
"""Deeper nesting is a fault or an attack: beyond it only a reader without recursion is used."""
_ASIDE = ("a", "script", "style", "noscript", "nav", "footer")
_WORD = re.compile(r"\w+")
_MAIN_SHARE = 0.05
"""Main content with less of the page's running text than this is not believed."""
_MODERN = ["article", "main", "section", "nav", "header"]


def read(raw: RawFile, config: Config) -> Reading:
    """The page's main content as blocks. Raises UnreadableFile."""
    declared = _DECLARED.search(raw.content[:8192].replace(b"\0", b""))
    said = declared.group(1).decode("ascii", "replace") if declared else ""
    return Reading(read_page(raw.content, said, forced=raw.charset))


def read_page(content: bytes, declared: str, *, whole: bool = False, forced: str = "") -> Document:
    """The page as a document; ``whole`` keeps everything it says (a mail has no menus). Raises UnreadableFile.

    ``declared`` is the charset that the page claims, ``forced`` one that a person named.
    """
    html, charset = decode(content, declared, charset=forced)
    html = html.replace("\0", "")
    tree = _parse(html)
    builder = TextBuilder()
    main, claimed, author = _main(html) if _depth(html) <= _DEPTH else (None, "", "")
    title, url = _title(tree, claimed), _url(tree)
    date, links = _date(tree, url), _links(tree, url)
    if whole or _is_laid_out_by_tables(tree) or not _add_main(builder, main, tree, title):
        builder = TextBuilder()
        add_whole(builder, parse_page(html), title)
    text, blocks = builder.build()
    return Document(
        text=text,
        blocks=blocks,
        media_type="text/html",
        title=title,
        author=squeeze(author),
        url=url,
        date=date,
        charset=charset,
        links=links,
    )


def _main(html: str) -> tuple[Any, str, str]:
    """The body of the main content (None when there is none), the title and the author that the page claims.

    trafilatura's own metadata are not asked for: they hold a date, for which every language of a date parser is loaded.
    """
    found = trafilatura.bare_extraction(html, favor_recall=True, include_comments=False, with_metadata=False)
    if not isinstance(found, trafilatura.settings.Document):
        return None, "", ""
    return found.body, *_claims(load_html(html))


def _claims(tree: Any) -> tuple[str, str]:
    """Title and author from meta tags, JSON-LD, and what looks like them on the page; "" for each that is missing."""
    claims = examine_meta(tree)
    if claims.author and " " not in claims.author:
        claims.author = None  # a login, not a name
    with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):  # JSON-LD of any shape
        claims = extract_meta_json(tree, claims)
    claims.title = claims.title or extract_title(tree)
    claims.author = claims.author or extract_author(tree)
    claims.clean_and_trim()
    return claims.title or "", claims.author or ""


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


def _add_main(builder: TextBuilder, main: Any, tree: Any, title: str) -> bool:
    """The main content stands in ``builder``; False when there is none or it misses nearly all of the page's running text."""
    if main is None:
        return False
    extract = Extract(builder, title)
    for element in main:
        extract.add(element)
    found = len(_WORD.findall(builder.build()[0]))
    return found > 0 and found >= _MAIN_SHARE * _running_words(tree)


def _running_words(tree: Any) -> int:
    """Words outside links and scripts in stretches that look like sentences: what a main part should hold."""
    count = 0
    for text in tree.body.xpath(".//text()[string-length() > 60]"):
        owner = text.getparent()
        if text.is_tail:
            owner = owner.getparent()
        if not any(parent.tag in _ASIDE for parent in islice(chain([owner], owner.iterancestors()), 6)):
            count += len(_WORD.findall(text))
    return count


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in _OPENING.finditer(html):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _title(tree: Any, claimed: str) -> str:
    for value in (_meta(tree, "og:title"), claimed, _words_of(tree, "h1"), _words_of(tree, "title")):
        if title := claimed_title(value):
            return title
    return ""


def _words_of(tree: Any, tag: str) -> str:
    first = next(tree.iter(tag), None)
    return "" if first is None else " ".join(first.itertext())


def _meta(tree: Any, name: str) -> str:
    found = tree.xpath("//meta[@property = $name]", name=name) or tree.xpath("//meta[@name = $name]", name=name)
    return str(found[0].get("content") or "") if found else ""


def _url(tree: Any) -> str:
    canonical = tree.xpath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' canonical ')]")
    return squeeze(str(canonical[0].get("href") or "") if canonical else "") or squeeze(_meta(tree, "og:url"))


def _date(tree: Any, url: str) -> DocumentDate | None:
    """The day in meta tags, JSON-LD and <time>, else the one in the address. Dates in the text are not the page's claim."""
    claiming = tree.xpath("//meta | //time | //abbr | //script[@type = 'application/ld+json']")
    claims = "".join(tostring(element, encoding="unicode", with_tail=False) for element in claiming)
    day = htmldate.find_date(f"<html><head>{claims}</head><body></body></html>", extensive_search=False, original_date=True)
    return claimed_date(day, "meta") or (DocumentDate(*found, "url") if (found := date_of_url(url)) else None)


def _links(tree: Any, base: str) -> tuple[str, ...]:
    links = dict[str, None]()
    for address in tree.xpath("//a/@href"):
        try:
            link = urljoin(base, str(address).strip())
        except ValueError:
            continue
        if link.startswith(("http://", "https://", "mailto:")):
            links[link] = None
    return tuple(links)
