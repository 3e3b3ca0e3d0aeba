"""Files that are there whole or as they were, and the folder for those that can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def shared_cache() -> Path:
    """Where files lie that any run may make again: ``SVOD_CACHE``, or else the user's cache."""
    if os.environ.get("SVOD_CACHE"):
        return Path(os.environ["SVOD_CACHE"])
    import platformdirs  # 5 ms

    return Path(platformdirs.user_cache_dir("svod"))


def write_whole(place: Path, text: str) -> None:
    """The file holds the text: it was written beside it, as ``NAME.new``, and put in its place in one step."""
    waiting = place.with_name(f"{place.name}.new")
    waiting.write_text(text, "utf-8")
    waiting.replace(place)
