"""Words of a text in bar notation, and tokens in columns."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.languages import fold, words
from corpus.model import Span, Token
from corpus.tokens import TokenTable

CASES = [
    "19|–20| февраля| 2014| г.",
    "Соглашение| Мэров|-Восток",
    "пресс|-секретарь|, PR|-специалист|, 20|-го",
    "на| 7,5| %| к| 2014|г|.",
    "CO₂| и| B2B|, G20|, А4",
    "вн|. 120|,122|; 19|.02|.2014|, 10|,20|,30",
    "tatiana|.shakirova|@eumayors|.eu",
    "http|://www|.eumayors|.eu|/index|_ru|.html",
    "об'єкт| об’єкт| o‘zbek| EU's| l'union| d’un| мэрия’",
    "сло́во| «Тараз»|\n(Қазақстан|)",
    "2,5|км|, 45|га|, 1990|-е",
    "Երևան|։ თბილისი|",
    "—| •| ***",
]


@pytest.mark.parametrize("barred", CASES)
def test_words_are_cut_at_the_bars(barred):
    """Hyphens, addresses and dates fall into parts, inner apostrophes and decimals hold; marks are no words."""
    text = barred.replace("|", "")
    found = [span.of(text) for span in words(text, Span(0, len(text)))]
    expected = [piece.strip(" \n–-,.;:/@_()«»%—•*’։") for piece in barred.split("|")]
    assert found == [piece for piece in expected if piece]


def test_words_stay_inside_the_span():
    """Only the span's own words are given, in the text's own counting."""
    text = "г. Алматы, г. Тараз"
    assert [span.of(text) for span in words(text, Span(10, len(text)))] == ["г", "Тараз"]


@given(st.text(max_size=40) | st.text("аЁ́1,.’-₂ W", max_size=20))
def test_words_obey_the_span_law(text):
    """Words are ordered, apart, never empty, and every letter and digit is in one."""
    found = words(text, Span(0, len(text)))
    assert all(one.stop <= other.start for one, other in pairwise(found))
    covered = {place for span in found for place in range(span.start, span.stop)}
    assert all(len(span) for span in found)
    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= covered


@given(st.text("аё19,.-’ б", max_size=20))
def test_a_folded_word_is_one_word(text):
    """What the index holds can be typed again: a word's folded form is read as one word."""
    for span in words(text, Span(0, len(text))):
        form = fold(span.of(text))
        assert [each.of(form) for each in words(form, Span(0, len(form)))] == [form]


TOKENS = st.builds(
    lambda start, length, form, lemma, readings: Token(Span(start, start + length), form, lemma, tuple(readings)),
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(st.text(max_size=8), max_size=3),
)


@given(st.lists(st.lists(TOKENS, max_size=5), max_size=4))
def test_table_gives_tokens_back(passages):
    """Packing and unpacking lose nothing, and passages lie apart by the gap."""
    table = TokenTable.of(passages)
    assert list(table) == [token for passage in passages for token in passage]
    assert TokenTable.unpack(table.pack()) == table
    jumps = [later - earlier for earlier, later in pairwise(table.positions)]
    assert all(jump == 1 or jump > TokenTable.PASSAGE_GAP for jump in jumps)
