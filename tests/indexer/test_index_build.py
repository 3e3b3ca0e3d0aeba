"""An index is built beside the old one, swapped in one step, and healed after a kill."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import ArchiveLocked, IndexMissing
from corpus.model import IndexRecord
from corpus.store import Store
from indexer.build import build_index, current_index, verify
from indexer.engines import Weights, engine
from indexer.engines.whoosh import Whoosh
from indexer.records import records
from indexer.schema import load_manifest
from indexer.search import Archive

Keep = Callable[..., list[str]]


def _build(config: Config, **options: Any) -> dict[str, int]:
    with Store.of(config) as store:
        return dict(build_index(config, store, **options))


def _folders(config: Config) -> list[str]:
    return sorted(entry.name for entry in (config.data / "index").iterdir() if entry.is_dir())


def test_records_hold_all_an_index_needs(config: Config, keep: Keep, sheet: Any) -> None:
    """A record comes from the store alone: tokens, facets, years of a range, words of author and path."""
    keep([sheet("Мэр в Таразе", title="Семинар", author="И. Городиская", date=("2014-12-30", "2015-01-02"))])
    with Store.of(config) as store:
        (record,) = records(store)
    assert record.facets["year"] == ("2014", "2015")
    assert (record.facets["language"], record.facets["type"], record.facets["source"]) == (("ru",), ("text/plain",), ("raw",))
    assert [token.form for token in record.title_tokens] == ["семинар"]
    assert [token.form for token in record.more["author"]] == ["и", "городиская"]
    assert [token.form for token in record.more["path"]] == ["raw", "0", "txt"]
    assert (record.date, record.date_stop, record.year) == ("2014-12-30", "2015-01-02", 2014)


def test_second_build_does_nothing(config: Config, keep: Keep, sheet: Any) -> None:
    """An index that shows the store as it is stays; a change of the store, or force, builds it anew."""
    keep([sheet("мэр"), sheet("город")])
    assert _build(config) == {"documents": 2, "indexed": 2}
    first = current_index(config)
    assert _build(config) == {"documents": 2, "indexed": 0}
    assert current_index(config) == first
    assert _build(config, force=True) == {"documents": 2, "indexed": 2}
    assert current_index(config) != first
    keep([sheet("дом")], prefix="new")
    assert _build(config) == {"documents": 3, "indexed": 3}
    assert _folders(config) == [current_index(config).name]


def test_changed_setting_builds_anew(config: Config, keep: Keep, sheet: Any) -> None:
    """What an index is made with stands in its manifest; another setting makes another index."""
    keep([sheet("мэр")])
    _build(config)
    other = configuration.load(config.root, {"search.weight_boilerplate": 0.2}, environment={})
    assert _build(other) == {"documents": 1, "indexed": 1}
    manifest = load_manifest(current_index(other))
    assert (manifest.engine, manifest.documents, manifest.settings["search.weight_boilerplate"]) == ("whoosh", 1, 0.2)


def test_reader_keeps_the_old_index(config: Config, keep: Keep, sheet: Any) -> None:
    """A reader that is open shows what it showed, though its folder is gone; the next search sees the new index."""
    keep([sheet("мэр")])
    _build(config)
    with Archive.open(config) as archive:
        old = archive.reader()
        assert archive.search("мэр").total == 1
        keep([sheet("мэр города")], prefix="new")
        _build(config)
        assert len(list(old.ids())) == 1
        assert old.terms("text_lemma", "мэр", 1) == [("мэр", 1)]
        assert archive.search("мэр").total == 2
        old.close()


def test_failed_build_leaves_the_old_index(config: Config, keep: Keep, sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that fails half-way changes nothing for readers; the next build removes what it left."""
    keep([sheet("мэр")])
    _build(config)
    before = current_index(config)
    with monkeypatch.context() as patch:
        patch.setattr(Whoosh, "build", _fails)
        with pytest.raises(OSError, match="no space left"):
            _build(config, force=True)
    assert current_index(config) == before
    assert len(_folders(config)) == 2
    assert _build(config) == {"documents": 1, "indexed": 0}
    assert _folders(config) == [before.name]


def _fails(engine: Whoosh, folder: Path, records: Iterable[IndexRecord], weights: Weights) -> int:
    (folder / "half").write_bytes(b"x")
    raise OSError("no space left on device")


