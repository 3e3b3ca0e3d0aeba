"""Entities: the outermost people, places and organisations, exact in span and kind; overlap asks for the kind only.

Where a set marks in layers, it is measured by its own rules too: ``object_f1`` and ``object_org_f1``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.quality.analysed import Mark, Read, read_all
from indexer.quality.measures import harmonic, share
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import KINDS, ORG, Options

Counts = tuple[int, int, int]
"""Right, found, wanted."""


def measure(options: Options) -> Iterator[Measured]:
    """micro_f1, an F1 of each kind, precision, recall, overlap_f1; ``n`` counts gold names (precision: those found)."""
    reads = list(read_all(options))
    counted = [(_counts(read), _overlaps(read)) for read in reads]
    name = set_name(options)
    micro = [counts[""] for counts, _ in counted]
    yield name, share("micro_f1", _f1(micro), _wanted(micro))
    for kind in KINDS:
        rows = [counts[kind] for counts, _ in counted]
        yield name, share(f"{kind.lower()}_f1", _f1(rows), _wanted(rows))
    yield name, share("precision", [(right, found) for right, found, _ in micro])
    yield name, share("recall", [(right, wanted) for right, _, wanted in micro])
    yield name, harmonic("overlap_f1", [overlaps for _, overlaps in counted])
    if any(read.gold.objects for read in reads):
        of_objects = [_object_counts(read) for read in reads]
        every = [_summed(row) for row in of_objects]
        organisations = [row[ORG] for row in of_objects]
        yield name, share("object_f1", _f1(every), _wanted(every))
        yield name, share("object_org_f1", _f1(organisations), _wanted(organisations))


def _counts(read: Read) -> dict[str, Counts]:
    found, wanted = set(read.marks), {(name.span, name.kind) for name in read.gold.names}
    counts = {kind: _count(_of(found, kind), _of(wanted, kind)) for kind in KINDS}
    return counts | {"": _count(found, wanted)}


def _object_counts(read: Read) -> dict[str, Counts]:
    """Right, found and wanted objects of each kind; what has no name of its own is left out on both sides."""
    left = set(read.marks)
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for each in sorted(read.gold.objects, key=lambda each: each.core is None):
        found = next((mark for mark in sorted(left) if each.accepts(*mark)), None)
        left.discard(found or (each.whole, ""))
        if each.core is not None:
            counts[each.kind] = [sum(pair) for pair in zip(counts[each.kind], (bool(found), bool(found), 1), strict=True)]
    for _, kind in left:
        counts[kind][1] += 1
    return {kind: (right, found, wanted) for kind, (right, found, wanted) in counts.items()}


def _summed(row: dict[str, Counts]) -> Counts:
    right, found, wanted = (sum(counts[place] for counts in row.values()) for place in range(3))
    return right, found, wanted


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
