"""Endings taken off by table: Kazakh, Kyrgyz, Uzbek, Tajik, Azerbaijani, Turkmen, Belarusian."""

import pytest

from corpus.languages import LANGUAGES
from corpus.model import BlockKind, Passage, Span
from corpus.morphology import lemmatise, read_words, readings

FORMS = [
    ("kk", "қалаларымыздың", "қала"),
    ("kk", "ауылдағы", "ауыл"),
    ("kk", "мектепте", "мектеп"),
    ("kk", "үйінде", "үй"),
    ("kk", "келмеді", "кел"),
    ("kk", "Алматыдан", "алматы"),
    ("kk", "Қазақстанның", "қазақстан"),
    ("ky", "Бишкекте", "бишкек"),
    ("ky", "Кыргызстанда", "кыргызстан"),
    ("ky", "академиясынын", "академия"),
    ("uz", "Toshkentda", "toshkent"),
    ("uz", "shaharlarimizning", "shahar"),
    ("tg", "шаҳрҳоро", "шаҳр"),
    ("az", "şəhərlərində", "şəhər"),
    ("tk", "şäherlerde", "şäher"),
    ("be", "гарадамі", "гарад"),
]


@pytest.mark.parametrize(("code", "form", "stem"), FORMS)
def test_form_has_its_stem_among_its_readings(code, form, stem):
    """«қалаларымыздың → қала»: plural, possessive and case are taken off together."""
    assert stem in [reading.lemma for reading in readings(form, code)]


@pytest.mark.parametrize(("code", "word"), [("kk", "бала"), ("kk", "үй"), ("ky", "эл"), ("uz", "suv"), ("az", "su")])
def test_bare_word_stays(code, word):
    """A word without an ending is its own likeliest lemma."""
    assert readings(word, code)[0].lemma == word


@pytest.mark.parametrize(
    ("code", "one", "other"), [("kk", "Қазақ", "Qazaq"), ("kk", "Қазақстанда", "Qazaqstan"), ("uz", "Ўзбек", "Oʻzbek")]
)
def test_two_scripts_of_a_language_meet(code, one, other):
    """What is written in Latin finds what is written in Cyrillic, and the reverse."""
    lemmas = [{reading.lemma for reading in readings(word, code)} for word in (one, other)]
    assert not lemmas[0].isdisjoint(lemmas[1])


def test_typed_in_the_other_script_it_is_read_too():
    """The languages of an archive that may be written in the script are asked, whatever the documents' usual one."""
    [asked] = read_words("Qazaqstan", ["ru", "kk"])
    assert "қазақстан" in (asked.lemma, *asked.readings)


def test_a_stem_that_the_document_has_as_a_word_goes_first():
    """«Аланда» may be «Алан» in the locative: where «Алан» is written too, it is."""
    text = "Бишкек борбор. Бишкекте жыйын өттү."
    whole = Span(0, len(text))
    table = lemmatise(text, [Passage(whole, BlockKind.PARAGRAPH, "ky", 1.0, "", (whole,))])
    assert [token.lemma for token in table if token.form.startswith("бишкек")] == ["бишкек", "бишкек"]


@pytest.mark.parametrize("code", [code for code, each in LANGUAGES.items() if each.suffixes])
def test_tables_are_whole(code):
    """Every slot has endings, none is empty, and letters map one to one."""
    table = LANGUAGES[code].suffixes
    assert all(ending for slots in table.chains for slot in slots for ending in slot)
    assert len(dict(table.letters)) == len(table.letters)
