"""Parts of an archive analysed apart and merged: the store says what a plain run says."""

from __future__ import annotations

import json
import os
import pickle
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus import config as configuration
from corpus import shards
from corpus.config import Config
from corpus.errors import ShardUnusable
from corpus.model import Skipped
from corpus.shards import MAGIC, Part, Shards
from corpus.store import Store
from indexer.cli import main

Svod = Callable[..., Result]
PARTS = ("1/3", "2/3", "3/3")


@pytest.fixture
def svod() -> Svod:
    """Runs a command of svod."""

    def run(folder: Path, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["--archive", str(folder), *arguments], prog_name="svod")

    return run


def load(folder: Path) -> Config:
    """The archive's settings."""
    return configuration.load(folder)


def write(folder: Path, svod: Svod, parts: Iterable[str] = PARTS) -> list[str]:
    """Shard files of these parts."""
    made = []
    for part in parts:
        out = folder / f"{part.replace('/', '-of-')}.shard"
        done = svod(folder, "ingest", "--shard", part, str(out))
        assert done.exit_code in (0, 4), done.output
        made.append(str(out))
    return made


def holdings(folder: Path) -> tuple[Any, ...]:
    """All that the store holds of the files: documents, mentions with entities, and the ledger."""
    with Store.of(load(folder)) as store:
        assert store.verify() == []
        ids = sorted(store.ids())
        return (
            [store.document(id) for id in ids],
            [store.mentions(id) for id in ids],
            sorted(store.read_files().items()),
            [line for line, _ in store.failures()],
        )


def test_parts_are_disjoint_and_whole() -> None:
    """Each path is in one part, and no part of many paths is empty."""
    paths = [f"raw/{number}.txt" for number in range(300)]
    parts = [[path for path in paths if Part(number, 3).holds(path)] for number in (1, 2, 3)]
    assert sorted(path for part in parts for path in part) == sorted(paths)
    assert all(70 < len(part) < 130 for part in parts)


@pytest.mark.parametrize("said", ["0/3", "4/3", "3", "a/b", "-1/3", "1/0"])
def test_a_part_that_is_none(fresh: Path, svod: Svod, said: str) -> None:
    """Told with the right form."""
    done = svod(fresh, "ingest", f"--shard={said}", str(fresh / "out"))
    assert done.exit_code == 2
    assert not (fresh / "out").exists()


