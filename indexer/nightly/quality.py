"""How well tonight’s documents could be read, beside those of earlier nights: a share that grew tells of new trouble."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.store import Intake

EARLIER = 30
"""Nights that make the usual share."""

GROWN, LEAST = 1.5, 20
"""A share is worth a line when it is so many times the usual one, and counted on so many things on both sides."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A share of tonight beside the usual one; ``of`` is on how many things tonight's was counted, None: nothing earlier."""

    name: str
    share: float
    of: int
    usual: float | None
    grown: bool


_SHARES = (
    ("unreadable pages", "unreadable_pages", "pages"),
    ("unknown words", "unknown_words", "words"),
    ("unlinked cities", "unlinked_cities", "cities"),
)


def drift(tonight: Intake, earlier: Iterable[Mapping[str, int]]) -> tuple[Drift, ...]:
    """Each share of which tonight says anything; ``earlier`` are the figures of the nights before, latest last."""
    nights = list(earlier)[-EARLIER:]
    return tuple(_one(name, tonight, nights, bad, of) for name, bad, of in _SHARES if getattr(tonight, of))


def _one(name: str, tonight: Intake, nights: Sequence[Mapping[str, int]], bad: str, of: str) -> Drift:
    whole = getattr(tonight, of)
    share = getattr(tonight, bad) / whole
    before = sum(night.get(of, 0) for night in nights)
    usual = sum(night.get(bad, 0) for night in nights) / before if before else None
    grown = usual is not None and min(whole, before) >= LEAST and share > GROWN * usual
    return Drift(name, round(share, 4), whole, None if usual is None else round(usual, 4), grown)
