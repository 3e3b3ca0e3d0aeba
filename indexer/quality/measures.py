"""The formulas: shares, F1, ranks, clusters, and the bootstrap that says how far to trust them.

Every figure is a function of sums over units (documents, queries, sentences), so one resampling of units serves all. Units
are resampled, not names or words: those of one document err together. The tests compare with pytrec_eval and nervaluate;
these are not used here because the one wants scipy (140 MB) and the other gives no counts by unit to resample.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.quality.values import Figure

RESAMPLES = 1000
BOOTSTRAP_SEED = 2014

Floats = NDArray[np.float64]


def share(metric: str, rows: Sequence[tuple[float, float]], n: int | None = None) -> Figure:
    """The sum of the first column by that of the second, a row a unit; ``n`` is the second's sum unless given.

    F1 is a share too: twice the right ones by found and wanted together.
    """
    table = np.array(rows, np.float64).reshape(-1, 2)
    return _figure(metric, table, _share, int(table[:, 1].sum()) if n is None else n)


def harmonic(metric: str, rows: Sequence[tuple[float, float, float, float]], n: int | None = None) -> Figure:
    """The harmonic mean of two shares, a row a unit: columns a b c d make a/b and c/d; ``n`` is d's sum unless given."""
    table = np.array(rows, np.float64).reshape(-1, 4)
    return _figure(metric, table, _harmonic, int(table[:, 3].sum()) if n is None else n)


def mean(metric: str, values: Sequence[float]) -> Figure:
    """The plain mean, a value a unit."""
    return share(metric, [(value, 1.0) for value in values])


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """1 by the place of the first relevant document among the first ``depth``, 0 when there is none."""
    return next((1 / place for place, document in enumerate(ranked[:depth], 1) if gains.get(document, 0) > 0), 0.0)


def ndcg(ranked: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """Discounted gain by that of the best order; gains count as they are (Järvelin and Kekäläinen 2002, as trec_eval)."""
    best = _discounted(sorted(gains.values(), reverse=True)[:depth])
    return _discounted([gains.get(document, 0) for document in ranked[:depth]]) / best if best else 0.0


def recall(ranked: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """The share of all relevant documents that are among the first ``depth``: below 1 where there are more of them."""
    relevant = {document for document, gain in gains.items() if gain > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def capped_recall(ranked: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """The share of the relevant documents that can be among the first ``depth`` which are: 1 is reached where recall cannot be.

    R_cap of Thakur and others, "BEIR", 2021.
    """
    relevant = {document for document, gain in gains.items() if gain > 0}
    return len(relevant.intersection(ranked[:depth])) / min(depth, len(relevant)) if relevant else 0.0


def bcubed(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> list[tuple[float, float]]:
    """For each mention, precision and recall of the cluster it was put into (Bagga and Baldwin 1998)."""
    sizes, true_sizes = Counter(found), Counter(wanted)
    both = Counter(zip(found, wanted, strict=True))
    return [(both[a, b] / sizes[a], both[a, b] / true_sizes[b]) for a, b in zip(found, wanted, strict=True)]


def shared_shingles(found: Sequence[str], wanted: Sequence[str], size: int) -> tuple[float, float]:
    """Precision and recall of runs of ``size`` words, counted as often as they stand; a shorter text is one run."""
    left, right = _shingles(found, size), _shingles(wanted, size)
    common = (left & right).total()
    return common / left.total() if left else 0.0, common / right.total() if right else float(not left)


def is_name(written: str) -> bool:
    """True unless letters that have capitals are all small: «российский» is no name, «112» and «თბილისი» are."""
    return any(map(str.isupper, written)) or not any(letter != letter.title() for letter in written)


def _shingles(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[place : place + size]) for place in range(max(1, len(words) - size + 1)))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def _share(sums: Floats) -> Floats:
    return _divided(sums[:, 0], sums[:, 1])


def _harmonic(sums: Floats) -> Floats:
    left, right = _divided(sums[:, 0], sums[:, 1]), _divided(sums[:, 2], sums[:, 3])
    both = left + right
    return np.divide(2 * left * right, both, out=both, where=both != 0)


def _divided(above: Floats, below: Floats) -> Floats:
    """NaN where nothing was judged: that says nothing, neither 0 nor 1."""
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _figure(metric: str, table: Floats, statistic: Any, n: int) -> Figure:
    value = float(statistic(table.sum(axis=0, keepdims=True))[0])
    if math.isnan(value):
        return Figure(metric, 0.0, 0, 0.0, 0.0)
    # units that say the same are drawn together: a hundred thousand hits and misses are two numbers
    kinds, counts = np.unique(table, axis=0, return_counts=True)
    drawn = np.random.default_rng(BOOTSTRAP_SEED).multinomial(len(table), counts / len(table), size=RESAMPLES)
    low, high = np.nanquantile(statistic(drawn @ kinds), (0.025, 0.975))
    return Figure(metric, value, n, float(low), float(high))
