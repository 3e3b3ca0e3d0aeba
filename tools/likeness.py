"""Learns what pieces of Latin names cost for pieces of Cyrillic ones, and writes corpus/likeness.tsv.

    python tools/likeness.py NAMES.tsv

NAMES.tsv: a Latin name, a tab, the same name in Cyrillic (github steveash/NETransliteration-COLING2018, from Wikidata, CC0).
A sample of the names is learned from; the best partner of each of 1,000 others among them all says how well.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import likeness
from corpus.likeness import Costs
from corpus.spelling import skeleton

SEED = 3
ROUNDS = (4_000, 12_000, 12_000, 30_000)
"""How many names each round lays beside each other."""
_LONGEST = 16
_NO_PARTNERS = 1.2
"""Names that cost more a letter are two names: Wikidata pairs «Мурад» with Sebastatsi."""
_SEEN = 4


def main(names: Path) -> None:
    """Learn, say how well, write."""
    pairs = _pairs(names)
    costs = learned(pairs)
    table = "\n".join(f"{left}\t{right}\t{cost:.2f}" for (left, right), cost in sorted(costs.items()))
    head = "# What a piece of a Latin name costs for a piece of a Cyrillic one (tools/likeness.py, names of Wikidata, CC0)."
    Path("corpus/likeness.tsv").write_text(f"{head}\n{table}\n", "utf-8")
    pool = pairs[-1_000:]
    candidates = sorted({latin for _, latin in pool})
    right = [any((name, best) == pair for pair in pool) for name, _ in pool for best, _ in likeness.likeliest(name, candidates)]
    sys.stdout.write(f"{len(costs)} pieces; {sum(right) / len(right):.3f} of 1,000 other names find themselves\n")


def learned(pairs: Sequence[tuple[str, str]]) -> Costs:
    """The cost of each pair of pieces that was met, minus the logarithm of its share among those of the Cyrillic piece."""
    costs: Costs = {(letter, skeleton(letter)): 1.0 for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюяєії"}
    for size in ROUNDS:
        met = Counter(step for left, right in pairs[:size] for step in _steps(left, right, costs))
        of_left: Counter[str] = Counter()
        for (left, _), count in met.items():
            of_left[left] += count
        every = sum(met.values())
        costs = {
            (left, right): -math.log(count / (of_left[left] + 1 if left else every))
            for (left, right), count in met.items()
            if count >= _SEEN
        }
    return costs


def _steps(left: str, right: str, costs: Costs) -> Iterable[tuple[str, str]]:
    cells = likeness.table(left, right, costs)
    i, j = len(left), len(right)
    if cells[i][j][0] > _NO_PARTNERS * (i + j):
        return
    while i or j:
        x, y = cells[i][j][1]
        yield left[i - x : i], right[j - y : j]
        i, j = i - x, j - y


def _pairs(names: Path) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in names.read_text("utf-8").splitlines()]
    pairs = [(likeness.letters(row[1]), likeness.letters(row[0])) for row in rows]
    kept = [pair for pair in pairs if all(0 < len(name) < _LONGEST and " " not in name for name in pair)]
    random.Random(SEED).shuffle(kept)
    return kept


if __name__ == "__main__":
    main(Path(sys.argv[1]))
