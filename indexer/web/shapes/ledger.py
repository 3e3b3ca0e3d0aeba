"""The JSON of runs, failures and health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.audit import Deed
from corpus.model import Report, Skipped


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did; ``failures`` counts what it could not do."""

    run: int
    kind: str
    started: str
    seconds: float
    counts: dict[str, int]
    failures: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something that could not be read, since when."""

    path: str
    stage: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """The index in use: ``documents`` in it of the ``stored``; ``fresh`` when it shows the store as it is, ``whole`` when its
    files are as long as they were written; ``proved`` is when a night last checked all of it, "" for never.
    """

    engine: str
    documents: int
    stored: int
    bytes: int
    fresh: bool
    whole: bool
    proved: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share (0..1) of what the last night read, counted on ``of`` things, beside the usual one; ``grown`` is worth a look.

    ``usual`` is None while there is no earlier night.
    """

    name: str
    share: float
    of: int
    usual: float | None
    grown: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """The latest runs, and what cannot be read now; ``index`` and ``quality`` are told to researchers and those above."""

    ok: bool
    runs: list[Run]
    failures: list[Line]
    index: IndexHealth | None
    quality: list[Share]


def runs(
    reports: Sequence[Report], failures: Sequence[tuple[Skipped, str]], index: IndexHealth | None, quality: list[Share]
) -> Runs:
    """Runs and failures for programs."""
    return Runs(
        True,
        [Run(r.run, r.kind, r.started, r.seconds, dict(r.counts), len(r.skipped)) for r in reports],
        [Line(line.path, line.stage, line.reason, since) for line, since in failures],
        index,
        quality,
    )


@dataclass(frozen=True, slots=True)
class Alive:
    """The server answers."""

    ok: bool
    status: int
    version: str


@dataclass(frozen=True, slots=True)
class Health:
    """The archive answers; ``counts`` say how much it holds, ``indexed`` how many documents can be found."""

    ok: bool
    status: int
    indexed: int
    generation: int
    fresh: bool
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """What people did, the newest first."""

    ok: bool
    deeds: list[Deed]
