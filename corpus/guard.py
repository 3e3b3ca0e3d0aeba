"""Work on untrusted bytes in child processes that may hang, die or eat memory without harm to the run."""

from __future__ import annotations

import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")

IN_FLIGHT_PER_WORKER = 3
TASKS_PER_WORKER = 2000
"""A worker is replaced after so many tasks: what C libraries leak stays bounded, and loading models again costs little."""


@dataclass(frozen=True, slots=True)
class Lost:
    """No result, and why: time, memory, a dead worker, or the error the function raised."""

    reason: str


class Guard:
    """A pool of ``workers`` children, each with a wall clock of ``seconds`` a task and at most ``memory_mb``.

    ``warm`` runs once in every new child, outside any task's time; it, the function and the items must be picklable.
    """

    def __init__(self, workers: int, seconds: float, memory_mb: int, warm: Callable[[], None] | None) -> None:
        self._seconds, self._memory_mb = seconds, memory_mb
        self._in_flight = IN_FLIGHT_PER_WORKER * workers
        self._pool: Any = ProcessPool(
            max_workers=workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=_begin,
            initargs=(memory_mb, warm),
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

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each item with its result, in the order of items; only a few items are taken ahead of what was returned."""
        waiting: deque[tuple[T, Future[R]]] = deque()
        try:
            for item in items:
                if len(waiting) >= self._in_flight:
                    first, future = waiting.popleft()
                    yield first, self._settle(future)
                waiting.append((item, self._pool.schedule(function, args=(item,), timeout=self._seconds)))
            while waiting:
                first, future = waiting.popleft()
                yield first, self._settle(future)
        finally:
            for _, future in waiting:
                future.cancel()

    def _settle(self, future: Future[Any]) -> Any:
        try:
            return future.result()
        except TimeoutError:
            return Lost(f"took longer than {self._seconds:g} seconds (read.seconds)")
        except MemoryError:
            return Lost(f"needed more than {self._memory_mb} MB of memory (read.memory_mb)")
        except ProcessExpired as error:
            return Lost(f"its worker died ({_death(error.exitcode)}); memory limit {self._memory_mb} MB (read.memory_mb)")
        except Exception as error:  # noqa: BLE001 - a bug in a reader costs its file only, and is told with its place
            return Lost(_fault(error))


def _begin(memory_mb: int, warm: Callable[[], None] | None) -> None:
    if warm is not None:
        warm()
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _death(exit_code: int) -> str:
    return f"signal {-exit_code}" if exit_code < 0 else f"exit {exit_code}"


def _fault(error: Any) -> str:
    lines = [line.strip() for line in str(getattr(error, "traceback", "")).splitlines() if line.strip().startswith("File ")]
    place = lines[-1].rsplit("/", 1)[-1].replace('"', "") if lines else "unknown place"
    return f"{type(error).__name__}: {error} (at {place}); this is a fault of svod, please report it"
