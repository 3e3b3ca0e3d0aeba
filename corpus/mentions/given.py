"""First names of the region and of Europe: natasha's list (MIT), ``given.txt``, and ``women.txt`` of the women's among them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from corpus.languages import fold
from corpus.mentions.natasha import data
from corpus.mentions.suffixes import bare_forms
from corpus.spelling import skeleton


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """First names, folded."""
    names = (data() / "dict" / "first.txt").read_text("utf-8").split()
    return frozenset(map(fold, names + _listed("given.txt") + _listed("women.txt")))


_OF_PLACES_TOO = frozenset(
    map(
        fold,
        "Adelaide Asia Austin Brooklyn Carolina Charlotte Chelsea Dakota Florence Georgia India Israel Jackson Jordan Kenya "
        "Lincoln Lourdes Madison Paris Phoenix Santiago Savannah Sofia Sydney Victoria Virginia Vienna Washington".split(),
    )
)


def is_given_and_place(word: str) -> bool:
    """True for Paris, Georgia, Sofia: towns and lands whose name is a first name where a surname follows."""
    return fold(word) in _OF_PLACES_TOO


@lru_cache(maxsize=1)
def womens_names() -> frozenset[str]:
    """Women's first names, folded: those the dictionary does not know as such matter most."""
    return frozenset(map(fold, _listed("women.txt")))


def _listed(name: str) -> list[str]:
    return files("corpus.mentions").joinpath(name).read_text("utf-8").split()


@lru_cache(maxsize=1)
def _sounds() -> frozenset[str]:
    return frozenset(map(skeleton, given_names()))


@lru_cache(maxsize=100_000)
def is_given_name(word: str, language: str) -> bool:
    """True when the word, or it without an ending, sounds like a first name."""
    return any(skeleton(form) in _sounds() for form in bare_forms(word, language))
