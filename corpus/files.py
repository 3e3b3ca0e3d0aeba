"""Files that are there whole or as they were."""

from __future__ import annotations

from pathlib import Path


def write_whole(place: Path, text: str) -> None:
    """The file holds the text: it was written beside it, as ``NAME.new``, and put in its place in one step."""
    waiting = place.with_name(f"{place.name}.new")
    waiting.write_text(text, "utf-8")
    waiting.replace(place)
