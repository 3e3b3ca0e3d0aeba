"""An index in a second folder without copying it: both name the same files until one of them replaces its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_OWN = (".lock", "_LOCK")
"""Endings of files that belong to whoever writes into a folder."""


def share_files(old: Path, new: Path) -> None:
    """``new`` holds every file of ``old``: a second name where the file system has them, else a copy."""
    for file in old.iterdir():
        if not file.is_file() or file.name.endswith(_OWN):
            continue
        try:
            os.link(file, new / file.name)
        except OSError:
            shutil.copy2(file, new / file.name)


def write_anew(path: Path, content: bytes) -> None:
    """The file has this content; whoever shares the old one keeps it."""
    waiting = path.with_name(path.name + ".new")
    waiting.write_bytes(content)
    waiting.replace(path)
