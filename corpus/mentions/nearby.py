"""What stands at a place of a long document, without looking through all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.model import Mention, Passage, Span


def around(passages: Sequence[Passage], span: Span) -> Passage | None:
    """The passage that covers ``span``, None when none does. ``passages`` are in text order."""
    place = bisect_right(passages, span.start, key=lambda passage: passage.span.start) - 1
    return passages[place] if place >= 0 and passages[place].span.covers(span) else None


def within(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions that ``span`` covers, in order. ``mentions`` are in text order."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    behind = bisect_left(mentions, span.stop, key=lambda mention: mention.span.start)
    return [mention for mention in mentions[first:behind] if span.covers(mention.span)]


def overlapping(spans: Sequence[Span], span: Span) -> list[Span]:
    """Those of ``spans`` that overlap ``span``. They are in text order and do not overlap each other."""
    first = bisect_left(spans, span.start, key=lambda each: each.stop)
    behind = bisect_left(spans, span.stop, key=lambda each: each.start)
    return [each for each in spans[first:behind] if each.overlaps(span)]
