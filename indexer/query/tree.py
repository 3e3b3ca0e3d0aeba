"""A query as it was understood: our own tree, frozen, the same for every engine. ``str`` gives its compact notation.

``start`` counts code points of the query.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What words may share instead of lying close: a sentence or a passage."""

    SENTENCE = "s"
    PASSAGE = "p"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, edge punctuation removed; ``exact`` asks for this form only."""

    text: str
    start: int = 0
    exact: bool = False

    def __str__(self) -> str:
        return f"={self.text}" if self.exact else self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, each in any form; ``exact`` asks for these forms only."""

    text: str
    start: int = 0
    exact: bool = False

    def __str__(self) -> str:
        return f'="{self.text}"' if self.exact else f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Forms in which ``*`` stands for any letters and ``?`` for one: «слов*», «сл?во»."""

    text: str
    start: int = 0

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Forms that are at most ``distance`` letters (1 or 2) from ``text``: put in, left out, other, or two swapped."""

    text: str
    distance: int
    start: int = 0

    def __str__(self) -> str:
        return f"{self.text}~{self.distance}"


@dataclass(frozen=True, slots=True)
class Regex:
    """Forms that ``pattern`` matches whole."""

    pattern: str
    start: int = 0

    def __str__(self) -> str:
        return f"/{self.pattern}/"


@dataclass(frozen=True, slots=True)
class Near:
    """Parts (two or more: words, phrases, patterns, alternatives of them) that stand in one passage without overlap.

    ``within`` is how many other words may lie between the first and the last, in any order; or the unit they share.
    """

    parts: tuple[Node, ...]
    within: int | Unit
    start: int = 0

    def __str__(self) -> str:
        sign = f"/{self.within}" if isinstance(self.within, Unit) else f"~{self.within}"
        return f"({sign} " + " ".join(map(str, self.parts)) + ")"


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
class Boost:
    """``part``, counting ``weight`` times as much in the order of what is found."""

    part: Node
    weight: float

    def __str__(self) -> str:
        return f"{self.part}^{self.weight:g}"


@dataclass(frozen=True, slots=True)
class Field:
    """``part`` looked for in one field; ``name`` is the field's own, whatever language it was typed in."""

    name: str
    part: Node
    start: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.part}"


@dataclass(frozen=True, slots=True)
class Entity:
    """Documents that mention what is called ``text``, of whatever kind: «@РЭЦЦА»."""

    text: str
    start: int = 0

    def __str__(self) -> str:
        return f"@{self.text}" if " " not in self.text else f'@"{self.text}"'


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents that speak from a day between two, both included (ISO); always both ends, never open."""

    first: str
    last: str
    start: int = 0

    def __str__(self) -> str:
        return f"date:{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Documents whose ``name`` (pages, words, size in bytes) is between two numbers, both included; None is open."""

    name: str
    first: int | None
    last: int | None
    start: int = 0

    def __str__(self) -> str:
        first, last = ("" if end is None else str(end) for end in (self.first, self.last))
        return f"{self.name}:{first}..{last}"


Node = Word | Phrase | Wildcard | Fuzzy | Regex | Near | And | Or | Boost | Field | Entity | DateRange | NumberRange
