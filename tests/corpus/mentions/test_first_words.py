"""A sentence's first word has its capital from the sentence."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse_text
from corpus.config import load

CONFIG = load(None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Делегація з Кракова приїхала до Житомира.", [("city", "Кракова"), ("city", "Житомира")]),
        ("Мерія Ізмаїла обіцяє повернути кошти за квитки.", [("city", "Ізмаїла")]),
        ("Чорна смуга на карті позначає кордон громади.", []),
        ("Усі параметри є необов'язковими. Усі права захищено.", []),
        ("Нам в Оше рассказали о школах.", [("city", "Оше")]),
        ("Дорогу до Балыкчи электрифицируют.", [("city", "Балыкчи")]),
        (
            "Землетрясение ощутили в Текели, Сарканде и Ушарале.",
            [("city", "Текели"), ("city", "Сарканде"), ("place", "Ушарале")],
        ),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, expected: list[tuple[str, str]]) -> None:
    """A noun of an office, a verb behind and a word that tells of another are left out; lists tell what their last word is."""
    mentions = analyse_text(text, CONFIG).findings.mentions
    assert [(mention.type.value, mention.text) for mention in mentions] == expected


def test_a_region_in_quotation_marks_is_none() -> None:
    """«Волинь» is a club, a ship or a firm."""
    found = analyse_text("Луцький клуб «Волинь» переміг, а Волинь раділа.", CONFIG).findings.mentions
    assert [mention.text for mention in found if mention.type.value == "region"] == ["Волинь"]
