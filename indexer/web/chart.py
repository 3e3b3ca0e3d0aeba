"""Bars by year as plain numbers, drawn by a template as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT, LABELS = 84, 18
"""Pixels of the highest bar, and of the years below it."""

_WIDTH, _WIDEST, _NARROWEST, _LABEL, _COUNT = 360, 40, 12, 31, 20
"""Pixels: a chart's width while years are few; a year's share of it at most, at least, and to hold its label or count."""

_MOST_YEARS = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, its bar ``y`` from the top; its year is written below when ``labelled``, its count above when ``counted``."""

    year: int
    count: int
    x: int
    y: int
    width: int
    height: int
    labelled: bool
    counted: bool

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first year to the last, empty years included; sizes in pixels."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def by_year(counts: Mapping[int, int], width: int = _WIDTH) -> Chart | None:
    """The chart of documents by year, ``width`` pixels wide while years are few; None without any."""
    if not counts:
        return None
    years = range(min(counts), max(counts) + 1)
    shown = list(years) if len(years) <= _MOST_YEARS else sorted(counts)
    slot = max(_NARROWEST, min(_WIDEST, width // len(shown)))
    every = 1 if slot >= _LABEL else 5
    highest = max(counts.values())
    bars = tuple(
        _bar(year, counts.get(year, 0), place * slot, slot, highest, year % every == 0) for place, year in enumerate(shown)
    )
    return Chart(len(shown) * slot, HEIGHT + LABELS, bars)


def _bar(year: int, count: int, x: int, slot: int, highest: int, labelled: bool) -> Bar:
    height = max(2, round(count * (HEIGHT - 16) / highest)) if count else 0
    gap = 6 if slot > 20 else 3
    return Bar(year, count, x + gap // 2, HEIGHT - height, slot - gap, height, labelled, slot >= _COUNT)
