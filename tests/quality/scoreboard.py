"""Measures svod on its own gold and on the public sets of plan.tsv, and writes the tables of docs/quality.md anew.

    python tests/quality/scoreboard.py FOLDER

FOLDER holds the public sets under the paths of plan.tsv; sets that are not there keep no row, nor does search by meaning where
svod[semantic] is not installed. The tables are printed too.
"""

from __future__ import annotations

import csv
import hashlib
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from corpus import __version__
from indexer.quality.command import quality
from indexer.quality.tasks import measure
from indexer.quality.values import Figure, Options
from indexer.semantic import installed

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/quality.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LIBRARIES = ("pymorphy3", "simplemma", "slovnet", "natasha", "py3langid", "chardet", "trafilatura", "whoosh-reloaded", "numpy")

Row = tuple[str, Mapping[str, Figure], str, str]
"""Set, figures by metric, hash of the data, source."""


def main(folder: Path) -> None:
    """The part of the page between its two marks is what was measured now."""
    by_task: dict[str, list[Row]] = {}
    for task, gold, options, source in [*own_sets(), *public_sets(folder)]:
        print(f"{task} {gold} {options}", file=sys.stderr, flush=True)
        shown, figures = measured(task, gold, options)
        by_task.setdefault(task, []).append((shown, figures, data_hash(gold), source))
    tables = "\n\n".join(f"### {task}\n\n{table(rows)}" for task, rows in by_task.items())
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    print(f"{circumstances()}\n\n{tables}")
    PAGE.write_text(f"{before}{BEGIN}\n{circumstances()}\n\n{tables}\n{END}{after}", "utf-8")


def own_sets() -> Iterator[tuple[str, Path, str, str]]:
    """svod's own gold, each half by itself."""
    press = [f"press-{language}" for language in ("ru", "uk", "kk", "en")]
    tasks = {
        "ner": ["sentences", *press],
        "names": ["names", *press],
        "linking": ["homonyms"],
        "lemmas": ["lemmas"],
        "dates": ["dates"],
        "language": ["sentences"],
    }
    for task, name in ((task, name) for task, names in tasks.items() for name in names):
        for half in ("open", "held"):
            yield task, ROOT / "tests/gold" / half / f"{name}.tsv", "", f"tests/gold/{half}"


def public_sets(folder: Path) -> Iterator[tuple[str, Path, str, str]]:
    """The sets of plan.tsv that are there."""
    with (Path(__file__).parent / "plan.tsv").open(encoding="utf-8") as plan:
        for row in csv.DictReader(plan, delimiter="\t"):
            if not (folder / row["gold"]).exists():
                print(f"left out, {folder / row['gold']} is not there", file=sys.stderr)
            elif "--semantic on" in row["options"] and not installed():
                print(
                    f"left out, svod[semantic] is not installed: {row['task']} {row['gold']} {row['options']}", file=sys.stderr
                )
            else:
                yield row["task"], folder / row["gold"], row["options"], row["source"]


def measured(task: str, gold: Path, options: str) -> tuple[str, Mapping[str, Figure]]:
    """What the command line with these options measures, and the set's name with what was asked for."""
    said = quality.make_context("quality", [task, "--gold", str(gold), *shlex.split(options)]).params
    asked = {key: value for key, value in said.items() if key not in ("task", "folder", "errors", "as_json", "semantic")}
    found = list(measure(task, Options(gold, meaning=said["semantic"] == "on", **asked)))
    # a language is in the set's name already; «held» and «dev» say little without what they are halves of
    rest = re.sub(r"--(query-|document-)?language \w+ ?", "", options)
    name = found[0][0] if gold.name not in ("dev", "train") and not gold.is_file() else f"{gold.parent.name}/{found[0][0]}"
    return f"{name} {rest}".strip(), {figure.metric: figure for _, figure in found}


def table(rows: Sequence[Row]) -> str:
    """A row a set, a column a metric, the interval under each value."""
    metrics = list(dict.fromkeys(metric for _, figures, _, _ in rows for metric in figures))
    head = ["set", *metrics, "n", "data", "source"]
    lines = [head, ["---", *["--:" for _ in metrics], "--:", "---", "---"]]
    for name, figures, data, source in rows:
        cells = [_cell(figures[metric]) if metric in figures else "" for metric in metrics]
        lines.append([name, *cells, f"{next(iter(figures.values())).n:,}", f"`{data}`", source])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def circumstances() -> str:
    """When, with what and on what."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}"
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d} with svod {__version__} (commit {commit.strip()}), "
        f"Python {platform.python_version()} on {machine}.\n"
        f"Libraries: {libraries}."
    )


def data_hash(gold: Path) -> str:
    """The first 12 digits of a SHA-256 over the names and contents of all its files."""
    digest = hashlib.sha256()
    for path in _files(gold):
        digest.update(path.relative_to(gold.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _files(gold: Path) -> Iterable[Path]:
    return [gold] if gold.is_file() else sorted(path for path in gold.rglob("*") if path.is_file())


def _cell(figure: Figure) -> str:
    if not figure.n:
        return "–"
    if figure.value > 1:
        return f"{figure.value:,.0f}"
    return f"**{_short(figure.value)}** {_short(figure.low)}–{_short(figure.high)}"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
