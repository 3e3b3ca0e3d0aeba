"""How two versions of a text differ, line by line, as every tool that shows changes understands it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from corpus.model import StoredDocument

CONTEXT_LINES = 1


def difference(before: StoredDocument, after: StoredDocument) -> Iterator[str]:
    """A unified diff from one document's text to another's, without line ends; nothing when they say the same.

    Blank lines are left out: where a file has one more of them, nothing was said.
    """
    yield from unified_diff(_lines(before), _lines(after), _name(before), _name(after), n=CONTEXT_LINES, lineterm="")


def _lines(document: StoredDocument) -> list[str]:
    return [" ".join(line.split()) for line in document.text.splitlines() if line.strip()]


def _name(document: StoredDocument) -> str:
    date = f" ({document.date.edtf})" if document.date is not None else ""
    return f"{document.paths[0] if document.paths else document.id}{date}"
