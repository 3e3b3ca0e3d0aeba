"""Printed lines back into paragraphs, with the edges that run through all pages told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind

HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad\ufffe\x02]+[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
"""A word broken at the end of a line; pdfium writes U+FFFE or U+0002 for the hyphen."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|стр\.?|страница|с\.|бет)?\s*\d{1,4}\s*(?:(?:of|из|з|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_ITEM = re.compile(r"(?:[-*•‣▪●◦·–—\uf0b7][ \t]|\(?\d{1,3}[.)][ \t]|[a-zа-яіїґ]\)[ \t])", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":", ";", "»", '"', "”", ")")
_EDGE_LINES = 2
_SHORT = 0.75


def add_pages(builder: TextBuilder, pages: Sequence[str]) -> str:
    """The pages stand in ``builder`` as blocks with page numbers (from 1); returns the title, "" when none stands out."""
    lines = [[squeeze_line for line in _joined(page).split("\n") if (squeeze_line := squeeze(line))] for page in pages]
    running = _running(lines)
    title = ""
    for number, page in enumerate(lines, start=1):
        head = _edge(page, running)
        tail = len(page) - _edge(page[head:][::-1], running)
        for line in page[:head]:
            builder.add(BlockKind.HEADER, line, page=number)
        for paragraph in _paragraphs(page[head:tail]):
            kind = _kind(paragraph)
            if kind is BlockKind.HEADING and not title:
                kind, title = BlockKind.TITLE, paragraph
            builder.add(kind, paragraph, page=number)
        for line in page[tail:]:
            builder.add(BlockKind.FOOTER, line, page=number)
    return title


def _joined(page: str) -> str:
    """Words broken over two lines whole again: a small letter goes on with the word, a capital keeps its hyphen."""
    return HYPHEN.sub(lambda match: "" if page[match.end()].islower() else "-", page)


def _key(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Keys of lines that stand at the edge of many pages: at least three, and a third of all (left and right pages differ)."""
    counts = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])})
    enough = max(3, len(pages) / 3) if len(pages) > 2 else 2
    return frozenset(key for key, count in counts.items() if count >= enough)


def _edge(lines: Sequence[str], running: frozenset[str]) -> int:
    """How many lines from the start belong to the page's edge."""
    for index, line in enumerate(lines[: _EDGE_LINES + 1]):
        if _key(line) not in running and not (_PAGE_NUMBER.fullmatch(line) and len(lines) > 1):
            return index
    return min(len(lines), _EDGE_LINES + 1)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    paragraphs: list[list[str]] = []
    width = sorted(map(len, lines))[int(0.9 * (len(lines) - 1))] if lines else 0
    for index, line in enumerate(lines):
        if index == 0 or _starts(line, lines[index - 1], width):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [" ".join(paragraph) for paragraph in paragraphs]


def _starts(line: str, before: str, width: int) -> bool:
    if _ITEM.match(line):
        return True
    begins = not line[0].islower()
    return begins and len(before) < _SHORT * width and (before.endswith(_SENTENCE_END) or len(before) < 0.6 * width)


def _kind(paragraph: str) -> BlockKind:
    if _ITEM.match(paragraph):
        return BlockKind.LIST_ITEM
    short = len(paragraph) <= 140 and not paragraph.endswith((".", ";", ",", ":"))
    return BlockKind.HEADING if short and paragraph[0].isupper() and any(map(str.isalpha, paragraph)) else BlockKind.PARAGRAPH
