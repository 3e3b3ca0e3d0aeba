"""Where words and numbers stand in a text: one rule for documents and queries."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from corpus.model import Span

# A word is a run of letters and digits; an apostrophe inside is part of it (об'єкт, o‘zbek), a hyphen is not: both parts of
# «пресс-секретарь» are words that follow each other, so the phrase "пресс секретарь" finds it. Addresses fall into parts.
# 7,5 is one number, but 120,122 are two, and 19.02.2014 three. «2014г» is a number and a word, CO₂ and B2B are words.
_MARKS = "\u0300-\u036f\u00ad"
_APOSTROPHES = "'’‘ʼʻ`"
_MARKED = rf"(?:[{_MARKS}]++[^\W_]*+)*+"
# Most words have neither marks nor an apostrophe: one look at the next sign tells
_REST = rf"(?:(?=[{_MARKS}{_APOSTROPHES}]){_MARKED}(?:[{_APOSTROPHES}][^\W\d_][^\W_]*+{_MARKED})*+)?"
_PATTERN = (
    rf"[^\W\d_][^\W_]*+{_REST}"
    r"|(?<![\d.,])\d+[.,]\d{1,2}(?![.,]?\d)"
    r"|\d+(?=[\u0400-\u052f])"
    rf"|[^\W_]++{_REST}"
)
WORD = re.compile(_PATTERN)
_CUT = re.compile(f"({_PATTERN})")


class Scan(NamedTuple):
    """The words of a text, where each begins, and what stands before each; ``gaps`` has one more, after the last."""

    words: list[str]
    starts: list[int]
    gaps: list[str]


def words(text: str, span: Span) -> list[Span]:
    """Spans of the words and numbers of ``text`` that lie in ``span``, in order."""
    return [Span(*match.span()) for match in WORD.finditer(text, span.start, span.stop)]


@lru_cache(maxsize=1)
def scan(text: str) -> Scan:
    """Every word of ``text``. The last text is remembered: it is split into passages first and read then."""
    pieces = _CUT.split(text)
    starts = list(accumulate(map(len, pieces)))[::2]
    starts.pop()
    return Scan(pieces[1::2], starts, pieces[::2])


def scan_span(text: str, span: Span) -> Scan:
    """The words of ``text`` that lie in ``span``; what stands before the first of them may begin before it."""
    start, stop = span.start, span.stop
    if _joins(text, start) or _joins(text, stop):
        alone = scan.__wrapped__(text[start:stop])
        return alone._replace(starts=[start + each for each in alone.starts])
    whole = scan(text)
    first = bisect_left(whole.starts, start)
    last = bisect_left(whole.starts, stop, first)
    return Scan(whole.words[first:last], whole.starts[first:last], whole.gaps[first : last + 1])


def _joins(text: str, border: int) -> bool:
    """True where no white space parts what stands on both sides of ``border``: a word might reach over it."""
    return 0 < border < len(text) and not text[border].isspace() and not text[border - 1].isspace()
