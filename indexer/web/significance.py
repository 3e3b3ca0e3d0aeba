"""How much more often two things stand together than chance would have it."""

from __future__ import annotations

from math import log

CLEAR, STRONG = 6.63, 15.13
"""Values of G² that chance alone exceeds once in 100 and once in 10,000 times (chi-square, one degree of freedom)."""


def together(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G² of documents with ``both``, with each and in ``total``; below 0 for two that avoid each other.

    Dunning (1993), Accurate methods for the statistics of surprise and coincidence. Almaty and everybody else share documents
    because Almaty is everywhere; two people who are named in the same five documents and nowhere else belong together.
    """
    cells = (both, one - both, other - both, total - one - other + both)
    if min(cells) < 0 or not total:
        return 0.0
    expected = (one * other, one * (total - other), (total - one) * other, (total - one) * (total - other))
    ratio = 2 * sum(seen * log(seen * total / guess) for seen, guess in zip(cells, expected, strict=True) if seen)
    return round(ratio if both * total >= one * other else -ratio, 2)


def tie(strength: float) -> str:
    """What people call it: strong, clear or chance."""
    return "strong" if strength >= STRONG else "clear" if strength >= CLEAR else "chance"
