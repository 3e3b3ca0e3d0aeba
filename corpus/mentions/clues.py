"""What a word and its neighbours show to a learned tagger: affixes, shape, and what svod's own lists know of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.gazetteer import REGION, find
from corpus.languages import fold
from corpus.mentions.given import is_given_name
from corpus.mentions.heads import heads
from corpus.mentions.people import is_surname
from corpus.mentions.runs import begins_with
from corpus.mentions.suffixes import bare_forms
from corpus.mentions.words import OPENING
from corpus.model import EntityType

_CLOSING = frozenset('»”"')
_FAR_SEEN = ("w=", "s=", "e3=", "p4=", "g=", "h=", "given", "surname")
"""What a word shows to its neighbours too."""

_SHAPE = 8
_SIZES = ((100_000, "large"), (15_000, "town"), (0, "small"))


def clues(words: Sequence[str], language: str) -> list[list[str]]:
    """For each word of a sentence everything that speaks for or against a name there."""
    quoted = _quoted(words)
    found = []
    for index, word in enumerate(words):
        shown = ["any", *_own(word, language), *(["quoted"] if quoted[index] else []), *(["first"] if not index else [])]
        for distance in (-2, -1, 1, 2):
            place = index + distance
            if 0 <= place < len(words):
                shown += _to_neighbours(words[place], language, distance)
            else:
                shown.append(f"{distance}-")
        if index:
            shown += _pair(words[index - 1], word, "-")
        if index + 1 < len(words):
            shown += _pair(word, words[index + 1], "+")
        found.append(shown)
    return found


def _quoted(words: Sequence[str]) -> list[bool]:
    inside, found = False, []
    for word in words:
        found.append(inside and word not in _CLOSING)
        inside = (word in OPENING and not (inside and word in _CLOSING)) or (inside and word not in _CLOSING)
    return found


@lru_cache(maxsize=50_000)
def _own(word: str, language: str) -> tuple[str, ...]:
    low = word.lower()
    affixes = [f"p{size}={low[:size]}" for size in (2, 3, 4, 5)] + [f"e{size}={low[-size:]}" for size in (2, 3, 4, 5)]
    return ("w=" + low, "s=" + _shape(word), *affixes, *(_listed(word, language) if word[0].isalpha() else ()))


@lru_cache(maxsize=100_000)
def _to_neighbours(word: str, language: str, distance: int) -> tuple[str, ...]:
    return tuple(f"{distance}{clue}" for clue in _own(word, language) if clue.startswith(_FAR_SEEN))


@lru_cache(maxsize=50_000)
def _pair(left: str, right: str, side: str) -> tuple[str, ...]:
    shapes = f"{side}shapes={_shape(left)}|{_shape(right)}"
    if side == "-":
        return shapes, f"-ending={left.lower()[-3:]}|{_shape(right)}"
    return shapes, f"+stems={left.lower()[:5]}|{right.lower()[:5]}"


def _listed(word: str, language: str) -> list[str]:
    """What the gazetteer, the lists of first names, the endings of surnames and the heads of names say."""
    shown = []
    if word[0].isupper():
        place = _place(word, language)
        shown += [f"g={place}"] if place else []
        shown += ["given"] if is_given_name(word, language) else []
        shown += ["surname"] if is_surname(word) or is_surname(bare_forms(word, language)[-1]) else []
    known, form = heads(language), fold(word)
    for name, stems in (
        ("organisation", known.organisations),
        ("position", known.positions),
        ("region", known.region_markers),
        ("town", known.city_markers),
        ("place", known.place_markers),
        ("programme", known.programmes),
        ("event", known.events),
    ):
        if begins_with(form, stems):
            shown.append(f"h={name}")
    return [*shown, "h=form"] if form in known.legal_forms else shown


def _place(word: str, language: str) -> str:
    """The type of what is called so, of a town its region and size; "" for nothing."""
    for form in bare_forms(word, language):
        entries = find(form)
        if entries and entries[0].type is not EntityType.CITY:
            return str(entries[0].type)
        if entries:
            near = any(entry.country in REGION for entry in entries)
            population = max(entry.population for entry in entries)
            return f"{'near' if near else 'far'} {next(name for least, name in _SIZES if population >= least)}"
    return ""


@lru_cache(maxsize=50_000)
def _shape(word: str) -> str:
    """«Нұр-Сұлтан» → «Xx-Xx», «2018» → «d»: kinds of signs, runs as one."""
    kinds = "".join("X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign for sign in word)
    return re.sub(r"(.)\1+", r"\1", kinds)[:_SHAPE]
