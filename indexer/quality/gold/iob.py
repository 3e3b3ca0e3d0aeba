"""IOB and IOB2: a word a line, a column of B-, I- and O, sentences parted by blank lines. A sentence is a text.

The columns are found by what stands in them, so CoNLL-2002, numbered rows and comments of ``# newdoc`` all do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, language_of, lines_of
from indexer.quality.gold.marks import gold_text, kind_of
from indexer.quality.values import GoldName, GoldText

_TAG = re.compile(r"O|[BIESLU]-\S+")
_COMMENT = re.compile(r"#\s*[\w ]+=|#\s*new(doc|par)\b|-DOCSTART-")
_LOOK = 400
_NO_SPACE_BEFORE, _NO_SPACE_AFTER = frozenset(".,!?:;»)%…"), frozenset("«(")

Rows = list[list[str]]


def read(folder: Path) -> Iterator[GoldText]:
    """The sentences of every file that has a column of tags."""
    for path in files(folder, ".iob", ".iob2", ".bio", ".conll", ".conllu", ".txt", ".tsv"):
        if path.with_suffix(".ann").is_file() or path.with_suffix(".objects").is_file():
            continue
        lines = [line for line in lines_of(path) if not _COMMENT.match(line)]
        columns = _columns([line.split() for line in lines[:_LOOK] if line.strip()])
        if columns:
            for number, sentence in enumerate(_sentences(lines)):
                yield _text(f"{path.stem}-{number}", language_of(path), sentence, *columns)


def _columns(sample: Rows) -> tuple[int, int] | None:
    """Where word and tag stand, None when no column looks like tags."""
    width = min(map(len, sample), default=0)
    for tag in reversed(range(1, width)):
        values = [row[tag] for row in sample]
        if all(map(_TAG.fullmatch, values)) and set(values) != {"O"}:
            numbered = tag > 1 and all(row[0].isdigit() for row in sample)
            return int(numbered), tag
    return None


def _sentences(lines: Sequence[str]) -> Iterator[Rows]:
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield [line.split() for line in group]


def _text(id: str, language: str, sentence: Rows, word: int, tag: int) -> GoldText:
    text, names = "", list[GoldName]()
    label, start, stop = "", 0, 0
    for row, after in zip(sentence, [*sentence[1:], None], strict=True):
        prefix, _, kind = row[tag].partition("-")
        if label and (prefix in "BSUO" or kind != label):
            names.append(GoldName(Span(start, stop), kind_of(label)))
            label = ""
        if prefix != "O" and not label:
            label, start = kind, len(text)
        text += row[word]
        stop = len(text)
        if after is not None and after[word][0] not in _NO_SPACE_BEFORE and row[word] not in _NO_SPACE_AFTER:
            text += " "
    if label:
        names.append(GoldName(Span(start, stop), kind_of(label)))
    return gold_text(id, language, text, names)
