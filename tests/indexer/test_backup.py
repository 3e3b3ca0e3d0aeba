"""Copies of an archive: whole, made while it is at work, put back only into an empty place."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus import config as configuration
from corpus import entities
from corpus.entities import Edit
from corpus.store import Store
from indexer.cli import main


def svod(folder: Path | None, *words: str) -> Result:
    """The command as a person types it."""
    return CliRunner().invoke(main, [*(["--archive", str(folder)] if folder else []), *words])


def say(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What a command says to programs, runs and times left out."""
    return [json.loads(line) for line in svod(folder, *words, "--json").stdout.splitlines()]


@pytest.fixture
def full(fresh: Path) -> Path:
    """An archive with documents, a decision of a person, and a file of people's settings."""
    svod(fresh, "sync")
    entities.add_edit(fresh, Edit(0, "2024-01-01T00:00:00+00:00", "anna", "hide", (("city", "Тараз"),)))
    (fresh / ".svod" / "searches.json").write_text('{"q": "тепло"}', "utf-8")
    return fresh


@pytest.mark.parametrize("name", ["copy.zip", "copy"])
def test_what_is_put_back_answers_as_before(full: Path, tmp_path: Path, name: str) -> None:
    """Documents, decisions, settings and answers are those of the archive, from one file and from a folder."""
    (done,) = say(full, "backup", str(tmp_path / name), "--raw")
    assert (done["documents"], done["raw"], done["left_out"]) == (3, True, [])
    again = tmp_path / "again"
    restored = svod(None, "restore", str(tmp_path / name), str(again))
    assert restored.exit_code == 0, restored.stderr
    assert svod(again, "sync").exit_code in (0, 4)
    assert say(again, "search", "Таразе") == say(full, "search", "Таразе") != []
    for file in ("svod.toml", "entities.jsonl", ".svod/searches.json", "raw/letter.txt"):
        assert (again / file).read_bytes() == (full / file).read_bytes()
    assert say(again, "verify")[0]["ok"]
    assert not list(tmp_path.glob("*.partial"))


def test_while_a_run_writes(full: Path, tmp_path: Path) -> None:
    """A backup waits for no writer, and holds what was committed, not what is being written."""
    config = configuration.load(full)
    with Store.of(config, write=True) as store, store.batch():
        store.begin_run("ingest")
        assert svod(full, "backup", str(tmp_path / "copy")).exit_code == 0
    svod(None, "restore", str(tmp_path / "copy"), str(tmp_path / "again"))
    with Store.open(tmp_path / "again" / ".svod") as copy:
        assert [run.run for run in copy.runs()] == [1]
        assert copy.verify() == []


def test_nothing_is_overwritten(full: Path, tmp_path: Path) -> None:
    """Neither a backup nor a restore touches what is there already; both say so and end with 2."""
    (tmp_path / "taken").write_text("mine")
    refused = svod(full, "backup", str(tmp_path / "taken"))
    assert refused.exit_code == 2
    assert "overwrites nothing" in refused.stderr
    assert svod(full, "backup", str(full / ".svod" / "copy")).exit_code == 2
    assert svod(full, "backup", str(tmp_path / "copy")).exit_code == 0
    again = svod(None, "restore", str(tmp_path / "copy"), str(full))
    assert again.exit_code == 2
    assert "is not empty" in again.stderr
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.parametrize("harm", ["changed", "missing", "no list", "no backup", "outside"])
def test_a_backup_that_is_not_whole(full: Path, tmp_path: Path, harm: str) -> None:
    """It is refused with the part that is wrong, and nothing is left in the new place."""
    copy = tmp_path / "copy"
    assert svod(full, "backup", str(copy)).exit_code == 0
    manifest = copy / "backup.json"
    if harm == "changed":
        with (copy / ".svod" / "store.sqlite").open("r+b") as file:
            file.seek(5000)
            file.write(b"\xff")
    elif harm == "missing":
        (copy / "entities.jsonl").unlink()
    elif harm == "no list":
        manifest.unlink()
    elif harm == "no backup":
        copy = tmp_path / "nothing.zip"
        copy.write_bytes(b"no zip")
    else:
        said = json.loads(manifest.read_text("utf-8"))
        said["files"]["../evil"] = {"bytes": 0, "sha256": ""}
        manifest.write_text(json.dumps(said), "utf-8")
    words = {"changed": "hash differs", "missing": "missing or damaged", "no list": "backup.json", "no backup": "is no backup"}
    refused = svod(None, "restore", str(copy), str(tmp_path / "again"))
    assert refused.exit_code == 1
    assert words.get(harm, "outside the archive") in refused.stderr
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob("*.partial"))


def test_a_newer_backup_is_refused(full: Path, tmp_path: Path) -> None:
    """Tables that this svod does not know are not put back by it."""
    copy = tmp_path / "copy"
    svod(full, "backup", str(copy))
    said = json.loads((copy / "backup.json").read_text("utf-8"))
    said["files"][".svod/store.sqlite"]["version"] = 999
    (copy / "backup.json").write_text(json.dumps(said), "utf-8")
    assert "newer svod" in svod(None, "restore", str(copy), str(tmp_path / "again")).stderr


def test_a_damaged_zip(full: Path, tmp_path: Path) -> None:
    """A byte that changed in a packed file is found by its sum."""
    copy = tmp_path / "copy.zip"
    svod(full, "backup", str(copy))
    with zipfile.ZipFile(copy) as archive:
        place = archive.getinfo(".svod/store.sqlite")
    with copy.open("r+b") as file:
        file.seek(place.header_offset + 500)
        file.write(b"\x00\x01\x02\x03")
    refused = svod(None, "restore", str(copy), str(tmp_path / "again"))
    assert refused.exit_code == 1
    assert ".svod/store.sqlite" in refused.stderr


def test_differences_are_said(full: Path, tmp_path: Path) -> None:
    """That the index must be made, and a source that is not there with what became of its files."""
    svod(full, "backup", str(tmp_path / "copy"))
    (done,) = [
        json.loads(line)
        for line in svod(None, "restore", str(tmp_path / "copy"), str(tmp_path / "again"), "--json").stdout.splitlines()
    ]
    assert any("svod index" in line for line in done["differences"])
    assert any("raw is not here" in line for line in done["differences"])
    assert (done["documents"], done["restored"]) == (3, str(tmp_path / "again"))
