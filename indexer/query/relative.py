"""Days counted from today: «last month», «прошлый месяц», «останні 30 днів», «өткен жыл»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.languages import fold

_UNITS = (
    # unit, then how its forms begin in English, Russian, Ukrainian and Kazakh
    ("day", "day days день дня дней дні днів күн күні"),
    ("week", "week weeks неделя неделю недели недель тиждень тижні тижнів апта апталар"),
    ("month", "month months месяц месяца месяцев місяць місяці місяців ай айда"),
    ("quarter", "quarter quarters квартал квартала кварталов квартали кварталів тоқсан"),
    ("year", "year years год года лет рік роки років жыл жылы"),
)
_UNIT = {fold(form): unit for unit, forms in _UNITS for form in forms.split()}
_ALONE = {
    fold(form): ago
    for ago, forms in enumerate(("today сегодня сьогодні бүгін", "yesterday вчера вчора кеше"))
    for form in forms.split()
}
_BEFORE = re.compile(r"(last|past|previous|прошл|последн|минул|останн|өткен|соңғы)")
_NOW = re.compile(r"(this|эт|текущ|ц[еийія]|осы)")
_SAID = re.compile(r"([^\W\d]+)[ _-]+(?:(\d{1,3})[ _-]+)?([^\W\d]+)\Z")


def relative_range(text: str, today: date) -> tuple[date, date] | None:
    """First and last day meant; «last 3 months» ends today, «last month» is the calendar's. None when it says no such thing."""
    folded = fold(text.strip())
    if folded in _ALONE:
        day = today - timedelta(days=_ALONE[folded])
        return day, day
    said = _SAID.match(folded)
    unit = _UNIT.get(said[3]) if said else None
    if said is None or unit is None:
        return None
    if said[2]:
        return _until(today, int(said[2]), unit) if _BEFORE.match(said[1]) and int(said[2]) else None
    if _NOW.match(said[1]):
        return _whole(today, unit)
    return _whole(_whole(today, unit)[0] - timedelta(days=1), unit) if _BEFORE.match(said[1]) else None


def _until(today: date, count: int, unit: str) -> tuple[date, date]:
    if unit in ("day", "week"):
        return today - timedelta(days=count * (7 if unit == "week" else 1) - 1), today
    months = today.year * 12 + today.month - 1 - count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = max(months // 12, 1), months % 12 + 1
    # «last month's» 31st may not exist: the month's own last day then
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(today.day, last)) + timedelta(days=1), today


def _whole(day: date, unit: str) -> tuple[date, date]:
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (day.month - 1) // months * months + 1
    after = first + months
    last = date(day.year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return date(day.year, first, 1), last
