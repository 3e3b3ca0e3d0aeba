import pytest

from corpus.formats.hyphens import compounds, join


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["представители муници-", "палитетов города"], "представители муниципалитетов города"),
        (["сезон с по-", "годозависимой автоматикой"], "сезон с погодозависимой автоматикой"),
        (["Соглашение Мэров-", "Восток"], "Соглашение Мэров-Восток"),
        (["жили по-", "прежнему"], "жили по-прежнему"),
        (["из-", "за ветра"], "из-за ветра"),
        (["социально-", "экономический"], "социально-экономический"),
        (["в 2014-", "2015 годах"], "в 2014-2015 годах"),
        (["пусковой комп\ufffe", "лекс"], "пусковой комплекс"),
        (["цена -", "сто тенге"], "цена - сто тенге"),
        (["первая строка", "вторая"], "первая строка вторая"),
    ],
)
def test_join(lines: list[str], whole: str) -> None:
    """A broken word is whole again, and a hyphen of its own stays."""
    assert join(lines, frozenset()) == whole


def test_a_compound_seen_elsewhere_keeps_its_hyphen() -> None:
    """«городов-|подписантов» keeps its hyphen where «города-подписанты» stand in the same document."""
    known = compounds(["Города-подписанты собрались."])
    assert join(["встреча городов-", "подписантов"], known) == "встреча городов-подписантов"
