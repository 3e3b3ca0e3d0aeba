"""Where reports lie: text, page and JSON of each night, a feed of the latest, and the last night under a name that stays."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.files import write_whole
from indexer.nightly.forms import as_feed, as_page, as_text
from indexer.nightly.report import Night, as_values

REPORTS = "reports"
LATEST = "latest"
FEED = "nights.atom"
KEPT = 60
"""Nights whose reports are kept."""

IN_FEED = 20
"""Nights in the feed."""

_SUFFIXES = (".txt", ".html", ".json")


def write_report(data: Path, night: Night, stamp: str) -> Path:
    """The text of the night's report, written in ``data``/reports beside its other forms; the oldest ones are gone.

    ``stamp`` is the time that names the files; names sort by it.
    """
    folder = data / REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    forms = as_text(night), as_page(night), json.dumps(as_values(night), ensure_ascii=False, indent=1) + "\n"
    for name in (stamp, LATEST):
        for suffix, text in zip(_SUFFIXES, forms, strict=True):
            write_whole(folder / f"{name}{suffix}", text)
    _drop_old(folder)
    write_whole(folder / FEED, _feed(folder, night))
    return folder / f"{stamp}.txt"


def _feed(folder: Path, night: Night) -> str:
    nights = []
    for file in sorted(folder.glob("*Z.txt"), reverse=True)[:IN_FEED]:
        text = file.read_text("utf-8")
        lines = text.split("\n")
        said = next((line for line in lines[3:] if line and not line.startswith("The run before")), lines[0])
        nights.append({"stamp": file.stem, "started": lines[1].partition(",")[0], "verdict": said, "text": text})
    return as_feed(night.archive, nights, night.address)


def _drop_old(folder: Path) -> None:
    for half in folder.glob("*.new"):
        half.unlink()  # a killed night was writing it; no other is at work
    stamps = sorted({file.stem for file in folder.glob("*Z.*") if file.suffix in _SUFFIXES})
    for stamp in stamps[:-KEPT]:
        for suffix in _SUFFIXES:
            (folder / f"{stamp}{suffix}").unlink(missing_ok=True)
