"""Markdown: CommonMark with tables, its marks taken off and its words kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.charset import decode
from corpus.config import Config
from corpus.formats import plain
from corpus.formats.builder import TextBuilder
from corpus.formats.claims import claimed_date, claimed_title
from corpus.model import BlockKind, Document, RawFile, Reading

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|author|date|url|source)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(raw: RawFile, config: Config) -> Reading:
    """The document as blocks; title, author and date from its front matter, else the title from its first heading."""
    text, charset = decode(raw.content, charset=raw.charset)
    text = text.replace("\r\n", "\n").lstrip("\ufeff")
    front = _FRONT.match(text)
    claims = {name.lower(): value for name, value in _FIELD.findall(front.group(1))} if front else {}
    builder, links = TextBuilder(), dict[str, None]()
    rest = text[front.end() :] if front else text
    _add(builder, _PARSER.parse(rest), links)
    if not builder.build()[0]:  # nested beyond what the parser follows: the words are there all the same
        plain.add_text(builder, rest)
    body, blocks = builder.build()
    document = Document(
        text=body,
        blocks=blocks,
        media_type="text/markdown",
        title=claimed_title(claims.get("title")) or builder.first_title,
        author=claims.get("author", ""),
        url=claims.get("url", claims.get("source", "")),
        date=claimed_date(claims.get("date"), "meta"),
        charset=charset,
        links=tuple(links),
    )
    return Reading(document)


def _add(builder: TextBuilder, tokens: Sequence[Token], links: dict[str, None]) -> None:
    heading, depth, titled = 0, 0, False
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                titled = titled or heading == 1
                heading = 0
            case "list_item_open":
                depth += 1
            case "list_item_close":
                depth -= 1
            case "tr_open":
                row = []
            case "tr_close":
                builder.add_row(row or ())
                row = None
            case "inline":
                words = _words(token.children or (), links)
                if row is not None:
                    row.append(words)
                elif heading:
                    builder.add(BlockKind.TITLE if heading == 1 and not titled else BlockKind.HEADING, words, heading)
                else:
                    builder.add(BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH, words, depth)
            case "fence" | "code_block":
                builder.add(BlockKind.PARAGRAPH, token.content)
            case "html_block":
                builder.add(BlockKind.PARAGRAPH, unescape(_TAG.sub(" ", token.content)))


def _words(tokens: Sequence[Token], links: dict[str, None]) -> str:
    words = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.append(token.content)
            case "image":
                words.append(token.content)
            case "softbreak" | "hardbreak":
                words.append("\n")
            case "link_open":
                links[str(token.attrs.get("href", ""))] = None
    return "".join(words)
