"""Work on untrusted bytes in child processes that may hang, die or eat memory without harm to the run."""

from __future__ import annotations

import gc
import os
import pickle
import resource
import shutil
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePath
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from corpus.confine import confine, leave_network
from corpus.errors import SvodError
from corpus.nursery import is_warm, nursery

T = TypeVar("T")
R = TypeVar("R")

IN_FLIGHT_PER_WORKER = 3
TASKS_PER_WORKER = 2000
"""A worker is replaced after so many tasks: what C libraries leak stays bounded, and loading models again costs little."""

_OUT_OF_MEMORY = 86
"""The exit code of a worker that met its memory limit."""

CPU_SHARE = 4
"""Seconds of processor time a task may take for each second of its wall clock: libraries may use a few threads."""


@dataclass(frozen=True, slots=True)
class Lost:
    """No result, and why: time, memory, a dead worker, or the error the function raised.

    ``at`` is what the function last said it was at (``say_where``), "" when it never did. ``again`` says that another worker
    may fare better: this one ran out of memory, which earlier tasks may have taken.
    """

    reason: str
    at: str = ""
    again: bool = False


@dataclass(slots=True)
class _Here:
    """In a child: when its task must be done (monotonic seconds), and the file that says where it is."""

    deadline: float = float("inf")
    note: Path | None = None


_here = _Here()


def time_left() -> float:
    """Seconds until the guard ends this task; endless outside a guard."""
    return _here.deadline - time.monotonic()


def say_where(place: str) -> None:
    """The driver knows, should this task be lost, at what it was."""
    if _here.note is not None:
        _here.note.write_text(place, "utf-8")


class Guard:
    """A pool of ``workers`` children, each with a wall clock of ``seconds`` a task and at most ``memory_mb``.

    Children have no network and write only to a scratch folder that goes with the guard, and below ``writable``. ``warm`` runs
    once for all of them, in the process they are forked from; it, the function and the items must be picklable.
    """

    def __init__(
        self,
        workers: int,
        seconds: float,
        memory_mb: int,
        warm: Callable[[], None] | None,
        writable: Sequence[Path] = (),
    ) -> None:
        self._seconds, self._memory_mb, self._tasks = seconds, memory_mb, 0
        self._scratch = Path(tempfile.mkdtemp(prefix="svod-guard-"))
        self._nursery = ExitStack()
        born = self._nursery.enter_context(nursery(warm))
        self._in_flight = IN_FLIGHT_PER_WORKER * workers
        self._pool: Any = ProcessPool(
            max_workers=workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=_begin,
            initargs=(memory_mb, warm, born, os.getpid(), self._scratch, tuple(writable)),
            context=get_context("forkserver"),
        )

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._nursery.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each item with its result, in the order of items; only a few items are taken ahead of what was returned."""
        waiting: deque[tuple[T, Future[bytes], Path]] = deque()
        try:
            for item in items:
                if len(waiting) >= self._in_flight:
                    first, future, note = waiting.popleft()
                    yield first, self._settle(future, note)
                waiting.append((item, *self._schedule(function, item)))
            while waiting:
                first, future, note = waiting.popleft()
                yield first, self._settle(future, note)
        finally:
            for _, future, _ in waiting:
                future.cancel()

    def _schedule(self, function: Callable[[T], R], item: T) -> tuple[Future[bytes], Path]:
        self._tasks += 1
        note = self._scratch / f"{self._tasks}.at"
        arguments = (function, item, self._seconds, note)
        return self._pool.schedule(_call, args=arguments, timeout=self._seconds), note

    def _settle(self, future: Future[bytes], note: Path) -> Any:
        try:
            return pickle.loads(future.result())
        except TimeoutError:
            return Lost(f"took longer than {self._seconds:g} seconds (read.seconds)", _read_note(note))
        except ProcessExpired as error:
            if error.exitcode == _OUT_OF_MEMORY:
                return Lost(f"needed more than {self._memory_mb} MB of memory (read.memory_mb)", _read_note(note), again=True)
            limit = f"memory limit {self._memory_mb} MB (read.memory_mb)"
            return Lost(f"its worker died ({_death(error.exitcode)}); {limit}", _read_note(note))
        except BrokenProcessPool as error:
            raise SvodError(
                "no worker could start; the error above says why, and where there is none the system killed them: "
                "look at the limits of memory and system calls under which svod runs (deploy/ has units that suit it)"
            ) from error
        finally:
            note.unlink(missing_ok=True)


def _read_note(note: Path) -> str:
    return note.read_text("utf-8", "replace") if note.is_file() else ""


def _call(function: Callable[[Any], Any], item: Any, seconds: float, note: Path) -> bytes:
    """The pickled result, or a pickled ``Lost``: an exception that cannot be pickled would break the pool for everyone."""
    _here.deadline, _here.note = time.monotonic() + seconds, note
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + CPU_SHARE * seconds) + 1, resource.RLIM_INFINITY))
    try:
        return pickle.dumps(function(item), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # at its limit it would fail with every file that follows
    except SvodError as error:
        lost = Lost(str(error))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a bug in a reader costs its file only, and is told with its place
        lost = Lost(_fault(error))
    return pickle.dumps(lost, pickle.HIGHEST_PROTOCOL)


def collect_seldom() -> None:
    """The garbage collector looks through this process a hundred times less often.

    Dictionaries and caches hold millions of objects that stay: looking through them took a sixth of an analysis, and what
    waits meanwhile (the trees of a few pages) adds nothing to the peak.
    """
    gc.set_threshold(50_000, 20, 50)


def _begin(
    memory_mb: int, warm: Callable[[], None] | None, born: str, driver: int, scratch: Path, writable: Sequence[Path]
) -> None:
    offline = leave_network()  # before any thread is started
    Thread(target=_follow, args=(driver,), daemon=True).start()
    collect_seldom()
    if warm is not None and not is_warm(born):
        warm()
    tempfile.tempdir = os.fspath(scratch)
    limit = memory_mb * 1024 * 1024
    # what the process holds, not its address space: 1.3 GB of that are libraries and files mapped by all workers alike
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    confine((scratch, *writable), offline=offline)


def _follow(driver: int) -> None:
    """Ends this worker when the driver is gone: killed, it could not tell its workers, and one may be in an endless loop."""
    while True:
        time.sleep(1)
        try:
            os.kill(driver, 0)
        except ProcessLookupError:
            os._exit(1)


def _death(exit_code: int) -> str:
    return f"signal {-exit_code}" if exit_code < 0 else f"exit {exit_code}"


def _fault(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "unknown place"
    message = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {message} (at {place}); this is a fault of svod, please report it"
