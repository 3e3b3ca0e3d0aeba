"""A document's passages as parts of a page: lists, tables and signatures together, what many documents share folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from corpus.model import BlockKind, Passage, Span, StoredDocument
from indexer.web.marking import Layers

_WORTH_FOLDING = 200
"""Shorter stretches of shared text («Контакты:») take no more room than the line that would fold them."""

_WRAPPED_LINES, _WRAPPED_WIDTH = 3, 50
_BULLET = re.compile(r"\s*(?:[-–—•·▪◦‣*]|\(?\w{1,3}[.)])\s")
_TOGETHER = {BlockKind.LIST_ITEM: "list", BlockKind.TABLE_ROW: "table", BlockKind.SIGNATURE: "signature"}


@dataclass(frozen=True, slots=True)
class Item:
    """A passage: ``language`` "" when unknown; ``said`` is its language where it differs from the one spoken before.

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
    """Neighbours that belong together: a list, a table, a signature, or one passage (``text``); ``page`` begins here, or 0.

    ``recognised`` says how sure the recogniser was where letters read in a picture begin, 0 elsewhere.
    """

    kind: str
    items: tuple[Item, ...]
    page: int
    recognised: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of one document's own text, or of text that many documents share; ``hits`` tells how many stand in it."""

    shared: bool
    passages: int
    hits: int
    parts: tuple[Part, ...]


def arrange(
    document: StoredDocument, passages: Sequence[Passage], boilerplate: Sequence[Span], layers: Layers
) -> list[Stretch]:
    """The page's stretches in text order; every passage stands in exactly one."""
    shared = frozenset(boilerplate)
    items = iter(_items(document, passages, layers))
    stretches = []
    page, sure = 0, 0.0
    for repeated, group in groupby(passages, key=lambda passage: passage.span in shared):
        members = list(group)
        folded = repeated and sum(len(passage.span) for passage in members) >= _WORTH_FOLDING
        hits = sum(layers.hits_in(passage.span) for passage in members)
        parts = tuple(_parts(list(zip(members, items, strict=False)), page, sure))
        stretches.append(Stretch(folded, len(members), hits, parts))
        page, sure = members[-1].page, members[-1].recognised
    return stretches


def _parts(pairs: Sequence[tuple[Passage, Item]], page: int, sure: float) -> Iterator[Part]:
    def belongs(numbered: tuple[int, tuple[Passage, Item]]) -> tuple[str, int, float]:
        number, (passage, _) = numbered
        return _TOGETHER.get(passage.kind, f"text {number}"), passage.page, passage.recognised

    for (kind, found, recognised), group in groupby(enumerate(pairs), key=belongs):
        items = tuple(item for _, (_, item) in group)
        begins = found != page
        yield Part(kind.split()[0], items, found if begins else 0, recognised if begins or recognised != sure else 0.0)
        page, sure = found, recognised


def _items(document: StoredDocument, passages: Sequence[Passage], layers: Layers) -> Iterator[Item]:
    spoken = document.language
    for passage in passages:
        known = passage.language != "und"
        text = passage.span.of(document.text)
        row = passage.kind is BlockKind.TABLE_ROW
        yield Item(
            kind=passage.kind.value,
            language=passage.language if known else "",
            said=passage.language if known and passage.language != spoken else "",
            html=Markup("") if row else layers.html(passage.span),
            cells=tuple(layers.html(span) for span in _cells(document.text, passage.span)) if row else (),
            flowing=_flows(text),
            bulleted=passage.kind is BlockKind.LIST_ITEM and bool(_BULLET.match(text)),
        )
        spoken = passage.language if known else spoken


def _cells(text: str, row: Span) -> Iterator[Span]:
    start = row.start
    for cell in row.of(text).split("\t"):
        yield Span(start, start + len(cell))
        start += len(cell) + 1


def _flows(text: str) -> bool:
    """True for a paragraph typed into a fixed width: several lines, all but the last long."""
    lines = text.splitlines()
    return len(lines) >= _WRAPPED_LINES and min(map(len, lines[:-1])) >= _WRAPPED_WIDTH
