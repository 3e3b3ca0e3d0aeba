"""Readers of the web view: what a page costs, and how long it takes when many read at once.

``python bench/visitors.py ARCHIVE [--engines tantivy,whoosh] [--users 50] [--think 2-10] [--seconds 30] [--workers 1]``
serves the archive itself, with each engine in turn (a copy of it is indexed where it has another), and prints JSON: for each
engine three runs with pages a second, the processor time of a page (``cpu_ms``:
it tells even where others use the machine) and for each kind of page the middle, 95th and 99th percentile in milliseconds
until its last byte:

``alone``: one reader who never pauses, one kind of page after another: the service time of a page, and its processor time;
``reading``: ``users`` who each ask for a page, read it for ``think`` seconds (evenly spread) and ask for the next, as people
do: so many readers ask for ``users`` divided by the mean of ``think`` pages a second, whatever the server does;
``flood``: ``users`` programs that ask for the next page as soon as they have one. The server is saturated by definition:
pages a second say how much it can do, its percentiles only how long a queue of ``users`` is.

Half of the documents are opened from hits, with a word to be marked. ``load`` is how many processes wanted a processor before,
``clock_s`` what a fixed piece of work took meanwhile (some 0.15 s on an idle machine).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from asking import Words
from clock import calibrate, descendants, percentile

from corpus import config
from corpus.store import Store
from indexer.build import build_index
from indexer.engines import choose
from indexer.search import Archive

SHARES = {"search": 5, "document": 3, "entity": 2}
"""How often each kind of page is asked for."""

_FOUND, _FROM_HITS = 1000, 0.5
_ALONE_PAGES = 60
_WARM_SECONDS = 4

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
    found = [(id, _words(archive, id)) for id in dice.sample(documents, min(_FOUND, len(documents)))]
    entities = archive.store.entities(limit=500)
    shares = [entity.documents for entity in entities]

    def search() -> str:
        query = " ".join(words.together(dice.choice((1, 1, 2, 2, 3))))
        return f"/search?{urlencode({'q': query})}"

    def document() -> str:
        id, held = dice.choice(found)
        if held and dice.random() < _FROM_HITS:
            return f"/document/{id}?{urlencode({'q': dice.choice(held)})}"
        return f"/document/{dice.choice(documents)}"

    return {"search": search, "document": document, "entity": lambda: f"/entity/{dice.choices(entities, shares)[0].id}"}


def _words(archive: Archive, document: str) -> list[str]:
    """Some words of a document."""
    return [word[0] for word in archive.store.tokens(document).words if word[0].isalpha() and len(word[0]) > 3][:40]


class Readers:
    """Everyone who reads at once, and what each page took them; each thinks between ``think_s`` seconds about a page."""

    def __init__(self, address: str, ways: dict[str, Page], think_s: tuple[float, float], seed: int = SEED) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._ways, self._think_s, self._dice = ways, think_s, random.Random(seed)
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

    def ask(self, kind: str) -> None:
        """One page of a kind."""
        with self._lock:
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

    def _reader(self, stop: float) -> None:
        time.sleep(self._dice.random() * self._think_s[1])
        while time.monotonic() < stop:
            self.ask(self._dice.choices(list(SHARES), list(SHARES.values()))[0])
            time.sleep(self._dice.uniform(*self._think_s))


def times(took: list[float]) -> dict[str, float]:
    """How many pages, and what they took."""
    return {"pages": len(took), **{f"p{share}_ms": round(percentile(took, share / 100), 1) for share in (50, 95, 99)}}


def alone(readers: Readers, process: int) -> dict[str, Any]:
    """One reader, a kind of page at a time: what each costs."""
    kinds = {}
    for kind in SHARES:
        before = processor_s(process)
        for _ in range(_ALONE_PAGES):
            readers.ask(kind)
        kinds[kind] = {
            "cpu_ms": round(1000 * (processor_s(process) - before) / _ALONE_PAGES, 1),
            **times(readers.took[kind]),
        }
    return {"failed": readers.failed, "pages": kinds}


def together(readers: Readers, process: int, users: int, seconds: float) -> dict[str, Any]:
    """Many readers at once."""
    before, began = processor_s(process), time.monotonic()
    readers.read(users, seconds)
    spent, count = processor_s(process) - before, sum(map(len, readers.took.values()))
    return {
        "pages_a_second": round(count / (time.monotonic() - began), 1),
        "cpu_ms": round(1000 * spent / max(1, count), 1),
        "failed": readers.failed,
        "pages": {kind: times(took) for kind, took in sorted(readers.took.items())},
    }


@contextmanager
def indexed(archive: Path, name: str) -> Iterator[Path]:
    """The archive where an engine holds its index: itself, or a copy that is thrown away."""
    settings = config.load(archive)
    with Store.of(settings) as store:
        documents = store.counts()["documents"]
    if choose(settings["index.engine"], documents) == name:
        yield archive
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "archive"
        shutil.copytree(archive, copy)
        config.change(copy, "index.engine", name)
        settings = config.load(copy)
        with Store.of(settings, write=True) as store:
            build_index(settings, store, force=True)
        yield copy


def measure(archive: Path, users: int, think_s: tuple[float, float], seconds: float, workers: int) -> dict[str, Any]:
    """The three runs over an archive."""
    with Archive.open(config.load(archive)) as opened:
        ways = pages(opened, random.Random(SEED))
    with served(archive, workers) as (address, process):
        Readers(address, ways, (0, 0), 1).read(2, _WARM_SECONDS)
        return {
            "alone": alone(Readers(address, ways, (0, 0), 2), process),
            "reading": together(Readers(address, ways, think_s, 3), process, users, seconds),
            "flood": together(Readers(address, ways, (0, 0), 4), process, users, seconds),
        }


def main() -> None:
    """Three runs for each engine, told as JSON."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("archive", type=Path)
    given.add_argument("--engines", default="tantivy,whoosh", help="engines that hold the index, one after another")
    given.add_argument("--users", type=int, default=50)
    given.add_argument("--think", default="2-10", metavar="SECONDS", help="how long a page is read: from-to")
    given.add_argument("--seconds", type=float, default=30.0, help="how long many read")
    given.add_argument("--workers", type=int, default=1, help="processes that answer (svod serve --workers)")
    asked = given.parse_args()
    first, _, last = asked.think.partition("-")
    think_s = float(first), float(last or first)
    with Store.of(config.load(asked.archive)) as store:
        documents = store.counts()["documents"]
    load, clock_s, found = os.getloadavg()[0], calibrate(3), {}
    for name in asked.engines.split(","):
        with indexed(asked.archive, name) as archive:
            found[name] = measure(archive, asked.users, think_s, asked.seconds, asked.workers)
    said = {"documents": documents, "users": asked.users, "think_s": think_s, "workers": asked.workers, "load": round(load, 1)}
    print(json.dumps(said | {"clock_s": round((clock_s + calibrate(3)) / 2, 3)} | found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
