"""Printed lines back into paragraphs, with the edges that run through all pages told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.hyphens import compounds, join
from corpus.model import BlockKind

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|стр\.?|страница|с\.|бет)?\s*\d{1,4}\s*(?:(?:of|из|з|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_MARK = re.compile(r"[*•‣▪●◦·\uf0b7][ \t]|\(?\d{1,3}[.)][ \t]|\(?[a-zа-яіїґ]\)[ \t]", re.IGNORECASE)
_DASH = re.compile(r"[-–—][ \t]")
_ENDS = (".", "!", "?", ":", ";")
_CLOSED = (*_ENDS, "»", '"', "”", ")")
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3})\s*\S")
_SMALL = 0.93
"""A note at the foot of a page begins with its number, in letters clearly smaller than the text's."""
_EDGE_LINES = 2
_SHORT = 0.75
_HEADING_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: ``size`` is the height of its letters' boxes; it runs from ``left`` to ``right`` below ``top``.

    All in points, 0 when the file does not say; ``top`` grows upwards. ``bold`` when its first and last letter are.
    """

    text: str
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in a document: size of running text, distance of its lines, the edges of its column."""

    size: float
    leading: float
    left: float
    right: float


def add_pages(builder: TextBuilder, pages: Sequence[Sequence[Line]], recognised: Mapping[int, float] | None = None) -> str:
    """The pages stand in ``builder`` as blocks with page numbers (from 1); returns the title, "" when none stands out.

    ``recognised`` gives the confidence of those pages that were read in a picture.
    """
    sure = recognised or {}
    pages = [[line for line in page if line.text.strip()] for page in pages]
    running = _running(pages)
    edges = [(head := _edge(page, running), max(head, len(page) - _edge(page[::-1], running))) for page in pages]
    bodies = [page[head:tail] for page, (head, tail) in zip(pages, edges, strict=True)]
    style = _style(bodies)
    known = compounds(line.text for body in bodies for line in body)
    paragraphs = [_paragraphs(body, style) for body in bodies]
    title = _title(paragraphs, style)
    for number, (page, (head, tail)) in enumerate(zip(pages, edges, strict=True), start=1):
        for line in page[:head]:
            # some programs write the foot of a page before its text
            low = head < len(page) and line.top < page[head].top
            builder.add(BlockKind.FOOTER if low else BlockKind.HEADER, squeeze(line.text), 0, number, sure.get(number, 0.0))
        for paragraph in paragraphs[number - 1]:
            kind = BlockKind.TITLE if paragraph is title else _kind(paragraph, style)
            builder.add(kind, squeeze(join((line.text for line in paragraph), known)), 0, number, sure.get(number, 0.0))
        for line in page[tail:]:
            builder.add(BlockKind.FOOTER, squeeze(line.text), 0, number, sure.get(number, 0.0))
    return squeeze(join((line.text for line in title), known)) if title else ""


def _key(line: Line) -> str:
    return _DIGITS.sub("#", squeeze(line.text)).casefold()


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Keys of lines that stand at the edge of many pages: at least three, and a third of all (left and right pages differ)."""
    counts = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])})
    enough = max(3, len(pages) / 3) if len(pages) > 2 else 2
    return frozenset(key for key, count in counts.items() if count >= enough)


def _edge(lines: Sequence[Line], running: frozenset[str]) -> int:
    """How many lines from the start belong to the page's edge."""
    for index, line in enumerate(lines[: _EDGE_LINES + 1]):
        if _key(line) not in running and not (_PAGE_NUMBER.fullmatch(line.text) and len(lines) > 1):
            return index
    return min(len(lines), _EDGE_LINES + 1)


def _style(bodies: Iterable[Sequence[Line]]) -> _Style:
    bodies = [body for body in bodies if body]
    lines = [line for body in bodies for line in body]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    gaps = Counter(round(gap, 1) for body in bodies for above, below in pairwise(body) if (gap := above.top - below.top) > 0)
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(_right(line) for line in lines if abs(line.size - size) < 1)
    return _Style(
        size,
        gaps.most_common(1)[0][0] if gaps else 0.0,
        lefts.most_common(1)[0][0] if lefts else 0.0,
        rights[int(0.9 * (len(rights) - 1))] if rights else 0.0,
    )


def _right(line: Line) -> float:
    """Where the line ends, in points; without geometry, in letters."""
    return line.right or float(len(line.text))


def _paragraphs(lines: Sequence[Line], style: _Style) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index == 0 or _begins(line, lines[index - 1], style):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _begins(line: Line, before: Line, style: _Style) -> bool:
    """True when the line starts a paragraph: by its letters, its mark, the space above it, its indent, a short line before."""
    if abs(line.size - before.size) > 0.08 * style.size or (line.bold != before.bold and len(line.text) > 3):
        return not line.text[0].islower()
    stopped = before.text.rstrip().endswith(_CLOSED)
    short = _right(before) - style.left < _SHORT * (style.right - style.left)
    if _MARK.match(line.text) or (_DASH.match(line.text) and (short or before.text.rstrip().endswith(_ENDS))):
        return True
    if style.leading and (before.top - line.top) * style.size > 1.4 * style.leading * line.size:
        return True
    if line.text[0].islower():
        return False
    indented = line.left - before.left > 8 and abs(before.left - style.left) < 4
    very_short = _right(before) - style.left < 0.6 * (style.right - style.left)
    return (indented and before.text.rstrip().endswith(_ENDS)) or (short and stopped) or very_short


def _kind(paragraph: Sequence[Line], style: _Style) -> BlockKind:
    if _stands_out(paragraph, style):
        return BlockKind.HEADING
    first = paragraph[0].text
    if paragraph[0].size < _SMALL * style.size and _NOTE.match(first):
        return BlockKind.FOOTNOTE
    return BlockKind.LIST_ITEM if _MARK.match(first) or _DASH.match(first) else BlockKind.PARAGRAPH


def _stands_out(paragraph: Sequence[Line], style: _Style) -> bool:
    text = " ".join(line.text for line in paragraph)
    if len(text) > _HEADING_CHARACTERS or not any(map(str.isalpha, text)) or text.rstrip().endswith((";", ",")):
        return False
    return (
        all(line.size > 1.08 * style.size for line in paragraph)
        or all(line.bold for line in paragraph)
        or (text.isupper() and " " in text)
    )


def _title(pages: Sequence[Sequence[Sequence[Line]]], style: _Style) -> Sequence[Line] | None:
    """The first paragraph in the largest letters of the first page with text, when they are larger than usual."""
    first = next((page for page in pages if page), ())
    candidates = [paragraph for paragraph in first if _stands_out(paragraph, style)]
    if candidates:
        return max(candidates, key=lambda paragraph: paragraph[0].size)
    plain = first[0] if first else []
    text = " ".join(line.text for line in plain).strip()
    return plain if 0 < len(text) <= _HEADING_CHARACTERS and not text.endswith(_ENDS) and len(first) > 1 else None
