"""A name typed in a query means the thing, under any of its names and in any form, and nothing that merely contains it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.model import EntityType
from indexer.search import Archive

CITY, ORGANISATION, PERSON = EntityType.CITY, EntityType.ORGANISATION, EntityType.PERSON
ALMATY, EU = "geonames:1526384", "wikidata:Q458"


@pytest.fixture
def named(archive: Callable[..., Archive], sheet: Any) -> Archive:
    """Five documents that name one city, one union and two people in several ways."""
    return archive(
        [
            sheet("Встреча прошла в Алма-Ате.", names={"Алма-Ате": (CITY, "Алма-Ата", ALMATY)}),
            sheet("Семинар в Алматы.", names={"Алматы": (CITY, "Алматы", ALMATY)}),
            sheet("Европейский Союз помог.", names={"Европейский Союз": (ORGANISATION, "Европейский Союз", EU)}),
            sheet("ЕС помог.", names={"ЕС": (ORGANISATION, "ЕС", EU)}),
            sheet(
                "Союз писателей и Представительство Европейского Союза. Иван Петров и Олег Петров.",
                names={
                    "Представительство Европейского Союза": (ORGANISATION, "Представительство Европейского Союза"),
                    "Иван Петров": (PERSON, "Иван Петров"),
                    "Олег Петров": (PERSON, "Олег Петров"),
                },
            ),
        ]
    )


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("Алматы", "1 0"),
        ("Алма-Атой", "0 1"),
        ("Almaty", "0 1"),
        ("Верный", ""),
        ("верный", ""),
        ("Almaty семинар", "1"),
        ("Almaty -семинар", "0"),
        ("text:Almaty", "0 1"),
        ("title:Almaty", ""),
        ('"Европейским Союзом"', "2 4 3"),
        ("ЕС", "3 2"),
        ("союз", "2 4"),
        ("город:Almaty", "0 1"),
        ("org:Союз", "2 3 4"),
        ('org:"Европейский Союз"', "2 3"),
        ("org:представительство", "4"),
        ("person:Петровым", "4"),
        ("Петров", "4"),
    ],
)
def test_names_find_things(named: Archive, query: str, paths: str) -> None:
    """Documents that hold the words come before those that call the thing otherwise."""
    assert sorted(hit.path[4] for hit in named.search(query).hits) == sorted(paths.split())
    if query in ("Алматы", "Алма-Атой", "ЕС"):
        assert [hit.path[4] for hit in named.search(query).hits] == paths.split()


@pytest.fixture
def unrecognised(archive: Callable[..., Archive], sheet: Any) -> Archive:
    """Of each thing some documents in which it was recognised, and others that say it, or only have the word."""
    return archive(
        [
            sheet("Новичок нашли.", names={"Новичок": (ORGANISATION, "Новичок")}),
            sheet("Яд Новичок, снова «Новичок», опять Новичок и Новичок."),
            sheet("Фонд Мир работает.", names={"Мир": (ORGANISATION, "Мир")}),
            sheet("Мы хотим, чтобы в мире был мир. Мир победит."),
            sheet("Дом построен в Банках Тау.", names={"Банках Тау": (ORGANISATION, "Банки Тау")}),
            sheet("О Банках Тау."),
            sheet("Расписание.", title="easyJet"),
            sheet("easyJet летит.", names={"easyJet": (ORGANISATION, "easyJet")}),
            sheet("Алма-Ата.", names={"Алма-Ата": (CITY, "Алма-Ата", ALMATY)}),
            sheet("Алматы. Алматы.", names={"Алматы": (CITY, "Алматы", ALMATY)}),
        ]
    )


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("@Новичок", "1 0"),
        ("@Мир", "2"),
        ('@"Банки Тау"', "5 4"),
        ("@easyJet", "6 7"),
        ("@Алматы", "9 8"),
        ("@победит", "3"),
        ("@нет", ""),
        ("@Новичок нашли", "0"),
        ("яд -@Новичок", ""),
        ("@Новичок /s нашли", "0"),
        ("@Мир /s фонд", "2"),
    ],
)
def test_a_name_is_found_where_no_mention_was(unrecognised: Archive, query: str, paths: str) -> None:
    """A document that says it more comes first; a word that others write small is no name where nobody recognised it."""
    assert [hit.path[4] for hit in unrecognised.search(query).hits] == paths.split()


def test_an_unknown_name_is_told(unrecognised: Archive) -> None:
    """What nobody knows and nobody wrote is said with what is like it."""
    assert unrecognised.search("@Алмоты").advice == "nothing is known as 'Алмоты'; there is: Алматы; no document holds алмоты"


def test_only_a_wide_search_follows_names(named: Archive) -> None:
    """Below the widest precision a word is a word: only a correction that says so leads on, and none when exact."""
    assert named.search("Almaty", precision="exact").total == 0
    corrected = named.search("Almaty", precision="word")
    assert [expansion.by for expansion in corrected.expansions] == ["transliteration"]
    assert named.search("Almaty", precision="word", dropped=[str(corrected.expansions[0])]).total == 0


def test_other_name_is_shown_as_the_reason(named: Archive) -> None:
    """A document found by another name says which entity it names, and marks that name; one that holds the word does not."""
    first, second = named.search("Алматы").hits
    assert first.why == ("form: Алматы",)
    assert second.why == ("entity: Алма-Ата (city)",)
    assert [span.of(second.snippets[0].text) for span in second.snippets[0].spans] == ["Алма-Ате"]
    text = named.store.document(second.id).text
    assert [mark.span.of(text) for mark in named.marks(second.id, "Алматы")] == ["Алма-Ате"]
