"""Of which country does a word beside a town say that it is: «ливанский Триполи», "Paris, Texas"?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from corpus.languages import fold
from corpus.mentions.words import Word
from corpus.morphology import readings

_BEFORE, _AFTER = 3, 3
"""How many words lie between at most: «польские города Краков и Люблин», "the British town of Boston"."""
_ENDS = frozenset(".;:!?()")


def said_beside(words: Sequence[Word], start: int, stop: int, language: str) -> str:
    """The country (ISO 3166) that an adjective before the words ``[start, stop)`` or a land after them says, or ""."""
    before = (words[place] for place in range(start - 1, max(-1, start - 2 - _BEFORE), -1))
    after = (words[place] for place in range(stop, min(len(words), stop + _AFTER)))
    return next(_countries(before, language), "") or next(_countries((word for word in after if word.capital), language), "")


def country_of(word: Word, language: str) -> str:
    """The country of «ливанского», "Lebanese", «Техасе»; "" for any other word."""
    known = _known(language)
    if not known or not word.letters:
        return ""
    forms = (fold(word.text), *_lemmas(word.text, language)) if language in ("ru", "uk") else (fold(word.text),)
    return next((known[form] for form in forms if form in known), "")


def _countries(words: Iterator[Word], language: str) -> Iterator[str]:
    for word in words:
        if word.text in _ENDS:
            return
        country = country_of(word, language)
        if country:
            yield country


def _lemmas(word: str, language: str) -> list[str]:
    return [fold(option.lemma) for option in readings(word, language)]


@lru_cache(maxsize=8)
def _known(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in resources.files("corpus.gazetteer").joinpath("nationalities.tsv").read_text("utf-8").splitlines():
        country, *cells = line.split("\t")
        for cell in cells:
            spoken, _, words = cell.partition(":")
            if spoken == language:
                found |= {fold(word): country for word in words.split()}
    return found
