"""Pages of a fused answer: the first places by both rankings, what comes after them by words alone."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines import Reader
from indexer.plan import All, Listed, Plan
from indexer.semantic.fusion import DEPTH, fuse


def fused_page(
    reader: Reader, shown: Plan, near: Sequence[str], weight: float, page: int, size: int
) -> tuple[tuple[str, float], ...]:
    """One page of the documents that ``shown`` finds, those ``near`` among them at their fused places."""
    start, stop = (page - 1) * size, page * size
    best = reader.search(shown, page=1, size=DEPTH, sort="relevance", facets=()).page
    held = set(reader.matching(All((shown, Listed(tuple(sorted(near))))))) if near else set()
    ordered = fuse([id for id, score in best if score > 0], [id for id in near if id in held], weight)
    if stop <= len(ordered):
        return tuple(ordered[start:stop])
    rest = All((shown,), (Listed(tuple(sorted(id for id, _ in ordered))),)) if ordered else shown
    after = reader.search(rest, page=1, size=stop - len(ordered), sort="relevance", facets=()).page
    # what only words find comes after: its score is of another kind, and says nothing beside the fused ones
    return (*ordered[start:], *((id, 0.0) for id, _ in after[max(0, start - len(ordered)) :]))
