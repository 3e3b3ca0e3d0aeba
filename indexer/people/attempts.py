"""Passwords cannot be tried without end: after some failures for a name, or from an address, all wait."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

FAILURES, WINDOW_SECONDS = 5, 900.0
FROM_ONE_ADDRESS = 20
"""A house behind one address has several people who mistype."""

_MOST = 10_000


class Attempts:
    """Failed logins of the last quarter of an hour, by name and by address, of one of ``processes`` that share the limit."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, processes: int = 1) -> None:
        self._clock, self._lock, self._processes = clock, Lock(), processes
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait_seconds(self, name: str, address: str) -> float:
        """How long a login for ``name`` from ``address`` has to wait; 0 when it may be tried."""
        with self._lock:
            by_name = self._wait(("name", name.casefold()), FAILURES)
            return max(by_name, self._wait(("address", address), FROM_ONE_ADDRESS))

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        with self._lock:
            for key in (("name", name.casefold()), ("address", address)):
                self._failed.setdefault(key, deque(maxlen=FROM_ONE_ADDRESS)).append(self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > _MOST:
                self._failed.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """The name's failures are forgotten; those of the address stand, for it may have guessed one of many."""
        with self._lock:
            self._failed.pop(("name", name.casefold()), None)

    def _wait(self, key: tuple[str, str], allowed: int) -> float:
        times = self._failed.get(key, deque())
        now = self._clock()
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        allowed = -(-allowed // self._processes)
        return times[-allowed] + WINDOW_SECONDS - now if len(times) >= allowed else 0.0
