"""A small change is made to a copy of the index that shares its files, and leaves what building anew would leave."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cluster.servers import mode

from corpus import config as configuration
from corpus.config import Config
from corpus.editing import Wish, decide
from corpus.model import EntityType
from corpus.morphology import read_words
from corpus.pipeline import relink
from corpus.store import Store
from indexer.build import build_index, current_index, verify
from indexer.completions import load_completions
from indexer.engines import ENGINES, LOCAL, Reader, Weights, engine
from indexer.engines.sharing import share_files
from indexer.plan import All, AnyOf, Dates, Everything, Keyword, Match, Numbers, Plan
from indexer.schema import MANIFEST, TEXT, TITLE, load_manifest
from indexer.search import Archive
from indexer.terms import Precision, query_word

_WORDS = "мэр город семинар стали банка Тараз энергия договор тариф дорога".split()


def _match(text: str) -> Match:
    return Match(tuple(query_word(token, Precision.WIDE) for token in read_words(text, ["ru"])), (TEXT, TITLE))


_PLANS: list[Plan] = [
    *map(_match, _WORDS),
    *(_match(f"{left} {right}") for left, right in pairwise(_WORDS)),
    Everything(),
    Keyword("city", ("c1", "c2")),
    Keyword("city", ("c4",)),
    Numbers("words", 1, 12),
    Dates(735000, 735200),
    All((Everything(),), (_match("мэр"),)),
    AnyOf((_match("тариф"), Keyword("city", ("c3",)))),
]


def _records(sheet: Any, numbers: list[int], seed: int) -> list[Any]:
    made = []
    for number in sorted(numbers):
        chance = random.Random(seed * 1000 + number)
        text = ". ".join(" ".join(chance.choices(_WORDS, k=5)) for _ in range(3))
        date = f"2014-{chance.randint(1, 12):02}-01" if chance.random() < 0.7 else ""
        made.append(
            sheet(text, title=chance.choice(_WORDS), date=date).record(f"{number:04}", city=(f"c{chance.randint(1, 4)}",))
        )
    return made


def _all(reader: Reader) -> list[Any]:
    """All that an index can tell: ids, answers in order of date, facets, values, terms."""
    answers = [reader.search(plan, page=1, size=500, sort="date", facets=("city", "language")) for plan in _PLANS]
    found = [(each.total, [id for id, _ in each.page], each.facets) for each in answers]
    return [list(reader.ids()), found, [reader.matching(plan) for plan in _PLANS], reader.values("city")]


@pytest.mark.parametrize("name", ENGINES)
def test_updates_leave_what_building_leaves(name: str, using: Callable[[str], Config], sheet: Any, tmp_path: Path) -> None:
    """After documents came, changed and went, thrice, the index answers as one built anew; old readers see the old."""
    made, weights = engine(name, using(name)), Weights()
    if name not in LOCAL and mode() != "whole":
        pytest.skip("asks a cluster a thousand times: make test-cluster")
    versions = dict.fromkeys(range(80), 0)
    old = tmp_path / "0"
    old.mkdir()
    made.build(old, _records(sheet, list(versions), 0), weights)
    chance = random.Random(3)
    for turn in (1, 2, 3):
        first = made.open(old, weights)
        before = _all(first)
        changed = [*chance.sample(sorted(versions), 6), *range(100 * turn, 100 * turn + 4)]
        gone = set(chance.sample(sorted(set(versions) - set(changed)), 5))
        versions = {number: turn if number in changed else versions.get(number, 0) for number in {*versions, *changed} - gone}
        new, anew = tmp_path / f"{turn}", tmp_path / f"{turn}-anew"
        new.mkdir()
        anew.mkdir()
        share_files(old, new)
        count = made.update(new, _records(sheet, changed, turn), {f"{number:04}" for number in gone}, weights)
        every = [_records(sheet, [number], version)[0] for number, version in sorted(versions.items())]
        assert count == len(versions) == made.build(anew, every, weights)
        assert _all(made.open(new, weights)) == _all(made.open(anew, weights))
        assert _all(first) == before == _all(made.open(old, weights))
        old = new


@pytest.mark.parametrize("name", ENGINES)
def test_small_change_indexes_what_changed(
    name: str, using: Callable[[str], Config], keep: Callable[..., list[str]], sheet: Any
) -> None:
    """One new document of thirty is all that is indexed; the index is swapped, agrees with the store, and finds it."""
    config = using(name)
    keep([sheet(f"мэр города {number}") for number in range(30)])
    with Store.of(config) as store:
        build_index(config, store)
    first = current_index(config)
    with Archive.open(config) as archive:
        assert archive.search("мэр").total == 30
        keep([sheet("мэр Тараза")], prefix="new")
        with Store.of(config) as store:
            assert build_index(config, store) == {"documents": 31, "indexed": 1}
            assert verify(config, store).holds
        assert not first.exists()
        assert (archive.search("мэр").total, archive.search("Таразом").total, archive.search("Тара*").total) == (31, 1, 1)
    manifest = load_manifest(current_index(config))
    assert (manifest.updates, manifest.stale, manifest.documents) == (1, 1, 31)


@pytest.mark.parametrize("name", LOCAL)
def test_a_renamed_entity_writes_no_document(
    name: str, using: Callable[[str], Config], keep: Callable[..., list[str]], sheet: Any
) -> None:
    """Twenty times renamed, a city that all documents mention leaves each file of postings as it lies; it is offered anew."""
    config = using(name)
    city = {"Тараз": (EntityType.CITY, "Тараз")}
    keep([sheet(f"Тараз {number}", names=city) for number in range(20)])
    with Store.of(config, write=True) as store:
        relink(config, store)
        build_index(config, store)
        before = _lie(config)
        for number in range(20):
            (entity,) = store.entities()
            decide(config, store, Wish("rename", entity.id, f"Ауыл {number}"), "мэр")
            assert build_index(config, store) == {"documents": 20, "indexed": 0}
        after = _lie(config)
        assert verify(config, store).holds
    assert {file for file in before if after.get(file) != before[file]} == {"completions.tsv"}
    manifest = load_manifest(current_index(config))
    assert (manifest.updates, manifest.stale) == (0, 0)
    assert [each.text for each in load_completions(current_index(config)).starting("аул", 5)] == []
    assert [each.text for each in load_completions(current_index(config)).starting("ауыл", 5)] == ["Ауыл 19"]


@pytest.mark.parametrize("name", LOCAL)
def test_a_merged_entity_writes_its_documents(
    name: str, using: Callable[[str], Config], keep: Callable[..., list[str]], sheet: Any
) -> None:
    """Only documents whose entities are others now are written: two of thirty, not those of the entity merged into."""
    config = using(name)
    sheets = [sheet(f"Тараз {number}", names={"Тараз": (EntityType.CITY, "Тараз", "gn1516905")}) for number in range(28)]
    sheets += [sheet(f"Жамбыл {number}", names={"Жамбыл": (EntityType.CITY, "Жамбыл")}) for number in range(2)]
    keep(sheets)
    with Store.of(config, write=True) as store:
        relink(config, store)
        build_index(config, store)
        (one,), (other,) = store.find_entities("Тараз"), store.find_entities("Жамбыл")
        decide(config, store, Wish("merge", one.id, others=(other.id,)), "мэр")
        assert build_index(config, store) == {"documents": 30, "indexed": 2}
        assert verify(config, store).holds
    with Archive.open(config) as archive:
        assert archive.search("город:Жамбыл").total == 30


@pytest.mark.parametrize("name", LOCAL)
def test_thirty_updates_do_not_bloat(name: str, config: Config, keep: Callable[..., list[str]], sheet: Any) -> None:
    """After thirty updates the index is at most 1.3 times what it is when built anew, and holds what the store holds."""
    config = configuration.load(config.root, {"index.engine": name}, environment={})
    chance = random.Random(1)
    keep([sheet(" ".join(chance.choices(_WORDS, k=400))) for _ in range(100)])
    with Store.of(config) as store:
        build_index(config, store)
    for turn in range(30):
        keep([sheet(" ".join(chance.choices(_WORDS, k=400)))], prefix=f"new{turn}")
        with Store.of(config) as store:
            build_index(config, store)
    with Store.of(config) as store:
        assert verify(config, store).holds
        changed = _bytes(config)
        build_index(config, store, force=True)
    assert changed <= 1.3 * _bytes(config)


def _lie(config: Config) -> dict[str, int]:
    """The files of the index in use, but for its manifest: when each was written, which a second name of it keeps.

    Numbers of files on the disk would not do: one that is free is given again.
    """
    files = [file for file in current_index(config).iterdir() if file.name != MANIFEST]
    return {file.name: file.stat().st_mtime_ns for file in files if not file.name.endswith(("lock", "_LOCK"))}


def _bytes(config: Config) -> int:
    return sum(file.stat().st_size for file in current_index(config).iterdir())
