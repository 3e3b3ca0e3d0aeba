"""What is common to all ways of marking names: the labels of many schemes, and which marks count."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.model import Span
from indexer.quality.measures import is_name
from indexer.quality.values import LOC, ORG, PER, GoldName, GoldText

_LABELS = {
    PER: "PER PERS PERSON",
    ORG: "ORG ORGANIZATION ORGANISATION",
    LOC: "LOC LOCATION GPE CITY COUNTRY REGION STATE_OR_PROVINCE STATE_OR_PROV DISTRICT PLACE",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_EDGES = "\"'”“«»„‟‘’‹›ʼʻ` \t\r\n\u00a0"


def kind_of(label: str) -> str:
    """PER, LOC or ORG for a scheme's label, "" for what is none of them (FACILITY, DATE, NATIONALITY)."""
    return _KINDS.get(label.upper(), "")


def gold_text(id: str, language: str, text: str, names: Iterable[GoldName]) -> GoldText:
    """The text with the names that count: without quotation marks at their edges, outermost, no common words."""
    bare = (GoldName(unquoted(name.span, text), name.kind, name.nominative, name.entity) for name in names if name.kind)
    proper = [name for name in bare if len(name.span) and is_name(name.span.of(text))]
    return GoldText(id, language, text, tuple(_outermost(proper)))


def unquoted(span: Span, text: str) -> Span:
    """The span without quotation marks and blanks at its edges."""
    start, stop = span.start, span.stop
    while start < stop and text[start] in _EDGES:
        start += 1
    while stop > start and text[stop - 1] in _EDGES:
        stop -= 1
    return Span(start, stop)


def outermost(spans: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The longest of spans that overlap, the first of equals; in text order."""
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(set(spans), key=lambda pair: (-len(pair[0]), pair[0], pair[1])):
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, kind))
    return sorted(kept)


def _outermost(names: list[GoldName]) -> list[GoldName]:
    by_mark = {(name.span, name.kind): name for name in reversed(names)}
    return [by_mark[mark] for mark in outermost(by_mark)]
