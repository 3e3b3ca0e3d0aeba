"""The real command ``svod`` on the bench's files: what a person or a timer pays."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clock import Cost, run

SVOD = (sys.executable, "-c", "from indexer.cli import main; main()")
"""What the installed script runs, under the interpreter that runs the bench."""

NOTHING_FOUND, SOME_FAILED = 3, 4
COLD_RUNS = 7
PLAIN = {"SVOD_ANALYSIS_ENTITIES": "false"}


def measure(files: Path, work: Path, limit_s: float) -> dict[str, Any]:
    """The cost of every command by name, sizes in bytes of what they leave. Raises SystemExit where one fails."""
    archive, plain = work / "archive", work / "plain"
    for folder in (archive, plain):
        shutil.rmtree(folder, ignore_errors=True)
        svod("init", str(folder), "--source", str(files), cwd=work)
    costs = {"ingest without entities": svod("ingest", cwd=plain, environment=PLAIN, limit_s=limit_s)}
    costs["ingest"] = svod("ingest", cwd=archive, limit_s=limit_s)
    costs["index"] = svod("index", cwd=archive, limit_s=limit_s)
    costs["ingest, nothing changed"] = svod("ingest", cwd=archive, limit_s=limit_s)
    costs["sync, nothing changed"] = svod("sync", cwd=archive)
    cold = {
        "--help": _cold(archive, "--help"),
        "search, a word": _cold(archive, "search", "файлами"),
        "search, a phrase and a field": _cold(archive, "search", 'язык:ru "панели инструментов"'),
        "status": _cold(archive, "status"),
    }
    data = archive / ".svod"
    store = sum(path.stat().st_size for path in data.glob("*") if path.is_file())
    shutil.rmtree(plain)
    return {
        "costs": {name: asdict(cost) for name, cost in costs.items()},
        "cold": {name: asdict(cost) for name, cost in cold.items()},
        "files_bytes": size(files),
        "store_bytes": store,
        "index_bytes": size(data / "index"),
    }


def svod(*arguments: str, cwd: Path, environment: Mapping[str, str] | None = None, limit_s: float | None = None) -> Cost:
    """What a command costs that does its work, some files unread or not. Raises SystemExit where it does not."""
    cost = run([*SVOD, *arguments], cwd=cwd, environment=environment, limit_s=limit_s)
    # a search that finds nothing has done its work
    if cost.exit_code not in (0, SOME_FAILED, *([NOTHING_FOUND] if arguments[0] == "search" else [])):
        sys.exit(f"bench: svod {' '.join(arguments)} ended with {cost.exit_code}")
    return cost


def size(folder: Path) -> int:
    """Bytes of all files below it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _cold(archive: Path, *arguments: str) -> Cost:
    """The run of median processor time out of several, each a process of its own."""
    costs: Sequence[Cost] = [svod(*arguments, cwd=archive) for _ in range(COLD_RUNS)]
    middle = statistics.median_low([cost.cpu_s for cost in costs])
    return next(cost for cost in costs if cost.cpu_s == middle)
