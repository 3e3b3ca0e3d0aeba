"""The shapes dates are written in, as regular expressions over token kinds, and the dates each shape means.

Kinds: d a small number, D one with an ordinal ending («19-го»), n another number, Y a year, M a month, m an abbreviated
month, E the end of the document's year, | a break between lines or cells; the letters of words are explained in
``lexicon``. In a shape ``_``
is an optional space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from corpus.dating import days
from corpus.dating.days import Dated
from corpus.dating.lexer import Mark

Item = tuple[int, int, Dated | None]
"""First and last token of one date, counted in its shape, and the date; None when no such day exists."""


class Shape(NamedTuple):
    """A named form of writing and the dates it means."""

    name: str
    pattern: str
    build: Callable[[Sequence[Mark]], list[Item]]


def _numbers(marks: Sequence[Mark], kinds: str) -> list[int]:
    return [mark.number for mark in marks if mark.kind in kinds]


def _whole(marks: Sequence[Mark], dated: Dated | None) -> list[Item]:
    return [(0, len(marks) - 1, dated)]


def _day(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.day(_numbers(marks, "Y")[0], _numbers(marks, "Mm")[0], _numbers(marks, "dD")[0]))


def _day_range(marks: Sequence[Mark]) -> list[Item]:
    numbers, months, years = _numbers(marks, "dD"), _numbers(marks, "Mm"), _numbers(marks, "Y")
    first = days.day(years[0], months[0], numbers[0])
    return _whole(marks, days.between(first, days.day(years[-1], months[-1], numbers[1])))


def _day_list(marks: Sequence[Mark]) -> list[Item]:
    """«10, 12 и 14 мая 2014»: a day takes the next month (or the only one), all take the year."""
    year = _numbers(marks, "Y")[0]
    months = [(place, mark.number) for place, mark in enumerate(marks) if mark.kind in "Mm"]
    places = [place for place, mark in enumerate(marks) if mark.kind in "dD"]
    items: list[Item] = []
    for place in places:
        stop, month = next((pair for pair in months if pair[0] > place), months[-1])
        own = stop if len(months) > 1 and stop > place else place
        last = len(marks) - 1 if place == places[-1] else own
        items.append(
            (place if items else 0 if marks[0].kind in 'MmY"' else place, last, days.day(year, month, marks[place].number))
        )
    return items


def _numeric(marks: Sequence[Mark]) -> list[Item]:
    first, second = _numbers(marks, "d")
    if second > 12 >= first and marks[1].kind == "/":
        first, second = second, first
    return _whole(marks, days.day(_numbers(marks, "Y")[0], second, first))


def _short(marks: Sequence[Mark]) -> list[Item]:
    first, second, year = (mark for mark in marks if mark.kind in "dn")
    if any(mark.stop - mark.start != 2 for mark in (first, second, year)):
        return []
    return _whole(marks, days.day(year.number + (2000 if year.number < 50 else 1900), second.number, first.number))


def _numeric_range(marks: Sequence[Mark]) -> list[Item]:
    numbers, years = _numbers(marks, "d"), _numbers(marks, "Y")
    last = days.day(years[-1], numbers[-1], numbers[-2])
    month = numbers[1] if len(numbers) == 4 else numbers[-1]
    return _whole(marks, days.between(days.day(years[0], month, numbers[0]), last))


def _iso(marks: Sequence[Mark]) -> list[Item]:
    month, number = _numbers(marks, "d")
    padded = all(mark.stop - mark.start == 2 for mark in marks if mark.kind == "d")
    return _whole(marks, days.day(_numbers(marks, "Y")[0], month, number) if padded else None)


def _iso_range(marks: Sequence[Mark]) -> list[Item]:
    (first, last), numbers = _numbers(marks, "Y"), _numbers(marks, "d")
    return _whole(marks, days.between(days.day(first, *numbers[:2]), days.day(last, *numbers[2:])))


def _month(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.month(_numbers(marks, "Y")[0], _numbers(marks, "Mmd")[0]))


def _month_range(marks: Sequence[Mark]) -> list[Item]:
    (first, last), years = _numbers(marks, "Mm"), _numbers(marks, "Y")
    return _whole(marks, days.between(days.month(years[0], first), days.month(years[-1], last)))


def _month_list(marks: Sequence[Mark]) -> list[Item]:
    year = _numbers(marks, "Y")[0]
    places = [place for place, mark in enumerate(marks) if mark.kind in "Mm"]
    lasts = [*places[:-1], len(marks) - 1]
    return [(place, last, days.month(year, marks[place].number)) for place, last in zip(places, lasts, strict=True)]


def _quarter(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.quarter(_numbers(marks, "Y")[0], _numbers(marks, "RidD")[0]))


def _quarter_range(marks: Sequence[Mark]) -> list[Item]:
    (first, last), year = _numbers(marks, "RidD"), _numbers(marks, "Y")[0]
    if not 1 <= first < last <= 4:
        return []
    return _whole(marks, days.between(days.month(year, 3 * first - 2), days.month(year, 3 * last)))


def _half(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.half(_numbers(marks, "Y")[0], _numbers(marks, "RidD")[0]))


def _year(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.year(_numbers(marks, "Y")[0]))


def _year_range(marks: Sequence[Mark]) -> list[Item]:
    first, *rest = _numbers(marks, "Y")
    last = rest[0] if rest else first - first % 100 + _numbers(marks, "d")[0]
    return _whole(marks, days.between(days.year(first), days.year(last)))


def _year_list(marks: Sequence[Mark]) -> list[Item]:
    places = [place for place, mark in enumerate(marks) if mark.kind == "Y"]
    lasts = [*places[:-1], len(marks) - 1]
    return [(place, last, days.year(marks[place].number)) for place, last in zip(places, lasts, strict=True)]


def _year_end(marks: Sequence[Mark]) -> list[Item]:
    return _whole(marks, days.day(marks[0].number, 12, 31))


_DAY = '(?:"+_[dD]_"+|[dD])'
_MONTH = r"(?:M|m\.?)"
_WORD = r"(?:[ -]?[ygw]\.?)"
_YEAR = rf"(?:(?:o_)?(?:P_)?Y{_WORD}?)"
_HEAD = rf"Y{_WORD}(?:_,)?"
_DM = rf"{_DAY}[ -]?(?:o_)?{_MONTH}(?:_a)?"
_TO = "_[-Tu]_"
_AND = "_,?_[&i]_"
_OWN = r",?_"
_ALONE = rf"(?!_{_OWN}{_YEAR})"
"""After a month whose year stands before it: no other year follows («в 2014 году 12 мая 2015 года» is not 2014-05-12)."""

_NTH = "[RidD]"


def _after(kinds: str) -> str:
    return f"(?:(?<=[{kinds}])|(?<=[{kinds}] ))"


SHAPES = (
    Shape("iso_range", "Y-d-d(?:/|_[-T]_)Y-d-d", _iso_range),
    Shape("iso", "Y-d-d", _iso),
    Shape("year_first", r"Y(?P<mark>[./])d(?P=mark)d", _iso),
    Shape("numeric_range", rf"d\.d\.Y{_WORD}?{_TO}d\.d\.Y{_WORD}?", _numeric_range),
    Shape("numeric_days", rf"(?:d_-_d|d\.d\.?_-_d)\.d\.Y{_WORD}?", _numeric_range),
    Shape("numeric", rf"d(?P<stroke>[./-])d(?P=stroke)Y{_WORD}?", _numeric),
    Shape("short", rf"d\.d\.[dn]{_WORD}?", _short),
    Shape("days_years", f"{_DM}_{_OWN}{_YEAR}{_TO}{_DM}_{_OWN}{_YEAR}", _day_range),
    Shape("days_months", f"{_DM}{_TO}{_DM}_{_OWN}{_YEAR}", _day_range),
    Shape("days", f"{_DAY}{_TO}{_DM}_{_OWN}{_YEAR}", _day_range),
    Shape("month_days", f"{_MONTH}_[dD]{_TO}(?:{_MONTH}_)?[dD]_{_OWN}{_YEAR}", _day_range),
    Shape("year_days", f"{_HEAD}_(?:{_DAY}|{_DM}){_TO}{_DM}{_ALONE}", _day_range),
    Shape("year_month_days", f"{_HEAD}_M(?:_a)?_[dD]_-_[dD]{_ALONE}", _day_range),
    Shape("days_between", f"{_after('B')}{_DAY}{_AND}{_DM}_{_OWN}{_YEAR}", _day_range),
    Shape("years_between", f"{_after('B')}Y{_AND}Y{_WORD}?", _year_range),
    Shape("day_list", f"{_DAY}(?:_,_{_DAY})*{_AND}{_DM}_{_OWN}{_YEAR}", _day_list),
    Shape("day_month_list", f"{_DM}(?:_,_{_DM})*{_AND}{_DM}_{_OWN}{_YEAR}", _day_list),
    Shape("month_day_list", f"{_MONTH}_[dD](?:_,_[dD])*{_AND}[dD]_{_OWN}{_YEAR}", _day_list),
    Shape("year_day_list", f"{_HEAD}_[dD](?:_,_[dD])*{_AND}{_DM}{_ALONE}", _day_list),
    Shape("day", f"{_DM}-?_{_OWN}{_YEAR}", _day),
    Shape("dotted_day", rf"d\.[ ]M_{_YEAR}", _day),
    Shape("month_day", f"{_MONTH}_[dD]_{_OWN}{_YEAR}", _day),
    Shape("year_day", f"{_HEAD}_{_DM}{_ALONE}", _day),
    Shape("year_month_day", f"{_HEAD}_M(?:_a)?_[dD](?!_[:.]_[dn]){_ALONE}", _day),
    Shape("month_year_range", f"{_MONTH}_{_YEAR}_[-Tu]_{_MONTH}_{_YEAR}", _month_range),
    Shape("month_range", f"{_MONTH}_[-Tu]_{_MONTH}_{_OWN}{_YEAR}", _month_range),
    Shape("year_month_range", f"{_HEAD}_M_-_M{_ALONE}", _month_range),
    Shape("month_list", rf"(?:M|m\.)(?:_,_(?:M|m\.))*{_AND}(?:M|m\.)_{_YEAR}", _month_list),
    Shape("month", rf"(?:M|m\.)(?:_a)?_{_OWN}{_YEAR}", _month),
    Shape("year_month", f"{_HEAD}_M(?:_a)?{_ALONE}", _month),
    Shape("numeric_month", rf"d\.Y{_WORD}", _month),
    Shape("quarter_range", f"{_NTH}(?:_[-T&]_|_,_){_NTH}_q_{_YEAR}", _quarter_range),
    Shape("quarter", rf"{_NTH}[ -]?q\.?_(?:[op]_)?{_YEAR}", _quarter),
    Shape("quarter_nth", rf"q_{_NTH}_,?_{_YEAR}", _quarter),
    Shape("year_quarter", rf"(?:{_HEAD}_|Y[ -]?(?=q)){_NTH}_q|Y[ -]?q{_NTH}", _quarter),
    Shape("half", f"{_NTH}[ -]?h_(?:[op]_)?{_YEAR}", _half),
    Shape("half_nth", f"h_{_NTH}_,?_{_YEAR}", _half),
    Shape("year_half", f"{_HEAD}_{_NTH}_h", _half),
    Shape("year_list", rf"Y(?:_,_Y)*{_AND}Y_y\.?|{_after('p')}Y{_AND}Y", _year_list),
    Shape(
        "years",
        rf"(?:P_)?Y{_WORD}?_-_Y{_WORD}?|Y{_WORD}?_T_Y_[yg]\.?|{_after('p')}Y_[Tu]_Y{_WORD}?|Y[-/][dY]_y\.?",
        _year_range,
    ),
    Shape("year_before", "P_Y", _year),
    Shape("year", rf"Y[ -]?y\.?|Y_g\.|{_after('bfT')}Y_[gw]\.?", _year),
    Shape("year_alone", f"{_after('pu')}Y", _year),
    Shape("year_end", "E", _year_end),
)
_BY_NAME = {shape.name: shape for shape in SHAPES}
_ANY = re.compile("|".join(f"(?P<{shape.name}>{shape.pattern.replace('_', ' ?')})" for shape in SHAPES))


def match(marks: Sequence[Mark]) -> Iterator[tuple[str, int, int, list[Item]]]:
    """Every shape in ``marks``, leftmost first: its name, first token, token behind it, and its dates."""
    for found in _ANY.finditer("".join(mark.kind for mark in marks)):
        name = str(found.lastgroup)
        yield name, found.start(), found.end(), _BY_NAME[name].build(marks[found.start() : found.end()])
