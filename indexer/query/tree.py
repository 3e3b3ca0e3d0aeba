"""A query as it was understood: our own tree, frozen, the same for every engine. ``str`` gives its compact notation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, edge punctuation removed. ``start`` counts code points of the query."""

    text: str
    start: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, each in any form."""

    text: str
    start: int = 0

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class And:
    """All of ``parts`` (one or more) and none of ``excluded``."""

    parts: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return "(and " + " ".join([*map(str, self.parts), *(f"-{part}" for part in self.excluded)]) + ")"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of ``parts``."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return "(or " + " ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Field:
    """``part`` looked for in one field; ``name`` is the field's own, whatever language it was typed in."""

    name: str
    part: Node
    start: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.part}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents that speak from a day between two, both included (ISO); always both ends, never open."""

    first: str
    last: str
    start: int = 0

    def __str__(self) -> str:
        return f"date:{self.first}..{self.last}"


Node = Word | Phrase | And | Or | Field | DateRange
