"""The run itself: step after step under one lock; each step does only what is left to do, so that a broken night heals."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from corpus import pipeline
from corpus.config import Config
from corpus.errors import IndexMissing
from corpus.fetch import fetch_pages
from corpus.pipeline import Outcome, Progress
from corpus.store import FILE_NAME, Store, hold
from indexer.build import build_index, current_index, verify
from indexer.nightly.archive import write_report
from indexer.nightly.report import Night, Sizes, Step
from indexer.semantic import installed


def nightly(config: Config, progress: Progress | None = None) -> Night:
    """What changed was read, the index shows it, both were compared, and the report lies in ``.svod/reports``.

    Raises ArchiveLocked when another run writes.
    """
    start = datetime.now(UTC)
    with hold(config.data):
        before = measure(config)
        with Store.open(config.data, write=True, boilerplate_documents=config["analysis.boilerplate_documents"]) as store:
            night = _Run(config, store).go(progress, before)
        # closing wrote SQLite's log back into the store's file: only now is its size the true one
        night = replace(night, after=measure(config))
        write_report(config.data, night, start.strftime("%Y%m%dT%H%M%S.%fZ"))
    return night


def measure(config: Config) -> Sizes:
    """Bytes that the store and the index in use take."""
    store = sum(file.stat().st_size for file in config.data.glob(f"{FILE_NAME}*"))
    try:
        index = sum(file.stat().st_size for file in current_index(config).rglob("*") if file.is_file())
    except IndexMissing:
        index = 0
    return Sizes(store, index)


class _Run:
    """One night, from its lock to its report."""

    def __init__(self, config: Config, store: Store) -> None:
        self._config, self._store = config, store
        self._began = time.monotonic()
        self._steps: list[Step] = []

    def go(self, progress: Progress | None, before: Sizes) -> Night:
        last = self._store.runs(1)
        known = self._store.entity_ids()
        outcomes: list[Outcome] = []
        with self._step("fetch"):
            fetch_pages(self._config)
        with self._step("ingest"):
            report = pipeline.ingest(self._config, self._store, (), progress, outcomes.append)
        with self._step("index"):
            indexed = build_index(self._config, self._store)["indexed"]
        if installed() and self._config["semantic.weight"] > 0:
            from indexer.semantic.embed import embed  # numpy and the model

            with self._step("embed"):
                embed(self._config, self._store)
        with self._step("verify"):
            complaints = self._store.verify() + verify(self._config, self._store).complaints()
        counts = self._store.counts()
        return Night(
            archive=self._config.name,
            run=report.run,
            started=report.started,
            seconds=round(time.monotonic() - self._began, 3),
            counts=report.counts,
            outcomes=tuple(outcomes),
            failed=report.skipped,
            ledger=counts["failures"],
            entities=tuple(self._store.entity(id) for id in sorted(self._store.entity_ids() - known)),
            documents=counts["documents"],
            indexed=indexed,
            complaints=tuple(complaints),
            steps=tuple(self._steps),
            before=before,
            after=before,
            healed=bool(last) and not last[0].counts,
        )

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._steps.append(Step(name, round(time.monotonic() - began, 3)))
