"""What svod costs on real files, beside others: ``make bench``, or ``python bench/run.py [--files 20000] [--work bench/work]``.

Builds a corpus out of Debian packages, measures svod's own functions, its real command and its peers, and prints tables. What
was measured stands in ``last.json`` at once, so a run that was stopped still reports: ``--report`` prints it again. A whole
run over at least ``SHORT`` files writes ``docs/bench.md`` and its picture. ``--short`` (``make bench-short``) measures svod
alone on 2,000 files and says what became dearer than in ``accepted.json``; ``--accept`` writes that file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import accepted
import commands
import files
import installed
import nights
import plot
import race
import report
from clock import calibrate

from corpus import __version__

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "bench.md"
PICTURE = HERE.parent / "docs" / "pictures" / "bench.svg"
WHOLE, SHORT = 20_000, 2_000
STAGED = 2_000
"""Files that go through the timed stages, one process: every tenth of the 20,000."""

QUIET_FILES, CHANGED_FILES = 100_000, 2_000
LIBRARIES = ("whoosh-reloaded", "tantivy", "pymorphy3", "slovnet", "trafilatura", "lxml", "py3langid", "simplemma", "numpy")

Part = Callable[[], Any]


class Run:
    """The parts of one run, their figures in ``last.json`` as soon as each is known."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.work = options, options.work.resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.figures: dict[str, Any] = {
            "date": datetime.now(UTC).date().isoformat(),
            "command": " ".join(("python bench/run.py", *sys.argv[1:])),
            "machine": _machine(),
            "versions": _versions(),
            "files": options.files,
            "packages": files.listed(),
            "calibrations": {},
            "failed": {},
        }

    def go(self) -> None:
        """Every part that was asked for is measured, or the reason stands under ``failed``."""
        _say("corpus")
        self.corpus = files.build(self.work, self.options.files)
        self.until = time.monotonic() + 3600 * self.options.hours
        known = self._parts()
        for name in self.options.parts or list(known):
            if time.monotonic() > self.until:
                self.figures["failed"][name] = f"not begun: {self.options.hours:g} hours had passed"
                continue
            _say(name)
            before = calibrate()
            try:
                self.figures[name] = known[name]()
            except (subprocess.SubprocessError, SystemExit, OSError) as error:
                self.figures["failed"][name] = str(error)
                _say(f"{name} failed: {error}")
            self.figures["calibrations"][name] = min(before, calibrate())
            self.save()

    def save(self) -> None:
        """What is known stands in ``last.json``."""
        waiting = self.work / "last.json.part"
        waiting.write_text(json.dumps(self.figures, ensure_ascii=False, indent=1), "utf-8")
        waiting.replace(self.work / "last.json")

    def _parts(self) -> dict[str, Part]:
        own: dict[str, Part] = {
            "stages": lambda: self._script("stages.py", self.corpus, self.work / "stages", min(STAGED, self.options.files)),
            "commands": lambda: commands.measure(self.corpus, self.work, self.options.limit),
            "queries": lambda: self._script("asking.py", self.work / "archive"),
        }
        others: dict[str, Part] = {"race": self._race, "nights": self._nights, "installed": self._installed}
        return own if self.options.short else own | others

    def _race(self) -> dict[str, Any]:
        def save(found: Mapping[str, Any]) -> None:
            self.figures["race"] = found
            self.save()

        limits = {"limit_s": self.options.limit, "until": self.until, "rounds": self.options.rounds}
        return race.measure(self.corpus, self.work, save=save, **limits)

    def _nights(self) -> dict[str, Any]:
        scale = min(1.0, self.options.files / WHOLE)
        options = argparse.Namespace(files=round(CHANGED_FILES * scale), share=0.01, corpus=None)
        return {"quiet": nights.quiet(self.work, round(QUIET_FILES * scale)), "changed": nights.changed(self.work, options)}

    def _installed(self) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="svod-size-") as folder:
            return installed.measure(Path(folder))

    def _script(self, script: str, *arguments: Path | int) -> dict[str, Any]:
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=self.options.limit)
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures


def main() -> int:
    """The figures stand on the terminal and in their files; 1 where ``--short`` found something dearer."""
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if options.report:
        print(report.page(json.loads((options.work / "last.json").read_text("utf-8"))))
        return 0
    run = Run(options)
    try:
        run.go()
    finally:
        run.save()
        print(report.page(run.figures), flush=True)
    if _is_whole(run.figures):
        PAGE.write_text(report.page(run.figures), "utf-8")
        PICTURE.write_text(plot.picture(run.figures["race"]), "utf-8")
        _say(f"written: {PAGE}, {PICTURE}")
    if options.accept:
        accepted.write(run.figures)
        _say(f"written: {accepted.FILE}")
    return _compare(run.figures) if options.short and not options.accept else int(bool(run.figures["failed"]))


def _compare(figures: Mapping[str, Any]) -> int:
    said, is_dearer = accepted.compare(figures)
    print(said)
    return int(is_dearer or bool(figures["failed"]))


def _is_whole(figures: Mapping[str, Any]) -> bool:
    parts = ("stages", "commands", "queries", "race", "nights", "installed")
    is_there = all(part in figures for part in parts) and not figures["failed"]
    return is_there and figures["files"] >= SHORT


def _versions() -> dict[str, str]:
    return {"svod": __version__, "Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=int, help=f"how many files to take (default: {WHOLE}, with --short {SHORT})")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where packages, files and archives are kept")
    parser.add_argument("--short", action="store_true", help="svod alone, compared with the last accepted figures")
    parser.add_argument("--accept", action="store_true", help="these figures are what later short runs are compared with")
    parser.add_argument("--rounds", type=int, default=3, help="turns that svod and its peers take (default: %(default)s)")
    parser.add_argument(
        "--limit", type=float, default=3 * 3600, help="seconds that one command may take (default: %(default)s)"
    )
    parser.add_argument("--hours", type=float, default=12, help="after these nothing more is begun (default: %(default)s)")
    parser.add_argument("--parts", nargs="+", metavar="PART", help="only these: stages commands queries race nights installed")
    parser.add_argument("--report", action="store_true", help="print the figures of the last run")
    options = parser.parse_args()
    options.files = options.files or (SHORT if options.short else WHOLE)
    return options


def _machine() -> dict[str, Any]:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {"processors": os.cpu_count(), "model": model, "memory_gb": memory, "system": platform.system()}


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
