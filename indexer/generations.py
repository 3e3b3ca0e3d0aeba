"""Where indexes lie: one folder each, the name of the one in use in ``current``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from corpus.config import Config
from corpus.errors import IndexMissing

FOLDER, CURRENT, LOCK = "index", "current", "lock"


def current_index(config: Config) -> Path:
    """The folder of the index in use. Raises IndexMissing."""
    folder = config.data / FOLDER
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except OSError as error:
        raise IndexMissing(f"{folder}: there is no index yet; build it with: svod index") from error
    return folder / name


def fresh_folder(folder: Path, generation: int) -> Path:
    """A new empty folder for an index of this generation of the store."""
    number = 1
    while (folder / f"{generation}-{number}").exists():
        number += 1
    fresh = folder / f"{generation}-{number}"
    fresh.mkdir()
    return fresh


def point(folder: Path, name: str) -> None:
    """``current`` names the new folder, in one step that a reader sees wholly or not at all."""
    waiting = folder / f"{CURRENT}.new"
    with waiting.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder / CURRENT)


def sweep(folder: Path) -> None:
    """Only the index in use is left: old ones and those a killed build left half-done are removed."""
    try:
        used = (folder / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        used = ""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != used:
            shutil.rmtree(entry)
