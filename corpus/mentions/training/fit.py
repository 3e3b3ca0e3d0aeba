"""How weights are learned: CRFsuite finds them, svod keeps those that matter in a file that numpy reads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import SvodError
from corpus.mentions.clues import clues
from corpus.mentions.learned import Weights
from corpus.mentions.training.sentences import Sentence

Apart = tuple[Weights, list[Sentence]]
"""Weights, and the sentences that they were not learned from."""

FOLDS = 5
_PARAMETERS = {
    "c1": 0.3,
    "c2": 0.01,
    "max_iterations": 100,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
_BLOCK = 20
"""Neighbouring sentences share a text and its names: they stay in one part."""


def fit(learnt: Sequence[Sentence], language: str) -> Weights:
    """The weights that the sentences give. Raises SvodError where CRFsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError as missing:
        raise SvodError("learning weights needs CRFsuite; run 'pip install python-crfsuite'") from missing
    trainer = pycrfsuite.Trainer(verbose=False, params=_PARAMETERS)
    for sentence in learnt:
        trainer.append(clues(sentence.words, language), sentence.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        said = tagger.info()
        tagger.close()
    labels = tuple(sorted(said.labels))
    rows = {clue: row for row, clue in enumerate(sorted({clue for clue, _ in said.state_features}))}
    scores = np.zeros((len(rows), len(labels)), np.float32)
    for (clue, label), weight in said.state_features.items():
        scores[rows[clue], labels.index(label)] = weight
    steps = np.zeros((len(labels), len(labels)), np.float32)
    for (left, right), weight in said.transitions.items():
        steps[labels.index(left), labels.index(right)] = weight
    return Weights(labels, rows, scores, steps)


def save(weights: Weights, path: Path) -> None:
    """``path`` holds the weights, half precision and compressed."""
    np.savez_compressed(
        path,
        clues=np.frombuffer("\n".join(weights.rows).encode(), np.uint8),
        labels=np.frombuffer("\n".join(weights.labels).encode(), np.uint8),
        scores=weights.scores.astype(np.float16),
        steps=weights.steps.astype(np.float16),
    )


def apart(every: Sequence[Sentence], also: Sequence[Sentence], language: str, folds: int = FOLDS) -> Iterator[Apart]:
    """For each part of ``every`` the weights that the other parts and ``also`` give, and the part itself."""
    for judged in range(folds):
        learnt = [each for number, each in enumerate(every) if number // _BLOCK % folds != judged]
        part = [each for number, each in enumerate(every) if number // _BLOCK % folds == judged]
        yield fit([*learnt, *also], language), part
