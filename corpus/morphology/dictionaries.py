"""What the dictionaries say of a word alone: pymorphy's for Russian and Ukrainian, simplemma's for the languages it covers."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import pymorphy3
import simplemma

from corpus.languages import Language, fold, language
from corpus.morphology.reading import Reading

_EMPTY: frozenset[str] = frozenset()


@cache
def parser(code: str) -> Any:
    """The pymorphy3 analyser of "ru" or "uk", loaded once."""
    return pymorphy3.MorphAnalyzer(lang=code)


@lru_cache(maxsize=500_000)
def readings(word: str, code: str) -> tuple[Reading, ...]:
    """Every reading of ``word`` in the language ``code``, likeliest first; at least one: an unknown word is read as itself."""
    spoken = language(code)
    form = fold(word)
    if not any(letter.isalpha() for letter in form):
        return (_itself(form, known=True),)
    return _BY_NAME[spoken.lemmatiser](form, spoken)


def _itself(form: str, *, known: bool) -> Reading:
    return Reading(form, "", _EMPTY, 1.0, known)


def _plain(form: str, spoken: Language) -> tuple[Reading, ...]:
    return (_itself(form, known=False),)


def _pymorphy(form: str, spoken: Language) -> tuple[Reading, ...]:
    found = [
        Reading(
            fold(parse.normal_form),
            str(parse.tag.POS or ""),
            frozenset(parse.tag.grammemes),
            float(parse.score),
            bool(parse.is_known),
        )
        for parse in parser(spoken.code).parse(form)
    ]
    if spoken.code == "uk":
        usual = fold(simplemma.lemmatize(form, lang=spoken.code))
        found.sort(key=lambda reading: reading.lemma != usual)
    return tuple(dict.fromkeys(found))


def _simplemma(form: str, spoken: Language) -> tuple[Reading, ...]:
    lemmas = [simplemma.lemmatize(spelling, lang=spoken.code) for spelling in (form, form.title())]
    known = simplemma.is_known(form, lang=spoken.code)
    return tuple(Reading(lemma, "", _EMPTY, 1.0, known) for lemma in dict.fromkeys(map(fold, lemmas)))


_BY_NAME = {"pymorphy": _pymorphy, "simplemma": _simplemma, "": _plain}
