"""Where reports lie: one text and one JSON a night, and the latest under a name that stays."""

from __future__ import annotations

import json
from pathlib import Path

from indexer.nightly.report import Night, as_text, as_values

REPORTS = "reports"
LATEST = "latest"
KEPT = 60
"""Nights whose reports are kept."""

_SUFFIXES = (".txt", ".json")


def write_report(data: Path, night: Night, stamp: str) -> Path:
    """The text of the night's report, written in ``data``/reports with its JSON beside it; the oldest ones are gone.

    ``stamp`` is the time that names the files; names sort by it.
    """
    folder = data / REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    written = dict(
        zip(_SUFFIXES, (as_text(night), json.dumps(as_values(night), ensure_ascii=False, indent=1) + "\n"), strict=True)
    )
    for name in (stamp, LATEST):
        for suffix, text in written.items():
            waiting = folder / f".{name}{suffix}.new"
            waiting.write_text(text, "utf-8")
            waiting.replace(folder / f"{name}{suffix}")
    _drop_old(folder)
    return folder / f"{stamp}.txt"


def _drop_old(folder: Path) -> None:
    stamps = sorted({file.stem for file in folder.glob("*Z.*") if file.suffix in _SUFFIXES})
    for stamp in stamps[:-KEPT]:
        for suffix in _SUFFIXES:
            (folder / f"{stamp}{suffix}").unlink(missing_ok=True)
