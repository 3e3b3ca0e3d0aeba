"""Readings of a word alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from simplemma.strategies.dictionaries import StreamDictionaryFactory

from corpus.languages import LANGUAGES
from corpus.morphology import dictionaries, parser, readings

FORMS = [
    ("ru", "городами", "город"),
    ("ru", "подписантам", "подписант"),
    ("ru", "Кишинёве", "кишинев"),
    ("ru", "Таразе", "тараз"),
    ("ru", "шакировой", "шакирова"),
    ("ru", "шакирова", "шакиров"),
    ("ru", "городиской", "городиский"),
    ("ru", "городиская", "городиский"),
    ("ru", "Сатпаев", "сатпаев"),
    ("uk", "Києві", "київ"),
    ("uk", "об’єкта", "об'єкт"),
    ("en", "cities", "city"),
    ("en", "EU's", "eu"),
    ("ro", "orașelor", "oraş"),
    ("ro", "oraşelor", "oraş"),
    ("tr", "kapılar", "kapi"),
    ("de", "häuser", "haus"),
    ("fr", "l'union", "union"),
    ("kk", "Алматыда", "алматыда"),
    ("und", "Алматыда", "алматыда"),
]


@pytest.mark.parametrize(("code", "word", "lemma"), FORMS)
def test_form_has_its_lemma_among_its_readings(code, word, lemma):
    """A form leads to its dictionary form, folded."""
    assert lemma in [reading.lemma for reading in readings(word, code)]


@pytest.mark.parametrize(("word", "stray"), [("при", "переть"), ("для", "длить"), ("ев", "есть")])
def test_lemmas_nobody_means_are_left_out(word, stray):
    """«ев» does not find «ели», though the dictionary knows it as a gerund."""
    assert stray not in [reading.lemma for reading in readings(word, "ru")]


@pytest.mark.parametrize(
    ("one", "other"), [("ростом", "Ростов"), ("банка", "банк"), ("Королёва", "король"), ("Королёв", "королева")]
)
def test_different_words_have_different_likeliest_lemmas(one, other):
    """What stemmers merge stays apart, at least in the lemma that counts most; «банка» is also a form of «банк»."""
    likeliest = [readings(word, "ru")[0].lemma for word in (one, other)]
    assert one == "банка" or likeliest[0] != likeliest[1]


@pytest.mark.parametrize("code", [*sorted(LANGUAGES), "xx"])
@pytest.mark.parametrize("word", ["2014", "7,5", "CO₂", "Ёлка", "Ελλάδα", "ъ"])
def test_every_word_has_a_reading_in_every_language(code, word):
    """No word is lost: at worst it is read as itself."""
    found = readings(word, code)
    assert found
    assert all(reading.lemma for reading in found)
    assert all(0.0 <= reading.score <= 1.0 for reading in found)


def test_parser_is_loaded_once():
    """Whoever inflects names shares one dictionary."""
    assert parser("ru") is parser("ru")


def test_a_dictionary_is_opened_once_for_all_who_ask(monkeypatch):
    """Eight threads that ask for Dutch at the same time wait for the one that opens it."""
    opened = []
    whole = StreamDictionaryFactory._get_dictionary_uncached
    monkeypatch.setattr(
        StreamDictionaryFactory, "_get_dictionary_uncached", lambda self, lang: opened.append(lang) or whole(self, lang)
    )
    readings.cache_clear()
    dictionaries._streams.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: readings(f"huizen{'!' * number}", "nl"), range(8)))
    assert all(found)
    assert opened == ["nl"]
