"""Amounts: money, shares and things counted, in every layout that press releases have."""

import pytest

from corpus.mentions.amounts import find_amounts
from corpus.model import BlockKind, Passage, Span


def amounts(text: str, language: str = "ru", taken: tuple[Span, ...] = ()) -> list[tuple[str, float, float, str, str]]:
    passage = Passage(Span(0, len(text)), BlockKind.PARAGRAPH, language, 1.0, "")
    return [(a.text, a.low, a.top, a.unit, a.bound) for a in find_amounts(text, [passage], taken)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "сократить выбросы не менее чем на 20 % к 2020 году", ("не менее чем на 20 %", 20, 20, "%", "at least")),
        ("ru", "на 10–15 процентов дешевле", ("10–15 процентов", 10, 15, "%", "")),
        ("ru", "получил 2,5 млн евро", ("2,5 млн евро", 2.5e6, 2.5e6, "EUR", "")),
        ("ru", "бюджет €3 млн. Срок", ("€3 млн", 3e6, 3e6, "EUR", "")),
        ("ru", "стоит 1 200 000 тенге", ("1 200 000 тенге", 1.2e6, 1.2e6, "KZT", "")),
        ("ru", "собрались 45 участников", ("45 участников", 45, 45, "участник", "")),
        ("ru", "из 12 малых городов", ("12 малых городов", 12, 12, "город", "")),
        ("ru", "в 3 домах", ("3 домах", 3, 3, "дом", "")),
        ("ru", "свыше 300 тыс. человек", ("свыше 300 тыс. человек", 3e5, 3e5, "человек", "more than")),
        ("ru", "выработано 120 кВт·ч", ("120 кВт·ч", 120, 120, "kWh", "")),
        ("ru", "площадь 9 600 кв. м", ("9 600 кв. м", 9600, 9600, "m²", "")),
        ("uk", "не менш як на 20 %", ("не менш як на 20 %", 20, 20, "%", "at least")),
        ("uk", "21,3 млн гривень", ("21,3 млн гривень", 21.3e6, 21.3e6, "UAH", "")),
        ("uk", "у 34 школах", ("34 школах", 34, 34, "школа", "")),
        ("kk", "кемінде 20 пайыз", ("кемінде 20 пайыз", 20, 20, "%", "at least")),
        ("kk", "311 млн теңге", ("311 млн теңге", 311e6, 311e6, "KZT", "")),
        ("ro", "cel puțin 20 %", ("cel puțin 20 %", 20, 20, "%", "at least")),
        ("ro", "16 la sută", ("16 la sută", 16, 16, "%", "")),
        ("en", "more than 1,200 participants", ("more than 1,200 participants", 1200, 1200, "participant", "more than")),
        ("en", "a grant of $2.5 million", ("$2.5 million", 2.5e6, 2.5e6, "USD", "")),
        ("en", "EUR 40,000 for schools", ("EUR 40,000", 40000, 40000, "EUR", "")),
        ("en", "14 small cities", ("14 small cities", 14, 14, "city", "")),
    ],
)
def test_an_amount_is_read_whole(language: str, text: str, expected: tuple[str, float, float, str, str]) -> None:
    """Bound, number with its grouping and factor, and unit are one amount."""
    assert amounts(text, language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "20 февраля",
        "№ 15 школьный",
        "пункт 3 договора",
        "3 этаж",
        "в 9 часов",
        "5 лет",
        "20-летие города",
        "дом 12",
        "в 2014 году",
    ],
)
def test_a_bare_number_is_no_amount(text: str) -> None:
    """Days, numbers of documents, houses and floors count nothing."""
    assert amounts(text) == []


def test_dates_and_contacts_are_left_alone() -> None:
    """What is taken already is no amount."""
    text = "телефон 45 45 участников"
    assert amounts(text, taken=(Span(8, 13),)) == []
