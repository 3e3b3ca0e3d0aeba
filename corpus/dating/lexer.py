"""Text around a year as tokens of one-letter kinds, so that a shape of a date is a regular expression over kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dating import lexicon
from corpus.dating.days import FIRST_YEAR, LAST_YEAR
from corpus.dating.months import ENGLISH, abbreviations, months

_TOKEN = re.compile(
    r"(?P<number>[0-9]+)(?P<suffix>[-‑]?(?:го|му|й|я|е|ше|ті|th|st|nd|rd|er|cü|cı|ci|cu|шы|ші|ын|ні|ին|ի)(?!\w))?"
    r"|(?P<word>[^\W\d_]+)|(?P<space>[ \t\r\n\u00a0\u2000-\u200b\u202f]+)|(?P<mark>.)",
    re.DOTALL,
)
_MARKS = dict.fromkeys("-–—‑−", "-") | dict.fromkeys("\"«»“”„_'’", '"') | {mark: mark for mark in ".,/()"}
_BEFORE, _AFTER = 120, 80
"""Code points read before and after a year: the longest lists of days met in minutes fit in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One token: kind (a letter of the shapes), place, and its number: a day, a year, a month's or an ordinal's."""

    kind: str
    start: int
    stop: int
    number: int = 0


def tokens(text: str, start: int, stop: int, anchor_year: int | None) -> list[Mark]:
    """The tokens of ``text[start:stop]``; «с. г.» counts as a year where the document's year is known."""
    found: list[Mark] = []
    relative = {match.start(): match for match in lexicon.RELATIVE.finditer(text, start, stop)} if anchor_year else {}
    place = start
    while place < stop and (match := _TOKEN.match(text, place, stop)):
        if place in relative and anchor_year:
            found.append(_relative(relative[place], anchor_year))
        else:
            found.append(_mark(match, text[match.end() : match.end() + 1] == "."))
        place = found[-1].stop
    return found


def windows(places: Iterator[int], size: int) -> Iterator[tuple[int, int]]:
    """Stretches around ``places`` (ascending), merged where they meet."""
    start = stop = 0
    for place in places:
        if place - _BEFORE > stop:
            if stop:
                yield start, stop
            start = place - _BEFORE
        stop = min(size, place + _AFTER)
    if stop:
        yield start, stop


def _relative(match: re.Match[str], anchor_year: int) -> Mark:
    name = str(match.lastgroup)
    if name == "end":
        return Mark("E", match.start(), match.end(), anchor_year)
    return Mark("Y", match.start(), match.end(), anchor_year + int(name[1:]) - 1)


def _mark(match: re.Match[str], dotted: bool) -> Mark:
    start, stop = match.span()
    if match["number"]:
        return Mark(_number_kind(match["number"], match["suffix"]), start, stop, int(match["number"][:9]))
    if match["space"]:
        breaks = match["space"].count("\n") > 1 or "\t" in match["space"]
        return Mark("|" if breaks else " ", start, stop)
    if match["word"]:
        return _word(match["word"].casefold(), start, stop, dotted)
    return Mark(_MARKS.get(match["mark"], "x"), start, stop)


def _number_kind(digits: str, suffix: str | None) -> str:
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "D" if suffix else "d"
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return "Y"
    return "n"


def _word(word: str, start: int, stop: int, dotted: bool) -> Mark:
    number = months().get(word)
    if number:
        return Mark("m" if word in abbreviations() or (dotted and word in ENGLISH) else "M", start, stop, number)
    # Ukrainian «і» and Polish "i" are a conjunction and a Roman one: kind i, which shapes take as either
    ordinal = lexicon.ORDINALS.get(word, 0)
    return Mark(lexicon.KINDS.get(word, "R" if ordinal else "x"), start, stop, ordinal)
