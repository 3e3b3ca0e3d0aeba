"""Pages of a fused answer: the first places by both rankings, what comes after them by words alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from indexer.engines import Found, Place, Reader, Turn
from indexer.plan import All, Listed, Plan
from indexer.semantic.fusion import DEPTH, fuse

Ranked = Callable[[Sequence[tuple[str, float]]], Sequence[tuple[str, float]]]


def fused_page(
    reader: Reader, shown: Plan, near: Sequence[str], weight: float, turn: Turn, again: Ranked | None = None
) -> Found:
    """One page of the documents that ``shown`` finds, those ``near`` among them at their fused places; no facets.

    ``again`` puts the first documents that words find into a better order.
    """
    best = reader.search(shown, page=1, size=DEPTH, sort="relevance", facets=())
    by_score = again(best.page) if again else best.page
    held = set(reader.matching(All((shown, Listed(tuple(sorted(near))))))) if near else set()
    ordered = fuse([id for id, score in by_score if score > 0], [id for id in near if id in held], weight)
    rest = All((shown,), (Listed(tuple(sorted(id for id, _ in ordered))),)) if ordered else shown
    words = partial(_by_words, reader, rest, best.total, len(ordered))
    places = {id: place for place, (id, _) in enumerate(ordered, 1)}
    if turn.after is not None and turn.after.id not in places:
        return words(turn.size, after=turn.after)
    start = _start(turn, places)
    if turn.before is not None and start >= len(ordered):
        return words(turn.size, before=turn.before)
    here = [Place(score, id, at) for at, (id, score) in enumerate(ordered[start : start + turn.size], start + 1)]
    first, last = (here[0], here[-1]) if here else (None, None)
    wanted = turn.size - len(here)
    fused = tuple((place.id, place.key) for place in here)
    if not wanted or start + len(here) >= best.total:
        return Found(best.total, fused, {}, first, last, start + len(here) < best.total)
    further = words(wanted, after=words(start - len(ordered)).last) if start > len(ordered) else words(wanted)
    return replace(further, page=(*fused, *further.page), first=first or further.first, last=further.last or last)


def _start(turn: Turn, places: Mapping[str, int]) -> int:
    """How many hits come before the page."""
    if turn.after is not None:
        return places[turn.after.id]
    if turn.before is not None and turn.before.id in places:
        return max(0, places[turn.before.id] - 1 - turn.size)
    return turn.start


def _by_words(
    reader: Reader, rest: Plan, total: int, fused: int, size: int, *, after: Place | None = None, before: Place | None = None
) -> Found:
    """What only words find comes after: its score is of another kind, and says nothing beside the fused ones."""
    found = reader.search(
        rest, page=1, size=size, sort="relevance", facets=(), after=_moved(after, -fused), before=_moved(before, -fused)
    )
    page = tuple((id, 0.0) for id, _ in found.page)
    return replace(found, total=total, page=page, first=_moved(found.first, fused), last=_moved(found.last, fused))


def _moved(place: Place | None, by: int) -> Place | None:
    """The place in another count."""
    return replace(place, at=max(0, place.at + by)) if place is not None else None
