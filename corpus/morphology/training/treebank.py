"""Sentences of a treebank in CoNLL-U, and which readings of a word agree with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.languages import fold
from corpus.morphology.reading import Reading
from corpus.morphology.tags import CASES

_PARTS = {
    "NOUN": {"NOUN"}, "PROPN": {"NOUN"}, "ADJ": {"ADJF", "ADJS", "COMP", "PRTF", "PRTS"},
    "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"}, "AUX": {"VERB", "INFN", "GRND"}, "ADV": {"ADVB", "COMP", "PRED"},
    "PRON": {"NPRO", "ADJF"}, "DET": {"ADJF", "NPRO"}, "ADP": {"PREP"}, "CCONJ": {"CONJ"}, "SCONJ": {"CONJ"},
    "PART": {"PRCL"}, "NUM": {"NUMR"}, "INTJ": {"INTJ"},
}  # fmt: skip
_CASES = {"Nom": "n", "Gen": "g", "Par": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Voc": "v"}


@dataclass(frozen=True, slots=True)
class GoldWord:
    """A word at ``[start, stop)`` of its sentence, with its folded lemma, universal part of speech and features."""

    start: int
    stop: int
    lemma: str
    part: str
    features: str


def sentences(paths: Sequence[Path]) -> Iterator[tuple[str, tuple[GoldWord, ...]]]:
    """Every sentence of the files that states its text, with the words that are found in it."""
    for path in paths:
        for paragraph in path.read_text("utf-8").split("\n\n"):
            lines = paragraph.splitlines()
            text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
            if text:
                yield text, tuple(_words(text, [line.split("\t") for line in lines if not line.startswith("#")]))


def agree(found: Sequence[Reading], gold: GoldWord) -> list[bool]:
    """Which readings have the lemma, and of those the ones whose part of speech, case and number fit best."""
    fits = [_fit(reading, gold) if reading.lemma == gold.lemma else -1 for reading in found]
    best = max(fits)
    return [fit == best and fit >= 0 for fit in fits]


def _words(text: str, rows: Sequence[Sequence[str]]) -> Iterator[GoldWord]:
    position, fused = 0, 0
    for number, form, lemma, part, _, features, *_ in rows:
        if "-" in number:
            fused = int(number.partition("-")[2])
        if not number.isdigit() or int(number) <= fused:
            continue
        start = text.find(form, position)
        if start >= 0:
            position = start + len(form)
            yield GoldWord(start, position, fold(lemma), part, features)


def _fit(reading: Reading, gold: GoldWord) -> int:
    if reading.pos not in _PARTS.get(gold.part, ()):
        return 0
    cases = {CASES[mark] for mark in reading.grammemes if mark in CASES}
    stated = re.search(r"Case=(\w+)", gold.features)
    if stated and cases and _CASES.get(stated.group(1)) not in cases:
        return 0
    number = re.search(r"Number=(\w+)", gold.features)
    return 1 if number and cases and (number.group(1) == "Plur") != ("plur" in reading.grammemes) else 2
