"""Dates in running text, in all languages at once."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence

from corpus.dating import lexicon
from corpus.dating.days import Dated
from corpus.dating.lexer import Mark, tokens, windows
from corpus.dating.roles import role
from corpus.dating.shapes import match
from corpus.model import DateMention, Span

_YEAR = re.compile(r"[12][0-9]{3}(?![0-9])")
_SHORT = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}(?![0-9])")

_GERMAN = frozenset(
    ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"]
)
"""Months before which a day has a dot; elsewhere the dot is a list's («1. Март 2014 года»)."""

_NUMERIC = frozenset(
    {"iso", "iso_range", "year_first", "numeric", "numeric_days", "numeric_range", "short", "numeric_month", "years"}
)
_GLUED_BEFORE = re.compile(r"(?:[^\W_]|[№#$€£+@/\\=&%]|[0-9)][-–—‑.,:/]|[(]\d)\Z")
_NUMBERED = re.compile(
    r"(?:№|#|\bN[o.]?|ГОСТ(?:\s?Р)?|ДСТУ|СНиП|СП|СН|ДБН|ТУ|СанПиН|ISO|ISBN|ИСО|IP|верси[яиюей]+|версія|version|ver\.|v\.?|раздел[аеу]?|пункт[аеу]?|"
    r"п\.|ст\.|section|§|кв\.|тел\.?:?|tel\.?:?|факс:?|fax:?|моб\.?:?|phone:?|код|code|БИН|ИНН|ИИН|счет|счёт)\s*[(+0-9 -]*\Z",
    re.IGNORECASE,
)
"""What stands before a number of a document, a part or a line, never before a date («СНиП 23-02-2003»)."""

_GLUED_AFTER = re.compile(r"[^\W_]|[-–/.,:][0-9]|%")
_CLOCK_AFTER = re.compile(r"T[0-9]{2}:?[0-9]{2}")
_COUNTED = re.compile(
    r"[ \u00a0](?!(?:was|is|has|this|its|as|thus|plans)\b)[a-z]{2,}s\b|[ \u00a0]?%|"
    r"[ \u00a0](?:kWh|MWh|people|km|kg|men|women)\b"
)
"""Things counted, after four digits that are no year: "from 2014 apartments"."""


def find_dates(text: str, anchor: str | None = None) -> list[DateMention]:
    """Every date in ``text``, in text order, without overlap.

    ``anchor`` is the ISO day the text speaks from; with it «3 марта с. г.» and «до конца года» are dates too. Days without a
    year are none, days that no calendar has («29 февраля 2014») are none.
    """
    year = int(anchor[:4]) if anchor else None
    mentions: list[DateMention] = []
    for start, stop in windows(_places(text, year), len(text)):
        marks = tokens(text, start, stop, year)
        for name, first, behind, items in match(marks):
            if _is_date(text, name, marks[first:behind]):
                mentions += [_mention(text, name, marks[first:behind], *item) for item in items if item[2]]
    return mentions


def speaks_relatively(text: str) -> bool:
    """True when some date of the text counts from another day: «3 марта с. г.», «до конца года»."""
    return lexicon.RELATIVE.search(text) is not None


def _places(text: str, year: int | None) -> Iterator[int]:
    sources = [_YEAR.finditer(text), _SHORT.finditer(text)]
    if year:
        sources.append(lexicon.RELATIVE.finditer(text))
    return (found.start() for found in heapq.merge(*sources, key=lambda found: found.start()))


def _is_date(text: str, name: str, marks: Sequence[Mark]) -> bool:
    start, stop = marks[0].start, marks[-1].stop
    if _GLUED_BEFORE.search(text, max(0, start - 2), start):
        return False
    if name in _NUMERIC:
        if _NUMBERED.search(text, max(0, start - 24), start):
            return False
        if name.startswith("iso") and _CLOCK_AFTER.match(text, stop):
            return True
    elif name == "dotted_day":
        return next(text[mark.start : mark.stop].casefold() for mark in marks if mark.kind == "M") in _GERMAN
    elif name == "year_alone" and _COUNTED.match(text, stop):
        return False
    return not (marks[-1].kind in "Ydn" and _GLUED_AFTER.match(text, stop))


def _mention(text: str, name: str, marks: Sequence[Mark], first: int, last: int, dated: Dated | None) -> DateMention:
    if dated is None:
        raise ValueError("a date that does not exist has no mention")
    if marks[last].kind == "." and not _short_word(marks[last - 1]):
        last -= 1
    span = Span(marks[first].start, marks[last].stop)
    part = "deadline" if name == "year_end" else role(text, marks[0].start, marks[-1].stop, dated)
    return DateMention(span, span.of(text), dated.edtf, dated.start, dated.stop, dated.precision, part)


def _short_word(mark: Mark) -> bool:
    """True for what a dot abbreviates: «г.», «рр.», «янв.»."""
    return mark.kind in "gwm" or mark.stop - mark.start <= 2
