"""A table of Markdown that can be read as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with columns wide enough to read as it stands; all but the first are to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(3, *(len(line[column]) for line in lines)) for column in range(len(head))]
    marks = tuple("-" * width if not column else "-" * (width - 1) + ":" for column, width in enumerate(widths))
    padded = [
        [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in (lines[0], marks, *lines[1:])
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in padded)
