"""The run itself: step after step under one lock; each step does only what is left to do, so that a broken night heals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import Any

from corpus import pipeline
from corpus.config import Config
from corpus.errors import IndexMissing, NotFound
from corpus.fetch import fetch_pages
from corpus.model import Entity, Report, Skipped
from corpus.naming import is_linking_due
from corpus.pipeline import Outcome, Progress
from corpus.store import Intake, Store, hold, store_bytes
from indexer.build import build_index, current_index
from indexer.nightly.archive import REPORTS, write_report
from indexer.nightly.budget import Budget
from indexer.nightly.deliver import deliver
from indexer.nightly.diary import Diary
from indexer.nightly.history import load_history, note
from indexer.nightly.quality import drift
from indexer.nightly.report import Link, Night, Sizes, Step
from indexer.saved.values import News
from indexer.schema import load_manifest
from indexer.semantic import installed

Tell = Callable[..., None]
"""Called with the name of what happened and its values, for a log."""

SURE = 0.95
"""Links of a rule less sure than this are for people to confirm: one sound is sure, nearly one sound is not."""

USUAL_NIGHTS, MONTH_NIGHTS = 14, 30
_STEPS_READ = ("new", "changed")


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who follows a night while it goes on: how far reading is, and what happened."""

    progress: Progress = lambda done, total, path: None
    tell: Tell = lambda event, **values: None


def nightly(config: Config, watcher: Watcher | None = None, budget: str | None = None) -> Night:
    """What changed was read, the index shows it, both were compared, and the report lies in ``.svod/reports``.

    ``budget`` (2h, 90m) is by default the setting's. Raises ArchiveLocked when another run writes, BadConfig.
    """
    start = datetime.now(UTC)
    allowed = Budget.of(config["nightly.budget"] if budget is None else budget)
    with hold(config.data):
        reports = config.data / REPORTS
        earlier = load_history(reports)
        with Store.of(config, write=True) as store:
            run = _Run(config, store, watcher or Watcher(), allowed, earlier)
            try:
                night, intake, generation = run.go()
            finally:
                run.diary.close()
        # closing wrote SQLite's log back into the store's file: only now is its size the true one
        night = replace(night, after=measure(config))
        stamp = start.strftime("%Y%m%dT%H%M%S.%fZ")
        write_report(config.data, night, stamp)
        figures = _figures(night, intake, generation, proved=run.proved_at, embedded=run.embedded_at)
        troubles = deliver(config, night, figures)
        if troubles:
            night = replace(night, troubles=troubles)
            write_report(config.data, night, stamp)
        note(reports, earlier, figures)
        _note_said(config, night)
        run.diary.forget()
    return night


def measure(config: Config) -> Sizes:
    """Bytes that the store and the index in use take."""
    store = store_bytes(config)
    try:
        index = sum(file.stat().st_size for file in current_index(config).rglob("*") if file.is_file())
    except IndexMissing:
        index = 0
    return Sizes(store, index)


