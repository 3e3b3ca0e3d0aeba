"""Dates as typed in a query, to the first and last day they mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

from indexer.query.relative import relative_range

EARLIEST, LATEST = date.min.isoformat(), date.max.isoformat()

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)
_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})\Z", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-?[QqКк]([1-4])\Z", re.ASCII)
_COMPARED = re.compile(r"(<=|>=|<|>)\s*(.*)\Z", re.DOTALL)


def date_range(text: str) -> tuple[str, str] | None:
    """The first and last day (ISO) of «2014», «2014-02..2015», «>=2014-03», «февраль 2014», «прошлый месяц»; None: no date."""
    text = text.strip()
    compared = _COMPARED.match(text)
    if compared:
        return _beside(compared[1], compared[2])
    if ".." in text:
        return _between(*text.split("..", 1))
    return _days(text)


def _beside(sign: str, text: str) -> tuple[str, str] | None:
    days = _days(text)
    if days is None:
        return None
    first, last = map(date.fromisoformat, days)
    edges = {
        ">=": (first, date.max),
        ">": (_step(last, 1), date.max),
        "<=": (date.min, last),
        "<": (date.min, _step(first, -1)),
    }[sign]
    return edges[0].isoformat(), edges[1].isoformat()


def _step(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _between(left: str, right: str) -> tuple[str, str] | None:
    if not left.strip(". ") and not right.strip(". "):
        return None
    first = _days(left) if left.strip() else (EARLIEST, EARLIEST)
    last = _days(right) if right.strip() else (LATEST, LATEST)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _days(text: str) -> tuple[str, str] | None:
    text = text.strip()
    iso, dotted, quarter = _ISO.match(text), _DOTTED.match(text), _QUARTER.match(text)
    if iso:
        return _span(iso[1], iso[2], iso[3])
    if dotted:
        return _span(dotted[3], dotted[2], dotted[1])
    if quarter:
        first, last = _span(quarter[1], str(int(quarter[2]) * 3 - 2)), _span(quarter[1], str(int(quarter[2]) * 3))
        return (first[0], last[1]) if first and last else None
    meant = relative_range(text, _today())
    return (meant[0].isoformat(), meant[1].isoformat()) if meant else _said(text)


def _span(year: str, month: str | None = None, day: str | None = None) -> tuple[str, str] | None:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first.isoformat(), first.isoformat()
    last_month = int(month or 12)
    return first.isoformat(), date(first.year, last_month, calendar.monthrange(first.year, last_month)[1]).isoformat()


def _today() -> date:
    return date.today()


def _said(text: str) -> tuple[str, str] | None:
    from corpus.dating import find_dates  # dates in words are rare, and their tables take a tenth of a second

    mentions = [mention for mention in find_dates(text) if len(mention.span) >= len(text.rstrip(" г.р")) - 1]
    return (mentions[0].start, mentions[0].stop) if len(mentions) == 1 else None
