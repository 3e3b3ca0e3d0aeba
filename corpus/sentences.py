"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.languages import Language, fold, language
from corpus.model import Span

# A stop with the quotes and brackets that close after it, before white space; ։ and ჻ are the Armenian and Georgian stops
_STOP = re.compile(r"(?:[.!?…]+|։|჻)[»”\"')\]*]*(?=\s)|\n[^\S\n]*(?=\n)")
# The first letter or digit of what follows, behind quotes, brackets and dashes
_NEXT = re.compile(r"[\s«„“\"'(\[*—–-]*([^\W_])")
# The word that the point closes: «февраля 2014 г.»
_LAST = re.compile(r"[«„“\"'(\[*]*([^\W_]+(?:[-.'’][^\W_]+)*)\.[»”\"')\]*]*$")
_LOOK_BACK = 60
# Georgian has no capitals in running text, yet its letters count as small
_CASELESS = re.compile(r"[\u10d0-\u10ff]")


def split_sentences(text: str, span: Span, code: str) -> tuple[Span, ...]:
    """Spans of the sentences in ``span``, without the white space between them; together they hold every word.

    A line break inside a sentence stays («проект\\nСоглашение»); an empty line ends one. «г. Алматы», «И. И. Городиская»,
    «тел.: 5», «т. е. нет» and «1. Открытие» are not cut.
    """
    stops = list(_stops(text, span, language(code)))
    if not stops:
        whole = trim(text, span.start, span.stop)
        return (whole,) if whole else ()
    borders = [span.start, *stops, span.stop]
    pieces = (trim(text, start, stop) for start, stop in pairwise(borders))
    return tuple(piece for piece in pieces if piece)


def trim(text: str, start: int, stop: int) -> Span | None:
    """``[start, stop)`` without white space at its ends; None when there is nothing else."""
    piece = text[start:stop]
    bare = piece.strip()
    if len(bare) == len(piece):
        return Span(start, stop) if bare else None
    if not bare:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return Span(first, first + len(bare))


def _stops(text: str, span: Span, spoken: Language) -> Iterator[int]:
    start = span.start
    for match in _STOP.finditer(text, span.start, span.stop):
        if match.group()[0] == "\n" or _ends(text, start, match.end(), span.stop, spoken):
            start = match.end()
            yield start


def _ends(text: str, start: int, stop: int, limit: int, spoken: Language) -> bool:
    """True when a sentence that began at ``start`` ends at ``stop``."""
    following = _NEXT.match(text, stop, limit)
    if following is None or (following.group(1).islower() and not _CASELESS.match(following.group(1))):
        return False
    pieces = text[max(start, stop - _LOOK_BACK) : stop].split()
    last = _LAST.search(pieces[-1]) if pieces else None  # in the last piece alone: a search over all of them is slow
    if last is None:
        return True
    word = last.group(1)
    before = pieces[-2] if last.start() == 0 and len(pieces) > 1 else None
    if before is None and word.isdigit():  # «1. Открытие семинара»
        return False
    return not _stands_before(word, before or "", spoken)


def _stands_before(word: str, before: str, spoken: Language) -> bool:
    """True for an abbreviation or initial that belongs to what follows: «им.», «И.», «в г.», but not «2014 г.» or «и др.»."""
    folded = fold(word)
    if folded in spoken.tails and (before[-1:].isdigit() or before[-1:] == "." or len(word) > 1):  # 2014 г.; т. д.; млн.
        return False
    return (len(word) == 1 and word.isalpha()) or folded in spoken.abbreviations or "." in word
