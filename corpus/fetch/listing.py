"""Which pages a sitemap or a feed lists."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from corpus.errors import UnreadableFile
from corpus.formats.xml import name_of, parse_xml

GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listing:
    """Addresses of pages, and of further sitemaps, in the order of the list, none twice."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...] = ()


def read_listing(content: bytes, url: str, limit_bytes: int) -> Listing:
    """What a sitemap, an index of sitemaps, an RSS or an Atom feed lists. Raises UnreadableFile."""
    root = parse_xml(unpack(content, limit_bytes) if content.startswith(GZIP) else content.strip(), "sitemap or feed")
    kind = name_of(root)
    if kind == "sitemapindex":
        return Listing((), _whole(url, _texts(root, "sitemap", "loc")))
    if kind == "urlset":
        return Listing(_whole(url, _texts(root, "url", "loc")))
    if kind in ("rss", "RDF"):
        return Listing(_whole(url, _texts(root, "item", "link")))
    if kind == "feed":
        return Listing(_whole(url, _entries(root)))
    raise UnreadableFile(f"is no sitemap and no feed (its root is <{kind}>)")


def unpack(content: bytes, limit_bytes: int) -> bytes:
    """What a gzip holds. Raises UnreadableFile for a broken one, and for one that unpacks to more than the limit."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(content, limit_bytes + 1)
    except zlib.error as error:
        raise UnreadableFile(f"broken gzip ({error})") from error
    if len(text) > limit_bytes:
        raise UnreadableFile(f"unpacks to more than {limit_bytes / 1024 / 1024:g} MB (fetch.file_mb)")
    return text


def _texts(root: Any, item: str, name: str) -> Iterator[str]:
    for element in root.iter():
        if name_of(element) == item:
            yield from (child.text or "" for child in element if name_of(child) == name)


def _entries(root: Any) -> Iterator[str]:
    for element in root.iter():
        if name_of(element) == "entry":
            links = [child for child in element if name_of(child) == "link"]
            yield from (link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate")


def _whole(base: str, links: Iterator[str]) -> tuple[str, ...]:
    whole = (urldefrag(urljoin(base, link.strip())).url for link in links if link.strip())
    return tuple(dict.fromkeys(url for url in whole if url.startswith(("http://", "https://"))))
