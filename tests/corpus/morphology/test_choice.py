"""Lemmas chosen in context."""

import pytest

from corpus.model import BlockKind, Passage, Span
from corpus.morphology import lemmatise


def lemma(text: str, word: str, code: str = "ru") -> str:
    """The lemma of ``word`` in ``text``."""
    whole = Span(0, len(text))
    table = lemmatise(text, [Passage(whole, BlockKind.PARAGRAPH, code, 1.0, "", (whole,))])
    return next(token.lemma for token in table if token.span.of(text) == word)


HOMOGRAPHS = [
    ("Они ели кашу.", "ели", "есть"),
    ("В парке растут высокие ели.", "ели", "ель"),
    ("Мы подошли к горе.", "горе", "гора"),
    ("Встреча с Королёвым.", "Королёвым", "королев"),
    ("Он говорил о нём.", "нём", "он"),
    ("Я видел Еву.", "Еву", "ева"),
    ("Поставки в Ростов начались.", "Ростов", "ростов"),
    ("Темпы роста и ростов.", "ростов", "рост"),
    ("Офис на красной площади.", "красной", "красный"),
    ("Сегодня при поддержке города.", "при", "при"),
]


@pytest.mark.parametrize(("text", "word", "expected"), HOMOGRAPHS)
def test_neighbours_and_capitals_decide(text, word, expected):
    """A preposition's case, an adjective beside it or a capital tell a homograph."""
    assert lemma(text, word) == expected


UKRAINIAN = [
    ("Це було минулого року.", "року", "рік"),
    ("Столиця — Київ.", "Київ", "київ"),
    ("Дуже гарне місто.", "Дуже", "дуже"),
]


@pytest.mark.parametrize(("text", "word", "expected"), UKRAINIAN)
def test_ukrainian_follows_usage(text, word, expected):
    """Where the dictionary has no frequencies, a second dictionary's lemma goes first."""
    assert lemma(text, word, "uk") == expected


ROMANIAN = [
    ("Ministrul a spus asta ieri.", "avea"),
    ("El s-a dus la Chişinău.", "avea"),
    ("Este timpul pentru a face ordine.", "a"),
    ("Am văzut o propunere a Comisiei.", "al"),
]


@pytest.mark.parametrize(("text", "expected"), ROMANIAN)
def test_romanian_a_is_verb_article_or_particle(text, expected):
    """A participle, an infinitive or a genitive after «a» tells which; a short pronoun before it too."""
    assert lemma(text, "a", "ro") == expected
