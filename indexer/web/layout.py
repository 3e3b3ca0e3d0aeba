"""Where the nodes of a network lie, so that what is tied lies close and nothing lies on top of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS, _FEWEST_STEPS = 220, 60
_PAIRS = 20_000_000
"""Pairs of nodes that may be moved in all: a thousand nodes are laid out in fewer steps than a hundred."""

_GOLDEN = 2.399963
_LETTERS = 27

Points = NDArray[np.float64]


def lay_out(
    sizes: Sequence[float], ties: Sequence[tuple[int, int, float]], width: float, height: float
) -> list[tuple[float, float]]:
    """A centre for every node of radius ``sizes``; the same network always looks the same.

    Forces after Fruchterman and Reingold (1991): all push one another away, ties (from, to, weight above 0) pull, the middle
    holds what is loose; then nodes that still overlap are moved apart and the whole is fitted into the picture.
    """
    count = len(sizes)
    if not count:
        return []
    turns, radii = np.arange(count) * _GOLDEN, np.sqrt(np.arange(count) + 0.5)
    places = np.column_stack((radii * np.cos(turns), radii * np.sin(turns)))
    pull = _pulls(count, ties)
    steps = min(_STEPS, max(_FEWEST_STEPS, _PAIRS // count**2))
    for step in range(steps):
        # fewer steps are longer ones: what is tied must reach its own from the far side of the picture
        places += _moves(places, pull) * (0.35 * min(3.0, _STEPS / steps) * (1 - step / steps) + 0.01)
    fitted = _fit(places, np.asarray(sizes, float), width, height)
    for _ in range(60 if steps == _STEPS else 10):
        fitted = _apart(fitted, np.asarray(sizes, float), width, height)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in fitted]


def _pulls(count: int, ties: Sequence[tuple[int, int, float]]) -> Points:
    pull = np.zeros((count, count))
    for one, other, weight in ties:
        pull[one, other] = pull[other, one] = weight
    return pull


def _moves(places: Points, pull: Points) -> Points:
    apart = places[:, None, :] - places[None, :, :]
    distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.05)
    force = 1.0 / distance**2 - pull * distance
    moves = (apart * (force / distance)[..., None]).sum(axis=1) - 0.06 * places
    length = np.maximum(np.hypot(moves[:, 0], moves[:, 1]), 1e-9)[:, None]
    return np.asarray(moves / length * np.minimum(length, 1.0))


def _fit(places: Points, sizes: Points, width: float, height: float) -> Points:
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array((width, height)) - 2 * _margin(sizes)
    return np.asarray((places - (low + high) / 2) / np.maximum(high - low, 1e-6) * room + np.array((width, height)) / 2)


def _apart(places: Points, sizes: Points, width: float, height: float) -> Points:
    """Each pair that overlaps goes half of the way apart, names below the circles given room."""
    apart = places[:, None, :] - places[None, :, :]
    distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.01)
    wanted = sizes[:, None] + sizes[None, :] + 10
    short = np.maximum(wanted - distance, 0)
    np.fill_diagonal(short, 0)
    moved = places + (apart / distance[..., None] * (short / 2)[..., None]).sum(axis=1) * 0.5
    margin = _margin(sizes)
    return np.asarray(np.clip(moved, margin, np.array((width, height)) - margin))


def _margin(sizes: Points) -> Points:
    return np.array((64.0, 30.0 + float(sizes.max()) / 2))


def short(name: str) -> str:
    """A name that fits below its node, cut after a whole word: «Ассоциация «Вода и …»."""
    if len(name) <= _LETTERS:
        return name
    return name[:_LETTERS].rpartition(" ")[0].rstrip(" ,«(–-") + "…" if " " in name[:_LETTERS] else name[:_LETTERS]
