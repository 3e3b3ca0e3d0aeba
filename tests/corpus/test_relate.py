"""Versions and translations of one release over the life of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cluster.kept import KEPT, kept_in

from corpus import config
from corpus.analysis import analyse_text
from corpus.entities import link
from corpus.relate import relate
from corpus.store import Store

RUSSIAN = """Тараз, 14 марта 2013 года. В Таразе завершён энергоаудит 42 домов, на которые ушло 685 млн тенге.

Обследование вели инженеры из Алматы и Бишкека, отчёт получат 1840 семей. Контакты: audit@tzk.example
"""
EDITION = RUSSIAN.replace("42 домов", "43 домов")
ENGLISH = """Taraz, 14 March 2013. The energy audit of 42 houses is over in Taraz; it cost 685 million tenge.

Engineers from Almaty and Bishkek did the survey, and 1840 families will get the report. Contact: audit@tzk.example
"""
OTHER = """Бельцы, 23 мая 2017 года. На линию вышли шесть троллейбусов, которые возвращают энергию при торможении.

Проект обошёлся в 742 тысячи евро, контактную сеть обновят в Кишинёве к 2019 году. Контакты: troleibuz@balti.example
"""


@pytest.fixture(scope="module", params=KEPT, autouse=True)
def kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test here runs with stores in files, and on a server."""
    with kept_in(request):
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store that may be written."""
    with Store.open(tmp_path, write=True) as opened:
        yield opened


def put(store: Store, **texts: str) -> dict[str, str]:
    """Files with these texts are read, linked and related; their ids by name."""
    settings = config.load(None, environment={})
    run = store.begin_run("ingest", "1")
    ids = {}
    for name, text in texts.items():
        ids[name] = store.put(replace(analyse_text(text, settings, f"raw/{name}.txt"), source="raw"), run)
    store.relink(link(store.names(), store.aliases()))
    relate(store)
    return ids


def kinds(store: Store, id: str) -> dict[str, str]:
    """How the other documents of a release are alike, by their paths."""
    return {version.path: version.kind for version in store.versions(id)}


def test_versions_and_translations_are_one_release(store: Store) -> None:
    """An edition and a translation are found, each under its kind; another release is not."""
    ids = put(store, first=RUSSIAN, second=EDITION, english=ENGLISH, other=OTHER)
    assert kinds(store, ids["first"]) == {"raw/second.txt": "version", "raw/english.txt": "translation"}
    assert kinds(store, ids["english"]) == {"raw/first.txt": "translation", "raw/second.txt": "translation"}
    assert kinds(store, ids["other"]) == {}
    assert set(store.releases(list(ids.values()))) == {ids["first"], ids["second"], ids["english"]}
    assert store.release(ids["second"]) == ids["first"]
    assert store.release(ids["other"]) == ""


def test_same_words_are_a_copy(store: Store) -> None:
    """A file that differs by blanks and case only says the same."""
    ids = put(store, first=RUSSIAN, again=RUSSIAN.upper().replace("\n\n", "\n\n\n"))
    assert kinds(store, ids["first"]) == {"raw/again.txt": "copy"}


def test_a_bulletin_holds_a_release_and_is_not_folded_with_it(store: Store) -> None:
    """A part is shown on both pages, but a bulletin of many releases is none of them."""
    more = "\n\n".join(
        f"Новость {n}: в городе номер {n} посадили {n * 7} деревьев, сообщил мэр {n}-го района." for n in range(40)
    )
    ids = put(store, first=RUSSIAN, bulletin=RUSSIAN + "\n" + more)
    assert kinds(store, ids["first"]) == {"raw/bulletin.txt": "part"}
    assert store.releases(list(ids.values())) == {}


def test_each_night_compares_only_what_came(store: Store) -> None:
    """Coming one by one gives what coming together gives; nothing new changes nothing."""
    put(store, other=OTHER, english=ENGLISH)
    first = put(store, first=RUSSIAN)["first"]
    put(store, second=EDITION)
    assert kinds(store, first) == {"raw/second.txt": "version", "raw/english.txt": "translation"}
    generation = store.generation()
    assert relate(store) == 0
    assert store.generation() == generation


def test_what_vanishes_is_no_version(store: Store) -> None:
    """When one of two versions goes, the other stands alone, and an index takes it again."""
    ids = put(store, first=RUSSIAN, second=EDITION)
    run = store.begin_run("ingest", "1")
    store.keep_file("raw/first.txt", run)
    store.vanish(["raw"], run)
    assert relate(store) == 2
    assert kinds(store, ids["first"]) == {}
    assert store.verify() == []


def test_another_algorithm_compares_everything_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sketches of another version of the algorithm are made again."""
    first = put(store, first=RUSSIAN, second=EDITION)["first"]
    monkeypatch.setattr("corpus.relate.ALGORITHM", "another")
    assert relate(store) == 0
    assert store.compared()[0] == "another"
    assert kinds(store, first) == {"raw/second.txt": "version"}
