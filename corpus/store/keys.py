"""The words by which a name is found, in whatever form it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.languages import fold, words
from corpus.model import Span
from corpus.morphology import read_words

FORM, LEMMA, STEM = 0, 1, 2
"""Ranks of a key: the word as written, a dictionary form it may have, its first letters where no dictionary knows it."""


def name_words(name: str, language: str) -> dict[str, int]:
    """Keys of a name with their ranks: «Татьяна Шакирова» → татьяна, шакирова, шакиров …"""
    keys: dict[str, int] = {}
    for word in word_keys(name, (language,)):
        for key, rank in word.items():
            keys[key] = min(rank, keys.get(key, STEM))
    return keys


def word_keys(text: str, languages: Sequence[str]) -> list[dict[str, int]]:
    """Keys of each word of a text that names something, with their ranks: Таразе → таразе 0, тараз 1."""
    found = []
    for token in read_words(text, languages):
        keys = dict.fromkeys(token.stems, STEM) | dict.fromkeys((token.lemma, *token.readings), LEMMA) | {token.form: FORM}
        found.append(keys)
    return found


def fold_name(name: str) -> str:
    """A name as compared word by word: folded, without punctuation between its words."""
    return " ".join(fold(span.of(name)) for span in words(name, Span(0, len(name))))
