"""Names of people and things in the nominative."""

from __future__ import annotations

import pytest

from corpus.mentions.nominative import is_initial, person, phrase, reshape
from corpus.mentions.people import FullNames, nominatives


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ирэнной Габриэляйтене", "Ирэнна Габриэляйтене"),
        ("Ириной Городиской", "Ирина Городиская"),
        ("Марьяной Прыступа", "Марьяна Прыступа"),
        ("Карлыгаш Джаманкуловой", "Карлыгаш Джаманкулова"),
        ("Андрея Кирчива", "Андрей Кирчив"),
        ("Татьяне Шакировой", "Татьяна Шакирова"),
        ("Дарией Гылымжанкызы", "Дария Гылымжанкызы"),
        ("Айгерим Сапаровой", "Айгерим Сапарова"),
        ("Дины Оспановой", "Дина Оспанова"),
        ("Дину Оспанову", "Дина Оспанова"),
        ("Виктором Чебану", "Виктор Чебану"),
        ("Тарасом Мельничуком", "Тарас Мельничук"),
        ("Оксаной Яворской", "Оксана Яворская"),
        ("Василия Гончаренко", "Василий Гончаренко"),
        ("Николая Степановича Дорофеева", "Николай Степанович Дорофеев"),
        ("И. И. Городиской", "И. И. Городиская"),
        ("Сергеем Воротниковым", "Сергей Воротников"),
        ("Хольгеру Вайдлингу", "Хольгер Вайдлинг"),
        ("Мире Исаковой", "Мира Исакова"),
        ("Нарине Мкртумян", "Нарине Мкртумян"),
        ("Петра Петровича Семёнова", "Пётр Петрович Семёнов"),
        ("Асии Биби", "Асия Биби"),
        ("Асию Маратову", "Асия Маратова"),
        ("Доминика Рааба", "Доминик Рааб"),
        ("Себастьяном Курцем", "Себастьян Курц"),
        ("Виталию Кличко", "Виталий Кличко"),
    ],
)
def test_people(written: str, expected: str) -> None:
    """Gender and case are chosen together for all parts; the writer's spelling stays."""
    assert str(person(tuple(written.split()))).replace("Пётр", "Петр") == expected.replace("Пётр", "Петр")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Оксано", "Оксана"), ("Ірини Городиської", "Ірина Городиська"), ("Тарасом Мельничуком", "Тарас Мельничук")],
)
def test_ukrainian_people(written: str, expected: str) -> None:
    """Ukrainian names by the Ukrainian dictionary, the vocative among the cases."""
    assert str(person(tuple(written.split()), "uk")) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Региональным экологическим центром Центральной Азии", "Региональный экологический центр Центральной Азии"),
        ("Представительством Европейского Союза в РК", "Представительство Европейского Союза в РК"),
        ("Центральной Азии", "Центральная Азия"),
        ("Кыргызской Республике", "Кыргызская Республика"),
        ("Соглашения Мэров", "Соглашение Мэров"),
        ("Нижнем Новгороде", "Нижний Новгород"),
        ("Служба поддержки", "Служба поддержки"),
        ("МИДа", "МИД"),
        ("МИДом Германии", "МИД Германии"),
        ("Главного разведывательного управления", "Главное разведывательное управление"),
        ("Соединённого Королевства", "Соединённое Королевство"),
    ],
)
def test_phrases(written: str, expected: str) -> None:
    """The head and what agrees with it are turned, the rest stays."""
    assert " ".join(phrase(tuple(written.split()))) == expected


def test_ukrainian_phrase() -> None:
    """A word that is a surname too is an adjective before its noun."""
    assert phrase(("Полтавською", "агенцією", "енергоефективності"), "uk") == ("Полтавська", "агенція", "енергоефективності")
    assert phrase(("Рада", "ЄС"), "uk") == ("Рада", "ЄС")


def test_reading_by_other_mentions() -> None:
    """«Бахрома Назарова» may be a woman; beside «Бахрому Назарову» and «Бахромом» it is a man's genitive."""
    written = ["Бахрома Назарова", "Бахромом Назаровым", "Бахрому Назарову"]
    assert nominatives([(name, "ru", "") for name in written]) == ["Бахром Назаров"] * 3


@pytest.mark.parametrize(
    ("name", "full", "expected"),
    [
        ("Городиская", ["Ирина Городиская"], "Ирина Городиская"),
        ("И. И. Городиская", ["Ирина Ивановна Городиская"], "Ирина Ивановна Городиская"),
        ("А. Городиская", ["Ирина Городиская"], ""),
        ("Городиская", ["Ирина Городиская", "Анна Городиская"], ""),
        ("Николай Степанович", ["Николай Дорофеев"], "Николай Дорофеев"),
        ("Назгуль", ["Назгуль Токтогулова"], "Назгуль Токтогулова"),
        ("Ю. В.", ["Юлия Соколовская"], ""),
    ],
)
def test_completion(name: str, full: list[str], expected: str) -> None:
    """A partial name stands for the only full name that fits, or for nobody."""
    assert FullNames(full).complete(name) == expected


@pytest.mark.parametrize(("source", "word", "expected"), [("АЛМАТЫ", "алматы", "Алматы"), ("Семёна", "семен", "Семён")])
def test_reshape(source: str, word: str, expected: str) -> None:
    """Capitals and ё of the text survive."""
    assert reshape(source, word) == expected


@pytest.mark.parametrize(("word", "expected"), [("И.", True), ("Дж.", True), ("Ю", True), ("Ли", False), ("им.", False)])
def test_initials(word: str, expected: bool) -> None:
    """An initial is a letter or two with a full stop."""
    assert is_initial(word) is expected


@pytest.mark.parametrize(
    ("before", "written", "nominative"),
    [
        ("Слушали", "Токтогулову Н. Э.", "Н. Э. Токтогулова"),
        ("назначить", "Каримову А. Б.", "А. Б. Каримова"),
        ("Поручить", "Назарову И. П.", "И. П. Назаров"),
        ("", "Назарову И. П.", "И. П. Назаров"),
    ],
)
def test_a_verb_says_the_case_of_the_name_behind_it(before: str, written: str, nominative: str) -> None:
    """Whom one hears or appoints is in the accusative, a woman; to whom something is given, in the dative."""
    assert nominatives([(written, "ru", before)]) == [nominative]
