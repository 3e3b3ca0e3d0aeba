"""svod's own notation: sentences with [PER Ириной Городиской=Ирина Городиская] in brackets, in a table with a column
``marked``; «=» gives the nominative where the form in the text is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import tables
from indexer.quality.gold.marks import gold_text, kind_of
from indexer.quality.values import GoldName, GoldText, NoGold

_NAME = re.compile(r"\[([A-Z]+) ([^\[\]=]+)(?:=([^\[\]]+))?\]")


def read(folder: Path) -> Iterator[GoldText]:
    """The sentences of every table that has a column ``marked``."""
    for path, table in tables(folder, "id", "language", "marked"):
        for row in table:
            text, names = unmark(row["marked"])
            if any(not name.kind for name in names):
                raise NoGold(f"{path}, {row['id']}: a bracket that is neither PER, LOC nor ORG")
            yield gold_text(row["id"], row["language"], text, names)


def unmark(marked: str) -> tuple[str, list[GoldName]]:
    """The sentence as it was written, and the names that its brackets mark."""
    text, names, last = "", list[GoldName](), 0
    for found in _NAME.finditer(marked):
        text += marked[last : found.start()]
        span = Span(len(text), len(text) + len(found[2]))
        names.append(GoldName(span, kind_of(found[1]), found[3] or found[2]))
        text += found[2]
        last = found.end()
    return text + marked[last:], names
