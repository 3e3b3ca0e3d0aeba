"""What a machine does to an archive: a full disk, a lost source, a second writer, a clock set back, signals, a worker killed.

Each time the index in use keeps answering, what was acknowledged stays, the message says what happened, the next night heals.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import hold
from tests.faults.conftest import ROOT, Stage, change, text_of
from tests.faults.test_kill import heals, readers_are_answered

DAY_S = 86400.0
STATION = {"PYTHONPATH": str(ROOT), "SVOD_ANALYSIS_ENTITIES": "false", "SVOD_RUN_WORKERS": "1", "SVOD_INDEX_ENGINE": "tantivy"}


@pytest.fixture
def small_disk(archive: Path) -> Iterator[Path]:
    """The archive with its data on a disk of 8 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk; a limit of file sizes stands for it in the test below")
    data, kept = archive / ".svod", archive / "kept"
    data.rename(kept)
    data.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(data)], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        shutil.copytree(kept, data, dirs_exist_ok=True)
        yield archive
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


@pytest.mark.parametrize("left_kb", [0, 40, 200])
def test_a_full_disk(stage: Stage, small_disk: Path, left_kb: int) -> None:
    """The run ends with 1 and says what is short; with room again, the next night ends where it would have."""
    expected = change(small_disk)
    data = small_disk / ".svod"
    (data / "filler").write_bytes(bytes(max(0, shutil.disk_usage(data).free - left_kb * 1024)))
    full = stage(small_disk, "nightly")
    assert full.status == 1, full.said
    assert "Traceback" not in full.said
    assert any(word in full.said.lower() for word in ("full", "space", "room")), full.said
    readers_are_answered(stage, small_disk, left_kb)
    (data / "filler").unlink()
    heals(stage, small_disk, expected, left_kb)


@pytest.mark.parametrize("limit_kb", [20, 90])
def test_files_that_cannot_grow(stage: Stage, archive: Path, limit_kb: int) -> None:
    """As with a full disk, where any user can try it."""
    expected = change(archive)
    full = stage(archive, "nightly", file_bytes=limit_kb * 1024)
    assert full.status in (0, 1, 4), full.said
    assert "Traceback" not in full.said, full.said
    readers_are_answered(stage, archive, limit_kb)
    heals(stage, archive, expected, limit_kb)


def test_files_are_never_written_to(stage: Stage, archive: Path) -> None:
    """A source that may only be read is read, and not a byte or a time of it is other afterwards."""
    expected = change(archive)
    raw = archive / "raw"
    for file in raw.iterdir():
        file.chmod(0o444)
    raw.chmod(0o555)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ctime_ns) for file in raw.iterdir()}
    try:
        heals(stage, archive, expected, 0)
        assert stage(archive, "forget", "raw/5.txt", "--yes").status == 0
        assert stage(archive, "repair").status == 0
        after = {file.name: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ctime_ns) for file in raw.iterdir()}
        assert after == before
    finally:
        raw.chmod(0o755)


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_vanished_source(stage: Stage, archive: Path, how: str) -> None:
    """An unmounted folder costs no document and is told; when it is back, nothing has changed."""
    (archive / "raw").rename(archive / "away")
    if how == "empty":
        (archive / "raw").mkdir()
    lost = stage(archive, "nightly")
    assert lost.status == 4, lost.said
    assert "files read from it are kept" in lost.said
    readers_are_answered(stage, archive, 0)
    if how == "empty":
        (archive / "raw").rmdir()
    (archive / "away").rename(archive / "raw")
    back = stage(archive, "nightly", "--json").objects()[-1]
    assert (back["counts"]["new"], back["counts"]["vanished"], back["documents"]) == (0, 0, 10)


@pytest.mark.parametrize("words", [("nightly",), ("ingest",), ("sync",), ("repair",), ("forget", "raw/5.txt", "--yes")])
def test_two_writers(stage: Stage, archive: Path, words: tuple[str, ...]) -> None:
    """The second ends with 75 and says who writes; readers and backups go on meanwhile."""
    change(archive)
    with hold(archive / ".svod"):
        second = stage(archive, *words)
        assert second.status == 75, second.said
        assert f"process {os.getpid()}" in second.said
        readers_are_answered(stage, archive, 0)
        assert stage(archive, "backup", str(archive.parent / "copy")).status == 0
    assert stage(archive, *words).status in (0, 4)


