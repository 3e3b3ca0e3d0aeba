"""Which language a text is in, among those that the archive may hold."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp, log, sqrt
from typing import Any

from corpus.languages import language, script
from corpus.morphology import text_votes

UNKNOWN = "und"
# Below this many letters nothing is said: «т. 5», «д. 7а»
LETTERS = 3
# Accuracy on 13 languages is .9965 at 60 characters and .997 at any length, and the model costs time by the byte
CHARACTERS = 160
# One letter in so many may be a foreign name's
FOREIGN = 40
_LEAST = 1e-300
_ADDRESS = re.compile(r"\S*@\S+|\b(?:https?|ftp)://\S+|\bwww\.\S+")


def detect(texts: Sequence[str], allowed: Sequence[str]) -> list[tuple[str, float]]:
    """For each text its ISO 639-1 language out of ``allowed`` and a probability 0..1; ("und", 0.0) when too little is said.

    Only languages written in the text's script are weighed: Cyrillic never becomes Romanian.
    """
    return [_detect(_without_addresses(text[: 2 * CHARACTERS])[:CHARACTERS], tuple(allowed)) for text in texts]


def forget() -> None:
    """Texts heard before are judged anew, as others would be."""
    _detect.cache_clear()


def _without_addresses(text: str) -> str:
    """An address is in no language; few texts have one, and looking for it is slow."""
    return _ADDRESS.sub(" ", text) if has_address(text) else text


def has_address(text: str) -> bool:
    """True where an address of a page or a person may stand."""
    return "@" in text or "://" in text or "www." in text


@lru_cache(maxsize=10_000)
def _detect(text: str, allowed: tuple[str, ...]) -> tuple[str, float]:
    letters = sum(map(str.isalpha, text))
    candidates = _writing(allowed, script(text)) if letters >= LETTERS else ()
    if not candidates:
        return UNKNOWN, 0.0
    candidates = _able(text, candidates)
    if len(candidates) == 1:
        return candidates[0], 1.0
    return _weigh(text, _identifier(candidates).rank(text))


def _weigh(text: str, ranked: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """The likeliest language once the dictionaries were asked too, and its probability.

    ``ranked`` are py3langid's probabilities; it divides what it sums by the square root of the text's length in bytes.
    """
    root = sqrt(1 + len(text.encode()))
    sums = {code: log(max(float(probability), _LEAST)) * root for code, probability in ranked}
    for said in text_votes(text):
        for code in sums:
            sums[code] += said.get(code, said[""])
    best = max(sums, key=lambda code: sums[code])
    return best, 1 / sum(exp((each - sums[best]) / root) for each in sums.values())


def _able(text: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``candidates`` that write the letters of ``text``: «мы» is not Ukrainian, «і» not Russian.

    In a long text a foreign name has a few letters too many; all candidates stay where none would.
    """
    said = text.lower()
    allowed = len(said) // FOREIGN
    present = set(said)
    able = tuple(code for code in candidates if _strange(said, present, language(code).lacks) <= allowed)
    return able or candidates


def _strange(said: str, present: set[str], lacking: str) -> int:
    return sum(map(said.count, present.intersection(lacking)))


@cache
def _writing(allowed: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The languages of ``allowed`` that the model knows and that are written in this script."""
    known = set(model().labels)
    return tuple(each for each in allowed if each in known and code in language(each).scripts)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    identifier = copy.copy(model())
    identifier.set_languages(languages)
    return identifier


@cache
def model() -> Any:
    """py3langid's model of all its languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # brings numpy: a search detects nothing

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
