"""Days, months, quarters, years and ranges as EDTF with their first and last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100


class Dated(NamedTuple):
    """A date as EDTF, its first and last day (ISO), and its precision: day, month, quarter, year or range."""

    edtf: str
    start: str
    stop: str
    precision: str

    @property
    def days(self) -> int:
        """How many days the date covers."""
        return (date.fromisoformat(self.stop) - date.fromisoformat(self.start)).days + 1


def day(year: int, month: int, number: int) -> Dated | None:
    """One day; None where the calendar has no such day («29 февраля 2014»)."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    iso = date(year, month, number).isoformat()
    return Dated(iso, iso, iso, "day")


def month(year: int, number: int) -> Dated | None:
    """A whole month, `2015-03`; None outside the calendar."""
    first, last = day(year, number, 1), _last(year, number)
    return Dated(first.edtf[:7], first.edtf, last, "month") if first else None


def quarter(year: int, number: int) -> Dated | None:
    """A quarter as an EDTF season, `2016-33` to `2016-36`; None outside the calendar."""
    first = day(year, 3 * number - 2, 1) if 1 <= number <= 4 else None
    return Dated(f"{year}-{32 + number}", first.start, _last(year, 3 * number), "quarter") if first else None


def half(year: int, number: int) -> Dated | None:
    """A half-year as a range of months: `2015-01/2015-06`."""
    return between(month(year, 6 * number - 5), month(year, 6 * number)) if number in (1, 2) else None


def year(number: int) -> Dated | None:
    """A whole year; None outside 1900..2100."""
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    return Dated(str(number), f"{number}-01-01", f"{number}-12-31", "year")


def between(first: Dated | None, last: Dated | None) -> Dated | None:
    """The range from ``first`` to ``last``; None unless both exist and ``first`` begins earlier."""
    if first is None or last is None or first.start >= last.start:
        return None
    return Dated(f"{first.edtf}/{last.edtf}", first.start, last.stop, "range")


def _last(in_year: int, number: int) -> str:
    known = FIRST_YEAR <= in_year <= LAST_YEAR and 1 <= number <= 12
    return date(in_year, number, monthrange(in_year, number)[1]).isoformat() if known else ""
