"""Imported by the process that workers are forked from, and by nothing else: what the driver asked for is loaded."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from pathlib import Path

from corpus.nursery import ASKED


def load() -> str:
    """The name of the nursery whose wishes are in memory; "" when they could not be met: each worker then tries by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to answer
    name = os.environ.pop(ASKED, "")
    if not name:
        return ""
    try:
        path, warm = pickle.loads(Path(name).read_bytes())
        sys.path[:] = path
        if warm is not None:
            warm()
    except Exception:  # noqa: BLE001 - a worker meets the same fault in its own loading, and tells it
        return ""
    gc.freeze()  # what is never looked through again is never written to, and stays shared
    return name


LOADED = load()
