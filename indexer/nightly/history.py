"""Key figures of every night, a line each: what drift and growth are measured against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.files import write_whole

FILE_NAME = "history.jsonl"
KEPT = 400
"""Nights whose figures are kept: a year and a month."""


def load_history(reports: Path) -> list[dict[str, Any]]:
    """Figures of earlier nights, oldest first; a line that cannot be read is left out."""
    place = reports / FILE_NAME
    if not place.is_file():
        return []
    found = []
    for line in place.read_text("utf-8", "replace").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:  # cut short by a full disk: the night's own report has it all
            continue
    return found


def note(reports: Path, earlier: list[dict[str, Any]], figures: Mapping[str, Any]) -> None:
    """Tonight's figures stand last, whole or not at all."""
    lines = [json.dumps(each, ensure_ascii=False) for each in (*earlier, figures)][-KEPT:]
    write_whole(reports / FILE_NAME, "\n".join(lines) + "\n")
