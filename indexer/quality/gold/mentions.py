"""A table of mentions with offsets, nominatives and identities, beside the texts as JSON Lines (SlavicNER and its kind).

The table has columns ``doc start end surface type``, and ``lemma entity`` where known. A record may hold its text twice,
with and without a title: the one in which the offsets show the surface forms is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.model import Span
from indexer.quality.gold.files import files, records, tables
from indexer.quality.gold.marks import gold_text, kind_of
from indexer.quality.values import GoldName, GoldText

Row = Mapping[str, str]


def read(folder: Path) -> Iterator[GoldText]:
    """The texts that the tables of mentions speak of."""
    for path, table in tables(folder, "doc", "start", "end", "surface", "type"):
        by_document: dict[str, list[Row]] = defaultdict(list)
        for row in table:
            by_document[row["doc"]].append(row)
        seen: set[str] = set()
        for id, language, text in _texts(path.parent):
            if id in by_document and id not in seen and _fits(text, by_document[id]):
                seen.add(id)
                yield gold_text(id, language, text, map(_name, by_document[id]))


def _texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in files(folder, ".jsonl"):
        for record in records(path):
            for value in record.values():
                if isinstance(value, str) and " " in value:
                    yield str(record.get("id", "")), str(record.get("lang", "")), value


def _fits(text: str, table: Sequence[Row]) -> bool:
    return all(text[int(row["start"]) : int(row["end"])] == row["surface"] for row in table)


def _name(row: Row) -> GoldName:
    span = Span(int(row["start"]), int(row["end"]))
    return GoldName(span, kind_of(row["type"]), row.get("lemma", "").strip(), row.get("entity", "").strip())
