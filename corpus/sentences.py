"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.languages import Language, fold, language
from corpus.model import Span

# A stop with the quotes and brackets that close after it, before white space; ։ and ჻ are the Armenian and Georgian stops
_STOP = re.compile(r"(?:[.!?…]+|։|჻)[»”\"')\]*]*(?=\s)|\n[^\S\n]*(?=\n)")
# The first letter or digit of what follows, behind quotes, brackets and dashes
_NEXT = re.compile(r"[\s«„“\"'(\[*—–-]*(.)", re.DOTALL)
_LAST_WORD = re.compile(r"([^\W_]+(?:[-.'’][^\W_]+)*)\.[»”\"')\]*]*$")
_BEFORE = re.compile(r"(\S+)\s+\S+$")
LOOK_BACK = 60


def split_sentences(text: str, span: Span, code: str) -> tuple[Span, ...]:
    """Spans of the sentences in ``span``, without the white space between them; together they hold every word.

    A line break inside a sentence stays («проект\\nСоглашение»); an empty line ends one. «г. Алматы», «И. И. Городиская»,
    «тел.: 5», «т. е. нет» and «1. Открытие» are not cut.
    """
    found = []
    start = span.start
    for stop in _stops(text, span, language(code)):
        found.append((start, stop))
        start = stop
    found.append((start, span.stop))
    return tuple(trimmed for first, last in found if (trimmed := trim(text, first, last)))


def trim(text: str, start: int, stop: int) -> Span | None:
    """``[start, stop)`` without white space at its ends; None when there is nothing else."""
    piece = text[start:stop]
    bare = piece.strip()
    if not bare:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return Span(first, first + len(bare))


def _stops(text: str, span: Span, spoken: Language) -> Iterator[int]:
    start = span.start
    for match in _STOP.finditer(text, span.start, span.stop):
        if match.end() < span.stop and _ends(text, start, match, span.stop, spoken):
            yield match.end()
            start = match.end()


def _ends(text: str, start: int, match: re.Match[str], limit: int, spoken: Language) -> bool:
    if match.group()[0] == "\n":
        return True
    following = _NEXT.match(text, match.end(), limit)
    if following is None or following.group(1).islower():
        return False
    before = text[max(start, match.end() - LOOK_BACK) : match.end()]
    last = _LAST_WORD.search(before)
    return last is None or not _abbreviates(last.group(1), before[: last.end(1)].strip(), following.group(1), spoken)


def _abbreviates(word: str, before: str, following: str, spoken: Language) -> bool:
    """True when the point after ``word`` shortens it or numbers a list, and does not end the sentence."""
    folded = fold(word)
    if len(word) == 1 and word.isupper():  # И. И. Городиская
        return True
    if before.lstrip("«\"'(*") == word and word.isdigit():  # 1. Открытие
        return True
    if folded in spoken.abbreviations:  # им. Абая
        return True
    previous = _BEFORE.search(before)
    if folded in spoken.tails:  # «2014 г. Он», but «в г. Алматы»
        return not (following.isupper() and previous is not None and previous.group(1)[-1].isdigit()) and folded in (
            "г",
            "д",
            "к",
        )
    return False
