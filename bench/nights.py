"""What a night costs: ``python bench/nights.py quiet [--files 100000]`` or ``changed [--files 2000] [--share 0.01]``.

``quiet``: nothing changed, beside ``find DIR -newer FILE`` on the same files. The files are small and generated; so that a
hundred thousand of them need no hour, each is put into the store with a real analysis of its own text, made in this process
without entities, and not by reading it in a guarded child. ``changed``: real files of Debian packages, entities on, built by
the real command; then a share of them gets a new last line. Seconds are processor time of all children.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import files
from clock import Cost, calibrate, run
from commands import svod

from corpus import analysis, config, marks
from corpus.sources import load, walk
from corpus.store import Store

WORDS_ONLY = {"SVOD_SEMANTIC_WEIGHT": "0", "SVOD_INDEX_ENGINE": "tantivy"}
"""Vectors are an extra; a quiet night does not look at them either. The engine is that of archives of 20,000 files, so that a
smaller one tells what those cost."""

A_FOLDER = 500
QUIET_TIMES, QUIET_S = 2.0, 0.5
CHANGED_SHARE, CHANGED_S = 0.015, 10.0
WORDS = "семинар город тепло школа отчёт январь соглашение котельная область мэрия насос договор смета улица"


def main() -> None:
    """The figures stand on the terminal, one JSON object, and whether the target is met."""
    options = _options()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    found = quiet(work, options.files or 100_000) if options.kind == "quiet" else changed(work, options)
    print(json.dumps({"calibration_s": round(calibrate(), 3), **found}, indent=1))


def quiet(work: Path, count: int) -> dict[str, object]:
    """The best of five quiet nights, and of five walks by find."""
    archive, newer = work / f"quiet-{count}", work / "newer"
    if not (archive / "svod.toml").exists():
        shutil.rmtree(archive, ignore_errors=True)
        _scatter(archive / "raw", count)
        (archive / "svod.toml").write_text(config.template("quiet", "raw"), "utf-8")
        _simulate(archive)
    _night(archive)
    newer.touch()
    night = min(_night(archive).cpu_s for _ in range(5))
    find = ["find", str(archive / "raw"), "-newer", str(newer)]
    walked = min(run(find, cwd=work).cpu_s for _ in range(5))
    allowed = QUIET_TIMES * walked + QUIET_S
    figures = {"files": count, "find_s": walked, "night_s": night, "allowed_s": allowed, "met": night <= allowed}
    return {name: round(each, 3) if isinstance(each, float) else each for name, each in figures.items()}


def changed(work: Path, options: argparse.Namespace) -> dict[str, object]:
    """A full build, a quiet night that proves it, then the night after a share of the files changed."""
    count = options.files or 2000
    source = options.corpus or files.build(work, count)
    archive, raw = work / "changed", work / "changed-raw"
    shutil.rmtree(archive, ignore_errors=True)
    shutil.rmtree(raw, ignore_errors=True)
    shutil.copytree(source, raw)
    svod("init", str(archive), "--source", str(raw), cwd=work, environment=WORDS_ONLY)
    built = _night(archive)
    _night(archive)
    texts = sorted(file for file in raw.rglob("*") if file.suffix in (".txt", ".html", ".htm"))
    chosen = random.Random(2014).sample(texts, max(1, round(options.share * count)))
    for number, file in enumerate(chosen):
        with file.open("ab") as opened:
            opened.write(f"\nПоследняя строка номер {number} сегодня новая.\n".encode())
    night = _night(archive)
    report = json.loads((archive / ".svod/reports/latest.json").read_text("utf-8"))
    allowed = CHANGED_SHARE * built.cpu_s + CHANGED_S
    figures = {"files": count, "changed": len(chosen), "build_s": built.cpu_s, "night_s": night.cpu_s, "allowed_s": allowed}
    return {
        **{name: round(each, 2) for name, each in figures.items()},
        "met": night.cpu_s <= allowed,
        "counts": report["counts"],
        "steps": report["steps"],
    }


def _scatter(raw: Path, count: int) -> None:
    words, chance = WORDS.split(), random.Random(2014)
    for number in range(count):
        folder = raw / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            folder.mkdir(parents=True)
        text = f"Лист {number}\n\n" + " ".join(chance.choices(words, k=12)) + f" {number}.\n"
        (folder / f"{number:06}.txt").write_text(text, "utf-8")


def _simulate(archive: Path) -> None:
    """Each file is in the store as a run would have put it, and the index is built."""
    settings = config.load(archive, environment={"SVOD_ANALYSIS_ENTITIES": "false"})
    asked = config.load(archive, environment={})
    began = time.monotonic()
    with Store.of(settings, write=True) as store:
        number = store.begin_run("ingest", marks.version(asked), marks.attempt(asked))
        for source in settings.sources:
            sightings = list(walk(source, settings["read.exclude"]))
            for start in range(0, len(sightings), 5000):
                with store.batch():
                    for seen in sightings[start : start + 5000]:
                        raw = load(seen, 1 << 20)
                        store.record(seen, [next(iter(analysis.analyse(raw, settings)))], number)
                print(f"{start} put, {time.monotonic() - began:.0f} s", file=sys.stderr)


def _night(archive: Path) -> Cost:
    return svod("nightly", cwd=archive, environment=WORDS_ONLY)


def _options(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("quiet", "changed"))
    parser.add_argument("--files", type=int, default=0, help="how many; quiet 100,000, changed 2,000")
    parser.add_argument("--share", type=float, default=0.01, help="of the files that change")
    parser.add_argument("--corpus", type=Path, help="real files that lie here already, instead of those of Debian packages")
    parser.add_argument("--work", type=Path, default=Path(__file__).with_name("work"))
    return parser.parse_args(given)


if __name__ == "__main__":
    main()
