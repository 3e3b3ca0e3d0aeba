"""What all rules over runs of capitals share: words that begin with a stem, and a run as a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.languages import fold
from corpus.mentions.draft import Draft
from corpus.mentions.words import Word
from corpus.model import EntityType, Span


def is_capital(word: Word) -> bool:
    """True for a word, no sign, with a capital."""
    return word.letters and word.capital


def begins(word: Word, stems: frozenset[str]) -> bool:
    """True when the word is one of the stems, or begins with one of four letters or more."""
    return begins_with(fold(word.text), stems)


def begins_with(form: str, stems: frozenset[str]) -> bool:
    """The same of a folded word."""
    return form in stems or form.startswith(_long(stems))


@lru_cache(maxsize=200)
def _long(stems: frozenset[str]) -> tuple[str, ...]:
    """The stems that stand for every word they begin."""
    return tuple(stem for stem in stems if len(stem) > 3)


def draft(run: Sequence[Word], type_: EntityType, rule: str) -> Draft:
    """The run as a name, less sure than what a dictionary of cases would give."""
    return Draft(Span(run[0].span.start, run[-1].span.stop), type_, rule, score=0.8)
