"""Bytes that a disk lost: a damaged index is built anew, a damaged store rescued, and nothing damaged is ever deleted."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store import FILE_NAME
from corpus.store.rescue import ASIDE, tables
from tests.faults.conftest import Stage, copied
from tests.faults.test_kill import POINTS, SEED, heals

PAGE = 4096
ALL = {f"номер{number}": f"raw/{number}.txt" for number in range(10)}


def index_of(archive: Path) -> Path:
    """The folder of the index in use."""
    folder = archive / ".svod" / "index"
    return folder / (folder / "current").read_text("utf-8").strip()


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
@pytest.mark.parametrize("harm", ["cut", "missing", "no list", "no name", "empty", "gone"])
def test_a_damaged_index(stage: Stage, archive: Path, harm: str, engine: str) -> None:
    """A search says that there is none or that it is damaged, and the next night builds it; the store is not touched."""
    settings = {"SVOD_INDEX_ENGINE": engine}
    assert stage(archive, "index", **settings).status == 0
    folder = index_of(archive)
    largest = max(folder.iterdir(), key=lambda file: file.stat().st_size)
    if harm == "cut":
        largest.write_bytes(largest.read_bytes()[:-100])
    elif harm == "missing":
        largest.unlink()
    elif harm == "no list":
        (folder / "manifest.json").write_text("{", "utf-8")
    elif harm == "no name":
        (folder.parent / "current").write_bytes(b"")
    elif harm == "empty":
        shutil.rmtree(folder)
        folder.mkdir()
    else:
        shutil.rmtree(folder.parent)
    asked = stage(archive, "search", "номер7", **settings)
    assert asked.status == 1, asked.said
    assert "index" in asked.said
    assert "Traceback" not in asked.said
    assert stage(archive, "nightly", **settings).status == 0
    assert stage(archive, "search", "номер7", **settings).status == 0
    assert stage(archive, "verify", **settings).status == 0


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_byte_of_the_index_is_other(stage: Stage, archive: Path, engine: str) -> None:
    """Verifying finds it, in whatever file it lies, and repairing builds the index anew; a night that proves does so too."""
    settings = {"SVOD_INDEX_ENGINE": engine}
    assert stage(archive, "index", **settings).status == 0
    for way in ("repair", "nightly"):
        chance = random.Random(f"{SEED} {engine} {way}")
        file = chance.choice(
            [each for each in sorted(index_of(archive).iterdir()) if each.stat().st_size and each.suffix != ".json"]
        )
        content = bytearray(file.read_bytes())
        content[chance.randrange(len(content))] ^= 0xFF
        file.unlink()
        file.write_bytes(content)
        found = stage(archive, "verify", "--json", **settings)
        assert found.status == 1, file
        assert "is not what was written" in found.objects()[0]["index"][0]
        (archive / ".svod" / "reports" / "history.jsonl").unlink(missing_ok=True)
        (archive / "raw" / f"{way}.txt").write_text(f"Новый документ {way}.\n", "utf-8")
        healed = stage(archive, way, **settings)
        assert healed.status == 0, healed.said
        assert stage(archive, "sync", **settings).status == 0
        assert stage(archive, "verify", **settings).status == 0
        assert stage(archive, "search", "номер7", **settings).status == 0


def damage(archive: Path, seed: str, pages: int) -> None:
    """So many pages of the store are noise; never the first, without which there is no SQLite file."""
    chance = random.Random(seed)
    place = archive / ".svod" / FILE_NAME
    with place.open("r+b") as file:
        count = place.stat().st_size // PAGE
        for _ in range(pages):
            file.seek(PAGE * chance.randrange(1, count))
            file.write(chance.randbytes(PAGE))


@pytest.mark.parametrize("number", range(POINTS or 4))
def test_a_damaged_store(stage: Stage, archive: Path, number: int) -> None:
    """Whatever page is noise: it is said, repair reads the rest and lost files again, ids stay, the old file is kept."""
    before = {hit["path"]: hit["id"] for hit in stage(archive, "search", " OR ".join(ALL), "--json", "--size", "50").objects()}
    damage(archive, f"{SEED} {number}", 1 + number % 3)
    noise = (archive / ".svod" / FILE_NAME).read_bytes()
    found = stage(archive, "verify")
    assert "Traceback" not in found.said, found.said
    done = stage(archive, "repair", "--json")
    assert done.status == 0, done.said
    if found.status:
        assert "set aside" in done.said
        (aside,) = (archive / ".svod" / ASIDE).iterdir()
        assert (aside / FILE_NAME).read_bytes() == noise
    heals(stage, archive, ALL, number)
    after = {hit["path"]: hit["id"] for hit in stage(archive, "search", " OR ".join(ALL), "--json", "--size", "50").objects()}
    assert after == before


@pytest.mark.parametrize("harm", ["first page", "half", "nothing", "no SQLite"])
def test_a_store_of_which_nothing_is_left(stage: Stage, archive: Path, harm: str) -> None:
    """All is read again from the files, under the same ids."""
    place = archive / ".svod" / FILE_NAME
    content = place.read_bytes()
    harmed = {
        "first page": bytes(PAGE) + content[PAGE:],
        "half": content[: len(content) // 2 // PAGE * PAGE],
        "nothing": b"",
        "no SQLite": b"no store at all " * 1000,
    }
    place.write_bytes(harmed[harm])
    night = stage(archive, "nightly")
    assert "Traceback" not in night.said, night.said
    if night.status == 1:
        assert "svod repair" in night.said
        assert stage(archive, "repair").status == 0
    heals(stage, archive, ALL, 0)


def test_what_lies_nowhere_else_is_rescued(stage: Stage, archive: Path) -> None:
    """A document whose file cannot be seen now survives the damage of others, and what was lost is said by its id."""
    (archive / "raw").rename(archive / "away")
    damage(archive, f"{SEED} alone", 1)
    done = stage(archive, "repair", "--json")
    said = done.objects()[-1]
    if said["acts"]:
        kept = stage(archive, "status", "--json").objects()[0]["counts"]["documents"]
        assert kept + sum("documents are lost" in act for act in said["acts"]) >= 1
    (archive / "away").rename(archive / "raw")
    heals(stage, archive, ALL, 0)


def test_a_file_that_rotted(stage: Stage, archive: Path) -> None:
    """Its content changed and its time did not: verifying names it, and the document read from it is kept."""
    assert stage(archive, "sync").status == 0
    file = archive / "raw" / "7.txt"
    status = file.stat()
    with closing(sqlite3.connect(archive / ".svod" / FILE_NAME)) as store:
        (stamp,) = store.execute("SELECT stamp FROM path WHERE path = 'raw/7.txt'").fetchone()
        content = file.read_bytes()
        file.write_bytes(content.replace("школа".encode(), "шкала".encode()))
        fresh = file.stat()
        parts = stamp.split("-")
        assert len(parts) == 4
        # the disk changed the bytes, not a program: the time of the last change is what it was
        parts[1], parts[2] = f"{fresh.st_mtime_ns:x}", f"{fresh.st_ctime_ns:x}"
        store.execute("UPDATE path SET stamp = ? WHERE path = 'raw/7.txt'", ("-".join(parts),))
        store.commit()
    assert status.st_size == fresh.st_size
    found = stage(archive, "verify", "--json")
    assert found.status == 1
    assert found.objects()[0]["raw"]["rotten"] == ["raw/7.txt"]
    assert stage(archive, "verify", "--no-raw").status == 0
    assert stage(archive, "search", "номер7").status == 0


def test_every_table_is_rescued_or_made_anew(archive: Path) -> None:
    """A table that a later version brings is thought of."""
    with closing(sqlite3.connect(archive / ".svod" / FILE_NAME)) as store:
        there = {
            row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        }
    assert there == set(tables())


def test_nothing_is_wrong(stage: Stage, archive: Path) -> None:
    """A sound archive is left as it is."""
    done = stage(archive, "repair", "--json")
    assert done.status == 0
    assert done.objects()[-1] == {"ok": True, "acts": [], "complaints": []}
    assert not (archive / ".svod" / ASIDE).exists()


def test_repair_after_a_kill(stage: Stage, archive: Path, tmp_path: Path) -> None:
    """A repair that is killed leaves the damaged store or the rescued one, and can be run again."""
    damage(archive, f"{SEED} killed", 2)
    events = stage(copied(archive, tmp_path / "counted"), "repair").events
    chance = random.Random(SEED)
    for point in sorted(chance.randint(1, events) for _ in range(POINTS or 2)):
        place = copied(archive, tmp_path / f"{point}")
        stage(place, "repair", at=point)
        assert stage(place, "repair").status == 0
        heals(stage, place, ALL, point)
