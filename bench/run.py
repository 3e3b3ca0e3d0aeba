"""What svod costs on real files: ``make bench``, or ``python bench/run.py [--files 2000] [--work bench/work]``.

Builds a corpus out of Debian packages, measures svod's own functions and its real command, prints tables, and writes
``last.json`` beside them. A run over at least ``PUBLISHED`` files also writes ``docs/bench.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import commands
import files
import report
from clock import calibrate

from corpus import __version__

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "bench.md"
PUBLISHED = 2000
LIBRARIES = ("whoosh-reloaded", "pymorphy3", "slovnet", "trafilatura", "lxml", "py3langid", "simplemma", "numpy")


def main() -> None:
    """The figures stand on the terminal and in their files."""
    options = _options()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    _say("corpus")
    corpus = files.build(work, options.files)
    figures = measure(corpus, work)
    figures["command"] = " ".join(("python bench/run.py", *sys.argv[1:]))
    (work / "last.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    page = report.page(figures)
    print(page)
    if figures["stages"]["files"] >= PUBLISHED:
        PAGE.write_text(page, "utf-8")
        _say(f"written: {PAGE}")


def measure(corpus: Path, work: Path) -> dict[str, Any]:
    """All figures of one run; each part runs in a process of its own."""
    calibrations = [calibrate()]
    _say("stages")
    stages = _part("stages.py", corpus, work / "stages")
    calibrations.append(calibrate())
    _say("commands")
    costs = commands.measure(corpus, work)
    calibrations.append(calibrate())
    _say("queries")
    asked = _part("asking.py", work / "archive")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": _machine(),
        "versions": _versions(),
        "calibration_s": min(calibrations),
        "calibrations_s": calibrations,
        "languages": _languages(stages["languages"]),
        "stages": stages,
        "commands": costs,
        "queries": asked,
    }


def _versions() -> dict[str, str]:
    return {"svod": __version__, "Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", type=int, default=PUBLISHED, help="how many files to take (default: %(default)s)")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where packages, files and archives are kept")
    return parser.parse_args()


def _part(script: str, *arguments: Path) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _languages(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _machine() -> dict[str, Any]:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {"processors": os.cpu_count(), "model": model, "memory_gb": memory, "system": platform.system()}


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
