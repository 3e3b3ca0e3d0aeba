"""Which of a word's readings is meant where it stands: a log-linear model over the word, its spelling and two words each side.

Every property of a place (``keys``) has a row of weights over tags, edits and lemmas; a reading's score is the sum of what
the rows say of it and of the dictionary's own guess. The weights are learned by ``corpus.morphology.training``.
Properties are told apart by their first letter, and the ones of the neighbours begin with the sign between the words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.morphology.reading import Reading
from corpus.morphology.tags import Shown, tag

Table = Mapping[str, Mapping[str, float]]
"""For each property of a place, its weights by tag (full or coarse), edit («2+а») and lemma («=гора»)."""

# A lemma less likely than this in its place is no reading of it: «рост» for a «Ростов» with a capital
UNLIKELY = 0.02
# The same for a word that the dictionary does not know: «Таразе» may well be of «Тараз»
FAR_FETCHED = 1e-5
# A lemma that leads by more than this (e to its power), whatever stands around, is chosen without looking
SURE = 8.0
# Weights are stored in hundredths
SCALE = 100
_LEAST = 1e-4
_BIAS, _PRIOR = "B", "p"
EDGES = Shown("^", "^", "^"), Shown("$", "$", "$")
"""What stands before the first word of a sentence, and after the last."""

Neighbour = tuple[str, Shown]
"""A word beside, and the sign between it and the word nearer: "" for white space, «,» or «-»."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The readings of one word as written, alike ones together: column by column, with scores that no place changes.

    ``inside`` holds for a word inside a sentence, ``opening`` for one that begins it.
    """

    lemmas: tuple[str, ...]
    tags: int
    floor: float
    inside: tuple[float, ...]
    opening: tuple[float, ...]


_Tags = tuple[tuple[str, str], ...]
"""The full and coarse tag of each candidate of a word."""

_numbers: dict[_Tags, int] = {}
_tags: list[_Tags] = []


class Rows:
    """Weights, and what they give the words met so far."""

    def __init__(self, table: Table) -> None:
        self.table = table
        # «in Riga» and «in Minsk» ask the same: a row is summed up once for all words of the same possible tags
        self.gains = lru_cache(maxsize=200_000)(self._gains)

    def _gains(self, key: str, tags: int) -> tuple[float, ...]:
        """What the row of one property adds to each candidate."""
        row = self.table[key]
        return tuple(row.get(full, 0.0) + row.get(coarse, 0.0) for full, coarse in _tags[tags])


@cache
def rows(code: str) -> Rows:
    """The weights shipped for a language; none for one that was not trained."""
    path = files("corpus.morphology").joinpath("weights", f"{code}.tsv")
    if not path.is_file():
        return Rows({})
    table: dict[str, dict[str, float]] = {}
    for line in path.read_text("utf-8").splitlines():
        key, *cells = line.split("\t")
        table[key] = {name: int(weight) / SCALE for name, _, weight in (cell.rpartition(" ") for cell in cells)}
    return Rows(table)


def candidates(word: str, form: str, found: Sequence[Reading], weights: Rows) -> Candidates:
    """The distinct readings of ``word``, which is folded as ``form``."""
    alike: dict[tuple[str, str, str, str], float] = {}
    for reading in found:
        marked = tag(form, reading)
        key = reading.lemma, marked.full, marked.coarse, marked.edit
        alike[key] = alike.get(key, 0.0) + reading.score
    scores = [
        [_own(properties, key, score, weights) for key, score in alike.items()]
        for properties in (own_keys(word, form, opens) for opens in (False, True))
    ]
    tags = _number(tuple((full, coarse) for _, full, coarse, _ in alike))
    floor = UNLIKELY if any(reading.known for reading in found) else FAR_FETCHED
    return Candidates(tuple(lemma for lemma, *_ in alike), tags, floor, tuple(scores[0]), tuple(scores[1]))


def order(
    known: Candidates, opens: bool, before: Sequence[Neighbour], after: Sequence[Neighbour], weights: Rows
) -> tuple[str, ...]:
    """The lemmas of a word, likeliest in this place first, without the unlikely ones.

    ``before`` and ``after`` are two words each, nearest first, or ``EDGES``.
    """
    gains = [weights.gains(key, known.tags) for key in place_keys(before, after) if key in weights.table]
    return _ranked(known, list(map(sum, zip(known.opening if opens else known.inside, *gains, strict=True))))


def alone(known: Candidates, opens: bool) -> tuple[str, ...]:
    """The lemmas of a word whose neighbours are not known, likeliest first."""
    return _ranked(known, known.opening if opens else known.inside)


def is_open(known: Candidates) -> bool:
    """True when a place may decide: there are several lemmas, and none leads by far."""
    if len(set(known.lemmas)) < 2:
        return False
    best = sorted(_shares(known.lemmas, known.inside).values(), reverse=True)
    return best[0] < math.exp(SURE) * best[1]


def own_keys(word: str, form: str, opens: bool) -> tuple[str, ...]:
    """The properties of the word itself: form, endings, capitals."""
    return f"m{form}", f"n{form[-3:]}", f"o{form[-2:]}", f"q{shape(word, opens)}", _BIAS


def place_keys(before: Sequence[Neighbour], after: Sequence[Neighbour]) -> tuple[str, ...]:
    """The properties of a place: what stands before and after."""
    (left_sign, left), (far_left_sign, far_left) = before
    (right_sign, right), (far_right_sign, far_right) = after
    nearest_left, nearest_right = left_sign + left.likeliest, right_sign + right.likeliest
    further_left, further_right = far_left_sign + far_left.likeliest, far_right_sign + far_right.likeliest
    return (
        "a" + nearest_left,
        "b" + left_sign + left.possible,
        "c" + left_sign + left.form,
        "d" + further_left,
        "e" + nearest_right,
        "f" + right_sign + right.possible,
        "g" + right_sign + right.form,
        "h" + further_right,
        "i" + nearest_left + " " + nearest_right,
    )


def shape(word: str, opens: bool) -> str:
    """How the word is written: small, with a capital (C) or all in capitals (U); «o» where a sentence begins with it."""
    if word[:1].islower():
        return "l"
    if not word[:1].isupper():
        return "0"
    return ("U" if len(word) > 1 and word.isupper() else "C") + ("o" if opens else "")


def named(properties: Sequence[str], key: tuple[str, str, str, str]) -> list[tuple[str, str]]:
    """Every (property, name of its weight) that speaks of one reading, for the properties of the word itself."""
    lemma, full, coarse, edited = key
    form, ending, short, spelling, bias = properties
    kind = "@" + full.rstrip("?")[-1] + "?" * full.endswith("?")
    return [
        (spelling, kind), (spelling, edited), (spelling, full), (spelling, coarse), (form, "=" + lemma), (form, full),
        (form, coarse), (ending, edited), (ending, full), (short, edited), (bias, full), (bias, coarse),
    ]  # fmt: skip


def prior(score: float) -> float:
    """The dictionary's own guess, as the model takes it."""
    return math.log(max(score, _LEAST))


def _number(tags: _Tags) -> int:
    """Words of the same possible tags share a number; there are a few thousand."""
    if tags not in _numbers:
        _tags.append(tags)
        _numbers[tags] = len(_tags) - 1
    return _numbers[tags]


def _own(properties: Sequence[str], key: tuple[str, str, str, str], score: float, weights: Rows) -> float:
    table = weights.table
    sure = table.get(_PRIOR, {}).get(_PRIOR, 1.0) * prior(score)
    return sure + sum(table[row].get(name, 0.0) for row, name in named(properties, key) if row in table)


def _ranked(known: Candidates, scores: Sequence[float]) -> tuple[str, ...]:
    shares = _shares(known.lemmas, scores)
    floor = known.floor * sum(shares.values())
    kept = [lemma for lemma in shares if shares[lemma] >= floor]
    return tuple(sorted(kept, key=lambda lemma: -shares[lemma]))


def _shares(lemmas: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """The weight of each lemma: that of all its readings together."""
    most = max(scores)
    shares: dict[str, float] = {}
    for lemma, score in zip(lemmas, scores, strict=True):
        shares[lemma] = shares.get(lemma, 0.0) + math.exp(score - most)
    return shares
