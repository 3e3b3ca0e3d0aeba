"""What is said in some documents more than in the archive: Dunning's log-likelihood over documents (1993)."""

from __future__ import annotations

from math import log

LEAST = 6.63
"""A higher value comes by chance once in a hundred (chi-square, one degree of freedom)."""


def log_likelihood(inside: int, chosen: int, anywhere: int, archive: int) -> float:
    """How surely more of the ``chosen`` documents (``inside``) have something than the rest of the ``archive``; 0 when fewer.

    ``anywhere`` counts all documents that have it.
    """
    outside, others = anywhere - inside, archive - chosen
    if not chosen or others <= 0 or inside * others <= outside * chosen:
        return 0.0
    rate = anywhere / archive
    expected = _log_probability(inside, chosen, rate) + _log_probability(outside, others, rate)
    seen = _log_probability(inside, chosen, inside / chosen) + _log_probability(outside, others, outside / others)
    return 2 * (seen - expected)


def _log_probability(hits: int, trials: int, rate: float) -> float:
    found = hits * log(rate) if hits else 0.0
    return found + ((trials - hits) * log(1 - rate) if trials > hits else 0.0)
