"""Which terms stand for a word: one place for documents and queries.

A token is indexed under its folded form in an ``exact`` field, and in a ``lemma`` field, at the same position, under its
chosen lemma as is, its other readings marked «~» and its stems marked «*». So «стали» as a verb is ``стать ~сталь``:
a query can tell the chosen lemma from a possible one, and a phrase needs one field only, in whatever form its words stand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.model import Span, Token
from corpus.morphology import read_words
from corpus.tokens import TokenTable, Word
from indexer.schema import EXACT, LEMMA

READING = "~"
STEM = "*"


class Tier(StrEnum):
    """How a word of the query meets a word of the document, closest first."""

    FORM = "form"
    WORD = "word"
    READING = "reading"
    STEM = "stem"
    ALIKE = "alike"
    TRANSLATION = "translation"


class Precision(StrEnum):
    """How far a word may be from the one typed: the form only; its lemmas; also every other reading and shared stem."""

    EXACT = "exact"
    WORD = "word"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Variant:
    """One term that stands for a word of the query, in an ``exact`` or ``lemma`` field; ``share`` 0..1 of its tier's weight."""

    kind: str
    term: str
    tier: Tier
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query and the terms that answer it, closest tier first and never empty."""

    text: str
    variants: tuple[Variant, ...]


class Posting(NamedTuple):
    """Where one term stands in one document. ``weight`` counts it, all its places in boilerplate together as a share."""

    weight: float
    positions: array[int]


def lemma_terms(lemma: str, readings: Sequence[str], stems: Sequence[str]) -> list[str]:
    """What a ``lemma`` field holds for one word: «стать», «~сталь»."""
    return [lemma, *(READING + reading for reading in readings), *(STEM + stem for stem in stems)]


def word_terms(word: Word) -> tuple[tuple[str, str], ...]:
    """Every (kind of field, term) that an index holds for one word of a document."""
    form, lemma, readings, stems = word
    if not readings and not stems:
        return (EXACT, form), (LEMMA, lemma)
    return (EXACT, form), *((LEMMA, term) for term in dict.fromkeys(lemma_terms(lemma, readings, stems)))


def query_word(token: Token, precision: Precision) -> QueryWord:
    """The terms that answer a word of a query, which has no context: any of its readings may be meant.

    A dictionary form is meant as it stands when only its word is asked for: «банка» then finds no «банк».
    """
    variants = [Variant(EXACT, token.form, Tier.FORM)]
    if precision is not Precision.EXACT:
        variants.append(Variant(LEMMA, token.lemma, Tier.WORD))
        if precision is Precision.WIDE or token.lemma != token.form:
            variants += [Variant(LEMMA, reading, Tier.READING) for reading in token.readings]
    if precision is Precision.WIDE:
        variants += [Variant(LEMMA, READING + lemma, Tier.READING) for lemma in (token.lemma, *token.readings)]
        variants += [Variant(LEMMA, STEM + stem, Tier.STEM) for stem in token.stems]
    return QueryWord(token.form, tuple(variants))


def translation_variants(lemma: str, share: float) -> list[Variant]:
    """The terms of a word that stands for the query's word in another language."""
    return [Variant(LEMMA, term, Tier.TRANSLATION, share) for term in (lemma, READING + lemma)]


def words_of(text: str, languages: Sequence[str]) -> TokenTable:
    """A short text without passages of its own, such as a title, as tokens."""
    return TokenTable.of([read_words(text, languages)])


def postings(tokens: TokenTable, boilerplate: Sequence[Span] = (), share: float = 1.0) -> dict[str, dict[str, Posting]]:
    """Every term of a document with its places, by kind of field; places in ``boilerplate`` weigh ``share`` together."""
    places = [array("I") for _ in tokens.words]
    add = [positions.append for positions in places]
    for word_id, position in zip(tokens.word_ids, tokens.positions, strict=True):
        add[word_id](position)
    shared = _shared_positions(tokens, boilerplate)
    exact: dict[str, Posting] = {}
    lemmas: dict[str, Posting] = {}
    for (form, lemma, readings, stems), positions in zip(tokens.words, places, strict=True):
        own = Posting(_weigh(positions, shared, share) if shared else float(len(positions)), positions)
        known = exact.get(form)
        exact[form] = own if known is None else _joined(known, own)
        for term in dict.fromkeys(lemma_terms(lemma, readings, stems)) if readings or stems else (lemma,):
            known = lemmas.get(term)
            lemmas[term] = own if known is None else _joined(known, own)
    return {EXACT: exact, LEMMA: lemmas}


def _weigh(positions: array[int], shared: frozenset[int], share: float) -> float:
    body = len(positions) if shared.isdisjoint(positions) else sum(position not in shared for position in positions)
    return float(body) + (share if body < len(positions) else 0.0)


def body_length(tokens: TokenTable, boilerplate: Sequence[Span] = ()) -> int:
    """Words outside boilerplate: the length that ranking takes a document to have."""
    return len(tokens) - len(_shared_positions(tokens, boilerplate))


def _shared_positions(tokens: TokenTable, boilerplate: Sequence[Span]) -> frozenset[int]:
    positions: set[int] = set()
    for span in boilerplate:
        first, last = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.stop)
        positions.update(tokens.positions[first:last])
    return frozenset(positions)


def _joined(left: Posting, right: Posting) -> Posting:
    """Forms of one lemma; each brings its own share of boilerplate, and few do."""
    return Posting(left.weight + right.weight, array("I", sorted(left.positions + right.positions)))
