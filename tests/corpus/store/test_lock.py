"""One writer at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ArchiveLocked
from corpus.store import Store, hold

HOLDER = """
import sys, time
from pathlib import Path
from corpus.store.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_process_is_told_who_writes(tmp_path: Path) -> None:
    """A second writer is refused with the first one's process; a killed writer leaves no lock."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveLocked, match=rf"process {holder.pid}.*wait until it ends") as refused:
            Store.open(tmp_path, write=True)
        assert refused.value.exit_code == 75
        holder.kill()
        holder.wait()
    Store.open(tmp_path, write=True).close()


def test_a_hold_nests_in_one_process(tmp_path: Path) -> None:
    """A nightly run holds the archive around the ingest inside it; the lock goes with the last hold."""
    with hold(tmp_path):
        with Store.open(tmp_path, write=True):
            pass
        assert (tmp_path / "lock.owner").exists()
    assert not (tmp_path / "lock.owner").exists()


def test_readers_need_no_lock(tmp_path: Path) -> None:
    """A reader opens while another writes."""
    with Store.open(tmp_path, write=True), Store.open(tmp_path) as reader:
        assert reader.counts()["documents"] == 0
