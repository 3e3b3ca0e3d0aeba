"""How commands speak: data on stdout, talk on stderr, progress that stays out of the way."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from corpus.model import Span

PLAIN_PROGRESS_SECONDS = 5.0


def emit(value: Mapping[str, Any]) -> None:
    """One JSON object on its own line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def say(text: str) -> None:
    """A line of talk on stderr."""
    click.echo(text, err=True)


def heading(text: str) -> None:
    """A line that begins a part of what follows."""
    click.secho(f"\n{text}", bold=True)


def columns(rows: Sequence[Sequence[object]], right: Sequence[int] = (), indent: str = "") -> None:
    """Rows in aligned columns; those named in ``right`` are numbers. Widths are counted in cells of a terminal."""
    cells = [[str(value) for value in row] for row in rows]
    widths = [max(_cells(row[place]) for row in cells) for place in range(len(cells[0]))] if cells else []
    for row in cells:
        line = "  ".join(_pad(text, widths[place], place in right) for place, text in enumerate(row))
        click.echo((indent + line).rstrip())


def marked(sentence: str, span: Span) -> str:
    """A sentence on one line, with what ``span`` covers made bold on a terminal and [bracketed] elsewhere."""
    inside = span.of(sentence)
    shown = click.style(inside, bold=True, fg="yellow") if sys.stdout.isatty() else f"[{inside}]"
    return " ".join(f"{sentence[: span.start]}{shown}{sentence[span.stop :]}".split())


def count(number: int, thing: str) -> str:
    """A number of things: 1 file, 81 files."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """A callback that shows how far a run is: a bar on a terminal, a line every few seconds elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_progress(label)
        return
    from rich.console import Console  # 50 ms, and most commands show no bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[path]}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(label, path="", total=None)
        yield lambda done, total, path: bar.update(task, completed=done, total=total, path=path)


def _plain_progress(label: str) -> Callable[[int, int, str], None]:
    last = time.monotonic()

    def show(done: int, total: int, path: str) -> None:
        nonlocal last
        if time.monotonic() - last >= PLAIN_PROGRESS_SECONDS:
            last = time.monotonic()
            say(f"{label}: {done} of {total} files, last {path}")

    return show


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _cells(text))
    return space + text if right else text + space


def _cells(text: str) -> int:
    from rich.cells import cell_len  # as above

    return cell_len(text)