class _Run:
    """One night, from its lock to its report."""

    def __init__(self, config: Config, store: Store, watcher: Watcher, budget: Budget, earlier: list[dict[str, Any]]) -> None:
        self._config, self._store, self._watcher, self._budget, self._earlier = config, store, watcher, budget, earlier
        self._began, self._steps = time.monotonic(), list[Step]()
        sizes = measure(config)
        began = datetime.now(UTC).isoformat(timespec="seconds")
        self.diary = Diary(config.data, {"began": began, "store": sizes.store, "index": sizes.index})
        last = store.runs(1)
        self._acts: tuple[str, ...] = ()
        self._healed = self.diary.healed or (bool(last) and not last[0].counts)
        before = earlier[-1] if earlier else {}
        self._same_as = before.get("generation", -1)
        self.proved_at, self.embedded_at = str(before.get("proved", "")), int(before.get("embedded_at", -1))

    def go(self) -> tuple[Night, Intake, int]:
        with self._step("fetch"):
            fetch_pages(self._config)
        report = self._ingest()
        with self._step("index"):
            indexed = build_index(self._config, self._store)["indexed"]
        generation = self._store.generation()
        embedded = self._embed(generation)
        with self._step("saved"):
            news = self._ask_saved()
        with self._step("verify"):
            complaints, proved = self._verify(generation)
        with self._step("clean up"):
            self._store.tidy()
        intake = self._intake()
        return self._night(report, indexed, embedded, news, (complaints, proved), intake), intake, generation

    def _ingest(self) -> Report:
        course = pipeline.Course(self._budget.goes_on, self._rank(), self._step, self._begin)
        report = pipeline.ingest(self._config, self._store, (), self._watcher.progress, self._note, course)
        for line in report.skipped:
            self.diary.failed(line)
            self._watcher.tell("failed", path=line.path, stage=line.stage, reason=line.reason)
        return report

    def _rank(self) -> Any:
        from indexer.nightly.order import ranked

        return ranked(self._store, self._asked())

    def _asked(self) -> Mapping[str, int]:
        from indexer.saved.book import FILE_NAME as BOOK

        if not (self._config.data / BOOK).is_file():
            return {}
        from indexer.saved.book import Book

        with Book.open(self._config.data) as book:
            return book.asked()

    def _begin(self, run: int) -> None:
        self._watcher.tell("begun", run=run)

    def _note(self, outcome: Outcome) -> None:
        self.diary.outcome(outcome)
        self._watcher.tell(outcome.status, path=outcome.path, document=outcome.document, reason=outcome.reason)

    def _embed(self, generation: int) -> int:
        if not installed() or self._config["semantic.weight"] <= 0 or self.embedded_at == generation:
            return 0
        from indexer.semantic.embed import embed  # numpy and the model

        with self._step("embed"):
            counts = embed(self._config, self._store, goes_on=self._budget.goes_on)
        self.embedded_at = -1 if counts["left"] else generation
        return counts["embedded"]

    def _ask_saved(self) -> tuple[News, ...]:
        """News of this night, with those that a night that was broken off told nobody of."""
        from indexer.saved.book import FILE_NAME as BOOK

        if not (self._config.data / BOOK).is_file():
            return ()
        from indexer.readers import Readers
        from indexer.saved import LOCAL, REPORT, Book, find_news

        with Book.open(self._config.data) as book, Readers(self._config, LOCAL) as readers:
            found = list(find_news(book, readers.archive(LOCAL), read_by=readers.archive))
            return tuple(replace(each, hits=tuple(book.unsaid(each.search.number, REPORT))) for each in found)

    def _verify(self, generation: int) -> tuple[tuple[str, ...], bool]:
        """What is wrong, and whether every row was looked at: after a broken night, and some nights after the last time."""
        changed = generation != self._same_as
        if self._healed or (changed and self._is_proof_due()):
            self.proved_at = datetime.now(UTC).isoformat(timespec="seconds")
            from indexer.care import heal_index  # 150 ms of healing and erasing, which most nights need not

            proof, self._acts = heal_index(self._config, self._store)
            return tuple(proof.complaints()), True
        held = load_manifest(current_index(self._config))
        if held.generation != generation:
            return ("the index was not made from the store as it is now; run: svod index",), False
        if changed and held.documents != (documents := self._store.present()):
            return (f"the index holds {held.documents} documents, the store {documents}; run: svod verify",), False
        return (), False

    def _is_proof_due(self) -> bool:
        if not self.proved_at:
            return True
        since = datetime.now(UTC) - datetime.fromisoformat(self.proved_at)
        return since.total_seconds() >= 86400 * self._config["nightly.verify_days"] or since.total_seconds() < 0

    def _night(
        self,
        report: Report,
        indexed: int,
        embedded: int,
        news: tuple[News, ...],
        verified: tuple[tuple[str, ...], bool],
        intake: Intake,
    ) -> Night:
        outcomes = tuple(Outcome(**each) for each in self.diary.said("outcome"))
        failed = tuple(Skipped(**each) for each in self.diary.said("failed"))
        first = self.diary.first
        before = Sizes(first["store"], first["index"])
        month = self._earlier[-MONTH_NIGHTS] if len(self._earlier) >= MONTH_NIGHTS else None
        return Night(
            archive=self._config.name,
            run=report.run,
            started=report.started,
            seconds=round(time.monotonic() - self._began, 3),
            counts=_counted(report, outcomes, failed) if self.diary.healed else report.counts,
            outcomes=outcomes,
            failed=failed,
            ledger=self._store.ledger_lines(),
            entities=tuple(self._new_entities()),
            links=tuple(Link(*each) for said in self.diary.said("links") for each in said),
            documents=load_manifest(current_index(self._config)).documents,
            indexed=indexed,
            embedded=embedded,
            complaints=verified[0],
            proved=verified[1],
            steps=tuple(self._steps),
            before=before,
            after=before,
            month=Sizes(month["store_bytes"], month["index_bytes"]) if month else None,
            healed=self._healed,
            news=news,
            acts=self._acts,
            drift=drift(intake, (each.get("intake", {}) for each in self._earlier)),
            address=str(self._config["nightly.address"]).rstrip("/"),
        )

    def _new_entities(self) -> Iterator[Entity]:
        for id in dict.fromkeys(id for said in self.diary.said("entities") for id in said):
            try:
                yield self._store.entity(id)
            except NotFound:  # a later part of a broken night joined it to another
                continue

    def _intake(self) -> Intake:
        read = {each["document"] for each in self.diary.said("outcome") if each["status"] in _STEPS_READ}
        return self._store.intake(sorted(read))

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        self._watcher.tell("step", step=name)
        with self._compared() if name == "link" else nullcontext():
            yield
        seconds = round(time.monotonic() - began, 3)
        usual = [each["steps"][name] for each in self._earlier[-USUAL_NIGHTS:] if name in each.get("steps", {})]
        self._steps.append(Step(name, seconds, round(median(usual), 3) if usual else None))

    @contextmanager
    def _compared(self) -> Iterator[None]:
        """What linking made that was not there before is noted."""
        if not is_linking_due(self._config, self._store):
            yield
            return
        known, doubtful = self._store.entity_ids(), self._store.doubtful_links(SURE).keys()
        yield
        links = [[*key, *how] for key, how in self._store.doubtful_links(SURE).items() if key not in doubtful]
        self.diary.linked(sorted(self._store.entity_ids() - known), links)


