"""Pages of a fused answer: the first places by both rankings, what comes after them by words alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.engines import Found, Place, Reader
from indexer.plan import All, Listed, Plan
from indexer.semantic.fusion import DEPTH, fuse

Ranked = Callable[[Sequence[tuple[str, float]]], Sequence[tuple[str, float]]]


def fused_page(
    reader: Reader,
    shown: Plan,
    near: Sequence[str],
    weight: float,
    page: int,
    size: int,
    after: Place | None = None,
    again: Ranked | None = None,
) -> Found:
    """One page of the documents that ``shown`` finds, those ``near`` among them at their fused places; no facets.

    ``again`` puts the first documents that words find into a better order.
    """
    best = reader.search(shown, page=1, size=DEPTH, sort="relevance", facets=())
    by_score = again(best.page) if again else best.page
    held = set(reader.matching(All((shown, Listed(tuple(sorted(near))))))) if near else set()
    ordered = fuse([id for id, score in by_score if score > 0], [id for id in near if id in held], weight)
    rest = All((shown,), (Listed(tuple(sorted(id for id, _ in ordered))),)) if ordered else shown
    places = {id: place for place, (id, _) in enumerate(ordered, 1)}
    if after is not None and after.id not in places:
        return _by_words(reader.search(rest, page=1, size=size, sort="relevance", facets=(), after=after), best.total, 0)
    start = (page - 1) * size if after is None else places[after.id]
    shown_here = ordered[start : start + size]
    last = Place(shown_here[-1][1], shown_here[-1][0], start + len(shown_here)) if shown_here else None
    fused = Found(best.total, tuple(shown_here), {}, last, start + len(shown_here) < best.total)
    wanted, skipped = size - len(shown_here), max(0, start - len(ordered))
    if not wanted or not fused.more:
        return fused
    further = reader.search(rest, page=1, size=skipped + wanted, sort="relevance", facets=())
    by_words = _by_words(further, best.total, skipped)
    return replace(by_words, page=(*fused.page, *by_words.page), last=by_words.last or last)


def _by_words(found: Found, total: int, skipped: int) -> Found:
    """What only words find comes after: its score is of another kind, and says nothing beside the fused ones."""
    return replace(found, total=total, page=tuple((id, 0.0) for id, _ in found.page[skipped:]))
