"""``svod export``: the archive for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from corpus.audit import at_this_machine, record
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import say
from indexer import exports
from indexer.people import register

EXCEL = "\ufeff"
"""Without it Excel reads UTF-8 as the system's old charset."""


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(["csv", "jsonl", "ftm", "graphml"]))
@click.option(
    "--of", "table", type=click.Choice(list(exports.TABLES)), default="documents", show_default=True, help="Which table."
)
@click.option(
    "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.  [default: stdout]"
)
@click.option(
    "--nodes", default=1000, show_default=True, type=click.IntRange(1, 30_000), help="graphml: entities of most documents."
)
@click.option("--excel", is_flag=True, help="Begin the csv with the mark by which Excel knows UTF-8.")
@click.pass_context
def export(ctx: click.Context, kind: str, table: str, output: Path | None, nodes: int, excel: bool) -> None:
    """Write the archive as KIND: csv (a table), jsonl (a table with all that hangs on it), ftm (FollowTheMoney), or graphml.

    ftm holds entities, positions, documents and mentions, graphml the network of entities; --of is for csv and jsonl.
    """
    settings = open_config(ctx)
    if not register(settings.house).is_empty():
        record(settings.house, at_this_machine(), "export", f"{kind} of {table}" if kind in ("csv", "jsonl") else kind)
    with open_store(settings) as store, _written(output) as file:
        lines: Iterable[str]
        if kind == "csv":
            lines = exports.csv_lines(store, table)
            file.write(EXCEL if excel else "")
        elif kind == "jsonl":
            lines = exports.jsonl_lines(store, table)
        elif kind == "graphml":
            lines = exports.graphml(store, nodes)
        else:
            lines = exports.followthemoney(store)
        file.writelines(lines)
    if output is not None:
        say(f"Wrote {output}.")


@contextmanager
def _written(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when it is whole."""
    if output is None:
        yield sys.stdout
        sys.stdout.flush()  # a reader that went away is noticed here, not when Python ends
        return
    waiting = output.with_name(f".{output.name}.new")
    try:
        with waiting.open("w", encoding="utf-8", newline="") as file:
            yield file
        waiting.replace(output)
    finally:
        waiting.unlink(missing_ok=True)
