"""The JSON of what people decided about entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.editing import Told


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """One decision: who, when and why; ``names`` are pairs of type and name, ``unknown`` those no document mentions now."""

    number: int
    at: str
    by: str
    do: str
    names: list[tuple[str, str]]
    value: str
    because: str
    holds: bool
    unknown: list[str]


@dataclass(frozen=True, slots=True)
class Edits:
    """All decisions, newest first."""

    ok: bool
    edits: list[ShownEdit]


def edits(told: Sequence[Told]) -> Edits:
    """Decisions for programs."""
    return Edits(True, [_shown(each) for each in told])


def _shown(told: Told) -> ShownEdit:
    edit = told.edit
    return ShownEdit(
        edit.number, edit.at, edit.by, edit.do, list(edit.names), edit.value, edit.because, told.holds, list(told.unknown)
    )
