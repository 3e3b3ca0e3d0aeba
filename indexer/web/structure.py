"""A document's passages as parts of a page: lists, tables and signatures together, what many documents share folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from corpus.model import BlockKind, Passage, Span
from indexer.web.marking import Layers

_WORTH_FOLDING = 200
"""Shorter stretches of shared text («Контакты:») take no more room than the line that would fold them."""

_WRAPPED_LINES, _WRAPPED_WIDTH = 3, 50
_BULLET = re.compile(r"\s*(?:[-–—•·▪◦‣*]|\(?\w{1,3}[.)])\s")
_TOGETHER = {BlockKind.LIST_ITEM: "list", BlockKind.TABLE_ROW: "table", BlockKind.SIGNATURE: "signature"}


@dataclass(frozen=True, slots=True)
class Item:
    """A passage: ``language`` "" when unknown; ``said`` is its language where it differs from that of the passage before.

    ``flowing`` when its line breaks are a narrow page's and mean nothing; ``cells`` only in a table;
    ``bulleted`` when a list's text brings its own sign («– сети», «2) сроки»).
    """

    kind: str
    language: str
    said: str
    html: Markup
    cells: tuple[Markup, ...]
    flowing: bool
    bulleted: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbours that belong together: a list, a table, a signature, or one passage (``text``); ``page`` begins here, or 0."""

    kind: str
    items: tuple[Item, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of one document's own text, or of text that many documents share; ``hits`` tells how many stand in it."""

    shared: bool
    passages: int
    hits: int
    parts: tuple[Part, ...]


def arrange(text: str, passages: Sequence[Passage], boilerplate: Sequence[Span], layers: Layers) -> list[Stretch]:
    """The page's stretches in text order; every passage stands in exactly one."""
    shared = frozenset(boilerplate)
    several = len({passage.language for passage in passages if passage.language != "und"}) > 1
    stretches = []
    before: Passage | None = None
    for repeated, group in groupby(passages, key=lambda passage: passage.span in shared):
        members = list(group)
        folded = repeated and sum(len(passage.span) for passage in members) >= _WORTH_FOLDING
        parts = tuple(_parts(text, members, before, several, layers))
        hits = sum(layers.hits_in(passage.span) for passage in members)
        stretches.append(Stretch(folded, len(members), hits, parts))
        before = members[-1]
    return stretches


def _parts(text: str, passages: Sequence[Passage], before: Passage | None, several: bool, layers: Layers) -> Iterator[Part]:
    def belongs(numbered: tuple[int, Passage]) -> tuple[str, int]:
        number, passage = numbered
        kind = _TOGETHER.get(passage.kind)
        return (kind, passage.page) if kind else (f"alone {number}", passage.page)

    for (key, page), group in groupby(enumerate(passages), key=belongs):
        items = []
        opened = before is None or before.page != page
        for _, passage in group:
            items.append(_item(text, passage, before, several, layers))
            before = passage
        yield Part("text" if key.startswith("alone") else key, tuple(items), page if opened else 0)


def _item(text: str, passage: Passage, before: Passage | None, several: bool, layers: Layers) -> Item:
    language = "" if passage.language == "und" else passage.language
    changed = several and language and (before is None or before.language != passage.language)
    cells = tuple(layers.html(span) for span in _cells(text, passage.span)) if passage.kind is BlockKind.TABLE_ROW else ()
    return Item(
        kind=passage.kind.value,
        language=language,
        said=language if changed else "",
        html=Markup("") if cells else layers.html(passage.span),
        cells=cells,
        flowing=_flows(passage.span.of(text)),
        bulleted=passage.kind is BlockKind.LIST_ITEM and bool(_BULLET.match(passage.span.of(text))),
    )


def _cells(text: str, row: Span) -> Iterator[Span]:
    start = row.start
    for cell in row.of(text).split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _flows(text: str) -> bool:
    """True for a paragraph typed into a fixed width: several lines, all but the last long."""
    lines = text.splitlines()
    return len(lines) >= _WRAPPED_LINES and min(map(len, lines[:-1])) >= _WRAPPED_WIDTH
