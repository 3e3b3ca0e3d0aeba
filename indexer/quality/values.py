"""What measuring works on: gold texts with their names, what was asked for, and the figures that come out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.errors import SvodError
from corpus.model import Span

Item = TypeVar("Item")

PER, LOC, ORG = "PER", "LOC", "ORG"
KINDS = (PER, LOC, ORG)

SAMPLE_SEED = 11


class NoGold(SvodError):
    """The folder holds nothing that the task can be measured on."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class GoldName:
    """A name as people marked it: PER, LOC or ORG, its nominative and its identity, "" where they did not say."""

    span: Span
    kind: str
    nominative: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class GoldObject:
    """What a scheme marks in layers: at least ``core`` must be found, at most ``whole``; «Газпром» in «ОАО «Газпром».

    Without a core it has no name of its own («компания»), and finding it is neither right nor wrong.
    """

    core: Span | None
    whole: Span
    kind: str

    def accepts(self, span: Span, kind: str) -> bool:
        """True where a found name of this kind says the object by the scheme's rules."""
        return kind == self.kind and self.whole.covers(span) and (self.core is None or span.covers(self.core))


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all its names, outermost and in order; ``language`` is "" where the set does not say it.

    ``objects`` are the outermost ones of a set that marks in layers, and empty elsewhere.
    """

    id: str
    language: str
    text: str
    names: tuple[GoldName, ...]
    objects: tuple[GoldObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with its 95 % bootstrap interval; ``n`` counts what was judged."""

    metric: str
    value: float
    n: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Options:
    """What is measured: ``folder`` holds the gold set, ``limit`` (0: none) samples it, ``candidates`` is for
    linking, the rest for search."""

    folder: Path
    language: str = ""
    limit: int = 0
    query_language: str = ""
    document_language: str = ""
    precision: str = "wide"
    engine: str = "auto"
    meaning: bool = False
    entities: bool = False
    candidates: int = 2000

    def sample(self, items: Sequence[Item]) -> list[Item]:
        """``limit`` of the items, drawn with a fixed seed and in their order; all when there are no more."""
        if not self.limit or len(items) <= self.limit:
            return list(items)
        places = sorted(random.Random(SAMPLE_SEED).sample(range(len(items)), self.limit))
        return [items[place] for place in places]
