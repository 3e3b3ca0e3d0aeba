"""Which languages does a word speak for by standing in a dictionary?

Letters alone leave «Если до такого возраста» between Russian and Ukrainian; that all four words are Russian and two are no
Ukrainian decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log

from corpus.morphology.dictionaries import parser

DICTIONARIES = "ru", "uk"
_WORD = re.compile(r"(?<![\w’'-])[Ѐ-ԯ][а-яёѐ-џґ-ԯ]*(?![\w’'-])")

# How often a small word of a text is in the Russian dictionary alone, the Ukrainian alone, both, neither: rounded from the
# manual pages of Debian in Russian (90,035 words) and Ukrainian (139,742), and from Kazakh texts for all other languages
_SHARES = {
    "ru": (0.72, 0.002, 0.26, 0.018),
    "uk": (0.002, 0.66, 0.32, 0.018),
    "": (0.08, 0.03, 0.11, 0.78),
}
_ALONE_RU, _ALONE_UK, _BOTH, _NEITHER = range(4)
_VOTES = tuple({code: log(shares[place]) for code, shares in _SHARES.items()} for place in range(4))
# With a capital it may be a name: in no dictionary that says nothing, in one half as much
_CAPITAL = 0.5
_NAMES = tuple({code: _CAPITAL * vote for code, vote in votes.items()} for votes in _VOTES)


def word_votes(word: str) -> Mapping[str, float] | None:
    """The logarithm of how likely ``word`` is in each language with a dictionary, and under "" in any other.

    None for what says nothing: a word in capitals or in another script, and an unknown name.
    """
    return _ask(word) if _WORD.fullmatch(word) else None


def text_votes(text: str) -> Iterator[Mapping[str, float]]:
    """The votes of every word of ``text`` that says something; the last may be cut short, and says nothing when unknown."""
    for found in _WORD.finditer(text):
        votes = _ask(found[0])
        if votes is not None and (found.end() < len(text) or votes is not _VOTES[_NEITHER]):
            yield votes


@lru_cache(maxsize=50_000)
def _ask(word: str) -> Mapping[str, float] | None:
    russian, ukrainian = (bool(parser(code).word_is_known(word)) for code in DICTIONARIES)
    place = _BOTH if russian and ukrainian else _ALONE_RU if russian else _ALONE_UK if ukrainian else _NEITHER
    if word[0].islower():
        return _VOTES[place]
    return None if place == _NEITHER or len(word) == 1 else _NAMES[place]
