"""brat's standoff: ``T1<TAB>PERSON 6 11<TAB>Обамы`` in .ann beside the .txt; ner-uk puts tabs between all fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, language_of, lines_of, text_of
from indexer.quality.gold.marks import gold_text, kind_of
from indexer.quality.values import GoldName, GoldText

_MARK = re.compile(r"T\d+\t(\S+)[ \t](\d+[ \t]\d+(?:;\d+ \d+)*)(?:\t|\Z)")


def read(folder: Path) -> Iterator[GoldText]:
    """The texts that have annotations beside them."""
    for path in files(folder, ".ann"):
        beside = path.with_suffix(".txt")
        if beside.is_file():
            marks = (found for line in lines_of(path) if (found := _MARK.match(line)))
            names = [GoldName(_extent(mark[2]), kind_of(mark[1])) for mark in marks]
            yield gold_text(path.stem, language_of(path), text_of(beside), names)


def _extent(places: str) -> Span:
    """A mark in several pieces, «108 124;97 101», is taken from its first to its last letter."""
    numbers = [int(number) for number in re.findall(r"\d+", places)]
    return Span(min(numbers), max(numbers))
