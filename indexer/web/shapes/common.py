"""What several JSON answers share: spans as pairs, and the one shape of every error."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Span

Pair = tuple[int, int]
"""Start and stop in code points, half-open."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The one shape of every error; ``query``, ``position`` and ``advice`` speak of a query that cannot be read."""

    ok: bool
    error: str
    status: int
    query: str | None = None
    position: int | None = None
    advice: str | None = None


def pair(span: Span) -> Pair:
    """A span for programs."""
    return span.start, span.stop


def pair_or_none(span: Span | None) -> Pair | None:
    """The same for a span that may be missing."""
    return pair(span) if span is not None else None
