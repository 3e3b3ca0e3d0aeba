"""Where words and numbers stand in a text: one rule for documents and queries."""

from __future__ import annotations

import re

from corpus.model import Span

# A word is a run of letters and digits; an apostrophe inside is part of it (об'єкт, o‘zbek), a hyphen is not: both parts of
# «пресс-секретарь» are words that follow each other, so the phrase "пресс секретарь" finds it. Addresses fall into parts.
# 7,5 is one number, but 120,122 are two, and 19.02.2014 three. «2014г» is a number and a word, CO₂ and B2B are words.
_MARKS = "[\u0300-\u036f\u00ad]*"
WORD = re.compile(
    r"(?<![\d.,])\d+[.,]\d{1,2}(?![.,]?\d)"
    r"|\d+(?=[\u0400-\u052f])"
    rf"|[^\W_]{_MARKS}(?:[^\W_]{_MARKS})*(?:['’‘ʼʻ`][^\W\d_]{_MARKS}(?:[^\W_]{_MARKS})*)*"
)


def words(text: str, span: Span) -> list[Span]:
    """Spans of the words and numbers of ``text`` that lie in ``span``, in order."""
    return [Span(*match.span()) for match in WORD.finditer(text, span.start, span.stop)]
