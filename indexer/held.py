"""A mark of each document that an index holds, beside it: what changed in the store but not for the index is left alone.

A person who renames an entity touches every document that mentions it. Postings and facets name entities by ids, so that none
of those documents is written again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from indexer.engines.sharing import write_anew

_FILE = "held.json"


def save_marks(folder: Path, marks: Mapping[str, str]) -> None:
    """The marks of all documents are in ``folder``."""
    write_anew(folder / _FILE, json.dumps(marks, indent=0).encode())


def load_marks(folder: Path) -> dict[str, str]:
    """What ``save_marks`` wrote; none where an older svod made the index."""
    path = folder / _FILE
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
