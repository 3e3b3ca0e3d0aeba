"""Is memory flat over a long run? Small files without end are ingested, and what driver and workers hold is printed.

``python bench/steady.py --files 20000 --minutes 10`` makes the files in a temporary folder and removes them; a line a thousand
files: resident MB of the driver, of the largest worker and how many workers there were. Exit 1 when the last quarter of the
lines holds over a tenth more than the second: the first is left out, for caches fill there. The last line says what building
the index held at most.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from clock import descendants, resident_mb

from corpus import config, pipeline
from corpus.store import Store
from indexer.build import build_index

LINE = 1000
GROWTH = 1.1
TEXTS = {
    "ru": "Городской совет Тараза утвердил смету на утепление школ и вызвал бригады на понедельник",
    "uk": "Міська рада Полтави затвердила кошторис на утеплення шкіл і викликала бригади на понеділок",
    "en": "The city council of Taraz approved the estimate for insulating schools and called the crews for Monday",
    "kk": "Тараз қалалық мәслихаты мектептерді жылыту сметасын бекітіп жұмысшыларды дүйсенбіге шақырды",
    "ro": "Consiliul orașului Bălți a aprobat devizul pentru izolarea școlilor și a chemat echipele pentru luni",
}


def make(folder: Path, count: int) -> None:
    """``count`` small pages and texts stand in ``folder``, the same ones every time; each holds a few words of its own."""
    chance = random.Random(2014)
    for number in range(count):
        words = chance.choice(list(TEXTS.values())).split()
        own = ["".join(chance.choices("абвгдежзиклмнопрст", k=7)) for _ in range(4)]
        body = ". ".join(" ".join(chance.sample(words + own, 9)) for _ in range(12))
        place = folder / f"{number // LINE:03}"
        place.mkdir(exist_ok=True)
        if number % 2:
            (place / f"{number}.txt").write_text(f"{body}.\n", "utf-8")
        else:
            article = f"<article><h1>{own[0]}</h1><p>{body}.</p></article>"
            page = f"<html><head><title>{own[0]}</title></head><body>{article}</body></html>"
            (place / f"{number}.html").write_text(page, "utf-8")


class Watch:
    """Prints what processes hold, a line a thousand files; stops the run when its time is over."""

    def __init__(self, minutes: float) -> None:
        self.lines: list[tuple[float, float]] = []
        self._began, self._seconds = time.monotonic(), minutes * 60

    def look(self, done: int, total: int, _: str) -> None:
        """Called after each file; at the last one the workers have ended."""
        if done % LINE or done == total:
            return
        workers = [resident_mb(pid) for pid in descendants(os.getpid())]
        self.lines.append((resident_mb(os.getpid()), max(workers, default=0.0)))
        driver, largest = self.lines[-1]
        print(f"{done:>7} files {driver:7.0f} MB driver {largest:7.0f} MB largest of {len(workers)} children", flush=True)
        if time.monotonic() - self._began > self._seconds:
            raise TimeoutError

    def growth(self) -> float:
        """What the last quarter of the lines holds for each MB of the second: the worse of driver and workers."""
        quarter = max(1, len(self.lines) // 4)
        second, last = self.lines[quarter : 2 * quarter], self.lines[-quarter:]
        return max(sum(row[place] for row in last) / max(1.0, sum(row[place] for row in second)) for place in (0, 1))


def _peak_of_index(settings: config.Config) -> float:
    """The most MB that this process held while it built an index of what was read, looked at ten times a second."""
    peak, done = [resident_mb(os.getpid())], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            peak.append(resident_mb(os.getpid()))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        with Store.of(settings) as store:
            build_index(settings, store)
    finally:
        done.set()
        looking.join()
    return max(peak)


def main() -> None:
    """Runs the measurement that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--entities", action="store_true", help="find names too: five times slower")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive, files = Path(folder) / "archive", Path(folder) / "files"
        files.mkdir()
        archive.mkdir()
        make(files, asked.files)
        said = f'[[source]]\nname = "files"\npath = "{files}"\n[analysis]\nentities = {str(asked.entities).lower()}\n'
        (archive / "svod.toml").write_text(said, "utf-8")
        settings, watch = config.load(archive), Watch(asked.minutes)
        try:
            with Store.open(archive / ".svod", write=True) as store:
                pipeline.ingest(settings, store, progress=watch.look)
        except TimeoutError:
            print(f"stopped after {asked.minutes:g} minutes")
        print(f"building the index held {_peak_of_index(settings):.0f} MB at most", flush=True)
    if len(watch.lines) < 4:
        sys.exit("too few thousands to say anything")
    growth = watch.growth()
    print(f"the last quarter holds {growth:.2f} times what the second held")
    sys.exit(growth > GROWTH)


if __name__ == "__main__":
    main()
