"""Help beside a search: completion, did-you-mean, documents like one, what stands out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.model import EntityType
from indexer.completions import Completion, CompletionsBuilder, load_completions
from indexer.guide import complete, related, similar, special
from indexer.search import Archive
from indexer.significance import LEAST, log_likelihood

Make = Callable[..., Archive]
CITY, BODY = EntityType.CITY, EntityType.ORGANISATION


@pytest.fixture
def towns(archive: Make, sheet: Any) -> Archive:
    """Twelve documents: 0 to 3 about trolleybuses in Бельцы, the others about water in Тараз."""
    buses = [
        sheet(
            f"Троллейбусы с рекуперацией вышли на маршрут {number} в Бельцах.",
            title="Новые троллейбусы Бельц",
            names={"Бельцах": (CITY, "Бельцы")},
        )
        for number in range(4)
    ]
    water = [
        sheet(f"Вода в Таразе стала чище, насос {number} починили.", title="Чистая вода", names={"Таразе": (CITY, "Тараз")})
        for number in range(8)
    ]
    return archive([*buses, *water])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("насо", [("насос", "word")]),
        ("бель", [("Бельцы", "city")]),
        ("чистая", [("Чистая вода", "phrase")]),
        ("новые трол", [("Новые троллейбусы", "phrase")]),
        ("Тараз", [("Тараз", "city")]),
        ("щщ", []),
        ("", []),
        ("!", []),
    ],
)
def test_completions(towns: Archive, typed: str, expected: list[tuple[str, str]]) -> None:
    """Words, phrases of titles and names, whatever case they are typed in; those in most documents first."""
    found = complete(towns, typed)
    assert [(each.text.lower(), each.kind) for each in found[: len(expected)]] == [(t.lower(), k) for t, k in expected]
    assert bool(found) == bool(expected)


def test_completion_is_quick_on_many_words(tmp_path: Path, sheet: Any) -> None:
    """Two hundred thousand words answer a letter within 20 ms of processor time."""
    builder = CompletionsBuilder()
    builder.add(sheet(" ".join(f"слово{number}" for number in range(2000))).record("a"))
    for number in range(200_000):
        builder._words[f"сл{number}", "ru"] = number % 97 + 1
    builder.save(tmp_path, [])
    known = load_completions(tmp_path)
    began = time.process_time()
    assert len(known.starting("с", 10)) == 10
    assert time.process_time() - began < 0.2  # 20 ms on an idle machine; tests share theirs


def test_completions_are_kept_and_added_to(tmp_path: Path, sheet: Any) -> None:
    """An update counts on from what was there."""
    first, second = CompletionsBuilder(), CompletionsBuilder()
    first.add(sheet("Котельная запущена", title="Котельная города").record("a", language=("ru",)))
    first.save(tmp_path, [])
    second.load(tmp_path)
    second.add(sheet("Котельная остановлена", title="Котельная города").record("b", language=("ru",)))
    second.save(tmp_path, [("city", "Котельнич", 3)])
    assert load_completions(tmp_path).starting("котельн", 3) == [
        Completion("Котельнич", "city", "", 3),
        Completion("котельная", "word", "ru", 2),
    ]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("тролейбусы", "троллейбусы"),
        ("насосс", "насос"),
        ("вода тролейбусы", "вода троллейбусы"),
        ("троллейбусы", None),
        ("=тролейбусы", None),
        ("бегемот", None),
    ],
)
def test_did_you_mean(towns: Archive, query: str, meant: str | None) -> None:
    """A word that no document has is put right by one that some have, in its place, with its language and documents."""
    found = towns.search(query).suggestions
    assert (found[0].query if found else None) == meant
    if found:
        assert found[0].documents > 0
        assert found[0].language == "ru"


def test_names_are_suggested_when_no_word_is_near(archive: Make, sheet: Any) -> None:
    """By the names that the archive knows."""
    known = archive([sheet("Совещание в Усть-Каменогорске прошло.", names={"Усть-Каменогорске": (CITY, "Усть-Каменогорск")})])
    assert [each.replacement for each in known.search("Устькаменогорск").suggestions] == ["Усть-Каменогорск"]


def test_documents_like_one(towns: Archive) -> None:
    """Those of its kind, with what they share; never itself."""
    first = towns.search("маршрут", duplicates="show").hits[0].id
    found = similar(towns, first)
    assert {each.title for each in found[:3]} == {"Новые троллейбусы Бельц"}
    assert first not in {each.id for each in found}
    assert "Бельцы" in found[0].shared
    assert {"троллейбус", "маршрут"} & set(found[0].shared)


def test_what_stands_out_in_an_answer(towns: Archive) -> None:
    """Words and names that it has more than the archive, without those typed."""
    found = special(towns, "троллейбус")
    assert {(each.kind, each.text) for each in found} >= {("word", "маршрут"), ("city", "Бельцы")}
    assert "троллейбус" not in {each.text for each in found}
    bus = next(each for each in found if each.text == "Бельцы")
    assert (bus.inside, bus.anywhere) == (4, 4)
    assert special(towns, "") == []


def test_related_searches_narrow_the_answer(towns: Archive) -> None:
    """Each finds something; names come first."""
    found = related(towns, "троллейбус")
    assert found[0].query == "троллейбус Бельцы"
    assert all(towns.search(each.query).total for each in found)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 10, 10, 100), 65.0),
        ((1, 10, 10, 100), 0.0),
        ((0, 10, 5, 100), 0.0),
        ((10, 100, 10, 100), 0.0),
        ((0, 0, 5, 9), 0.0),
    ],
)
def test_log_likelihood(counts: tuple[int, int, int, int], expected: float) -> None:
    """0 where a thing is as usual, rarer, or everything was chosen; 65 for ten of ten against none of ninety."""
    assert log_likelihood(*counts) == pytest.approx(expected, abs=0.1)
    assert LEAST < 65