def _build_and_die(root: Path) -> None:
    """Builds, and is killed once records flow."""
    config = configuration.load(root, environment={})

    def dies(wanted: Iterable[IndexRecord]) -> Iterable[IndexRecord]:
        for record in wanted:
            yield record
            os.kill(os.getpid(), signal.SIGKILL)

    whole = Whoosh.build
    Whoosh.build = lambda self, folder, wanted, weights: whole(self, folder, dies(wanted), weights)  # type: ignore[method-assign]
    with Store.of(config) as store:
        build_index(config, store, force=True)


def test_killed_build_heals(config: Config, keep: Keep, sheet: Any) -> None:
    """After SIGKILL in the middle the old index answers, no lock is left, and the next build cleans up."""
    keep([sheet("мэр"), sheet("город")])
    _build(config)
    before = current_index(config)
    child = multiprocessing.get_context("spawn").Process(target=_build_and_die, args=(config.root,))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert current_index(config) == before
    assert len(_folders(config)) == 2
    with Archive.open(config) as archive:
        assert archive.search("мэр").total == 1
    assert _build(config, force=True) == {"documents": 2, "indexed": 2}
    assert _folders(config) == [current_index(config).name]


def test_damaged_index_is_built_anew(config: Config, keep: Keep, sheet: Any) -> None:
    """A manifest that cannot be read means no index: searching says so, building replaces it."""
    keep([sheet("мэр")])
    _build(config)
    (current_index(config) / "manifest.json").write_text("{", "utf-8")
    with Archive.open(config) as archive, pytest.raises(IndexMissing, match=r"no readable manifest\.json.*svod index"):
        archive.search("мэр")
    assert _build(config) == {"documents": 1, "indexed": 1}


def test_index_of_another_version_is_not_read(config: Config, keep: Keep, sheet: Any) -> None:
    """An index with another schema is no index: searching says so, building replaces it."""
    keep([sheet("мэр")])
    _build(config)
    manifest = load_manifest(current_index(config))
    replace(manifest, schema=0).save(current_index(config))
    with Archive.open(config) as archive, pytest.raises(IndexMissing, match=r"another version of svod \(schema 0\)"):
        archive.search("мэр")
    assert _build(config) == {"documents": 1, "indexed": 1}


def test_searching_goes_on_while_indexes_are_swapped(config: Config, keep: Keep, sheet: Any) -> None:
    """Threads that search all the time see whole indexes only, old or new."""
    keep([sheet("мэр")])
    _build(config)
    with Archive.open(config) as archive, ThreadPoolExecutor(3) as threads:
        searching = [threads.submit(lambda: {archive.search("мэр").total for _ in range(60)}) for _ in range(3)]
        for number in range(4):
            keep([sheet("мэр города")], prefix=f"new{number}")
            _build(config)
        totals = set().union(*(each.result() for each in searching))
        assert archive.search("мэр").total == 5
    assert totals <= {1, 2, 3, 4, 5}


def test_two_builds_exclude_each_other(config: Config, keep: Keep, sheet: Any) -> None:
    """While one builds, another is told to wait."""
    keep([sheet("мэр")])
    (config.data / "index").mkdir()
    with FileLock(config.data / "index" / "lock"), pytest.raises(ArchiveLocked, match="another run is building the index"):
        _build(config)


def test_search_without_index_says_how(config: Config, keep: Keep, sheet: Any) -> None:
    """Before the first build the message names the command."""
    keep([sheet("мэр")])
    with Archive.open(config) as archive, pytest.raises(IndexMissing, match="there is no index yet; build it with: svod index"):
        archive.search("мэр")


def test_verify_compares_ids(config: Config, keep: Keep, sheet: Any) -> None:
    """Store and index agree after a build; a document that came since is missing, and the index is no longer fresh."""
    keep([sheet("мэр")])
    _build(config)
    with Store.of(config) as store:
        assert verify(config, store).holds
    (new,) = keep([sheet("город")], prefix="new")
    with Store.of(config) as store:
        agreement = verify(config, store)
    assert (agreement.documents, agreement.missing, agreement.surplus, agreement.holds) == (2, (new,), (), False)


def test_engine_is_chosen_by_name() -> None:
    """``auto`` is whoosh."""
    assert engine("auto").name == engine("whoosh").name == "whoosh"