def _note_said(config: Config, night: Night) -> None:
    """The report said these hits: the next one does not."""
    if not any(news.hits for news in night.news):
        return
    from indexer.saved import REPORT, Book

    with Book.open(config.data) as book:
        for news in night.news:
            book.say(news.search.number, news.hits, REPORT)


def _counted(report: Report, outcomes: tuple[Outcome, ...], failed: tuple[Skipped, ...]) -> Mapping[str, int]:
    """Counts of a night that went on from a broken one: what happened in both."""
    happened = {status: sum(each.status == status for each in outcomes) for status in ("new", "changed", "moved", "vanished")}
    return {**report.counts, **happened, "failed": len(failed)}


def _figures(night: Night, intake: Intake, generation: int, *, proved: str, embedded: int) -> dict[str, Any]:
    """What the history keeps of a night."""
    return {
        "started": night.started,
        "run": night.run,
        "generation": generation,
        "documents": night.documents,
        "ledger_lines": night.ledger,
        "store_bytes": night.after.store,
        "index_bytes": night.after.index,
        "night_seconds": night.seconds,
        "night_exit_code": night.exit_code,
        "counts": dict(night.counts),
        "steps": {step.name: step.seconds for step in night.steps},
        "intake": asdict(intake),
        "proved": proved,
        "embedded_at": embedded,
    }
