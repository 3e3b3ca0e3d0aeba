"""Which names are one entity, and why."""

from __future__ import annotations

import random

import pytest

from corpus.entities import link
from corpus.model import Alias, EntityDraft, EntityType, Name, Span

PERSON, ORGANISATION, CITY = EntityType.PERSON, EntityType.ORGANISATION, EntityType.CITY


def names(*rows: tuple[EntityType, str, str] | tuple[EntityType, str, str, str]) -> list[Name]:
    return [Name(n, row[0], row[1], row[2], row[3] if len(row) > 3 else "", 2, 3) for n, row in enumerate(rows)]


def groups(drafts: tuple[EntityDraft, ...]) -> set[frozenset[str]]:
    return {frozenset(merge.name for _, merge in draft.members) for draft in drafts}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Татьяна Шакирова", "ru"), ("Tatiana Shakirova", "en")),
        (("Ирина Городиская", "ru"), ("Iryna Horodyska", "en")),
        (("Карлыгаш Джаманкулова", "ru"), ("Karlygash Jamankulova", "en")),
        (("Асхат Тулегенов", "ru"), ("Асхат Төлегенов", "kk")),
        (("Ион Кырлан", "ru"), ("Ion Cârlan", "ro")),
        (("Виктор Чебану", "ru"), ("Victor Cebanu", "ro")),
        (("Ерлан Жумабеков", "ru"), ("Yerlan Zhumabekov", "en")),
        (("Оксана Яворская", "ru"), ("Оксана Яворська", "uk")),
        (("Айгерим Кайратовна Сапарова", "ru"), ("Айгерим Сапарова", "ru")),
        (("Хольгер Вайдлинг", "ru"), ("Holger Weidling", "de")),
    ],
)
def test_one_person(one: tuple[str, str], other: tuple[str, str]) -> None:
    """One sound in two spellings is one person, with the reason kept."""
    (draft,) = link(names((PERSON, *one), (PERSON, *other)), ())
    assert {merge.rule for _, merge in draft.members} & {"sound", "near sound"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Татьяна Шакирова", "Tatiana Shapovalova"),
        ("Ерлан Жумабеков", "Еркин Жумабеков"),
        ("Иван Петров", "Иван Петренко"),
        ("Анна Иванова", "Инна Иванова"),
        ("Марат Алиев", "Мурат Алиев"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    """Like names of unlike people stay apart."""
    assert len(link(names((PERSON, one, "ru"), (PERSON, other, "ru")), ())) == 2


def test_initials_need_one_bearer() -> None:
    """«И. Городиская» joins the only person with the initial; with two of them she stays alone."""
    alone = names((PERSON, "Ирина Городиская", "ru"), (PERSON, "И. Городиская", "ru"))
    assert groups(link(alone, ())) == {frozenset({"Ирина Городиская", "И. Городиская"})}
    two = [*alone, Name(9, PERSON, "Инна Городиская", "ru", "", 1, 1)]
    assert len(link(two, ())) == 3


def test_linked_names_are_one_place() -> None:
    """Names with one link are one entity whose id and facts are the link's."""
    rows = names((CITY, "Алматы", "ru", "geonames:1526384"), (CITY, "Almaty", "en", "geonames:1526384"))
    (draft,) = link(rows, ())
    assert draft.id == "city-gn1526384"
    assert draft.links["country"] == "KZ"


def test_homonyms_stay_apart() -> None:
    """Two towns of one name are two entities."""
    rows = names((CITY, "Аксу", "ru", "geonames:1524298"), (CITY, "Аксу", "ru", "geonames:1529660"))
    assert len(link(rows, ())) == 2


def test_abbreviation_of_another_document() -> None:
    """«ЦГЭ» alone joins the centre that some document introduces; an abbreviation of two things joins neither."""
    rows = names((ORGANISATION, "Центр городской энергетики", "ru"), (ORGANISATION, "ЦГЭ", "ru"))
    alias = Alias(ORGANISATION, "ЦГЭ", "Центр городской энергетики", Span(0, 3))
    (draft,) = link(rows, [alias])
    assert draft.name == "Центр городской энергетики"
    other = [*rows, Name(5, ORGANISATION, "Центр генеральной экспертизы", "ru", "", 1, 1)]
    both = [alias, Alias(ORGANISATION, "ЦГЭ", "Центр генеральной экспертизы", Span(0, 3))]
    assert len(link(other, both)) == 3


def test_order_of_files_changes_nothing() -> None:
    """The same names give the same entities, ids and reasons in any order."""
    rows = names(
        (PERSON, "Асхат Тулегенов", "ru"),
        (PERSON, "Асхат Төлегенов", "kk"),
        (PERSON, "А. Тулегенов", "ru"),
        (PERSON, "Askhat Tulegenov", "en"),
        (ORGANISATION, "Проектный офис «Тёплый город»", "ru"),
        (ORGANISATION, 'Проектный офис "Тёплый город"', "ru"),
    )
    expected = link(rows, ())
    for seed in range(5):
        shuffled = rows[:]
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled, ()) == expected


def test_every_name_has_one_place_and_a_reason() -> None:
    """No name is lost or in two entities, and each says why it is there."""
    rows = names((PERSON, "Асхат Тулегенов", "ru"), (CITY, "Тараз", "ru"), (ORGANISATION, "Фонд", "ru"))
    members = [number for draft in link(rows, ()) for number, _ in draft.members]
    assert sorted(members) == [0, 1, 2]
    assert all(merge.reason for draft in link(rows, ()) for _, merge in draft.members)
