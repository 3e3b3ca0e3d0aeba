"""Organisations to their true end, as a reader of Russian and Ukrainian sees them."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse_text
from corpus.config import load

CONFIG = load(None)


def written(text: str, kind: str = "organisation") -> list[str]:
    """The mentions of a kind as they stand in the text."""
    return [mention.text for mention in analyse_text(text, CONFIG).findings.mentions if mention.type.value == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose task it is, behind whose it is
        (
            "Вчера Бюро Казахстана по патентам и товарным знакам выдало разрешение заводу.",
            "Бюро Казахстана по патентам и товарным знакам",
        ),
        (
            "На заседании Совета при Президенте РФ по развитию туризма выступил гость.",
            "Совета при Президенте РФ по развитию туризма",
        ),
        ("Справку дал Следственный комитет при прокуратуре.", "Следственный комитет при прокуратуре"),
        ("В концерте пели солисты Театра имени Ауэзова и Байсеитовой.", "Театра имени Ауэзова и Байсеитовой"),
        ("Это здание строили для Конституционного суда здания не хватало.", "Конституционного суда"),
    ],
)
def test_a_name_ends_where_it_ends(text: str, expected: str) -> None:
    assert expected in written(text)


@pytest.mark.parametrize(
    "text",
    [
        "Министерство энергетики Украины по просьбе завода отложило проверку.",
        "Фонд «Жылу» при поддержке мэрии открыл школу.",
    ],
)
def test_what_is_asked_or_helped_is_no_part_of_a_name(text: str) -> None:
    assert not any("по просьбе" in each or "при поддержке" in each for each in written(text))


def test_a_district_of_administration_is_a_region() -> None:
    """«Чукотский автономный округ» is no office; «Сибирский военный округ» is one."""
    text = "На время Магадана перешёл Чукотский автономный округ, а Сибирский военный округ остался."
    assert "Чукотский автономный округ" in written(text, "region")
    assert written(text) == ["Сибирский военный округ"]


def test_a_ship_is_no_organisation() -> None:
    assert written("Экипаж вернулся на шаттле «Дискавери» в четверг.") == []


def test_words_met_once_are_met_again_at_the_head_of_a_sentence() -> None:
    """A firm in Latin letters, a surname of a full name; never a word that the dictionary knows."""
    text = "Авиакомпания Ryanair закрыла базу в Дублине. Ryanair отменила рейсы. Читатели ждут Ryanair в Риге."
    assert written(text) == ["Ryanair", "Ryanair", "Ryanair"]
    people = "Домой вернулся Виталий Калоев. Калоев потерял в катастрофе семью. С Калоевым говорили."
    assert written(people, "person") == ["Виталий Калоев", "Калоев", "Калоевым"]
    named = analyse_text(people, CONFIG).findings.mentions
    assert {mention.name for mention in named} == {"Виталий Калоев"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Концерн «Фольксваген» (Volkswagen) строит завод в Калуге.", "Volkswagen"),
        (
            "Об этом писал Комитет защиты журналистов (КЗЖ) (Committee to Protect Journalists).",
            "Committee to Protect Journalists",
        ),
        ("Газета «Кориера делла Сера» (Corriere della Sera) вышла в Риме.", "Corriere della Sera"),
    ],
)
def test_a_name_repeated_in_brackets(text: str, expected: str) -> None:
    assert expected in written(text)


def test_another_word_in_brackets_is_no_name_of_the_firm() -> None:
    assert "Windows" not in written("Завод купил у ОАО «Роснефть» (Windows) лицензию.")


@pytest.mark.parametrize("name", ["Интерпол", "МАГАТЭ", "Голос Америки", "Бі-бі-сі"])
def test_organisations_of_the_world_are_known(name: str) -> None:
    language = "Про це повідомляє" if "і" in name else "Об этом сообщает"
    assert name in written(f"{language} {name}.")
