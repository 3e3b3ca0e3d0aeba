"""Readers of the web view, many at once: how long a page takes when all of them read.

``python bench/visitors.py ARCHIVE [--users 50] [--pause 3] [--seconds 30] [--workers 1]``
serves the archive itself and prints JSON:
for each kind of page how many were asked for, and the middle, 95th and 99th percentile in milliseconds until its last byte;
``cpu_ms`` is the processor time a page cost the server, which tells even where others use the machine;
``load`` is how many processes wanted a processor before the readers came.
A reader asks for a page, reads it for ``pause`` seconds on average (exponential), and asks for the next; 0 never pauses.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from asking import Words
from clock import descendants, percentile

from corpus import config
from indexer.search import Archive

SHARES = {"search": 5, "document": 3, "entity": 2}
"""How often each kind of page is asked for."""

PROGRAM = "from indexer.cli import main; main()"
SEED = 20140219

Page = Callable[[], str]


@contextmanager
def served(archive: Path, workers: int = 1) -> Iterator[tuple[str, int]]:
    """The address at which a process of its own serves the archive, and the process."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        PROGRAM,
        "--archive",
        str(archive),
        "serve",
        "--port",
        "0",
        "--workers",
        str(workers),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().strip(), process.pid
        process.terminate()


def processor_s(process: int) -> float:
    """Processor time that a process and those it started have used."""
    used = 0.0
    for each in (process, *descendants(process)):
        fields = Path(f"/proc/{each}/stat").read_text("ascii").rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def pages(archive: Archive, dice: random.Random) -> dict[str, Page]:
    """How a page of each kind is chosen: words and their pairs, any document, an entity the likelier the more present."""
    words = Words(archive, dice)
    documents = list(archive.store.ids())
    entities = archive.store.entities(limit=500)
    shares = [entity.documents for entity in entities]

    def search() -> str:
        query = " ".join(words.together(dice.choice((1, 1, 2, 2, 3))))
        return f"/search?{urlencode({'q': query})}"

    return {
        "search": search,
        "document": lambda: f"/document/{dice.choice(documents)}",
        "entity": lambda: f"/entity/{dice.choices(entities, shares)[0].id}",
    }


class Readers:
    """Everyone who reads at once, and what each page took them."""

    def __init__(self, address: str, ways: dict[str, Page], pause_s: float, dice: random.Random) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._ways, self._pause_s, self._dice = ways, pause_s, dice
        self._lock = threading.Lock()
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed = 0

    def read(self, users: int, seconds: float) -> None:
        """All of them read for so long."""
        stop = time.monotonic() + seconds
        readers = [threading.Thread(target=self._reader, args=(stop,)) for _ in range(users)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    def _reader(self, stop: float) -> None:
        time.sleep(self._dice.random() * self._pause_s)
        while time.monotonic() < stop:
            with self._lock:
                kind = self._dice.choices(list(SHARES), list(SHARES.values()))[0]
                path = self._ways[kind]()
            began = time.perf_counter()
            connection = http.client.HTTPConnection(self._host, self._port, timeout=60)
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "ru"})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            with self._lock:
                self.took[kind].append(1000 * (time.perf_counter() - began))
                self.failed += answer.status != 200
            if self._pause_s:
                time.sleep(self._dice.expovariate(1 / self._pause_s))


def main() -> None:
    """One run, told as JSON."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("archive", type=Path)
    given.add_argument("--users", type=int, default=50)
    given.add_argument("--pause", type=float, default=3.0)
    given.add_argument("--seconds", type=float, default=30.0)
    given.add_argument("--workers", type=int, default=1, help="processes that answer (svod serve --workers)")
    asked = given.parse_args()
    settings = config.load(asked.archive)
    with Archive.open(settings) as archive:
        ways = pages(archive, random.Random(SEED))
        documents, engine = archive.store.counts()["documents"], type(archive.reader()).__name__
    with served(asked.archive, asked.workers) as (address, process):
        warm = Readers(address, ways, 0, random.Random(1))
        warm.read(2, 2)
        readers = Readers(address, ways, asked.pause, random.Random(SEED))
        before, load = processor_s(process), os.getloadavg()[0]
        readers.read(asked.users, asked.seconds)
        cpu_ms = 1000 * (processor_s(process) - before) / max(1, sum(map(len, readers.took.values())))
    kinds = {
        kind: {"pages": len(took), **{f"p{share}_ms": round(percentile(took, share / 100), 1) for share in (50, 95, 99)}}
        for kind, took in sorted(readers.took.items())
    }
    run = {
        "documents": documents,
        "engine": engine,
        "users": asked.users,
        "pause_s": asked.pause,
        "workers": asked.workers,
        "load": round(load, 1),
        "failed": readers.failed,
        "cpu_ms": round(cpu_ms, 1),
    }
    print(json.dumps(run | {"pages": kinds}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
