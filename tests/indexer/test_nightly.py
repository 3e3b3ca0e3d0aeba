"""The unattended run: what its report says, what it leaves behind, and what a broken night costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filelock import FileLock

from corpus import config as configuration
from corpus.errors import ArchiveLocked
from corpus.relate import relate
from corpus.store import Store
from indexer import care
from indexer.build import Agreement
from indexer.care import Originals, Proof
from indexer.cli import main
from indexer.nightly import LATEST, REPORTS, Night, as_text, as_values, nightly
from indexer.nightly import run as running
from indexer.nightly.archive import KEPT, write_report
from indexer.search import Archive


def night(folder: Path) -> Night:
    """One night over the archive, with the settings of the environment."""
    return nightly(configuration.load(folder))


def reports(folder: Path) -> list[str]:
    """Names of the files that nights left, the latest by name left out."""
    return sorted(
        file.name for file in (folder / ".svod" / REPORTS).iterdir() if file.stem not in (LATEST, "history", "nights")
    )


def latest(folder: Path) -> dict[str, Any]:
    """The report that programs read in the morning."""
    found: dict[str, Any] = json.loads((folder / ".svod" / REPORTS / f"{LATEST}.json").read_text("utf-8"))
    return found


def test_two_nights(fresh: Path) -> None:
    """The first reads all and ends with 4 for the empty file; the second changes nothing, builds nothing, ends with 0."""
    first = night(fresh)
    assert first.exit_code == 4
    assert (first.counts["new"], first.counts["failed"], first.documents, first.indexed) == (3, 1, 3, 3)
    assert first.after.store > 0
    assert first.after.index > first.before.index == 0
    second = night(fresh)
    assert second.exit_code == 0
    assert (second.counts["unchanged"], second.counts["new"], second.indexed, second.ledger) == (4, 0, 0, 1)
    assert (second.outcomes, second.failed, second.entities, second.complaints, second.healed) == ((), (), (), (), False)
    assert second.after.index == second.before.index
    assert "Nothing changed. Store and index agree." in as_text(second)


def test_report_files(fresh: Path) -> None:
    """A text and a JSON a night, named by its time, and the latest under a name that stays."""
    night(fresh)
    last = night(fresh)
    names = reports(fresh)
    assert sorted(Path(name).suffix for name in names) == [".html", ".html", ".json", ".json", ".txt", ".txt"]
    newest = max(name for name in names if name.endswith(".json"))
    assert json.loads((fresh / ".svod" / REPORTS / newest).read_text("utf-8")) == latest(fresh) == as_values(last)
    assert (fresh / ".svod" / REPORTS / f"{LATEST}.txt").read_text("utf-8") == as_text(last)


def test_what_came_changed_moved_and_vanished(fresh: Path) -> None:
    """Each file under what happened to it, in the report and in what a search finds afterwards."""
    night(fresh)
    raw = fresh / "raw"
    (raw / "new.txt").write_text("В Лисаковске запустили котельную на отходах мельницы.", "utf-8")
    (raw / "news.md").write_text("# Warm schools\n\nTwo schools of Bishkek were visited in June.\n", "utf-8")
    (raw / "letter.txt").rename(raw / "pismo.txt")
    (raw / "release.txt").unlink()
    done = night(fresh)
    assert done.exit_code == 0
    found = {outcome.path: outcome.status for outcome in done.outcomes}
    expected = {"raw/new.txt": "new", "raw/news.md": "changed", "raw/pismo.txt": "moved", "raw/release.txt": "vanished"}
    assert found == expected
    text = as_text(done)
    for said in (
        "Came: 1\n  raw/new.txt",
        "Changed: 1\n  raw/news.md",
        "Moved: 1\n  raw/pismo.txt",
        "Vanished: 1\n  raw/release.txt",
    ):
        assert said in text
    with Archive.open(configuration.load(fresh)) as archive:
        assert [hit.path for hit in archive.search("лисаковск").hits] == ["raw/new.txt"]
        assert archive.search("энергосбережение").total == 0


def test_new_entities_by_type(tmp_path: Path, sample: Path) -> None:
    """Who and what the archive did not know yesterday, by type, those in most documents first; tomorrow they are known."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "release.txt").write_bytes((sample / "raw" / "release.txt").read_bytes())
    (tmp_path / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    found = as_values(nightly(configuration.load(tmp_path, environment={})))["entities"]
    assert {"Тараз", "Алматы"} <= {each["name"] for each in found["city"]}
    assert "Татьяна Шакирова" in {each["name"] for each in found["person"]}
    assert all(list(each) == ["id", "name", "documents"] for group in found.values() for each in group)
    assert as_values(nightly(configuration.load(tmp_path, environment={})))["entities"] == {}


def test_the_command_prints_the_report(fresh: Path) -> None:
    """As text or as one object with its exit code, which is the command's."""
    runner = CliRunner()
    first = runner.invoke(main, ["--archive", str(fresh), "nightly", "--json"])
    (line,) = first.stdout.splitlines()
    assert json.loads(line) == latest(fresh)
    assert json.loads(line)["exit_code"] == first.exit_code == 4
    assert json.loads(line)["failed"] == [
        {"path": "raw/empty.txt", "stage": "read", "reason": latest(fresh)["failed"][0]["reason"]}
    ]
    second = runner.invoke(main, ["--archive", str(fresh), "nightly"])
    assert second.exit_code == 0
    assert second.stdout.startswith("проба: nightly run 2\n")


def test_another_run_holds_the_lock(fresh: Path) -> None:
    """The night ends at once and leaves no report that could be taken for its own."""
    (fresh / ".svod").mkdir()
    with FileLock(fresh / ".svod" / "lock"), pytest.raises(ArchiveLocked, match="another run"):
        night(fresh)
    assert not (fresh / ".svod" / REPORTS).exists()


def test_a_broken_night_heals(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between store and index, the next night builds what is missing and reports what both did."""
    with monkeypatch.context() as patched:
        patched.setattr(running, "build_index", _stop)
        with pytest.raises(KeyboardInterrupt):
            night(fresh)
    healed = night(fresh)
    assert (healed.counts["new"], healed.indexed, healed.complaints, healed.healed) == (3, 3, (), True)
    assert len(healed.by_status("new")) == 3
    third = night(fresh)
    assert (third.counts["new"], third.outcomes, third.healed) == (0, (), False)


def test_a_run_that_was_killed_is_mentioned(fresh: Path) -> None:
    """A run that began and never ended is said to have been broken off, once."""
    config = configuration.load(fresh)
    with Store.of(config, write=True) as store:
        store.begin_run("ingest")
    assert "broken off" in as_text(night(fresh))
    assert "broken off" not in as_text(night(fresh))


def test_disagreement_ends_with_1(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What verifying found stands first in the report, and the exit code says that all is not well."""
    proof = Proof(3, (), (), Agreement(3, ("abc",), (), True), Originals())
    monkeypatch.setattr(care, "heal_index", lambda *_: (proof, ()))
    done = night(fresh)
    assert done.exit_code == 1
    assert "Store and index do not agree:\n  1 documents are not in the index, the first is abc" in as_text(done)


def test_old_reports_are_dropped(fresh: Path) -> None:
    """The last sixty nights are kept, with the text and the JSON of each; the latest stays."""
    done = night(fresh)
    stamps = [f"202601{day:02d}T0230{second:02d}.000000Z" for day in range(1, 32) for second in (0, 1, 2)]
    for stamp in stamps:
        write_report(fresh / ".svod", done, stamp)
    names = reports(fresh)
    assert len(names) == 3 * KEPT
    assert f"{stamps[0]}.txt" not in names
    assert latest(fresh) == as_values(done)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_linking_changed_is_not_compared_again(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first linking changes every document that names something; the next night compares none of them."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "true")
    night(fresh)
    with Store.of(configuration.load(fresh), write=True) as store:
        assert len(list(store.entity_ids())) > 1
        assert store.compared()[1] == store.generation()
        assert relate(store) == 0


def test_a_quiet_night_loads_nothing_that_it_does_not_need(fresh: Path) -> None:
    """No model, dictionary, reader, engine or web view: what a night costs on which nothing changed is mostly its start."""
    night(fresh)
    night(fresh)
    code = "import sys; from indexer.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", code, "--archive", str(fresh), "nightly"]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split())
    heavy = {"numpy", "pymorphy3", "slovnet", "lxml", "fastapi", "httpx", "tantivy", "whoosh", "argon2", "structlog"}
    ours = {"corpus.analysis", "corpus.mentions", "corpus.formats", "corpus.entities", "indexer.search", "indexer.web"}
    assert sorted(loaded & (heavy | ours)) == []
