"""Two rankings as one: what stands high in either stands high (reciprocal rank fusion, Cormack et al. 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

RANK = 60
"""The constant of the paper: how little the first places differ from those after them."""

DEPTH = 100
"""Places of either ranking that are fused; nearness to a question says nothing of the rest."""

_DIGITS = 8


def fuse(words: Sequence[str], meaning: Sequence[str], weight: float) -> list[tuple[str, float]]:
    """Documents of both rankings with their scores, best first, equals by id; ``weight`` is that of meaning beside 1."""
    scores: dict[str, float] = defaultdict(float)
    for ranked, share in ((words, 1.0), (meaning, weight)):
        for place, document in enumerate(ranked[:DEPTH], 1):
            scores[document] += share / (RANK + place)
    rounded = ((document, round(score, _DIGITS)) for document, score in scores.items())
    return sorted(rounded, key=lambda pair: (-pair[1], pair[0]))
