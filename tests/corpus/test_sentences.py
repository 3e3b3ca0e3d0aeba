"""Borders of sentences, in bar notation: «Да.| Нет.»"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from corpus.sentences import split_sentences

CASES = [
    ("ru", "Встреча прошла в г. Алматы 19 февраля 2014 г.| Организатор — РЭЦЦА."),
    ("ru", "Улица им. Абая, д. 5.| Докладчик И. И. Городиская, т. е. эксперт.| Тел.: +7 (727) 278, вн. 120, моб. 8 777."),
    ("ru", "Были акимы и др.| Они пришли.| Это 5 тыс. руб.| Мало."),
    ("ru", "«Хорошо!» — сказал он.| «Да».| Нет…| Всё?!| (Смеётся.)"),
    ("ru", "Проект «Соглашение\nМэров».|\nЕго цель\nпроста."),
    ("ru", "Рост 7.5 процента.| 1. Первое дело.| 2. Второе дело."),
    ("ru", "В с. Кызыл-Суу, ул. Орбита-1.| Сайт www.eumayors.eu. адрес прежний."),
    ("ru", "и т. д.| Потом"),
    ("uk", "Зустріч у м. Київ, вул. Хрещатик.| 19 лютого 2014 р.| Було 45 учасників."),
    ("kk", "Кездесу г. Алматы қаласында өтті.| Рахмет."),
    ("en", "Mr. Smith met Dr. Brown at 5 p.m.| They left.| Tel. (7172) 91 10 40.| See e.g. Annex 1.| Done."),
    ("ro", "Dl. Ion, str. Ștefan cel Mare, nr. 5.| A venit."),
    ("hy", "Սեմինարը տեղի ունեցավ։| Շնորհակալություն։"),
    ("ka", "სემინარი გაიმართა.| გმადლობთ."),
    ("ru", ""),
    ("ru", "Первая часть\n\n|вторая часть"),
]


@pytest.mark.parametrize(("code", "barred"), CASES)
def test_sentences_end_at_the_bars(code, barred):
    """Abbreviations, initials, numbers and wrapped lines end no sentence; stops before a capital do."""
    text = barred.replace("|", "")
    found = [span.of(text) for span in split_sentences(text, Span(0, len(text)), code)]
    assert found == [piece.strip() for piece in barred.split("|") if piece.strip()]


@given(st.text("Аб. г\n!?…»«т1A", max_size=40), st.integers(0, 5), st.sampled_from(["ru", "en", "xx"]))
def test_sentences_lie_in_order_inside_and_lose_nothing(text, start, code):
    """Sentences are ordered, do not overlap, stay inside the span and leave out white space only."""
    span = Span(min(start, len(text)), len(text))
    found = split_sentences(text, span, code)
    assert all(span.covers(each) for each in found)
    assert all(one.stop <= other.start for one, other in pairwise(found))
    assert "".join("".join(each.of(text).split()) for each in found) == "".join(span.of(text).split())
