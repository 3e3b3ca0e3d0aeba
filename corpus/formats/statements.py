"""What a page says about itself: its title, its author, its day, its address and where it links to."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import htmldate
from lxml.html import tostring
from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title

from corpus.dating import date_of_url
from corpus.formats.builder import squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.model import DocumentDate

_BYLINES = (
    *("author", "byl", "bbl", "username", "screenname", "writer", "journalist", "channel-name"),
    *("zuozhe", "bianji", "submitted-by", "posted-by"),
)
_BYLINE = re.compile(
    rf"""<author\b|[\s"'](?:class|id|rel|itemprop|data-[a-z]+)\s*=\s*(?:"[^"<>]*|'[^'<>]*|[^\s"'<>]*)(?:{"|".join(_BYLINES)})""",
    re.IGNORECASE,
)
"""Names that trafilatura knows authors by: without one on the page it is not asked, for it copies the tree to look."""
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./-]\d\d")


@dataclass(frozen=True, slots=True)
class Statements:
    """A page about itself; "" and None for what it does not say."""

    title: str
    author: str
    url: str
    date: DocumentDate | None
    links: tuple[str, ...]
    language: str


def read_statements(tree: Any, html: str, address: str = "") -> Statements:
    """What the page says in meta tags, JSON-LD and markup; ``html`` is the text that the tree was made of.

    ``address`` is where the page was found; it stands where the page names no address of its own.
    """
    title, author = _claims(tree, html)
    url = _join(address, _url(tree)) or address
    return Statements(_title(tree, title), squeeze(author), url, _date(tree, url), _links(tree, url), _language(tree))


def _claims(tree: Any, html: str) -> tuple[str, str]:
    """Title and author from meta tags, JSON-LD, and what looks like them on the page; "" for each that is missing."""
    claims = examine_meta(tree)
    if claims.author and " " not in claims.author:
        claims.author = None  # a login, not a name
    with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):  # JSON-LD of any shape
        claims = extract_meta_json(tree, claims)
    claims.title = claims.title or extract_title(tree)
    if not claims.author and _may_have_byline(html):
        claims.author = extract_author(tree)
    claims.clean_and_trim()
    return claims.title or "", claims.author or ""


def _may_have_byline(html: str) -> bool:
    small = html.lower()
    return any(name in small for name in _BYLINES) and _BYLINE.search(html) is not None


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
    day = None
    if _YEAR.search(claims):
        day = htmldate.find_date(f"<html><head>{claims}</head><body></body></html>", extensive_search=False, original_date=True)
    return claimed_date(day, "meta") or (DocumentDate(*found, "url") if (found := date_of_url(url)) else None)


def _language(tree: Any) -> str:
    said = tree.xpath("//html/@lang | //html/@*[local-name() = 'lang']") or tree.xpath("//body/@lang")
    said = [
        *said,
        *tree.xpath("//meta[translate(@http-equiv, 'CL', 'cl') = 'content-language']/@content"),
        _meta(tree, "og:locale"),
    ]
    return next(filter(None, map(claimed_language, said)), "")


def _links(tree: Any, base: str) -> tuple[str, ...]:
    links = dict[str, None]()
    for address in dict.fromkeys(tree.xpath("//a/@href")):
        link = _join(base, str(address).strip())
        if link.startswith(("http://", "https://", "mailto:")):
            links[link] = None
    return tuple(links)


def _join(base: str, address: str) -> str:
    """The address as seen from ``base``, as it stands where that is "", and "" where it is none."""
    try:
        return urljoin(base, address) if base and address else address
    except ValueError:
        return ""
