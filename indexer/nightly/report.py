"""What a night did, as a value, as an object for programs and as a text for the morning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.model import Entity, Skipped
from corpus.pipeline import Outcome

_SHOWN = 20
"""Lines of one kind in the text; the JSON beside it has all."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the run and the seconds it took."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes on disk."""

    store: int
    index: int


@dataclass(frozen=True, slots=True)
class Night:
    """One unattended run. ``counts`` are the ingest's; ``failed`` lines came tonight, the ``ledger`` counts all that stand.

    ``healed`` is True when the run before was broken off. ``complaints`` are what verifying found, empty when all is well.
    """

    archive: str
    run: int
    started: str
    seconds: float
    counts: Mapping[str, int]
    outcomes: tuple[Outcome, ...]
    failed: tuple[Skipped, ...]
    ledger: int
    entities: tuple[Entity, ...]
    documents: int
    indexed: int
    complaints: tuple[str, ...]
    steps: tuple[Step, ...]
    before: Sizes
    after: Sizes
    healed: bool

    @property
    def exit_code(self) -> int:
        """1 when store and index do not agree, 4 when files failed, else 0."""
        return 1 if self.complaints else 4 if self.counts["failed"] else 0

    def by_status(self, status: str) -> list[Outcome]:
        """Files to which this happened."""
        return [outcome for outcome in self.outcomes if outcome.status == status]

    def by_type(self) -> dict[str, list[Entity]]:
        """New entities by type, those in most documents first."""
        groups: dict[str, list[Entity]] = {}
        for entity in sorted(self.entities, key=lambda each: (each.type, -each.documents, each.name)):
            groups.setdefault(entity.type.value, []).append(entity)
        return groups


def as_values(night: Night) -> dict[str, Any]:
    """The report as an object."""
    return {
        "archive": night.archive,
        "run": night.run,
        "started": night.started,
        "seconds": night.seconds,
        "exit_code": night.exit_code,
        "healed": night.healed,
        "counts": dict(night.counts),
        "files": [
            {"path": each.path, "status": each.status, "document": each.document, "reason": each.reason}
            for each in night.outcomes
        ],
        "failed": [{"path": each.path, "stage": each.stage, "reason": each.reason} for each in night.failed],
        "ledger": night.ledger,
        "entities": {
            kind: [{"id": each.id, "name": each.name, "documents": each.documents} for each in found]
            for kind, found in night.by_type().items()
        },
        "documents": night.documents,
        "indexed": night.indexed,
        "complaints": list(night.complaints),
        "steps": {step.name: step.seconds for step in night.steps},
        "sizes": {
            "store": {"bytes": night.after.store, "growth": night.after.store - night.before.store},
            "index": {"bytes": night.after.index, "growth": night.after.index - night.before.index},
        },
    }


def as_text(night: Night) -> str:
    """The report as a page of plain text."""
    lines = [f"{night.archive}: nightly run {night.run}", f"{night.started}, {night.seconds:.1f} s", ""]
    if night.healed:
        lines += ["The run before was broken off; this one went on from there.", ""]
    lines += [_verdict(night), ""]
    for status, said in (("new", "Came"), ("changed", "Changed"), ("moved", "Moved"), ("vanished", "Vanished")):
        lines += _part(said, (each.path for each in night.by_status(status)))
    lines += _part("Failed", (f"{each.path}: {each.reason}" for each in night.failed))
    for kind, found in night.by_type().items():
        lines += _part(f"New, {kind}", (f"{each.name} ({each.documents})" for each in found))
    lines += [f"Files: {night.counts['seen']} seen, {night.counts['unchanged']} unchanged. {_ledger(night.ledger)}"]
    lines += [f"Index: {night.documents} documents" + (", built anew." if night.indexed else ", was up to date.")]
    lines += [
        f"Store {_size(night.before.store, night.after.store)}, index {_size(night.before.index, night.after.index)}",
        "Steps: " + ", ".join(f"{step.name} {step.seconds:.1f} s" for step in night.steps),
    ]
    return "\n".join(lines) + "\n"


def _verdict(night: Night) -> str:
    if night.complaints:
        return "Store and index do not agree:\n" + "\n".join(f"  {each}" for each in night.complaints)
    happened = [f"{night.counts[key]} {key}" for key in ("new", "changed", "moved", "vanished", "failed") if night.counts[key]]
    return (", ".join(happened) if happened else "Nothing changed") + ". Store and index agree."


def _part(said: str, found: Iterable[str]) -> list[str]:
    listed = list(found)
    if not listed:
        return []
    more = [f"  … and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
    return [f"{said}: {len(listed)}", *(f"  {line}" for line in listed[:_SHOWN]), *more, ""]


def _ledger(lines: int) -> str:
    return f"{lines} in the ledger: svod failures" if lines else "Nothing in the ledger."


def _size(before: int, after: int) -> str:
    return f"{after / 1e6:.1f} MB ({(after - before) / 1e6:+.1f})"
