"""What a night did, as a value and as an object for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.model import Entity, Skipped
from corpus.pipeline import Outcome
from indexer.nightly.quality import Drift
from indexer.saved.values import News

SLOW = 3.0
"""A step is slow that took so many times what it usually takes, and a second at least."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the run and the seconds it took; ``usual`` is the median of earlier nights, None where there is none."""

    name: str
    seconds: float
    usual: float | None = None

    @property
    def is_slow(self) -> bool:
        """True when it took much longer than usual."""
        return self.usual is not None and self.seconds >= max(1.0, SLOW * self.usual)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes on disk."""

    store: int
    index: int


@dataclass(frozen=True, slots=True)
class Link:
    """A name that a rule less sure joined to an entity tonight: a person should say whether it is one thing."""

    entity: str
    name: str
    other: str
    rule: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Night:
    """One unattended run. ``counts`` are the ingest's; ``failed`` lines came tonight, the ``ledger`` counts all that stand.

    ``healed`` is True when the run before was broken off. ``complaints`` are what verifying found, empty when all is well;
    ``proved`` says whether the store was proved row by row. ``troubles`` are mails and files that could not be sent or written.
    ``acts`` say what was wrong with the index and was put right.
    ``month`` are the sizes some thirty nights ago, None when there was no such night.
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
    links: tuple[Link, ...]
    documents: int
    indexed: int
    embedded: int
    complaints: tuple[str, ...]
    proved: bool
    steps: tuple[Step, ...]
    before: Sizes
    after: Sizes
    month: Sizes | None
    healed: bool
    news: tuple[News, ...] = ()
    drift: tuple[Drift, ...] = ()
    troubles: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    address: str = ""

    @property
    def exit_code(self) -> int:
        """1 when store and index do not agree or the report could not be delivered, 4 when files failed, else 0."""
        return 1 if self.complaints or self.troubles else 4 if self.counts["failed"] else 0

    @property
    def happened(self) -> bool:
        """True when a file came, changed, moved, vanished or failed, or a saved search has news."""
        return bool(self.outcomes or self.failed or any(each.hits for each in self.news))

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
        "links": [asdict(link) for link in night.links],
        "saved": [each.as_values() for each in night.news if each.hits or each.trouble],
        "documents": night.documents,
        "indexed": night.indexed,
        "embedded": night.embedded,
        "complaints": list(night.complaints),
        "proved": night.proved,
        "troubles": list(night.troubles),
        "acts": list(night.acts),
        "steps": {step.name: step.seconds for step in night.steps},
        "slow": [step.name for step in night.steps if step.is_slow],
        "sizes": {"store": _growth(night, "store"), "index": _growth(night, "index")},
        "quality": [asdict(each) for each in night.drift],
    }


def _growth(night: Night, name: str) -> dict[str, int | None]:
    now = getattr(night.after, name)
    month = None if night.month is None else now - getattr(night.month, name)
    return {"bytes": now, "growth": now - getattr(night.before, name), "month": month}
