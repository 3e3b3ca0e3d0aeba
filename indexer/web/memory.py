"""Answers that cost a pass over the archive, kept while it says the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")


class Memory:
    """Keeps the ``most`` answers last used, all of one state of the archive."""

    def __init__(self, most: int = 128) -> None:
        self._most = most
        self._stamp = ""
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def known(self, stamp: str, key: Hashable) -> object | None:
        """What was made under ``key``, None when nothing was while ``stamp`` stays."""
        with self._lock:
            if stamp != self._stamp or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def recall(self, stamp: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` says, made once while ``stamp`` stays; two who ask at once may both make it."""
        with self._lock:
            if stamp != self._stamp:
                self._kept.clear()
                self._stamp = stamp
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        made = make()
        with self._lock:
            if stamp == self._stamp:
                self._kept[key] = made
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made
