"""CoNLL-U: sentences with words, lemmas and places. The language is the one that the file's name begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, language_of, lines_of

_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class GoldWord:
    """A word where it stands in its sentence, with its lemma."""

    span: Span
    form: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, and those of its words whose place is known."""

    language: str
    text: str
    words: tuple[GoldWord, ...]


def read(folder: Path) -> Iterator[Sentence]:
    """The sentences of every .conllu file with all ten columns."""
    for path in files(folder, ".conllu"):
        language = language_of(path)
        for blank, lines in groupby(lines_of(path), key=lambda line: not line.strip()):
            if not blank:
                sentence = _sentence(language, list(lines))
                if sentence is not None:
                    yield sentence


def _sentence(language: str, lines: Sequence[str]) -> Sentence | None:
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    if not rows or any(len(row) != _COLUMNS for row in rows):
        return None
    stated = [line.partition("=")[2].strip() for line in lines if line.startswith("# text =")]
    text = stated[0] if stated else _written(rows)
    return Sentence(language, text, tuple(_words(text, rows)))


def _words(text: str, rows: Sequence[Sequence[str]]) -> Iterator[GoldWord]:
    """Words as they follow in the text; the parts of a fused word, «2-3 dallo», have no place of their own."""
    position, fused = 0, 0
    for number, form, lemma, *_ in rows:
        if "." in number or ("-" not in number and int(number) <= fused):
            continue
        start = text.find(form, position)
        if "-" in number:
            fused = int(number.partition("-")[2])
        if start >= 0:
            position = start + len(form)
            if "-" not in number:
                yield GoldWord(Span(start, position), form, lemma)


def _written(rows: Sequence[Sequence[str]]) -> str:
    glued = [row[1] + ("" if "SpaceAfter=No" in row[-1] else " ") for row in rows if "." not in row[0]]
    return "".join(glued).strip()
