"""Files read in guarded children, turn by turn: most need one, a mailbox of thousands or a scanned book several."""

from __future__ import annotations

import atexit
import hashlib
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from corpus import analysis, formats, sources
from corpus.config import Config
from corpus.guard import Guard, Lost
from corpus.model import Analysis, Sighting, Skipped
from corpus.spread import Cluster

LOST_PARTS = 10
"""So many parts of one container may take a worker with them before the rest of it is given up."""

TURNS = 1000

MANY_FILES = 200
"""So many files may be in any language of the archive: opening all dictionaries (2.6 s) pays when workers share them."""

Results = tuple[Analysis | Skipped, ...]
Work = Callable[[Iterable["Turn"]], Iterator[tuple["Turn", tuple[Results, bool] | Lost]]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A file's next turn in a child: what its earlier turns gave, and which of its parts took a worker with them."""

    sighting: Sighting
    results: Results = ()
    lost: Mapping[int, str] = field(default_factory=dict)
    tried: frozenset[int] = frozenset()
    """The parts that were given a second worker, for the first had no memory left; 0 is the file itself."""
    number: int = 1
    refused: Skipped | None = None
    """Why the file could not be brought from elsewhere."""

    def ask(self, config: Config, charsets: Mapping[str, str]) -> tuple[Results, bool]:
        """What this turn adds, and whether another is needed; runs in a guarded child."""
        if self.refused is not None:
            return (self.refused,), False
        raw = sources.load(self.sighting, config["read.file_mb"] * sources.MEGABYTE)
        if isinstance(raw, Skipped):
            return (raw,), False
        return analysis.analyse_some(raw, config, len(self.results), self.lost, charsets)

    def after(self, found: tuple[Results, bool] | Lost) -> Turn | None:
        """The turn that must follow, None when the file is done; a lost part that can be told costs only itself."""
        if not isinstance(found, Lost):
            return replace(self, results=self.results + found[0], number=self.number + 1) if found[1] else None
        place = int(found.at or 0)
        if found.again and place not in self.tried:
            return replace(self, tried=self.tried | {place}, number=self.number + 1)
        if place == 0 or place in self.lost or len(self.lost) >= LOST_PARTS:
            return None
        return replace(self, lost={**self.lost, place: found.reason}, number=self.number + 1)

    def end(self, found: tuple[Results, bool] | Lost) -> Results:
        """All that the file gave."""
        if isinstance(found, Lost):
            return (*self.results, Skipped(self.sighting.path, "analyse", found.reason, self.sighting.source))
        return self.results + found[0]


def ask(turn: Turn, config: Config, charsets: Mapping[str, str]) -> tuple[Results, bool]:
    """What the turn adds; a function of its own, for children find it by its name."""
    return turn.ask(config, charsets)


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a cluster's worker keeps from task to task: one guarded child, and connections to where files are."""

    config: Config
    guard: Guard
    places: sources.Places


_benches: dict[str, _Bench] = {}
_at_work = Lock()


def ask_there(turn: Turn, config: Config, charsets: Mapping[str, str]) -> tuple[Results, bool] | Lost:
    """As ``ask``, on a worker of a cluster, which fetches the file itself and reads it in a guarded child of its own."""
    with _at_work:
        bench = _bench(config)
        brought = bench.places.bring(turn.sighting)
        mine = replace(turn, refused=brought) if isinstance(brought, Skipped) else replace(turn, sighting=brought)
        try:
            asked = list(bench.guard.map(partial(ask, config=bench.config, charsets=charsets), [mine]))
        finally:
            bench.places.release(turn.sighting)
    return asked[0][1]


def _bench(config: Config) -> _Bench:
    key = hashlib.sha256(repr((config.root, config.values, config.sources)).encode()).hexdigest()
    if key not in _benches:
        # a worker of dask is a daemon, which Python lets have no children; ours end when they find it gone
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        for old in _benches.values():
            old.guard.__exit__(None, None, None)
            old.places.__exit__(None, None, None)
        _benches.clear()
        room = Path(tempfile.mkdtemp(prefix="svod-worker-"))
        atexit.register(shutil.rmtree, room, ignore_errors=True)
        here = replace(config, root=room)
        cache = formats.cache_folder(here)
        cache.mkdir(parents=True, exist_ok=True)
        warm = partial(analysis.warm, here, languages=True)
        guard = Guard(1, config["read.seconds"], config["read.memory_mb"], warm, (cache,))
        _benches[key] = _Bench(here, guard, sources.Places(here))
    return _benches[key]


def bring(turns: Iterable[Turn], places: sources.Places | None) -> Iterator[Turn]:
    """The turns in order, each file where a child without network can open it."""
    for turn in turns:
        brought = places.bring(turn.sighting) if places is not None and turn.number == 1 else turn.sighting
        yield replace(turn, refused=brought) if isinstance(brought, Skipped) else replace(turn, sighting=brought)


def read_files(
    sightings: Sequence[Sighting],
    config: Config,
    charsets: Mapping[str, str] = MappingProxyType({}),
    places: sources.Places | None = None,
) -> Iterator[tuple[Sighting, Results]]:
    """Each file with all that it says, container first; files that need another turn come later than the others.

    ``charsets`` are those that people chose, by the SHA-256 of a content; ``places`` bring files from elsewhere, one by one as
    children are ready for them.
    """
    if not sightings:
        return
    if config["run.executor"]:
        # workers fetch files themselves, from wherever they are: nothing is brought through this machine
        with Cluster(config["run.executor"]) as cluster:
            yield from _take_turns(
                sightings, None, partial(cluster.map, partial(ask_there, config=config, charsets=dict(charsets)))
            )
        return
    workers = min(config["run.workers"] or os.cpu_count() or 1, len(sightings))
    cache = formats.cache_folder(config)
    cache.mkdir(parents=True, exist_ok=True)
    warm = partial(analysis.warm, config, languages=len(sightings) >= MANY_FILES)
    with Guard(workers, config["read.seconds"], config["read.memory_mb"], warm, (cache,)) as guard:
        yield from _take_turns(sightings, places, partial(guard.map, partial(ask, config=config, charsets=dict(charsets))))


def _take_turns(sightings: Sequence[Sighting], places: sources.Places | None, work: Work) -> Iterator[tuple[Sighting, Results]]:
    turns: Iterable[Turn] = map(Turn, sightings)
    goes_on = True
    while goes_on:
        unfinished: list[Turn] = []
        for turn, found in work(bring(turns, places)):
            following = turn.after(found)
            if following is not None and following.number <= TURNS:
                unfinished.append(following)
                continue
            if places is not None:
                places.release(turn.sighting)
            yield turn.sighting, turn.end(found)
        turns, goes_on = unfinished, bool(unfinished)
