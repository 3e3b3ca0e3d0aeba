"""Entities: the outermost people, places and organisations, exact in span and kind; overlap asks for the kind only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.quality.analysed import Mark, Read, read_all
from indexer.quality.measures import harmonic, share
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import KINDS, Options

Counts = tuple[int, int, int]
"""Right, found, wanted."""


def measure(options: Options) -> Iterator[Measured]:
    """micro_f1, an F1 of each kind, precision, recall, overlap_f1; ``n`` counts gold names (precision: those found)."""
    counted = [(_counts(read), _overlaps(read)) for read in read_all(options)]
    name = set_name(options)
    micro = [counts[""] for counts, _ in counted]
    yield name, share("micro_f1", _f1(micro), _wanted(micro))
    for kind in KINDS:
        rows = [counts[kind] for counts, _ in counted]
        yield name, share(f"{kind.lower()}_f1", _f1(rows), _wanted(rows))
    yield name, share("precision", [(right, found) for right, found, _ in micro])
    yield name, share("recall", [(right, wanted) for right, _, wanted in micro])
    yield name, harmonic("overlap_f1", [overlaps for _, overlaps in counted])


def _counts(read: Read) -> dict[str, Counts]:
    found, wanted = set(read.marks), {(name.span, name.kind) for name in read.gold.names}
    counts = {kind: _count(_of(found, kind), _of(wanted, kind)) for kind in KINDS}
    return counts | {"": _count(found, wanted)}


def _of(marks: set[Mark], kind: str) -> set[Mark]:
    return {mark for mark in marks if mark[1] == kind}


def _count(found: set[Mark], wanted: set[Mark]) -> Counts:
    return len(found & wanted), len(found), len(wanted)


def _overlaps(read: Read) -> tuple[int, int, int, int]:
    """Found ones that meet a wanted one of their kind, all found; wanted ones that meet a found one, all wanted."""
    found, wanted = read.marks, [(name.span, name.kind) for name in read.gold.names]
    return _meeting(found, wanted), len(found), _meeting(wanted, found), len(wanted)


def _meeting(marks: Sequence[Mark], others: Sequence[Mark]) -> int:
    return sum(any(kind == kind_of and span.overlaps(other) for other, kind_of in others) for span, kind in marks)


def _f1(rows: Sequence[Counts]) -> list[tuple[float, float]]:
    return [(2 * right, found + wanted) for right, found, wanted in rows]


def _wanted(rows: Sequence[Counts]) -> int:
    return sum(wanted for _, _, wanted in rows)
