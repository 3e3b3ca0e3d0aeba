"""Names that documents show to be one thing in two tongues: by their place in a release and its translation, or one address.

Neither says enough alone. A person must have one surname in both, an organisation one kind of head («фонд», "fund", «қор»), and
none of the two a better partner.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from corpus.languages import WORD, fold
from corpus.model import EntityType, Name

TRANSLATED, ADDRESSED = "translation", "contact"
SCORES = {TRANSLATED: 0.75, ADDRESSED: 0.8}
"""Sure enough to join, not so sure that nobody is asked to confirm it."""

TYPES = (EntityType.PERSON, EntityType.ORGANISATION, EntityType.PROGRAMME)

NEAR = 0.1
"""How far apart, as shares of their texts, a name and its translation may first stand: an introduction is longer in one."""

_ENDING = 5
"""Letters that a word of a kind may have after its stem: «қорының» is of «қор», «қорытынды» is not."""


@dataclass(frozen=True, slots=True, order=True)
class Clue:
    """Two names, by id, that may be of one thing: how that was seen (``rule``), and where."""

    one: int
    other: int
    rule: str
    where: str


class Bearer(NamedTuple):
    """The group that a name belongs to so far, and the name's language."""

    group: int
    language: str


Placed = Mapping[int, float]
"""Names of a document by id, each with where it first stands: 0 is the beginning of the text, 1 or a little more its end."""


def translated(names: Mapping[int, Name], pairs: Iterable[tuple[str, Placed, Placed]]) -> Iterator[Clue]:
    """Clues out of documents and their translations, given as a title and the names of both."""
    for title, left, right in pairs:
        for one, place in left.items():
            for other, elsewhere in right.items():
                if abs(place - elsewhere) <= NEAR and names[one].language != names[other].language:
                    yield Clue(one, other, TRANSLATED, title if title[:1] == "«" else f"«{title}»")


def addressed(owners: Iterable[tuple[str, Collection[int]]]) -> Iterator[Clue]:
    """Clues out of addresses and telephones, each with the names that it belongs to."""
    for value, ids in owners:
        ordered = sorted(ids)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                yield Clue(one, other, ADDRESSED, value)


def chosen(clues: Iterable[Clue], bearers: Mapping[int, Bearer], may_be_one: Callable[[int, int], bool]) -> list[Clue]:
    """The clues to follow: those for which neither of two groups of names has another partner in that language as good.

    ``bearers`` has the group and language of every name; ``may_be_one`` says of two names whether they allow it.
    """
    found: dict[tuple[Bearer, Bearer], list[Clue]] = defaultdict(list)
    for clue in clues:
        left, right = sorted((bearers[clue.one], bearers[clue.other]))
        if left.group != right.group and may_be_one(clue.one, clue.other):
            found[left, right].append(clue)
    offers: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    for (left, right), seen in found.items():
        offers[left.group, right.language][right.group] += len(seen)
        offers[right.group, left.language][left.group] += len(seen)
    return [
        min(seen)
        for (left, right), seen in sorted(found.items())
        if _only_best(offers[left.group, right.language]) == right.group
        and _only_best(offers[right.group, left.language]) == left.group
    ]


@lru_cache(maxsize=1 << 14)  # an archive's translations ask of the same names again and again
def head_kinds(name: str) -> frozenset[str]:
    """What kinds of organisation the words of a name speak of, in any language: «фонд» and "Fund" are one kind."""
    words = [fold(word) for word in WORD.findall(name)]
    return frozenset(
        kind for word in words for stem, kind in _kinds() if word.startswith(stem) and len(word) - len(stem) <= _ENDING
    )


@cache
def _kinds() -> Sequence[tuple[str, str]]:
    lines = files("corpus.entities").joinpath("kinds.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(fold(stem), kind) for kind, stems in rows for stem in stems.split()]


def _only_best(offers: Counter[int]) -> int | None:
    """The partner with most clues; None where two have as many."""
    (best, most), *others = offers.most_common(2)
    return None if others and others[0][1] == most else best
