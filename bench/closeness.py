"""Which weights of closeness find best: ``python bench/closeness.py FOLDER LANGUAGE [LIMIT]``, where FOLDER is a search set.

Queries are halved by the SHA-1 of their ids. Weights are picked on the first half; the second tells what they are worth.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from indexer import closeness
from indexer.quality import measures
from indexer.quality.gold import retrieval
from indexer.quality.tasks.search import archive_of
from indexer.quality.values import Options
from indexer.search import Archive

NEIGHBOURS: tuple[Mapping[str, float], ...] = (
    {}, {"DEPTH": 0}, {"DEPTH": 40}, {"SUBWORD": 0.1}, {"SUBWORD": 0.5}, {"BESIDE": 0.0}, {"BESIDE": 0.8}, {"LEAD": 0.0},
    {"LEAD": 0.5}, {"TITLE_TIMES": 1}, {"TOGETHER": 0.0}, {"TOGETHER": 2.0}, {"TITLED": 0.0}, {"TITLED": 8.0},
)  # fmt: skip
"""What is changed, one weight at a time; nothing: the weights as they are. Depth 0 is the engine's own order."""

_DEPTH = 10


def halves(archive: Archive, names: Mapping[str, str], chosen: retrieval.SearchSet, queries: list[str]) -> tuple[float, float]:
    """MRR@10 on each half of the queries."""
    scores: tuple[list[float], list[float]] = ([], [])
    for id in queries:
        ranked = [names[document] for document, _ in archive.rank(chosen.queries[id], size=_DEPTH)]
        half = int(hashlib.sha1(id.encode(), usedforsecurity=False).hexdigest(), 16) % 2
        scores[half].append(measures.reciprocal_rank(ranked, chosen.gains[id], depth=_DEPTH))
    return sum(scores[0]) / len(scores[0]), sum(scores[1]) / len(scores[1])


@contextmanager
def changed(weights: Mapping[str, float]) -> Iterator[None]:
    """Other weights for a while."""
    kept = {name: getattr(closeness, name) for name in weights}
    for name, value in weights.items():
        setattr(closeness, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(closeness, name, value)


def main(folder: Path, language: str, limit: int = 0) -> None:
    """A line for each change."""
    options = Options(folder, language=language, limit=limit)
    chosen = retrieval.read(folder, language, language)
    queries = options.sample(sorted(chosen.queries))
    with archive_of(chosen, options) as (archive, names):
        for weights in NEIGHBOURS:
            with changed(weights):
                first, second = halves(archive, names, chosen, queries)
            said = ", ".join(f"{name} {value}" for name, value in weights.items()) or "as they are"
            print(f"{said:<16} {first:.4f} {second:.4f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
