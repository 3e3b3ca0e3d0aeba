"""The process that workers are forked from: what all need is loaded there once, and its memory is theirs together."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from pathlib import Path
from threading import Lock
from typing import Any

ASKED = "SVOD_NURSERY"
"""The environment variable that names the file with what is to be loaded."""

_NEWBORN = "corpus.newborn"
_server: Any = forkserver._forkserver
_lock = Lock()
_open: list[str] = []
"""The nurseries that are open in this process; they share one server, which holds what the first asked for."""


@contextmanager
def nursery(warm: Callable[[], None] | None) -> Iterator[str]:
    """While it lasts, processes of the fork server are born with ``warm`` done; gives the name to ask ``is_warm`` with.

    With the last one its server ends: it would live as long as the driver, and a watch would hold all models for ever.
    """
    # a folder of its own: what a worker may write to is no place for what its server unpickles
    folder = Path(tempfile.mkdtemp(prefix="svod-nursery-"))
    asked = folder / "warm.pickle"
    asked.write_bytes(pickle.dumps((sys.path, warm)))
    name = os.fspath(asked)
    with _lock:
        if not _open:
            _server._stop()
            os.environ[ASKED] = name
            forkserver.set_forkserver_preload(["__main__", _NEWBORN])
        _open.append(name)
    try:
        yield name
    finally:
        with _lock:
            _open.remove(name)
            if not _open:
                _end()
                os.environ.pop(ASKED, None)
        shutil.rmtree(folder, ignore_errors=True)


def _end() -> None:
    """The server is gone at once: one that is still loading would afterwards fork a worker that nobody waits for."""
    if _server._forkserver_pid is not None:
        with suppress(ProcessLookupError):
            os.kill(_server._forkserver_pid, signal.SIGKILL)
    _server._stop()


def is_warm(name: str) -> bool:
    """True in a process that was born with everything loaded that the nursery of this name was asked for."""
    newborn: Any = sys.modules.get(_NEWBORN)
    return newborn is not None and name == newborn.LOADED
