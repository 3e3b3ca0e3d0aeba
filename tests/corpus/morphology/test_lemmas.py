"""Tokens of texts and of queries: one function of a word for both."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.config import load
from corpus.model import BlockKind, Passage, Span, Token
from corpus.morphology import lemmatise, read_words
from corpus.tokens import TokenTable

ALL = load(None)["archive.languages"]


def passage(text: str, code: str, start: int = 0) -> Passage:
    """All of ``text`` as one sentence."""
    span = Span(start, start + len(text))
    return Passage(span, BlockKind.PARAGRAPH, code, 1.0, "", (span,))


def meets(query: str, word: str, code: str = "ru") -> bool:
    """True when a lemma or reading of the query word is one of ``word`` in running text."""
    [asked] = read_words(query, ALL)
    text = f"тогда {word} стал"
    said = list(lemmatise(text, [passage(text, code)]))[1]
    return not {asked.lemma, *asked.readings}.isdisjoint({said.lemma, *said.readings})


MET = [
    ("Таразе", "Тараз"),
    ("таразом", "Тараз"),
    ("Астане", "Астана"),
    ("Киеве", "Киев"),
    ("Кишинёве", "Кишинёв"),
    ("кишиневом", "Кишинёв"),
    ("Ростове", "Ростов"),
    ("Лисаковске", "Лисаковск"),
    ("Оше", "Ош"),
    ("Сомониёна", "Сомониён"),
    ("Сатпаева", "Сатпаев"),
    ("Сатпаевом", "Сатпаев"),
    ("Экибастузом", "Экибастуз"),
    ("Кызылорде", "Кызылорда"),
    ("Славутичем", "Славутич"),
    ("Бельц", "Бельцы"),
    ("Шакировой", "Шакирова"),
    ("Шакирова", "Шакировой"),
    ("городиская", "Городиской"),
    ("Кирчива", "Кирчив"),
    ("Джаманкулова", "Джаманкуловой"),
    ("Гылымжанкызы", "Гылымжанкызы"),
    ("подписантам", "подписантов"),
    ("мэр", "Мэров"),
]


@pytest.mark.parametrize(("query", "word"), MET)
def test_query_in_any_form_meets_the_text(query, word):
    """Cities and people are found in whatever case they are typed."""
    assert meets(query, word)


@pytest.mark.parametrize(
    ("query", "word"), [("ростом", "Ростов"), ("ростом", "Ростове"), ("Королёва", "король"), ("ев", "ели"), ("мэр", "море")]
)
def test_other_words_are_not_met(query, word):
    """A city is not a common noun in another case."""
    assert not meets(query, word)


@pytest.mark.parametrize(
    ("query", "word", "code"), [("Києвом", "Київ", "uk"), ("city", "cities", "en"), ("orașului", "oraș", "ro")]
)
def test_query_meets_texts_of_other_languages(query, word, code):
    """A query names no language: every language of its script is read."""
    assert meets(query, word, code)


@pytest.mark.parametrize(
    ("query", "word", "code"), [("Алматы", "Алматыдан", "kk"), ("Бишкек", "Бишкекте", "ky"), ("Toshkent", "Toshkentda", "uz")]
)
def test_stems_meet_where_there_is_no_dictionary(query, word, code):
    """In Kazakh «Алматы» and «Алматыдан» share the term «алмат»."""
    [asked], [said] = read_words(query, ALL), list(lemmatise(word, [passage(word, code)]))
    assert not set(asked.stems).isdisjoint(said.stems)


@pytest.mark.parametrize("text", ["Ростов принимает гостей", "РОСТОВ", "Ростове"])
def test_a_capital_keeps_the_city_apart_even_at_the_start(text):
    """«ростом» finds no «Ростов», wherever in the sentence it stands."""
    [asked], said = read_words("ростом", ALL), next(iter(lemmatise(text, [passage(text, "ru")])))
    assert {asked.lemma, *asked.readings}.isdisjoint({said.lemma, *said.readings})


def test_known_words_need_no_stems():
    """The dictionary's words are not blurred; unknown ones, such as surnames, are."""
    text = "семинар Шакировой"
    assert [token.stems for token in lemmatise(text, [passage(text, "ru")])] == [(), ("шакир",)]


def test_latin_word_in_a_russian_passage_is_read_as_english():
    """A foreign name meets its query although its passage is Russian."""
    text = "проект Energy Cities завершён"
    assert "city" in [token.lemma for token in lemmatise(text, [passage(text, "ru")])]


def test_hyphenated_words_follow_each_other():
    """The phrase "пресс секретарь" can meet «пресс-секретарь»: positions are adjacent, and no phrase spans two passages."""
    text = "пресс-секретарь\nмэра"
    table = lemmatise(text, [passage(text[:15], "ru"), passage(text[16:], "ru", 16)])
    assert [token.form for token in table] == ["пресс", "секретарь", "мэра"]
    assert list(table.positions) == [0, 1, 2 + TokenTable.PASSAGE_GAP]


WORDS = st.sampled_from(
    ["Тараз", "мэров", "CO₂", "7,5", "Київ", "об’єкт", "city", "Алматыда", "PR", "Ёлка", "İzmir", "…", "тел.:"]
)


@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30), st.sampled_from([*ALL, "und", "xx"]))
@example("𗀀", "ru")  # a Tangut letter, which has no name of its own
def test_query_and_text_agree_on_forms_and_places(text, code):
    """Whatever the text and its language, a query of it has the same forms at the same places."""
    said = list(lemmatise(text, [passage(text, code)]))
    asked = read_words(text, ALL)
    assert [(token.span, token.form) for token in said] == [(token.span, token.form) for token in asked]


@given(st.lists(WORDS, max_size=8), st.sampled_from(["ru", "uk", "en", "kk", "und"]))
def test_table_is_that_of_its_tokens(words, code):
    """The columns written here are those that the tokens themselves would make; readings never repeat the lemma."""
    text = " ".join(words)
    table = lemmatise(text, [passage(text, code)])
    assert TokenTable.of([list(table)]) == table
    for token in table:
        assert isinstance(token, Token)
        assert token.lemma not in token.readings
        assert len(set(token.readings)) == len(token.readings)
