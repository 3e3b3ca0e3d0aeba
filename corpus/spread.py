"""Work on the workers of a dask cluster: the same functions as in this machine's own children. A lost worker costs a retry."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from types import TracebackType
from typing import Any, TypeVar, cast

from corpus.errors import BadConfig, ServerUnreachable
from corpus.guard import Lost

T = TypeVar("T")
R = TypeVar("R")

SCHEMES = {"dask://": "tcp://", "dask+tls://": "tls://"}
IN_FLIGHT_PER_THREAD = 3
RETRIES = 3
_CONNECT_S = 20


class Cluster:
    """A cluster by the address of its scheduler. Raises BadConfig, ServerUnreachable."""

    def __init__(self, url: str) -> None:
        scheme = next((each for each in SCHEMES if url.startswith(each)), "")
        if not scheme:
            raise BadConfig(
                f"run.executor: {url!r} is no executor of svod's; it takes dask://host:8786 or dask+tls://host:8786"
            )
        try:
            import distributed  # an extra
        except ImportError as error:
            raise BadConfig(
                f"run.executor: needs the extra svod[cluster] ({error}); run: pip install 'svod[cluster]'"
            ) from error
        self._url = url
        try:
            self._client: Any = cast(Any, distributed).Client(
                SCHEMES[scheme] + url.removeprefix(scheme), timeout=_CONNECT_S, set_as_default=False
            )
        except (OSError, TimeoutError) as error:
            raise ServerUnreachable(f"{url}: no scheduler answers ({error}); is it up, and is this its address?") from error
        self._executor: Any = self._client.get_executor(pure=False, retries=RETRIES)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._executor.shutdown(wait=kind is None)
        self._client.close()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each item with its result, in the order of items; only a few items are taken ahead of what was returned."""
        waiting: deque[tuple[T, Future[Any]]] = deque()
        for item in items:
            waiting.append((item, self._executor.submit(function, item)))
            if len(waiting) >= self._room():
                first, future = waiting.popleft()
                yield first, self._settle(future)
        while waiting:
            first, future = waiting.popleft()
            yield first, self._settle(future)

    def _room(self) -> int:
        """How many items may be under way: workers come and go."""
        threads: int = sum(worker["nthreads"] for worker in self._workers().values())
        return IN_FLIGHT_PER_THREAD * max(1, threads)

    def _workers(self) -> Any:
        return self._client.scheduler_info(n_workers=-1).get("workers", {})

    def _settle(self, future: Future[Any]) -> Any:
        from distributed.scheduler import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Lost(f"{RETRIES + 1} workers of {self._url} died over it, one after the other")
        except (CancelledError, OSError) as error:
            raise ServerUnreachable(
                f"{self._url}: the scheduler is gone ({type(error).__name__}); what was put is kept; run this again"
            ) from error
