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
def progress(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """A callback that shows how far a run is: a bar on a terminal, a line every few seconds elsewhere, nothing if ``quiet``.

    Both say files a second and how long the rest may take.
    """
    if quiet or not sys.stderr.isatty():
        yield (lambda done, total, path: None) if quiet else _plain_progress(label)
        return
    from rich.console import Console  # 50 ms, and most commands show no bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[path]}"),
        console=Console(stderr=True),
        transient=True,
    )
    began = time.monotonic()
    with bar:
        task = bar.add_task(label, path="", rate="", total=None)
        yield lambda done, total, path: bar.update(
            task, completed=done, total=total, path=path, rate=f"{done / max(time.monotonic() - began, 0.1):.1f}/s"
        )


def _plain_progress(label: str) -> Callable[[int, int, str], None]:
    began = last = time.monotonic()

    def show(done: int, total: int, path: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PLAIN_PROGRESS_SECONDS:
            last = now
            left = duration((total - done) * (now - began) / max(done, 1))
            say(f"{label}: {done} of {total} files, {done / (now - began):.1f} a second, {left} left, last {path}")

    return show


def duration(seconds: float) -> str:
    """Seconds as people say them: 40 s, 12 min, 3 h 05 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _cells(text))
    return space + text if right else text + space


def _cells(text: str) -> int:
    from rich.cells import cell_len  # as above

    return cell_len(text)
