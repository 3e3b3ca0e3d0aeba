"""Brings the store up to date with the files: walk, recognise, analyse in guarded children, put, link."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.config import Config, Source
from corpus.errors import OutsideSources
from corpus.marks import attempt, version
from corpus.model import Analysis, Report, Sighting, Skipped
from corpus.naming import link_names
from corpus.relate import overlook, relate
from corpus.sources import Places
from corpus.store import Store

if TYPE_CHECKING:
    from corpus.turns import Results

BATCH_FILES, BATCH_SECONDS = 50, 2.0
"""What a kill may cost: the files put since the last commit."""

WALK_BATCH = 1000

KEYS = ("seen", "new", "changed", "moved", "unchanged", "vanished", "failed", "retried", "left")
"""What a report counts: files by what happened to them, lines that came to the ledger (failed), and files that wait for the
next run (left)."""

FORGOTTEN = "forgotten"
"""Counted where there are such: files that hold what a person had erased; they are not read."""

Progress = Callable[[int, int, str], None]
"""Called with files done, files to do and the path just done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to a file: new, changed, moved, failed or vanished, its document ("" when none) and why."""

    path: str
    status: str
    document: str = ""
    reason: str = ""


Tell = Callable[[Outcome], None]
Read = Callable[
    [Sequence[Sighting], Config, Mapping[str, str], Places], Iterator[tuple[Sighting, tuple[Analysis | Skipped, ...]]]
]


@dataclass(frozen=True, slots=True)
class Course:
    """How a run goes: ``goes_on`` is asked between files, and False leaves the rest to the next run; files of the greatest
    ``rank`` are read first (None: as they lie); each ``step`` is entered by its name: snapshot, read, link, relate; ``begun``
    is told the run's number; ``read`` gives what files say in place of this run's own children, and what it does not give is
    left."""

    goes_on: Callable[[], bool] = lambda: True
    rank: Callable[[Sighting], tuple[float, ...]] | None = None
    step: Callable[[str], AbstractContextManager[None]] = lambda name: nullcontext()
    begun: Callable[[int], None] = lambda run: None
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told what while a run goes on, and how it goes."""

    progress: Progress
    tell: Tell
    course: Course = Course()


def ingest(
    config: Config,
    store: Store,
    paths: Sequence[str | Path] = (),
    progress: Progress | None = None,
    tell: Tell | None = None,
    course: Course | None = None,
) -> Report:
    """The store says what the files (all, or those below ``paths``) say now; a second run changes nothing.

    A source that cannot be seen loses no document. Raises OutsideSources.
    """
    scopes = [locate(config, path) for path in paths]
    listener = Listener(progress or _ignore, tell or _ignore, course or Course())
    with Places(config) as places:
        return _Run(config, store, "ingest", listener, places).ingest(scopes)


