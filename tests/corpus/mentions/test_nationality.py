"""A word beside a town says of which country it is."""

from __future__ import annotations

import pytest

from corpus.config import load
from corpus.mentions.nationality import country_of
from corpus.mentions.words import Word
from corpus.model import Span
from indexer.quality.tasks.homonyms import is_right

CONFIG = load(None)


@pytest.mark.parametrize(
    ("barred", "country"),
    [
        ("Британский |Кембридж| и Оксфорд соревнуются в гребле.", "GB"),
        ("Американский |Кембридж| гордится университетом.", "US"),
        ("Французский |Брест| принял регату.", "FR"),
        ("В ливанском |Триполи| прошли выборы.", "LB"),
        ("Испанская |Мерида| хранит театр.", "ES"),
        ("Мексиканская |Мерида| ждёт ураган.", "MX"),
        ("Білоруський |Брест| чекає на потяг.", "BY"),
        ("Англійський |Бостон| стоїть на болотах.", "GB"),
        ("The British town of |Boston| lies in the fens.", "GB"),
        ("|Paris|, Texas, lost power.", "US"),
        ("In Canadian |London| the river froze.", "CA"),
        # without such a word the greater one is meant
        ("В |Лондоне| открыли школы.", "GB"),
        ("В |Париже| открыли школы.", "FR"),
    ],
)
def test_the_town_is_in_the_country_that_is_said(barred: str, country: str) -> None:
    assert is_right(barred, country, CONFIG)


@pytest.mark.parametrize(
    ("word", "language", "country"),
    [
        ("польскими", "ru", "PL"),
        ("Техасе", "ru", "US"),
        ("Lebanese", "en", "LB"),
        ("городскими", "ru", ""),
        ("Polish", "kk", ""),
    ],
)
def test_words_that_say_a_country(word: str, language: str, country: str) -> None:
    assert country_of(Word(word, Span(0, len(word)), first=False), language) == country
