"""How well weights do on sentences that they were not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.languages import fold, scan
from corpus.morphology import choice
from corpus.morphology.dictionaries import readings
from corpus.morphology.lemmas import neighbours
from corpus.morphology.tags import show
from corpus.morphology.training.fit import Sentence, cases, fit, rows_of
from corpus.morphology.training.treebank import sentences

FOLDS = 5
# Neighbouring sentences share a text and its words: they stay in one part
_BLOCK = 20


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of ``words`` of letters whose chosen lemma, or any reading, is the treebank's."""

    chosen: float
    any: float
    words: int


def validate(paths: Sequence[Path], code: str, folds: int = FOLDS) -> dict[Path, Score]:
    """For each treebank its score, every sentence judged by weights from the other parts of all treebanks."""
    counted = {path: [0, 0, 0] for path in paths}
    for weights, judged in learn_apart(paths, code, folds):
        for path, part in judged.items():
            for sentence in part:
                for place, number in enumerate(_count(sentence, code, weights)):
                    counted[path][place] += number
    return {path: Score(chosen / words, known / words, words) for path, (chosen, known, words) in counted.items()}


def learn_apart(
    paths: Sequence[Path], code: str, folds: int = FOLDS
) -> Iterator[tuple[choice.Rows, dict[Path, list[Sentence]]]]:
    """For each part of the treebanks the weights that the other parts give, and its own sentences by treebank."""
    parts = {path: _parts(list(sentences([path])), folds) for path in paths}
    for judged in range(folds):
        learnt = [each for split in parts.values() for number, part in enumerate(split) if number != judged for each in part]
        yield rows_of(fit(cases(learnt, code), code)), {path: split[judged] for path, split in parts.items()}


def _parts(every: Sequence[Sentence], folds: int) -> list[list[Sentence]]:
    parts: list[list[Sentence]] = [[] for _ in range(folds)]
    for number, sentence in enumerate(every):
        parts[number // _BLOCK % folds].append(sentence)
    return parts


def _count(sentence: Sentence, code: str, weights: choice.Rows) -> tuple[int, int, int]:
    """Words whose lemma is chosen rightly, is among the readings, and all words."""
    text, gold = sentence
    stated: Mapping[tuple[int, int], str] = {(word.start, word.stop): word.lemma for word in gold}
    said = scan(text)
    found = [readings(word, code) for word in said.words]
    shown = {word: show(fold(word), each) for word, each in zip(said.words, found, strict=True)}
    chosen = known = words = 0
    for index, (word, start) in enumerate(zip(said.words, said.starts, strict=True)):
        lemma = stated.get((start, start + len(word)))
        if lemma is None or not word.isalpha():
            continue
        before, after = neighbours(said, shown.__getitem__, {0}, index)
        candidates = choice.candidates(word, fold(word), found[index], weights)
        lemmas = choice.order(candidates, index == 0, before, after, weights)
        chosen, known, words = chosen + (lemmas[0] == lemma), known + (lemma in lemmas), words + 1
    return chosen, known, words