def retry(
    config: Config,
    store: Store,
    paths: Sequence[str | Path] = (),
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Report:
    """Files with a line in the ledger (all, or those below ``paths``) were tried again, whatever they were tried with."""
    scopes = [locate(config, path) for path in paths]
    with Places(config) as places:
        return _Run(config, store, "retry", Listener(progress or _ignore, tell or _ignore), places).retry(scopes)


def relink(config: Config, store: Store) -> Report:
    """The store's entities are what rules and people say now; nothing else changes."""
    with Places(config) as places:
        return _Run(config, store, "link", Listener(_ignore, _ignore), places).link()


def locate(config: Config, path: str | Path) -> str:
    """The archive's name for a file or folder given on the command line, or by that name itself. Raises OutsideSources.

    What is there goes before what may have been there, a path seen from here before a name.
    """
    absolute = Path(path).resolve()
    seen = [
        ("/".join((source.name, *absolute.relative_to(source.path).parts)), absolute)
        for source in config.sources
        if absolute.is_relative_to(source.path)
    ]
    head, _, rest = str(path).rstrip("/").partition("/")
    named = [(str(path).rstrip("/"), source.path / rest) for source in config.sources if source.name == head]
    for name, place in sorted(seen + named, key=lambda found: (not found[1].exists(), not found[1].parent.exists())):
        if ".." not in place.parts:
            return name
    known = ", ".join(source.place for source in config.sources) or "none"
    raise OutsideSources(f"{path}: lies in none of the archive's sources ({known}); add its folder as [[source]] to svod.toml")


class _Run:
    """One run over an archive, from its first look at the files to its report."""

    def __init__(self, config: Config, store: Store, kind: str, listener: Listener, places: Places) -> None:
        self._config, self._store, self._kind, self._listener, self._places = config, store, kind, listener, places
        self._mark = attempt(config)
        self._number = store.begin_run(kind, version(config), self._mark)
        self._is_quiet = False
        listener.course.begun(self._number)
        self._snapshots: dict[str, tuple[str, int]] = {}
        self._began = time.monotonic()
        self._counts: Counter[str] = Counter(dict.fromkeys(KEYS, 0))
        self._skipped: list[Skipped] = []
        self._failing = store.failing_roots()
        self._held = store.sources()
        self._forgotten = store.forgotten()
        self._forgotten_sizes = frozenset(self._forgotten.values())

    def ingest(self, scopes: Sequence[str]) -> Report:
        course = self._listener.course
        with course.step("snapshot"):
            present = [source for source in self._config.sources if self._is_there(source, scopes)]
            looked = present if scopes else self._not_as_before(present)
            self._is_quiet = not looked and not self._dropped()
            pending = self._recognise(self._look(looked, scopes))
            self._vanish(scopes or [source.name for source in looked] + self._dropped(), looked)
        if course.rank is not None:
            pending.sort(key=course.rank, reverse=True)
        with course.step("read"):
            self._analyse(pending)
        return self._finish()

    def retry(self, scopes: Sequence[str]) -> Report:
        pending = [
            item
            for source in self._config.sources
            for item in self._places.walk(source)
            if isinstance(item, Sighting) and item.path in self._failing and inside(item.path, scopes)
        ]
        self._counts["seen"] = len(pending)
        self._analyse(pending)
        return self._finish()

    def _is_there(self, source: Source, scopes: Sequence[str]) -> bool:
        """False for a source that is not asked for, or cannot be seen: that costs nothing but a line in the ledger."""
        if scopes and not any(inside(scope, [source.name]) for scope in scopes):
            return False
        held = self._held.get(source.name, 0)
        reason = self._places.absence(source, held)
        if not reason:
            return True
        self._store.drop_snapshot(source.name)
        kept = f" ({held} files read from it are kept)" if held else ""
        self._skip(Skipped(source.name, "walk", reason + kept, source.name), again=True)
        return False

    def _dropped(self) -> list[str]:
        """Sources that hold documents and are no longer in the configuration."""
        return sorted(self._held.keys() - {source.name for source in self._config.sources})

    def _not_as_before(self, present: Sequence[Source]) -> list[Source]:
        """Sources in which some file may have changed; where any has, the files of the others are noted as seen."""
        changed, same = [], []
        for source in present:
            fingerprint, files = self._places.fingerprint(source)
            mark = f"{fingerprint} {self._mark}" if fingerprint else ""
            if mark and self._store.snapshot(source.name) == (mark, files):
                self._counts["seen"] += files
                self._counts["unchanged"] += files
                same.append(source)
                continue
            changed.append(source)
            self._store.drop_snapshot(source.name)
            if mark:
                self._snapshots[source.name] = mark, files
        for source in same if changed or self._dropped() else ():
            self._store.keep_source(source.name, self._number)
        return changed

    def _look(self, present: Sequence[Source], scopes: Sequence[str]) -> list[Sighting]:
        """Files that are new or may have changed; the others are known to be there still."""
        walked = (item for source in present for item in self._places.walk(source))
        wanted = (item for item in walked if inside(item.path, scopes))
        pending: list[Sighting] = []
        while items := list(islice(wanted, WALK_BATCH)):
            with self._store.batch():
                for item in items:
                    if isinstance(item, Skipped):
                        self._keep(item)
                    elif not self._is_unchanged(item):
                        pending.append(item)
        return pending

    def _keep(self, line: Skipped) -> None:
        """What could not be looked at, or into, is not taken for vanished."""
        self._skip(line)
        self._store.keep_under(line.path, self._number)
        self._store.keep_file(line.path, self._number)

    def _is_unchanged(self, sighting: Sighting) -> bool:
        self._counts["seen"] += 1
        if not self._store.unchanged(sighting):
            return False
        self._store.see(sighting, self._number)
        self._counts["unchanged"] += 1
        return True

    def _recognise(self, pending: Sequence[Sighting]) -> list[Sighting]:
        """Files that must be read: those of known content are placed. Known paths come first, for content may move on."""
        known = {sighting.path for sighting in pending if self._store.knows(sighting)}
        placed = set()
        for sighting in sorted(pending, key=lambda item: item.path not in known):
            status = self._recognise_one(sighting)
            if status:
                placed.add(sighting.path)
                self._counts[status] += 1
                if status not in ("unchanged", FORGOTTEN):
                    self._listener.tell(Outcome(sighting.path, status, self._store.document_at(sighting.path)))
        left = [sighting for sighting in pending if sighting.path not in placed]
        with self._store.batch():
            for sighting in left:
                self._store.see(sighting, self._number)
        return left

    def _recognise_one(self, sighting: Sighting) -> str:
        if not self._store.may_know(sighting) and sighting.size_bytes not in self._forgotten_sizes:
            return ""
        raw = self._places.load(sighting)
        if isinstance(raw, Skipped):
            return ""
        return FORGOTTEN if raw.sha256 in self._forgotten else self._store.recognise(sighting, raw.sha256, self._number)

    def _vanish(self, scopes: Sequence[str], present: Sequence[Source]) -> None:
        names = [source.name for source in present] + self._dropped()
        safe = [scope for scope in scopes if scope.split("/")[0] in names]
        for document, path in self._store.vanish(safe, self._number):
            self._counts["vanished"] += 1
            self._listener.tell(Outcome(path, "vanished", document))

    def _analyse(self, pending: Sequence[Sighting]) -> None:
        """Every pending file was read in a guarded child and put; what one batch holds is on disk before the next begins."""
        if not pending:
            return
        done = 0
        for batch in self._batches(pending):
            with self._store.batch():
                outcomes = [self._put(sighting, results) for sighting, results in batch]
            for outcome in outcomes:
                done += 1
                self._listener.tell(outcome)
                self._listener.progress(done, len(pending), outcome.path)
            if done < len(pending) and not self._listener.course.goes_on():
                break
        self._counts["left"] = len(pending) - done

    def _batches(self, pending: Sequence[Sighting]) -> Iterator[list[tuple[Sighting, Results]]]:
        read = self._listener.course.read or _own_children()
        batch: list[tuple[Sighting, Results]] = []
        since = time.monotonic()
        for sighting, results in read(pending, self._config, self._store.charset_choices(), self._places):
            batch.append((sighting, results))
            if len(batch) >= BATCH_FILES or time.monotonic() - since >= BATCH_SECONDS:
                yield batch
                batch, since = [], time.monotonic()
        if batch:
            yield batch

    def _put(self, sighting: Sighting, results: Results) -> Outcome:
        status = "changed" if self._store.document_at(sighting.path) else "new"
        document = self._store.record(sighting, results, self._number)
        lines = [item for item in results if isinstance(item, Skipped)]
        for line in lines:
            self._skip(line, again=True)
        self._counts["retried"] += sighting.path in self._failing
        if isinstance(results[0], Skipped):
            return Outcome(sighting.path, "failed", document, results[0].reason)
        self._counts[status] += 1
        return Outcome(sighting.path, status, document, "; ".join(f"{line.path}: {line.reason}" for line in lines))

    def _skip(self, line: Skipped, again: bool = False) -> None:
        """A ledger line; reported when it is new, or was met ``again`` by trying."""
        if self._store.skip(line, self._number) or again:
            self._skipped.append(line)
            self._counts["failed"] += 1

    def link(self) -> Report:
        """Names are linked anew by what people decided meanwhile; no file is looked at."""
        return self._finish()

    def _finish(self) -> Report:
        step = self._listener.course.step
        if not self._is_quiet:
            self._store.sweep(self._number)
        with step("relate"):
            relate(self._store)
        with step("link"):  # after it: documents and their translations show which names are one
            if link_names(self._config, self._store):
                overlook(self._store)
        if not self._counts["left"]:
            for name, (mark, files) in self._snapshots.items():
                self._store.save_snapshot(name, mark, files)
        started, seconds = self._store.started(self._number), time.monotonic() - self._began
        report = Report(self._number, self._kind, started, round(seconds, 3), dict(self._counts), tuple(self._skipped))
        self._store.finish_run(self._number, report)
        return report


def _own_children() -> Read:
    from corpus.turns import read_files  # every reader, model and dictionary: a run that reads nothing is spared them

    return read_files


def inside(path: str, scopes: Sequence[str]) -> bool:
    """True for what is one of the scopes or lies below one; no scopes mean everything."""
    return not scopes or any(path == scope or path.startswith(scope + "/") for scope in scopes)


def _ignore(*_: object) -> None:
    return None
