"""One writer at a time: an OS lock beside the store, which a crash releases, and a note of who holds it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ArchiveLocked

if TYPE_CHECKING:
    from filelock import FileLock


@dataclass(slots=True)
class _Held:
    lock: FileLock
    times: int


_held: dict[Path, _Held] = {}
_guard = threading.Lock()


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """The archive with data in ``folder`` is this process's alone to write; a nested hold is free. Raises ArchiveLocked."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder.resolve() / "lock"
    _acquire(place)
    try:
        yield
    finally:
        _release(place)


def _acquire(place: Path) -> None:
    with _guard:
        if place in _held:
            _held[place].times += 1
            return
        from filelock import FileLock, Timeout  # 40 ms, which reading need not spend

        lock = FileLock(place, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise ArchiveLocked(
                f"{place}: another run ({_holder(place)}) is writing to this archive; wait until it ends, then run this again"
            ) from error
        _owner(place).write_text(str(os.getpid()), "ascii")
        _held[place] = _Held(lock, 1)


def _release(place: Path) -> None:
    with _guard:
        held = _held[place]
        held.times -= 1
        if not held.times:
            del _held[place]
            _owner(place).unlink(missing_ok=True)
            held.lock.release()


def _owner(place: Path) -> Path:
    return place.with_suffix(".owner")


def _holder(place: Path) -> str:
    try:
        return f"process {_owner(place).read_text('ascii')}"
    except OSError:
        return "of an unknown process"
