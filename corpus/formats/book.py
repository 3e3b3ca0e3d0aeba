"""E-books: .epub, chapter by chapter, and FictionBook (.fb2) with its sections and notes."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.formats.sniff import EPUB, FB2
from corpus.formats.whole import add_whole, parse_page
from corpus.formats.xml import member, name_of, parse_xml, texts
from corpus.formats.zips import open_zip
from corpus.model import BlockKind, Document, RawFile, Reading

_WHAT = "e-book"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(raw: RawFile, config: Config) -> Reading:
    """The book as blocks, in the order in which it is read. Raises UnreadableFile."""
    head = raw.content[:4]
    return Reading(_read_epub(raw.content, config) if head.startswith(b"PK") else read_fb2(raw.content))


def _read_epub(content: bytes, config: Config) -> Document:
    builder = TextBuilder()
    with open_zip(content, config["read.file_mb"]) as archive:
        container = parse_xml(member(archive, "META-INF/container.xml", _WHAT), _WHAT)
        place = next((each.get("full-path", "") for each in container.iter() if name_of(each) == "rootfile"), "")
        package_bytes = member(archive, place, _WHAT) if place else b""
        if not package_bytes:
            raise UnreadableFile(f"broken {_WHAT}: it does not say what it holds")
        package = parse_xml(package_bytes, _WHAT)
        items = {each.get("id", ""): each for each in package.iter() if name_of(each) == "item"}
        spine = [
            items[key] for each in package.iter() if name_of(each) == "itemref" and (key := each.get("idref", "")) in items
        ]
        for item in spine:
            if item.get("media-type") in _PAGES:
                chapter = normpath(join(dirname(place), unquote(item.get("href", ""))))
                page = member(archive, chapter, _WHAT)
                add_whole(builder, parse_page(decode(page)[0]), "")
    text, blocks = builder.build()
    first = {name: next(texts(package, name), "") for name in ("title", "creator", "date", "language")}
    title = claimed_title(first["title"]) or builder.first_title
    date, language = claimed_date(first["date"][:10], "file"), claimed_language(first["language"])
    return Document(text, blocks, EPUB, title, first["creator"], date=date, claimed_language=language)


def read_fb2(content: bytes) -> Document:
    """The FictionBook as blocks: titles by their depth, notes as footnotes. Raises UnreadableFile."""
    root = parse_xml(content, _WHAT)
    builder = TextBuilder()
    for body in root:
        if name_of(body) == "body":
            _add_section(builder, body, 1, BlockKind.FOOTNOTE if body.get("name") else None)
    text, blocks = builder.build()
    about = next((each for each in root.iter() if name_of(each) == "title-info"), root)
    author = next((each for each in about.iter() if name_of(each) == "author"), None)
    names = ("first-name", "middle-name", "last-name")
    said = [] if author is None else [next(texts(author, name), "") for name in names]
    date = next((each.get("value") or squeeze(each.text or "") for each in about.iter() if name_of(each) == "date"), "")
    title = next(texts(about, "book-title"), "") or builder.first_title
    language = claimed_language(next(texts(about, "lang"), ""))
    return Document(
        text, blocks, FB2, title, squeeze(" ".join(said)), date=claimed_date(date, "file"), claimed_language=language
    )


def _add_section(builder: TextBuilder, section: Any, depth: int, kind: BlockKind | None) -> None:
    for element in section:
        match name_of(element):
            case "section" | "epigraph" | "cite" | "poem" | "stanza" | "annotation":
                _add_section(builder, element, depth + (name_of(element) == "section"), kind)
            case "title" | "subtitle":
                lines = [squeeze("".join(each.itertext())) for each in element if name_of(each) == "p"]
                words = "\n".join(lines) if lines else squeeze("".join(element.itertext()))
                builder.add(kind or BlockKind.HEADING, words, 0 if kind else min(depth, 6))
            case "table":
                for row in element:
                    builder.add_row("".join(cell.itertext()) for cell in row if name_of(cell) in ("td", "th"))
            case "p" | "v" | "text-author" | "date":
                builder.add(kind or BlockKind.PARAGRAPH, squeeze("".join(element.itertext())))
