"""Learns weights from a treebank: for each ambiguous word, the readings that the treebank agrees with become likelier.

Multinomial logistic regression over candidates with AdaGrad steps and a little decay; where several readings are right
(the treebank does not tell them apart) their probability together counts.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.languages import fold, scan
from corpus.morphology import choice
from corpus.morphology.dictionaries import readings
from corpus.morphology.lemmas import neighbours
from corpus.morphology.reading import Reading
from corpus.morphology.tags import show, tag
from corpus.morphology.training.rules import starting_weights
from corpus.morphology.training.treebank import GoldWord, agree

Name = tuple[str, str]
Sentence = tuple[str, tuple[GoldWord, ...]]

ROUNDS = 8
STEP = 0.15
DECAY = 2e-4
# Hundredths: a smaller weight than this changes next to nothing and is not written
LEAST = 12
_START = 0.1


@dataclass(frozen=True, slots=True)
class Case:
    """One ambiguous word: for each candidate the names of its weights and its prior, and whether it is right."""

    named: tuple[tuple[Name, ...], ...]
    priors: tuple[float, ...]
    right: tuple[bool, ...]


def cases(sentences: Iterable[Sentence], code: str) -> list[Case]:
    """What there is to learn from ``sentences``: words with several readings of which some but not all are right."""
    return [case for text, gold in sentences for case in _sentence(text, gold, code)]


def fit(learnt: Sequence[Case], code: str, seed: int = 0) -> dict[Name, float]:
    """The weights after ``ROUNDS`` over all cases, by (property, name)."""
    weights: dict[Name, float] = defaultdict(float, starting_weights(code))
    squares: dict[Name, float] = defaultdict(lambda: _START)
    order = list(learnt)
    shuffler = random.Random(seed)
    for _ in range(ROUNDS):
        shuffler.shuffle(order)
        for case in order:
            _step(case, weights, squares)
    return weights


def save(weights: Mapping[Name, float], path: Path) -> None:
    """A line a property, «a^ NOUNg 12 NOUNn -7»: whole hundredths, tabs between."""
    lines: dict[str, list[str]] = defaultdict(list)
    for (row, name), weight in sorted(weights.items()):
        hundredths = round(weight * choice.SCALE)
        if abs(hundredths) >= LEAST:
            lines[row].append(f"{name} {hundredths}")
    path.write_text("".join("\t".join([row, *cells]) + "\n" for row, cells in lines.items()), "utf-8")


def rows_of(weights: Mapping[Name, float]) -> choice.Rows:
    """The weights as the chooser reads them."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (row, name), weight in weights.items():
        if abs(weight) * choice.SCALE >= LEAST:
            table[row][name] = round(weight * choice.SCALE) / choice.SCALE
    return choice.Rows(table)


def _sentence(text: str, gold: Sequence[GoldWord], code: str) -> Iterable[Case]:
    stated = {(word.start, word.stop): word for word in gold}
    said = scan(text)
    found = [readings(word, code) for word in said.words]
    shown = {word: show(fold(word), each) for word, each in zip(said.words, found, strict=True)}
    for index, (word, start) in enumerate(zip(said.words, said.starts, strict=True)):
        stated_word = stated.get((start, start + len(word)))
        if stated_word is None or len(found[index]) < 2:
            continue
        before, after = neighbours(said, shown.__getitem__, {0}, index)
        case = _case(word, found[index], index == 0, choice.place_keys(before, after), stated_word)
        if any(case.right) and not all(case.right):
            yield case


def _case(word: str, found: Sequence[Reading], opens: bool, place: Sequence[str], gold: GoldWord) -> Case:
    form = fold(word)
    own = choice.own_keys(word, form, opens)
    alike: dict[tuple[str, str, str, str], tuple[float, bool]] = {}
    for reading, right in zip(found, agree(found, gold), strict=True):
        marked = tag(form, reading)
        key = reading.lemma, marked.full, marked.coarse, marked.edit
        score, known = alike.get(key, (0.0, False))
        alike[key] = score + reading.score, known or right
    named = tuple((*choice.named(own, key), *((row, name) for row in place for name in (key[1], key[2]))) for key in alike)
    return Case(named, tuple(choice.prior(score) for score, _ in alike.values()), tuple(right for _, right in alike.values()))


def _step(case: Case, weights: dict[Name, float], squares: dict[Name, float]) -> None:
    sure = weights["p", "p"]
    scores = [sure * prior + sum(weights[name] for name in names) for names, prior in zip(case.named, case.priors, strict=True)]
    most = max(scores)
    shares = [math.exp(score - most) for score in scores]
    total = sum(shares)
    right_total = sum(share for share, right in zip(shares, case.right, strict=True) if right)
    for names, prior, share, right in zip(case.named, case.priors, shares, case.right, strict=True):
        slope = (share / right_total if right else 0.0) - share / total
        if abs(slope) < 1e-3:
            continue
        for name, value in [*((name, 1.0) for name in names), (("p", "p"), prior)]:
            gradient = slope * value - DECAY * weights[name]
            squares[name] += gradient * gradient
            weights[name] += STEP * gradient / math.sqrt(squares[name])
