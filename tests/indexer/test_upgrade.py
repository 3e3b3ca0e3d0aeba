"""Archives of every released version are opened, brought up to date, and answer as they did."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus import __version__
from corpus import config as configuration
from corpus.store import Store
from indexer.cli import main

RELEASED = sorted((Path(__file__).parents[1] / "data" / "archives").glob("*.zip"))


@pytest.fixture(params=RELEASED, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The archive as that version left it."""
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path / "old")
    return tmp_path / "old"


def svod(folder: Path, *words: str) -> Result:
    """The command as a person types it."""
    return CliRunner().invoke(main, ["--archive", str(folder), *words])


def said(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What it says to programs."""
    return [json.loads(line) for line in svod(folder, *words, "--json").stdout.splitlines()]


def answers(folder: Path) -> dict[str, Any]:
    """What that version said."""
    found: dict[str, Any] = json.loads((folder / "answers.json").read_text("utf-8"))
    return found


def test_this_version_is_remembered() -> None:
    """A release brings its archive: python tools/fixture.py."""
    assert __version__ in {file.stem for file in RELEASED}


def test_it_answers_as_it_did(old: Path) -> None:
    """Without a file being read again: documents, names, contacts, entities, failures, and the documents that answer."""
    before = answers(old)
    config = configuration.load(old)
    with Store.of(config, write=True) as store:
        assert store.verify() == []
    for path, told in before["documents"].items():
        now = said(old, "show", path)[0]
        assert {key: now[key] for key in told if key not in ("mentions", "contacts")} == {
            key: value for key, value in told.items() if key not in ("mentions", "contacts")
        }
        for kind in ("mentions", "contacts"):
            assert [{key: new[key] for key in each} for each, new in zip(told[kind], now[kind], strict=True)] == told[kind]
    found = sorted([each["type"], each["name"], each["documents"]] for each in said(old, "entities"))
    assert found == before["entities"]
    assert sorted(each["path"] for each in said(old, "failures")) == before["failures"]
    assert svod(old, "index").exit_code == 0
    for query, paths in before["search"].items():
        assert {hit["path"] for hit in said(old, "search", query)} == set(paths), query


def test_the_next_night_reads_it_anew(old: Path) -> None:
    """Documents keep their ids, what people decided holds, and store and index agree."""
    before = answers(old)
    unread = svod(old, "search", "Таразе")
    assert unread.exit_code == 0 or "run: svod" in unread.stderr
    assert svod(old, "nightly").exit_code in (0, 4)
    assert said(old, "verify")[0]["ok"]
    for path, told in before["documents"].items():
        assert said(old, "show", path)[0]["id"] == told["id"]
    assert "Аулие-Ата" in {each["name"] for each in said(old, "entities")}
    assert "просит угля" in said(old, "show", "raw/old.txt")[0]["text"]


def test_an_old_backup_is_put_back(old: Path, tmp_path: Path) -> None:
    """A copy made after the upgrade is of the new version, and says nothing is amiss but the index."""
    assert "run: svod ingest" in svod(old, "backup", str(tmp_path / "early")).stderr
    Store.of(configuration.load(old), write=True).close()
    assert svod(old, "backup", str(tmp_path / "copy"), "--raw").exit_code == 0
    done = CliRunner().invoke(main, ["restore", str(tmp_path / "copy"), str(tmp_path / "new"), "--json"])
    assert len(json.loads(done.stdout)["differences"]) == 1
