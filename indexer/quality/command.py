"""``svod quality``: how well svod does a task, on a gold set that anyone may bring."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.commands.printing import columns, emit
from indexer.quality.tasks import METRICS, TASKS, Measured, measure
from indexer.quality.telling import print_mistakes, print_nominatives
from indexer.quality.values import Options

_DIGITS = 4


@click.command(epilog="\b\n" + "\n".join(["Tasks and what they say:", *(f"  {task:<11} {METRICS[task]}" for task in TASKS)]))
@click.argument("task", type=click.Choice(TASKS), metavar="TASK")
@click.option(
    "--gold",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="Folder with the gold set, or its file; the format is recognised from the files.",
)
@click.option("--language", default="", metavar="L", help="Only texts in this language (ISO 639-1).")
@click.option("--limit", default=0, show_default=True, type=click.IntRange(0), help="A sample of this many units; 0: all.")
@click.option("--query-language", default="", metavar="L", help="search, cross: the language of queries.")
@click.option("--document-language", default="", metavar="L", help="search, cross: the language of documents.")
@click.option(
    "--precision",
    default="wide",
    show_default=True,
    type=click.Choice(["wide", "word", "exact"]),
    help="search, cross: how far a word may be from the one typed.",
)
@click.option(
    "--semantic",
    default="off",
    show_default=True,
    type=click.Choice(["on", "off"]),
    help="search, cross: by meaning too; embeds the documents first, which takes long.",
)
@click.option(
    "--candidates", default=2000, show_default=True, type=click.IntRange(2), help="linking: among how many names one is sought."
)
@click.option("--engine", default="auto", show_default=True, help="search, cross: whoosh, tantivy or opensearch.")
@click.option("--entities", is_flag=True, help='search: names are found and linked, and each query is asked as @"query".')
@click.option("--errors", is_flag=True, help="ner, names: each name that was read otherwise than marked, and how many.")
@click.option("--json", "as_json", is_flag=True, help="One object for each figure (task set metric value n low high) or error.")
def quality(task: str, folder: Path, errors: bool, as_json: bool, semantic: str, **options: str | int | bool) -> None:
    """Measure TASK on a gold set. Every figure comes with its 95 % bootstrap interval."""
    chosen = Options(folder, meaning=semantic == "on", **options)  # type: ignore[arg-type]
    if errors:
        if task not in ("ner", "names"):
            raise click.UsageError(f"--errors tells the errors of 'ner' and 'names', not of '{task}'")
        (print_mistakes if task == "ner" else print_nominatives)(chosen, as_json)
        return
    found = measure(task, chosen)
    if as_json:
        for each in found:
            emit(_values(task, each))
    else:
        _print(list(found))


def _values(task: str, measured: Measured) -> dict[str, object]:
    name, figure = measured
    return {
        "task": task,
        "set": name,
        "metric": figure.metric,
        "value": round(figure.value, _DIGITS),
        "n": figure.n,
        "low": round(figure.low, _DIGITS),
        "high": round(figure.high, _DIGITS),
    }


def _print(found: list[Measured]) -> None:
    rows = [
        (name, figure.metric, _number(figure.value), f"{_number(figure.low)}–{_number(figure.high)}", f"{figure.n:,}")
        for name, figure in found
    ]
    columns([("set", "metric", "value", "95 %", "n"), *rows], right=(2, 3, 4))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{value:.3f}"
