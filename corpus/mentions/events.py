"""Conferences, forums, weeks and festivals by their head word: what stands before it, after it and in quotation marks.

«XI Международном форуме «Чистый город»», «Центральноазиатская конференция по климату», "World Urban Forum".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.languages import fold
from corpus.mentions.cases import is_plural, spellings
from corpus.mentions.draft import Draft
from corpus.mentions.heads import heads
from corpus.mentions.nominative import phrase
from corpus.mentions.runs import begins
from corpus.mentions.words import BORDER, OPENING, Word, closing
from corpus.model import EntityType, Span
from corpus.morphology import readings

_ROMAN = re.compile(r"[IVXІХ]{1,6}(?:-?(?:й|я|е|го|ая|ой))?\Z")
_ORDINAL = re.compile(r"\d{1,3}-?(?:й|я|е|го|ая|ой|му|м|ю|th|st|nd|rd)\Z")
_SLAVIC = frozenset({"ru", "uk", "be"})
_BEFORE, _AFTER = 5, 8
_OPENING = frozenset(map(fold, "the at in la în din după after before during".split()))


def find_events(words: Sequence[Word], language: str) -> list[Draft]:
    """Every event that the passage names; a head alone («форум»), or with small adjectives only, names none."""
    if language in _SLAVIC:
        return _slavic(words, "uk" if language == "uk" else "ru")
    return _capitals(words, language)


def _slavic(words: Sequence[Word], language: str) -> list[Draft]:
    known = heads(language).events
    found = []
    for index, word in enumerate(words):
        if not word.letters or known.isdisjoint(_lemmas(word.text, language)) or is_plural(word.text, language):
            continue
        start = _first(words, index, language)
        stop = closing(words, index + 1) + 1 if index + 1 < len(words) and words[index + 1].text in OPENING else 0
        quoted = bool(stop)
        if not stop:
            stop = _last(words, index + 1, language)
        opening = words[start]
        # a sentence's first word has its capital from the sentence: a second one must follow
        proper = opening.capital and (not opening.first or any(w.capital for w in words[start + 1 : index + 1]))
        if quoted or (proper and (start < index or stop > index + 1)) or _is_ordinal(opening):
            found.append(_draft(words, start, stop, language, quoted))
    return found


def _first(words: Sequence[Word], head: int, language: str) -> int:
    """Where the name begins: adjectives and an ordinal before the head, from the first that has a capital."""
    place = start = head
    while place and head - place < _BEFORE and (_is_ordinal(words[place - 1]) or _describes(words[place - 1], language)):
        place -= 1
        if words[place].capital or _is_ordinal(words[place]):
            start = place
    return start


def _last(words: Sequence[Word], place: int, language: str) -> int:
    """Behind the last word: genitives with capitals («форума городов Центральной Азии»), or «по» with what follows it."""
    stop = place
    if place < len(words) and words[place].text in ("по", "з", "із") and _is_nominal(words, place + 1, language):
        place += 1
        while place < len(words) and place - stop < _AFTER and _is_nominal(words, place, language):
            place += 1
        return place
    capitals = False
    while (
        place < len(words)
        and place - stop < _AFTER
        and _is_nominal(words, place, language)
        and _is_genitive(words[place], language)
    ):
        capitals = capitals or words[place].capital
        place += 1
    return place if capitals else stop


def _capitals(words: Sequence[Word], language: str) -> list[Draft]:
    """A run of capitals that ends in a head, or goes on from it over "of" or "on": «World Urban Forum», «Forum on Heat»."""
    known = heads(language)
    found = []
    for index, word in enumerate(words):
        if not (word.letters and word.capital and begins(word, known.events)):
            continue
        start, stop = index, index + 1
        while (
            start
            and index - start < _BEFORE
            and words[start - 1].letters
            and (words[start - 1].capital or _is_ordinal(words[start - 1]))
        ):
            start -= 1
        while start < index and words[start].first and fold(words[start].text) in _OPENING:
            start += 1  # «La | Conferința Internațională»
        while language == "ro" and stop < len(words) and words[stop].letters and words[stop].capital:
            stop += 1
        while (
            stop < len(words) - 1
            and words[stop].text in known.links | {"on"}
            and words[stop + 1].capital
            and words[stop + 1].letters
        ):
            stop += 2
            while stop < len(words) and words[stop].letters and words[stop].capital:
                stop += 1
        if start < index or stop > index + 1:
            found.append(
                Draft(Span(words[start].span.start, words[stop - 1].span.stop), EntityType.EVENT, "event by its head word")
            )
    return found


def _draft(words: Sequence[Word], start: int, stop: int, language: str, quoted: bool) -> Draft:
    span = Span(words[start].span.start, words[stop - 1].span.stop)
    ordinals = start
    while _is_ordinal(words[ordinals]):
        ordinals += 1
    head_end = next((place for place in range(start, stop) if words[place].text in OPENING), stop)
    opening = phrase(tuple(word.text for word in words[ordinals:head_end]), language)
    rest = "".join(
        (" " if place == head_end or words[place].span.start > words[place - 1].span.stop else "") + words[place].text
        for place in range(head_end, stop)
    )
    name = " ".join([*(word.text for word in words[start:ordinals]), *opening]) + rest
    return Draft(span, EntityType.EVENT, "event by its head word", name[:1].upper() + name[1:], sure=quoted)


def _is_ordinal(word: Word) -> bool:
    return bool(_ROMAN.match(word.text) or _ORDINAL.match(word.text))


def _describes(word: Word, language: str) -> bool:
    return word.letters and readings(word.text, language)[0].pos in ("ADJF", "PRTF")


def _is_nominal(words: Sequence[Word], place: int, language: str) -> bool:
    if place >= len(words) or words[place].text == BORDER or not words[place].letters:
        return False
    return readings(words[place].text, language)[0].pos in ("NOUN", "ADJF", "PRTF", "")


def _is_genitive(word: Word, language: str) -> bool:
    return any("gent" in option.grammemes for option in readings(word.text, language)[:3])


@lru_cache(maxsize=200_000)
def _lemmas(word: str, language: str) -> frozenset[str]:
    return frozenset(spellings(word, language)) | {option.lemma for option in readings(word, language) if option.pos == "NOUN"}
