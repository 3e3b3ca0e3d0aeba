"""What is near is settled from the stored words: by words between, sentence and passage, in any order and without overlap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.errors import BadQuery
from indexer import nearness, resolve
from indexer.search import Archive

_TEXT = (
    "Мэр города открыл семинар. Стали обсуждать цены на сталь.\n"
    "Дорогой коллега ехал дорогой в Тараз. Город Ош ждал договор мэров."
)


@pytest.fixture
def found(archive: Callable[..., Archive], sheet: Any) -> Callable[[str], int]:
    """How many of two documents answer: the text and one without any of its words."""
    opened = archive([sheet(_TEXT, title="Тариф на свет"), sheet("Ничего похожего нет")])
    return lambda query: opened.search(query).total


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("мэр ~0 город", 1),
        ("город ~0 мэр", 1),
        ("мэр ~1 открыл", 1),
        ("мэр ~0 открыл", 0),
        ("мэр ~2 семинар", 1),
        ("мэр ~1 семинар", 0),
        ("семинар ~50 Тараз", 0),
        ("мэр ~3 договор", 1),
        ('"семинар город мэр"~1', 1),
        ('"семинар город мэр"~0', 0),
        ("мэр ~0 мэр", 0),
        ("дорогой ~2 дорогой", 1),
        ("дорогой ~1 дорогой", 0),
        ("сталь ~4 стать", 1),
        ('"мэр города" ~1 семинар', 1),
        ('"мэр города" ~0 семинар', 0),
        ("(мэр OR коллега) ~0 ехал", 1),
        ("сем* ~1 гор*", 1),
        ("мэр /s семинар", 1),
        ("мэр /s цены", 0),
        ("мэр /p цены", 1),
        ("мэр /p Тараз", 1),
        ("семинар /p Тараз", 0),
        ("мэр /s город /s открыл", 1),
        ("мэр /p сталь /p Тараз", 0),
        ("тариф ~1 свет", 1),
        ("title:(тариф ~1 свет)", 1),
        ("text:(тариф ~1 свет)", 0),
        ("тариф ~9 мэр", 0),
        ("мэр -(мэр ~2 семинар)", 0),
        ("мэр -(мэр ~1 семинар)", 1),
        ('="города Ош"~3', 0),
        ('="город ош"~3', 1),
        ("(мэр ~2 семинар)^2 OR зюзя", 1),
    ],
)
def test_near(found: Callable[[str], int], query: str, total: int) -> None:
    """The query finds the text, or does not."""
    assert found(query) == total


def test_too_many_candidates_are_refused(archive: Callable[..., Archive], sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more documents than can be looked through hold the words, the refusal says so and what helps."""
    monkeypatch.setattr(nearness, "CANDIDATES", 2)
    opened = archive([sheet(f"мэр города {number}", date="2014-01-01" if number else "") for number in range(3)])
    with pytest.raises(BadQuery, match=r"3 documents hold these words, too many(.|\n)*add a rarer word") as refusal:
        opened.search("зюзя OR мэр ~1 города")
    assert refusal.value.position == 12
    assert opened.search("(мэр ~1 города) has:date").total == 2


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("сем*", 1),
        ("*минар", 1),
        ("с?минар", 1),
        ("семинра~", 1),
        ("семнр~2", 1),
        ("семнр~1", 0),
        ("/с[ео]минар(ы|)/", 1),
        ("/семинар/", 1),
        ("/семина/", 0),
        ("title:сем*", 0),
        ("title:тар*", 1),
        ("!города", 1),
        ("!городом", 0),
        ("городом", 1),
        ('="мэр города"', 1),
        ('="мэры города"', 0),
        ('"мэры города"', 1),
        ("ЦЕН?", 1),
        ("words:<10", 1),
        ("words:10..100", 1),
        ("words:>100", 0),
        ("has:title", 1),
        ("-has:title Ничего", 1),
        ("size:>1", 2),
        ("pages:0", 2),
    ],
)
def test_patterns_forms_and_facts(found: Callable[[str], int], query: str, total: int) -> None:
    """Wildcards, likeness, patterns, exact forms, numbers and facts find what they say."""
    assert found(query) == total


def test_wide_patterns_are_refused(archive: Callable[..., Archive], sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that means too many words is refused at its place; one that means none says so."""
    monkeypatch.setattr(resolve, "EXPANSION", 2)
    opened = archive([sheet("семинар семя семь сено")])
    with pytest.raises(BadQuery, match=r"more than 2 words of the archive are like 'се\*'") as refusal:
        opened.search("сено се*")
    assert refusal.value.position == 5
    assert "no word of the archive is like 'зюзя*'" in opened.search("зюзя*").advice


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("@Тараз ~2 семинар", 1),
        ("@Taraz /s семинар", 1),
        ("@Тараз /s Алматы", 1),
        ("@Тараз /p @Киев", 0),
        ("@Шакирова /s директор", 1),
        ("@организация /s директор", 1),
        ("@person /s семинар", 1),
        ("(@Тараз OR @Алматы) ~0 школы", 0),
    ],
)
def test_entities_stand_near_words(sample: Path, query: str, total: int) -> None:
    """An entity is near where one of its mentions stands, under whatever name; a kind stands for all of its kind."""
    with Archive.open(configuration.load(sample, environment={})) as archive:
        assert archive.search(query).total == total
