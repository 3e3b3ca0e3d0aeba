"""A small conditional random field for languages that have no other tagger: Kazakh, and Kyrgyz by its likeness.

The weights were learned by ``corpus.mentions.training`` with CRFsuite; here they are only added up and the best path taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from corpus.mentions.clues import clues
from corpus.mentions.network import Tagged
from corpus.mentions.words import BORDER, Word
from corpus.model import Span

Numbers = NDArray[np.float32]

_MODELS = {"kk": "kk", "ky": "kk"}
LANGUAGES = tuple(_MODELS)
KINDS = frozenset({"PER", "LOC", "ORG"})
"""The labels that are names to svod; the others (buildings, works, peoples) only keep these apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``rows[clue]`` is the row of ``scores`` (clues × labels); ``steps[left, right]`` weighs a label after another."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    scores: Numbers
    steps: Numbers


def tag(words: Sequence[Word], sentences: Sequence[Span], language: str) -> list[Tagged]:
    """Start, stop and kind of the names that the model sees, sentence by sentence and never across a border."""
    weights = _lent.get(language) or _shipped(_MODELS[language])
    found: list[Tagged] = []
    for sentence in _sentences(words, sentences):
        if any(word.capital for word in sentence):
            labels = best_path([word.text for word in sentence], language, weights)
            found += [
                (sentence[start].span.start, sentence[stop - 1].span.stop, kind)
                for start, stop, kind in runs(labels)
                if kind in KINDS and any(word.capital for word in sentence[start:stop])
            ]
    return found


def best_path(words: Sequence[str], language: str, weights: Weights) -> list[str]:
    """The likeliest label of each word (B-PER, I-PER, O), by Viterbi."""
    emitted = np.zeros((len(words), len(weights.labels)), np.float32)
    for place, shown in enumerate(clues(words, language)):
        rows = [row for clue in shown if (row := weights.rows.get(clue)) is not None]
        emitted[place] = weights.scores[rows].sum(axis=0)
    best, back = emitted[0], []
    for scores in emitted[1:]:
        reached = best[:, None] + weights.steps
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + scores
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return [weights.labels[label] for label in reversed(path)]


def runs(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, stop and kind of every run of B- and I- labels."""
    start, kind = 0, ""
    for place, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            yield start, place, kind
            kind = ""
        if label != "O" and not kind:
            start, kind = place, label[2:]


@contextmanager
def lend(language: str, weights: Weights) -> Iterator[None]:
    """Names are found with ``weights`` meanwhile."""
    _lent[language] = weights
    try:
        yield
    finally:
        del _lent[language]


_lent: dict[str, Weights] = {}


@cache
def _shipped(name: str) -> Weights:
    return load(files("corpus.mentions").joinpath("weights", f"{name}.npz").read_bytes())


def load(packed: bytes) -> Weights:
    """The weights that ``corpus.mentions.training.fit.save`` wrote."""
    with np.load(BytesIO(packed), allow_pickle=False) as stored:
        shown = stored["clues"].tobytes().decode().split("\n")
        labels = stored["labels"].tobytes().decode().split("\n")
        scores, steps = stored["scores"].astype(np.float32), stored["steps"].astype(np.float32)
    return Weights(tuple(labels), {clue: row for row, clue in enumerate(shown)}, scores, steps)


@cache
def seen(name: str) -> frozenset[str]:
    """The marks (``corpus.morphology.training.seen``) of all sentences that shipped weights were learned from."""
    path = files("corpus.mentions").joinpath("weights", f"{name}.seen.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def _sentences(words: Sequence[Word], sentences: Sequence[Span]) -> Iterator[list[Word]]:
    starts = {sentence.start for sentence in sentences}
    part: list[Word] = []
    for word in words:
        if part and (word.text == BORDER or word.span.start in starts):
            yield part
            part = []
        if word.text != BORDER:
            part.append(word)
    if part:
        yield part
