"""How svod grows: archives of more and more documents, and what every stage and engine costs with each.

``python bench/growth.py`` builds archives of the ``--sizes``, the smaller first, out of ``invented`` documents, and writes
``docs/capacity.md`` with its picture: curves, what the smaller archives said of the largest beforehand, and what follows for
millions. ``--hosts URL…`` measures an OpenSearch cluster too; ``--nodes`` starts one of two nodes as the tests do. What is
known stands in ``growth.json`` at once, and sizes measured before are not measured again; ``--report`` only writes the page.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import capacity
import invented
from clock import Cost, calibrate
from commands import size as size_of
from commands import svod

from corpus import __version__, config

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "capacity.md"
PICTURE = HERE.parent / "docs" / "pictures" / "capacity.svg"
SIZES = (2_000, 20_000, 200_000)
LEAST_PAGE = 20_000
"""The largest size that the page in docs is written from; smaller ones are for a quick look."""

LOCAL = ("tantivy", "whoosh")
WORDS_ONLY = {"SVOD_SEMANTIC_WEIGHT": "0"}
CHANGED = 100


def main() -> None:
    """The page stands on the terminal, and in docs where the sizes are large enough."""
    options = _options()
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    kept = work / "growth.json"
    figures = json.loads(kept.read_text("utf-8")) if kept.exists() else {"sizes": {}}
    if not options.report:
        with _cluster(options) as hosts:
            figures |= {"date": datetime.now(UTC).date().isoformat(), "versions": _versions()}
            for size in options.sizes:
                if str(size) not in figures["sizes"]:
                    figures["sizes"][str(size)] = measure(work, size, hosts, options.limit)
                    kept.write_text(json.dumps(figures, indent=1), "utf-8")
    page = capacity.page(figures)
    print(page)
    if max(map(int, figures["sizes"])) >= LEAST_PAGE:
        PAGE.write_text(page, "utf-8")
        PICTURE.write_text(capacity.picture(figures), "utf-8")
        print(f"growth: written: {PAGE}, {PICTURE}", file=sys.stderr)


def measure(work: Path, size: int, hosts: Sequence[str], limit_s: float) -> dict[str, Any]:
    """What an archive of ``size`` documents costs: seconds of processor and wall clock, bytes, milliseconds an answer."""
    archive, source = work / f"growth-{size}", work / f"invented-{size}"
    for folder in (archive, source):
        shutil.rmtree(folder, ignore_errors=True)
    invented.write(source, size)
    before = calibrate()
    svod("init", str(archive), "--source", str(source), cwd=work, environment=WORDS_ONLY)
    if hosts:
        config.change(archive, "opensearch.hosts", list(hosts))
        config.change(archive, "opensearch.index", f"growth{size}")
    _note(size, "ingest")
    costs = {"ingest": svod("ingest", cwd=archive, environment=WORDS_ONLY, limit_s=limit_s)}
    engines: dict[str, Any] = {}
    for name in (*LOCAL, *(("opensearch",) if hosts else ())):
        _note(size, name)
        built = svod("engine", "use", name, cwd=archive, environment=WORDS_ONLY, limit_s=limit_s)
        held = _held_by(hosts[0], f"growth{size}") if name == "opensearch" else size_of(archive / ".svod" / "index")
        engines[name] = {"build": _told(built), "bytes": held, "queries": _asked(archive, limit_s)}
    _note(size, "nights")
    svod("engine", "use", LOCAL[0], cwd=archive, environment=WORDS_ONLY)
    svod("nightly", cwd=archive, environment=WORDS_ONLY, limit_s=limit_s)
    costs["night, nothing changed"] = svod("nightly", cwd=archive, environment=WORDS_ONLY)
    for changed in sorted(source.rglob("*.txt"))[:CHANGED]:
        with changed.open("a", encoding="utf-8") as opened:
            opened.write(f"\nИсправлено {size}.\n")
    costs[f"night, {CHANGED} changed"] = svod("nightly", cwd=archive, environment=WORDS_ONLY, limit_s=limit_s)
    found = {
        "calibration_s": min(before, calibrate()),
        "text_bytes": size_of(source),
        "store_bytes": sum(path.stat().st_size for path in (archive / ".svod").glob("store*")),
        "costs": {name: _told(cost) for name, cost in costs.items()},
        "engines": engines,
    }
    shutil.rmtree(archive)
    shutil.rmtree(source)
    return found


def _asked(archive: Path, limit_s: float) -> dict[str, float]:
    """Milliseconds of an answer: ten hits with snippets and all facets."""
    command = [sys.executable, str(HERE / "asking.py"), str(archive)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=limit_s)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])["all"]
    return found


def _told(cost: Cost) -> dict[str, float]:
    return {"cpu_s": round(cost.cpu_s, 3), "wall_s": round(cost.wall_s, 3), "peak_mb": round(cost.peak_mb)}


def _held_by(host: str, alias: str) -> int:
    """Bytes of the alias's index on the nodes, without its replicas."""
    with urllib.request.urlopen(f"{host}/{alias}/_stats/store", timeout=30) as answer:
        return int(json.load(answer)["_all"]["primaries"]["store"]["size_in_bytes"])


@contextmanager
def _cluster(options: argparse.Namespace) -> Iterator[Sequence[str]]:
    """Addresses of the nodes that are to be measured, none when nobody asked."""
    if not options.nodes:
        yield tuple(options.hosts)
        return
    sys.path.insert(0, str(HERE.parent / "tests"))
    from cluster.servers import Nodes, why_not_fetched  # only where a cluster is asked for

    if reason := why_not_fetched():
        sys.exit(reason)
    with tempfile.TemporaryDirectory() as place:
        nodes = Nodes.start(Path(place), 2, heap="2g", parcels="256mb")
        try:
            yield nodes.hosts
        finally:
            nodes.stop()


def _versions() -> dict[str, str]:
    return {"svod": __version__, "Python": platform.python_version()}


def _note(size: int, what: str) -> None:
    print(f"growth: {size:,} documents, {what}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="documents of each archive (default: %(default)s)")
    parser.add_argument("--hosts", nargs="+", default=[], help="addresses of an OpenSearch cluster")
    parser.add_argument("--nodes", action="store_true", help="start two OpenSearch nodes on this machine")
    parser.add_argument("--limit", type=float, default=6 * 3600, help="seconds that one command may take")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--report", action="store_true", help="write the page of what was measured before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
