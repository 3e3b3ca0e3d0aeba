"""Which sentences with marked names does a file hold: IOB2, a word and its label a line, or a table with [brackets]."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.mentions.words import read_words
from corpus.model import Span

_LABELS = {
    "PER": "PERSON PER",
    "LOC": "GPE LOCATION LOC",
    "ORG": "ORGANISATION ORGANIZATION ORG",
    "FACILITY": "FACILITY",
    "WORK": "ART PROJECT EVENT LAW PRODUCT",
    "POSITION": "POSITION",
    "PEOPLE": "NORP",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_BRACKET = re.compile(r"\[(PER|LOC|ORG) ([^\]=]+)(?:=[^\]]+)?\]")
_CLOSE_BEFORE, _CLOSE_AFTER = frozenset(".,!?:;»)%…"), frozenset("«(")
_MARKS = "\"'”“«»„‟‘’‹›"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with their labels (B-PER, I-PER, O), and the text that they stand in."""

    text: str
    words: tuple[str, ...]
    labels: tuple[str, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file, in order: of a .tsv the column ``marked``, else words and labels line by line."""
    yield from _bracketed(path) if path.suffix == ".tsv" else _columns(path)


def _columns(path: Path) -> Iterator[Sentence]:
    for blank, group in groupby(path.read_text("utf-8").splitlines(), key=lambda line: not line.strip()):
        if not blank:
            rows = [line.split() for line in group]
            words = tuple(row[0] for row in rows)
            yield Sentence(_joined(words), words, tuple(_label(row[-1]) for row in rows))


def _label(stated: str) -> str:
    kind = _KINDS.get(stated[2:])
    return stated[:2] + kind if kind else "O"


def _joined(words: tuple[str, ...]) -> str:
    """The words as running text, signs at their word."""
    text = ""
    for before, word in zip(("", *words), words, strict=False):
        close = not text or word[0] in _CLOSE_BEFORE or before in _CLOSE_AFTER
        text += word if close else f" {word}"
    return text


def _bracketed(path: Path) -> Iterator[Sentence]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, names = _unmarked(row["marked"])
            words = read_words(text, Span(0, len(text)), [])
            yield Sentence(text, tuple(word.text for word in words), tuple(_labels([word.span for word in words], names)))


def _unmarked(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    """The text without brackets, and its names; a mark of quotation at a name's edge is left outside, as KazNERD does."""
    text, names, place = "", list[tuple[Span, str]](), 0
    for match in _BRACKET.finditer(marked):
        text += marked[place : match.start()]
        bare = match[2].strip(_MARKS)
        start = len(text) + match[2].index(bare)
        names.append((Span(start, start + len(bare)), match[1]))
        text += match[2]
        place = match.end()
    return text + marked[place:], names


def _labels(places: list[Span], names: list[tuple[Span, str]]) -> Iterator[str]:
    for place in places:
        name = next(((span, kind) for span, kind in names if span.covers(place)), None)
        if name is None:
            yield "O"
        else:
            yield ("B-" if place.start == name[0].start else "I-") + name[1]
