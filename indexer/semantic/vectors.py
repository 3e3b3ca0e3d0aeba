"""Vectors of chunks beside the index, a byte a number, searched whole: exact, and quick enough for some hundred thousand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Span
from indexer.semantic.model import SIZE, Floats
from indexer.semantic.place import FILE

_BLOCK = 1 << 16

Bytes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Near:
    """A document near a question, by its nearest chunk."""

    document: str
    score: float
    span: Span


class Vectors:
    """Chunks of documents: ``codes`` times ``scales`` are their vectors, ``keys`` what was embedded by ``model``."""

    def __init__(
        self, model: str, places: Sequence[tuple[str, int, int]], keys: Sequence[str], codes: Bytes, scales: Floats
    ) -> None:
        self.model, self.places, self.keys, self.codes, self.scales = model, places, keys, codes, scales
        self.ids = sorted({document for document, *_ in places})
        numbers = {document: number for number, document in enumerate(self.ids)}
        self._owners = np.array([numbers[document] for document, *_ in places], np.int64)

    def __len__(self) -> int:
        return len(self.places)

    def nearest(self, question: Floats, limit: int, among: Collection[str] | None = None) -> list[Near]:
        """The ``limit`` documents whose nearest chunk is nearest, best first, equals by id; only ``among`` those given."""
        if not len(self):
            return []
        scores = np.concatenate(
            [self.codes[start : start + _BLOCK].astype(np.float32) @ question for start in range(0, len(self), _BLOCK)]
        )
        scores *= self.scales
        best = np.full(len(self.ids), -np.inf, np.float32)
        np.maximum.at(best, self._owners, scores)
        if among is not None:
            wanted = frozenset(among)
            best[[document not in wanted for document in self.ids]] = -np.inf
        order = np.argsort(-best, kind="stable")[:limit]
        chosen = {int(number) for number in order if np.isfinite(best[number])}
        places: dict[int, int] = {}
        for row in np.flatnonzero(np.isin(self._owners, list(chosen))):
            owner = int(self._owners[row])
            if scores[row] == best[owner]:
                places.setdefault(owner, int(row))
        return [
            Near(self.ids[number], float(best[number]), Span(*self.places[places[number]][1:]))
            for number in map(int, order)
            if number in chosen
        ]

    def known(self) -> Mapping[str, int]:
        """The row of each key."""
        return {key: row for row, key in enumerate(self.keys)}

    def save(self, folder: Path) -> None:
        """Written in one step that a reader sees wholly or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        head = json.dumps({"model": self.model, "places": list(self.places), "keys": list(self.keys)}).encode()
        waiting = folder / f"{FILE}.new"
        with waiting.open("wb") as file:
            np.savez(file, head=np.frombuffer(head, np.uint8), codes=self.codes, scales=self.scales)
        waiting.replace(folder / FILE)


def load_vectors(folder: Path) -> Vectors | None:
    """What ``save`` wrote; None when there is nothing."""
    if not (folder / FILE).is_file():
        return None
    with np.load(folder / FILE) as arrays:
        head = json.loads(arrays["head"].tobytes())
        places = [(document, start, stop) for document, start, stop in head["places"]]
        return Vectors(head["model"], places, head["keys"], arrays["codes"], arrays["scales"])


def pack(vectors: Floats) -> tuple[Bytes, Floats]:
    """Each vector as bytes and a scale: MRR@10 by meaning alone on 612 Russian questions is .943, with floats .945."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return np.round(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def empty(model: str) -> Vectors:
    """No chunks."""
    return Vectors(model, [], [], np.empty((0, SIZE), np.int8), np.empty(0, np.float32))
