"""A passage as the rules of names see it: words, signs and quotation marks with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span

# a dash, apostrophe or full stop between letters belongs to the word; the English 's does not
_ITEM = re.compile(r"[^\W_]+(?:[-‐‑/.](?=[^\W_])[^\W_]+|['’ʼ](?!s\b)(?=[^\W_])[^\W_]+)*|['’]s\b|[^\w\s]|_|[\t\n]")
OPENING = {"«": "»", "“": "”", "„": "“”", '"': '"', "‹": "›"}
BORDER = "\n"
_SHORT_LINE = 32
_ENDS_OPEN = re.compile(r"(?:[,(«\"“–—-]|\b(?:of|the|and|for|in|и|в|на|по|с|та|de|și))\s*$", re.IGNORECASE)
_STARTS_OPEN = re.compile(r"\s*(?:of|the|and|for|in|и|та|de|și)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign. ``first`` is true at the start of a sentence, where a capital says nothing."""

    text: str
    span: Span
    first: bool

    @property
    def letters(self) -> bool:
        """True for a word, false for a sign or number."""
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        """True when it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """True for «РЭЦЦА», «ЕС», «УКМ-2», «МИДа»: two capitals at the start and no longer than ten letters."""
        return 1 < len(self.text) <= 10 and self.text[:2].isupper() and self.text[:2].isalpha()


def borders(text: str, span: Span) -> list[int]:
    """Where no name goes on inside ``span``: the tabs between cells, and the ends of short lines that do not run on.

    A wrapped line is long, or breaks off after a small word: «Delegation of¶ The European Union».
    """
    found = []
    for match in re.finditer(r"[\t\n]", text[span.start : span.stop]):
        place = span.start + match.start()
        if match[0] == "\n":
            start = text.rfind("\n", 0, place) + 1
            line, rest = text[max(start, span.start) : place], text[place + 1 : span.stop]
            if place - start > _SHORT_LINE or _ENDS_OPEN.search(line) or _STARTS_OPEN.match(rest):
                continue
        found.append(place)
    return found


def pieces(text: str, span: Span) -> list[Span]:
    """``span`` cut at its borders; empty pieces are left out."""
    edges = [span.start - 1, *borders(text, span), span.stop]
    return [Span(left + 1, right) for left, right in pairwise(edges) if text[left + 1 : right].strip()]


def read_words(text: str, span: Span, sentences: Sequence[Span]) -> list[Word]:
    """The words and signs of ``text`` inside ``span``; a dash between letters without spaces belongs to the word."""
    starts = {sentence.start for sentence in sentences} or {span.start}
    edges = set(borders(text, span))
    words: list[Word] = []
    first = True
    for match in _ITEM.finditer(text, span.start, span.stop):
        if match[0] in "\t\n":
            if match.start() in edges:
                words.append(Word(BORDER, Span(*match.span()), first=True))
                first = True
            continue
        first = first or match.start() in starts
        place = Span(match.start(), match.end())
        words.append(Word(match[0], place, first))
        # quotation marks, bullets and brackets before a first word leave it first
        first = first and not match[0][0].isalnum()
    return words


def closing(words: Sequence[Word], index: int, reach: int = 14) -> int:
    """Index of the quotation mark that closes the one at ``index``, -1 when none does within ``reach`` words.

    Quotes nest: «Ассоциация «Энергоэффективные города Украины» ends at the last mark when two stand together.
    """
    mark = words[index].text
    wanted = OPENING.get(mark)
    if wanted is None:
        return -1
    depth, last = 0, -1
    for place in range(index + 1, min(len(words), index + 1 + reach)):
        sign = words[place].text
        if sign == mark and mark not in wanted:
            depth += 1
        elif sign in wanted:
            if not depth or place + 1 >= len(words) or words[place + 1].text not in wanted:
                return place
            depth, last = depth - 1, place
    # «АО «НК «Темир жолы»» is often written with one mark at the end for all
    return last
