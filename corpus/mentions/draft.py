"""A name proposed by one rule, before the proposals of all rules are settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from corpus.model import EntityType, Span

PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.REGION, EntityType.PLACE})
_WIDE = frozenset({EntityType.ORGANISATION, EntityType.PROGRAMME, EntityType.EVENT, EntityType.LAW})


@dataclass(frozen=True, slots=True)
class Draft:
    """``name`` is the nominative when the rule knows it, "" otherwise; ``link`` an outside identity or "".

    ``sure`` proposals beat unsure ones in the same place, whatever their length.
    """

    span: Span
    type: EntityType
    rule: str
    name: str = ""
    link: str = ""
    score: float = 0.9
    sure: bool = False

    def may_hold(self, inner: Draft) -> bool:
        """True when ``inner`` may be a mention of its own inside this one: Украина in «Ассоциация городов Украины»."""
        if self.type not in _WIDE or self.span == inner.span:
            return False
        if self.type is EntityType.LAW:
            return inner.type is EntityType.COUNTRY  # «Paris Agreement» speaks of no Paris
        return inner.type in PLACES or inner.type is EntityType.PROGRAMME or inner.link.startswith("org:")


def settle(drafts: list[Draft]) -> list[Draft]:
    """The proposals that stand, in text order: sure before unsure, long before short; none crosses another."""
    ranked = sorted(drafts, key=lambda draft: (not draft.sure, -len(draft.span), -draft.score, draft.span, draft.rule))
    reach = max((len(draft.span) for draft in drafts), default=0)
    standing: list[Draft] = []
    for draft in ranked:
        first = bisect_left(standing, draft.span.start - reach, key=_start)
        behind = bisect_left(standing, draft.span.stop, key=_start)
        rivals = (other for other in standing[first:behind] if other.span.overlaps(draft.span))
        if all(_may_live_together(draft, other) for other in rivals):
            standing.insert(bisect_right(standing, draft.span.start, key=_start), draft)
    return sorted(standing, key=lambda draft: (draft.span.start, -draft.span.stop))


def _start(draft: Draft) -> int:
    return draft.span.start


def _may_live_together(one: Draft, other: Draft) -> bool:
    if one.span.covers(other.span):
        return one.may_hold(other)
    if other.span.covers(one.span):
        return other.may_hold(one)
    return False
