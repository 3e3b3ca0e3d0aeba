"""A stage on which svod's commands are run and killed, and an archive that has seen a first night."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration

ROOT = Path(__file__).parents[2]
TOWNS = "Тараз Алматы Бишкек Кишинёв Полтава Лисаковск Чолпон-Ата Душанбе Ташкент Киев".split()


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a command: its exit code (or minus a signal), events counted, and all that it printed."""

    status: int
    events: int
    said: str

    def objects(self) -> list[dict[str, Any]]:
        """The objects it printed, one a whole line; what a kill cut in two is left out."""
        return [json.loads(line) for line in self.said.splitlines() if line.startswith("{") and line.endswith("}")]


Stage = Callable[..., Run]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Runs a command over an archive; ``at`` kills it before that event."""
    logs, number = tmp_path_factory.mktemp("logs"), 0
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SVOD_ANALYSIS_ENTITIES": "false",
        "SVOD_RUN_WORKERS": "1",
        "SVOD_INDEX_ENGINE": "tantivy",
    }
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("stage.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def run(folder: Path | None, *words: str, at: int = 0, ahead_s: float = 0, file_bytes: int = 0, **settings: str) -> Run:
        nonlocal number
        number += 1
        log = logs / f"{number}.log"
        where = ["--archive", str(folder)] if folder else []
        request = {"words": [*where, *words], "at": at, "log": str(log), "environment": settings}
        request |= {"ahead_s": ahead_s, "file_bytes": file_bytes}
        process.stdin.write(json.dumps(request) + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        answer = json.loads(process.stdout.readline())  # type: ignore[union-attr]
        return Run(answer["status"], answer["events"], log.read_text("utf-8", "replace"))

    yield run
    process.stdin.close()
    process.wait(timeout=30)
    process.stdout.close()


def text_of(number: int, version: int = 0) -> str:
    """What document ``number`` says; the word «вера…» tells its version."""
    town = TOWNS[number % len(TOWNS)]
    return f"Отчёт {number} о городе {town}\n\nНомер документа: номер{number}. Версия: вера{version}. В городе {town} школа.\n"


@pytest.fixture(scope="session")
def night_before(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of ten documents after its first night."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "raw").mkdir()
    for number in range(10):
        (folder / "raw" / f"{number}.txt").write_text(text_of(number), "utf-8")
    (folder / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    done = stage(folder, "nightly")
    assert done.status == 0, done.said
    return folder


@pytest.fixture
def archive(night_before: Path, tmp_path: Path) -> Path:
    """A copy of that archive, with files as they were."""
    return copied(night_before, tmp_path / "archive")


def copied(archive: Path, place: Path) -> Path:
    """A copy of an archive, its store whole: nobody is writing."""
    shutil.copytree(archive, place)
    return place


def change(folder: Path) -> dict[str, str]:
    """One document changed, two new, one gone, one moved: words that must be found afterwards, each with its path ("" none)."""
    raw = folder / "raw"
    (raw / "1.txt").write_text(text_of(1, version=7), "utf-8")
    for number in (20, 21):
        (raw / f"{number}.txt").write_text(text_of(number), "utf-8")
    (raw / "2.txt").unlink()
    (raw / "3.txt").rename(raw / "moved.txt")
    expected = {"вера7": "raw/1.txt", "номер20": "raw/20.txt", "номер21": "raw/21.txt", "номер2": "", "номер3": "raw/moved.txt"}
    return expected | {f"номер{number}": f"raw/{number}.txt" for number in (0, 4, 5, 6, 7, 8, 9)}
