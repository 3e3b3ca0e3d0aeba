"""Killed with signal 9 anywhere, svod loses nothing that it acknowledged, answers as before, and the next night heals it.

Points are drawn by a seed among all statements of SQL and changes of files that a run makes. ``SVOD_FAULTS=100`` (make faults)
draws so many of each kind of run; otherwise a few.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from corpus.entities import load_journal
from tests.faults.conftest import Run, Stage, change, copied

SEED = int(os.environ.get("SVOD_FAULTS_SEED", "20140219"))
POINTS = int(os.environ.get("SVOD_FAULTS", "0"))
FEW = 2
"""Points of each kind of run in the usual suite: about a minute for all."""

RUNS = {
    "ingest": ("ingest", "--json"),
    "index": ("index", "--force"),
    "swap": ("index",),
    "nightly": ("nightly",),
    "retry": ("retry",),
    "forget": ("forget", "raw/5.txt", "--yes"),
}


def draw(kind: str, events: int) -> list[int]:
    """Points of this kind of run; the last events, where swaps are, as often as all others."""
    chance = random.Random(f"{SEED} {kind}")
    points = [chance.randint(max(1, events - 25) if number % 2 else 1, events) for number in range(POINTS or FEW)]
    return sorted(set(points))


@pytest.mark.parametrize("kind", RUNS)
def test_killed_anywhere(stage: Stage, night_before: Path, tmp_path: Path, kind: str) -> None:
    """Readers are answered, what was acknowledged is there, and one more night ends where an unbroken one does."""
    whole = copied(night_before, tmp_path / "whole")
    change(whole)
    if kind == "swap":
        stage(whole, "ingest")
    events = stage(copied(whole, tmp_path / "counted"), *RUNS[kind]).events
    assert events > 10
    for point in draw(kind, events):
        place = tmp_path / f"{point}"
        expected = change(copied(night_before, place))
        if kind == "swap":
            stage(place, "ingest")
        killed = stage(place, *RUNS[kind], at=point)
        assert killed.status in (-9, 0, 4), killed.said
        readers_are_answered(stage, place, point)
        acknowledged(stage, place, killed)
        if kind == "forget":
            expected.pop("номер5")
            assert stage(place, "forget", "raw/5.txt", "--yes").status in (0, 3)
        heals(stage, place, expected, point)


def test_a_killed_backup_leaves_no_half_copy(stage: Stage, night_before: Path, tmp_path: Path) -> None:
    """Under its name there is a whole copy or none, and the next backup to the same name succeeds."""
    events = stage(night_before, "backup", str(tmp_path / "counted.zip"), "--raw").events
    for point in draw("backup", events):
        copy = tmp_path / f"{point}.zip"
        stage(night_before, "backup", str(copy), "--raw", at=point)
        if not copy.exists():
            done = stage(night_before, "backup", str(copy), "--raw")
            assert done.status == 0, done.said
        again = tmp_path / f"again{point}"
        killed = stage(None, "restore", str(copy), str(again), at=point)
        # killed before the last step there is nothing at that name, and after it all
        restored = killed if again.exists() else stage(None, "restore", str(copy), str(again))
        assert restored.status in (0, -9), restored.said
        assert not list(tmp_path.glob("*.partial"))
        assert stage(again, "index").status == 0
        assert stage(again, "search", "номер7").status == 0


def test_killed_while_people_decide(stage: Stage, tmp_path: Path) -> None:
    """An edit stands in the journal whole or not at all; the next one follows it, and all that stand are obeyed."""
    folder = tmp_path / "named"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "1.txt").write_text("Семинар в Таразе и Алматы. В Тараз приехала Татьяна Шакирова.\n", "utf-8")
    (folder / "svod.toml").write_text("[archive]\nname = 'проба'\n[[source]]\nname = 'raw'\npath = 'raw'\n", "utf-8")
    named = {"SVOD_ANALYSIS_ENTITIES": "true"}
    assert stage(folder, "nightly", **named).status == 0
    edit = ("entity", "rename", "Тараз", "Аулие-Ата", "--by", "anna")
    events = stage(copied(folder, tmp_path / "counted"), *edit, **named).events
    for point in draw("edit", events):
        place = copied(folder, tmp_path / f"{point}")
        killed = stage(place, *edit, at=point, **named)
        before = load_journal(place)
        assert len(before) <= 1
        if "Edit 1" in killed.said:
            assert len(before) == 1
        second = stage(place, "entity", "rename", "Алматы", "Верный", "--by", "anna", **named)
        assert second.status == 0, second.said
        assert [each.value for each in load_journal(place)] == [*(each.value for each in before), "Верный"]
        assert stage(place, "nightly", **named).status == 0
        names = {each["name"] for each in stage(place, "entities", "--json", **named).objects()}
        assert {"Верный", "Аулие-Ата" if before else "Тараз"} <= names
        assert stage(place, "verify", **named).status == 0


def readers_are_answered(stage: Stage, place: Path, point: int) -> None:
    """A document that no run touches is found, by the old index or the new."""
    found = stage(place, "search", "номер7", "--json")
    assert [hit["path"] for hit in found.objects()] == ["raw/7.txt"], (point, found.said)


def acknowledged(stage: Stage, place: Path, killed: Run) -> None:
    """Every file that the killed run told of is in the store."""
    for each in killed.objects():
        if each.get("status") in ("new", "changed", "moved"):
            shown = stage(place, "show", each["path"], "--json")
            assert shown.status == 0, (each, shown.said)
            assert shown.objects()[0]["id"] == each["document"]


def heals(stage: Stage, place: Path, expected: dict[str, str], point: int) -> None:
    """One night later all is as if nothing had been killed."""
    healed = stage(place, "nightly")
    assert healed.status in (0, 4), (point, healed.said)
    proof = stage(place, "verify", "--json")
    assert proof.status == 0, (point, proof.said)
    found = stage(place, "search", " OR ".join(expected), "--json", "--size", "50").objects()
    assert sorted(hit["path"] for hit in found) == sorted({path for path in expected.values() if path}), point
    data = place / ".svod"
    assert len([folder for folder in (data / "index").iterdir() if folder.is_dir()]) == 1
    assert not [file for file in data.rglob("*") if file.suffix in (".new", ".partial") or file.name == "night.jsonl"]
