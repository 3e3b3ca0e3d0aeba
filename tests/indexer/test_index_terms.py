"""Words become the same terms in documents and queries."""

from __future__ import annotations

import pytest

from corpus.model import Span, Token
from corpus.morphology import read_words
from corpus.tokens import TokenTable
from indexer.terms import Precision, Tier, body_length, postings, query_word, words_of

_STEEL = Token(Span(0, 5), "стали", "стать", ("сталь",))


def test_readings_are_stacked_and_marked() -> None:
    """«стали» as a verb stands under стать, and under ~сталь at the same position."""
    found = postings(TokenTable.of([[_STEEL]]))
    assert {term: list(posting.positions) for term, posting in found["lemma"].items()} == {"стать": [0], "~сталь": [0]}
    assert list(found["exact"]) == ["стали"]


def test_forms_of_one_lemma_share_a_posting() -> None:
    """«мэр мэра мэру» is three forms and one lemma that stands three times."""
    found = postings(words_of("мэр мэра мэру", ["ru"]))
    assert found["lemma"]["мэр"].weight == 3
    assert list(found["lemma"]["мэр"].positions) == [0, 1, 2]
    assert sorted(found["exact"]) == ["мэр", "мэра", "мэру"]


def test_stems_are_marked() -> None:
    """A Kazakh word without a dictionary meets its other forms by its stem."""
    (token,) = read_words("қаласында", ["kk"])
    assert {variant.term for variant in query_word(token, Precision.WIDE).variants if variant.tier is Tier.STEM} == {"*қалас"}


@pytest.mark.parametrize(
    ("precision", "terms"),
    [
        ("exact", "стали"),
        ("word", "стали стать сталь"),
        ("wide", "стали стать сталь ~стать ~сталь"),
    ],
)
def test_precision_widens(precision: str, terms: str) -> None:
    """Each precision keeps the terms of the narrower one, in order of closeness."""
    word = query_word(_STEEL, Precision(precision))
    assert [variant.term for variant in word.variants] == terms.split()
    assert [variant.tier for variant in word.variants][:2] == [Tier.FORM, Tier.WORD][: len(word.variants)]


def test_boilerplate_weighs_a_share() -> None:
    """All places of a term in boilerplate weigh as much as the share, once; the body's length does not count them."""
    tokens = words_of("мэр мэр мэр мэр", ["ru"])
    shared = [Span(4, 15)]
    assert postings(tokens, shared, 0.1)["exact"]["мэр"].weight == pytest.approx(1.1)
    assert postings(tokens, [Span(0, 15)], 0.1)["exact"]["мэр"].weight == pytest.approx(0.1)
    assert body_length(tokens, shared) == 1
    assert list(postings(tokens, shared, 0.1)["exact"]["мэр"].positions) == [0, 1, 2, 3]
