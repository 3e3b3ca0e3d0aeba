"""Folding, scripts and the table of languages."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.config import load
from corpus.languages import LANGUAGES, fold, language, script

FOLDED = [
    ("Кишинёв", "кишинев"),
    ("сло́во", "слово"),
    ("и\u0306од", "йод"),
    ("Київ", "київ"),
    ("об’єкт", "об'єкт"),
    ("обʼєкт", "об'єкт"),
    ("oʻzbek", "o'zbek"),
    ("o‘zbek", "o'zbek"),
    ("İstanbul", "istanbul"),
    ("ISTANBUL", "istanbul"),
    ("ıstanbul", "istanbul"),
    ("orașelor", fold("oraşelor")),
    ("CO₂", "co2"),
    ("7,5", "7.5"),
    ("со\u00adглашение", "соглашение"),
    ("ﬁnance", "finance"),
    ("Cергей", "сергей"),  # the first letter is Latin
    ("KАЗАХСТАН", "казахстан"),  # the K is Latin
    ("Еuropean", "european"),  # the first letter is Cyrillic
    ("СО2", "co2"),  # both letters are Cyrillic
    ("жаhан", "жаһан"),  # Kazakh typed without its keyboard
]


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_word_folds_to_its_indexed_form(word, folded):
    """Spellings of one word meet, whoever typed them on whatever machine."""
    assert fold(word) == folded


@pytest.mark.parametrize(("one", "other"), [("кий", "кии"), ("їжа", "іжа"), ("ріст", "рист"), ("қала", "кала"), ("şi", "si")])
def test_letters_that_tell_words_apart_stay(one, other):
    """Folding drops stress and case, never a letter of an alphabet."""
    assert fold(one) != fold(other)


@given(st.text(max_size=12) | st.text("аёйїСОсоcoABХх́2₂’ıİß", max_size=8))
def test_fold_is_idempotent(word):
    """A folded word folds to itself, and is NFC."""
    folded = fold(word)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Алматы", "Cyrl"),
        ("Almaty", "Latn"),
        ("Երևան", "Armn"),
        ("თბილისი", "Geor"),
        ("PR-специалист", "Cyrl"),
        ("2014", ""),
        ("", ""),
    ],
)
def test_script_of_most_letters(text, code):
    """A text's script is that of most of its letters."""
    assert script(text) == code


def test_every_default_language_is_described():
    """What the configuration offers is known: name, script and a way to make word forms meet."""
    for code in load(None)["archive.languages"]:
        spoken = LANGUAGES[code]
        assert spoken.name
        assert spoken.lemmatiser or spoken.stems, code


def test_every_language_is_listed_once_under_its_code():
    """No table overrides another."""
    assert all(code == spoken.code for code, spoken in LANGUAGES.items())


def test_unknown_language_meets_by_stems():
    """A code that no table holds is a language without a dictionary, in any script."""
    spoken = language("xx")
    assert (spoken.lemmatiser, spoken.stems) == ("", True)
    assert {"Cyrl", "Latn"} <= set(spoken.scripts)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_tables_are_written_as_folded(code):
    """Abbreviations are looked up folded, so they are listed folded; respellings are one to one."""
    spoken = LANGUAGES[code]
    for word in spoken.abbreviations | spoken.tails:
        assert fold(word) == word
    assert len(spoken.respelling[0]) == len(spoken.respelling[1])