def test_three_shards_are_a_plain_run(fresh: Path, svod: Svod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents, mentions, entities and ledger; the archive is not written to before merging, and a second merge is idle."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "true")
    made = write(fresh, svod)
    assert not (fresh / ".svod").exists()
    merged = svod(fresh, "ingest", "--merge", *made)
    assert merged.exit_code == 4, merged.output  # the empty file
    found = holdings(fresh)
    assert "Nothing changed" in svod(fresh, "ingest", "--merge", *made).stderr
    assert "Nothing changed" in svod(fresh, "ingest").stderr
    (fresh / ".svod").rename(tmp_path / "aside")
    assert svod(fresh, "ingest").exit_code == 4
    assert found == holdings(fresh)
    assert [len(each) for each in found[:1]] == [3]
    assert any(found[1])


def test_a_missing_shard_is_left(fresh: Path, svod: Svod) -> None:
    """Its files are read by the next run, and by no merge before; the others are not read again."""
    for number in range(9):
        (fresh / "raw" / f"{number}.txt").write_text(f"Протокол № {number}. Встреча в Алматы.", "utf-8")
    made = write(fresh, svod, PARTS[:2])
    merged = svod(fresh, "ingest", "--merge", *made)
    names = [f"raw/{file.name}" for file in (fresh / "raw").iterdir()]
    missing = sum(Part(3, 3).holds(name) for name in names)
    assert 0 < missing < len(names)
    assert f"{missing} file" in merged.stderr
    assert "in none of these shards" in merged.stderr
    rest = svod(fresh, "ingest")
    with Store.of(load(fresh)) as store:
        assert store.present() == 12
        counts = store.runs(1)[0].counts
        assert counts["unchanged"] == len(names) - missing, rest.output


def test_known_files_are_in_no_shard(fresh: Path, svod: Svod) -> None:
    """Where the store can be read a shard holds only what is new or changed."""
    svod(fresh, "ingest")
    (fresh / "raw" / "new.txt").write_text("Встреча в Таразе.", "utf-8")
    (out,) = write(fresh, svod, ["1/1"])
    assert set(Shards([Path(out)], load(fresh))._entries) == {"raw/new.txt"}


def test_a_file_that_changed_since_is_left(fresh: Path, svod: Svod) -> None:
    """It is named, and the next run reads what it says now."""
    made = write(fresh, svod, ["1/1"])
    (fresh / "raw" / "letter.txt").write_text("Совсем другое письмо из Бишкека.", "utf-8")
    merged = svod(fresh, "ingest", "--merge", *made)
    assert "raw/letter.txt: changed since its shard read it" in merged.stderr
    with Store.of(load(fresh)) as store:
        assert store.document_at("raw/letter.txt") == ""
    svod(fresh, "ingest")
    with Store.of(load(fresh)) as store:
        assert "Бишкека" in store.document(store.document_at("raw/letter.txt")).text


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [("svod", "0.0.1", "made with svod 0.0.1"), ("analysis", 1, "made with analysis 1"), ("settings", "x", "settings x")],
)
def test_another_version_is_refused(fresh: Path, svod: Svod, key: str, value: object, reason: str) -> None:
    """Before the store is touched."""
    header = json.dumps(shards._header(load(fresh)) | {"part": "1/1", "charsets": {}, key: value})
    file = fresh / "other.shard"
    file.write_bytes(MAGIC + header.encode() + b'\n{"files": 0}\n')
    done = svod(fresh, "ingest", "--merge", str(file))
    assert done.exit_code == ShardUnusable.exit_code
    assert f"{file}: " in done.stderr
    assert reason in done.stderr
    assert not (fresh / ".svod").exists()


def test_other_settings_are_refused(fresh: Path, svod: Svod) -> None:
    """A limit of reading is such a setting."""
    made = write(fresh, svod, ["1/1"])
    configuration.change(fresh, "read.file_mb", 7)
    done = svod(fresh, "ingest", "--merge", *made)
    assert done.exit_code == ShardUnusable.exit_code
    assert "the same [archive], [analysis] and [read]" in done.stderr


def test_a_shard_that_is_not_whole_is_refused(fresh: Path, svod: Svod) -> None:
    """A copy that broke off anywhere."""
    file = Path(write(fresh, svod, ["1/1"])[0])
    whole = file.read_bytes()
    for cut in (0, 5, 200, len(whole) // 2, -40, -1):
        file.write_bytes(whole[:cut])
        with pytest.raises(ShardUnusable, match=str(file)):
            Shards([file], load(fresh))


def test_a_shard_runs_nothing(fresh: Path, tmp_path: Path) -> None:
    """A pickle that asks for more than values is refused."""

    class Harm:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, (str(tmp_path / "harm"),)

    packed = zlib.compress(pickle.dumps((Harm(),)))
    header = shards._header(load(fresh)) | {"part": "1/1", "charsets": {}}
    lines = [json.dumps(header), json.dumps({"path": "raw/letter.txt", "sha256": "", "bytes": len(packed)})]
    file = tmp_path / "bad.shard"
    file.write_bytes(MAGIC + "\n".join([*lines, ""]).encode() + packed + b'{"files": 1}\n')
    with pytest.raises(ShardUnusable, match="mkdir"):
        Shards([file], load(fresh))._entries["raw/letter.txt"].results()
    assert not (tmp_path / "harm").exists()


def test_a_charset_chosen_since_leaves_the_file() -> None:
    """What was read under another charset than the one chosen now is no answer."""
    results = (Skipped("raw/a.txt", "read", "no text", "raw", "abc"),)
    assert shards._is_read_otherwise(results, {}, {"abc": "koi8-r"})
    assert not shards._is_read_otherwise(results, {"abc": "koi8-r"}, {"abc": "koi8-r", "other": "cp1251"})