def test_a_clock_set_back(stage: Stage, archive: Path) -> None:
    """Nights of the future do not hide those of now: a file changed after them, with an older time, is read and reported."""
    expected = change(archive)
    ahead = stage(archive, "nightly", ahead_s=400 * DAY_S)
    assert ahead.status == 0, ahead.said
    file = archive / "raw" / "4.txt"
    file.write_text(text_of(4, version=9), "utf-8")
    os.utime(file, (86400, 86400))
    now = stage(archive, "nightly", "--json").objects()[-1]
    assert (now["counts"]["changed"], now["complaints"]) == (1, [])
    latest = json.loads((archive / ".svod" / "reports" / "latest.json").read_text("utf-8"))
    assert latest["run"] == now["run"]
    heals(stage, archive, expected | {"вера9": "raw/4.txt"}, 0)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_told_to_stop(stage: Stage, archive: Path, number: signal.Signals, code: int) -> None:
    """The run ends at once with its code and says that what was finished is kept; no worker is left behind."""
    expected = change(archive)
    for more in range(100, 160):
        (archive / "raw" / f"{more}.txt").write_text(text_of(more), "utf-8")
        expected[f"номер{more}"] = f"raw/{more}.txt"
    process = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "from indexer.cli import main; main()",
            "--archive",
            str(archive),
            "ingest",
            "--json",
        ],
        env=os.environ | STATION,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a suite in the background ignores it
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.send_signal(number)
    said, talk = process.communicate(timeout=120)
    if process.returncode not in (0, 4):  # a quick machine may be done before it is told
        assert process.returncode == code, talk
        assert "what was finished is kept" in talk
    assert "Traceback" not in talk
    told = [first, *(json.loads(line) for line in said.splitlines() if line.endswith("}"))]
    for each in told:
        if each["status"] == "new":
            assert stage(archive, "show", each["path"], "--json").objects()[0]["id"] == each["document"]
    missing = expected.copy()
    assert stage(archive, "nightly").status == 0
    found = stage(archive, "search", " OR ".join(missing), "--json", "--size", "100").objects()
    assert sorted(hit["path"] for hit in found) == sorted(path for path in missing.values() if path)


def test_a_worker_that_the_machine_kills(stage: Stage, archive: Path) -> None:
    """Short of memory, the system kills a worker: the file is told, the others are read, and the next night tries it again."""
    for more in range(100, 104):
        (archive / "raw" / f"{more}.txt").write_text(text_of(more), "utf-8")
    (archive / "raw" / "100.txt").write_text(text_of(100) + "слово " * 900_000, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", "from indexer.cli import main; main()", "--archive", str(archive), "ingest"],
        env=os.environ | STATION,
        stderr=subprocess.PIPE,
        text=True,
    )
    victim = _busy_worker(process)
    if victim:
        os.kill(victim, signal.SIGKILL)
    _, talk = process.communicate(timeout=300)
    assert victim, talk
    assert process.returncode == 4, talk
    assert "raw/100.txt: its worker died (signal 9)" in talk
    assert stage(archive, "show", "raw/103.txt").status == 0
    assert stage(archive, "nightly").status == 0
    assert stage(archive, "search", "номер100").status == 0


def _busy_worker(process: subprocess.Popen[str]) -> int:
    """The number of a worker of this run that has begun to read, 0 when the run ended before."""
    while process.poll() is None:
        for pid in _children(_children([process.pid])):
            if _is_shut_in(pid):
                time.sleep(0.5)
                return pid
        time.sleep(0.02)
    return 0


def _is_shut_in(pid: int) -> bool:
    """True once a worker has its limits, which it is given before its first file."""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text("utf-8")
    except OSError:
        return False
    return any(line.startswith("Max file size") and "unlimited" not in line for line in limits.splitlines())


def _children(parents: list[int]) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) in parents:
            found.append(int(stat.parent.name))
    return found
