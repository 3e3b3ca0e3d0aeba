"""Which languages a word speaks for by standing in a dictionary."""

import pytest

from corpus.morphology import text_votes, word_votes


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("если", "ru"),
        ("и", "ru"),
        ("Какая", "ru"),
        ("які", "uk"),
        ("й", "uk"),
        ("Вулиця", "uk"),
        ("облусу", ""),
        ("жобаның", ""),
    ],
)
def test_word_speaks_for_the_language_that_knows_it(word, code):
    """One dictionary's word speaks for its language, a word of neither for the languages without one."""
    said = word_votes(word)
    assert max(said, key=said.get) == code


@pytest.mark.parametrize("word", ["Тараз", "ООН", "city", "20", "пам'ять", "В"])
def test_name_says_nothing(word):
    """Unknown names, capitals, other scripts and numbers are not asked about."""
    assert word_votes(word) is None


def test_name_that_is_known_says_half_as_much():
    """A capital may make a name of a word."""
    assert word_votes("Если")["uk"] == pytest.approx(word_votes("если")["uk"] / 2)


def test_last_word_of_a_text_may_be_cut_short():
    """What ends with the text and is in no dictionary is not asked about, for it may go on."""
    assert len(list(text_votes("если до такого возр"))) == 3
    assert len(list(text_votes("если до такого возраста"))) == 4
    assert len(list(text_votes("если до такого возр."))) == 4
