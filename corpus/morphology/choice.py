"""Which of a word's readings is meant where it stands: a log-linear model over the word, its spelling and two words each side.

Every property of a place (``keys``) has a row of weights over tags, edits and lemmas; a reading's score is the sum of what
the rows say of it and of the dictionary's own guess. The weights are learned by ``corpus.morphology.training``.
Properties are told apart by their first letter, and the ones of the neighbours begin with the sign between the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log
from operator import itemgetter

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
_first = itemgetter(0)
EDGES = Shown("^", "^", "^"), Shown("$", "$", "$")
"""What stands before the first word of a sentence, and after the last."""

Neighbour = tuple[str, Shown]
"""A word beside, and the sign between it and the word nearer: "" for white space, «,» or «-»."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The readings of one word as written, alike ones together: column by column, with scores that no place changes.

    ``lemmas`` are distinct, and ``of_lemma`` says which of them each reading has. ``inside`` holds for a word inside a
    sentence, ``opening`` for one that begins it.
    """

    lemmas: tuple[str, ...]
    of_lemma: tuple[int, ...]
    tags: int
    floor: float
    inside: tuple[float, ...]
    opening: tuple[float, ...]


Gains = tuple[float, ...]
"""What a place adds to the score of each candidate."""

_KEPT = 200_000
_Tags = tuple[tuple[str, str], ...]
"""The full and coarse tag of each candidate of a word."""

_numbers: dict[_Tags, int] = {}
_tags: list[_Tags] = []


class Rows:
    """Weights, and what they give the words met so far: the same sum serves all words of the same possible tags."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.nearest_left = lru_cache(maxsize=_KEPT)(self._nearest_left)
        self.nearest_right = lru_cache(maxsize=_KEPT)(self._nearest_right)
        self.one = lru_cache(maxsize=_KEPT)(self._one)

    def _nearest_left(self, sign: str, left: Shown, tags: int) -> Gains:
        return self._total(left_keys(sign, left), tags)

    def _nearest_right(self, sign: str, right: Shown, tags: int) -> Gains:
        return self._total(right_keys(sign, right), tags)

    def _one(self, key: str, tags: int) -> Gains:
        return self._total((key,), tags)

    def _total(self, keys: Sequence[str], tags: int) -> Gains:
        """What the rows of some properties add to each candidate."""
        rows = [self.table[key] for key in keys if key in self.table]
        return tuple(sum(row.get(full, 0.0) + row.get(coarse, 0.0) for row in rows) for full, coarse in _tags[tags])


_lent: dict[str, Rows] = {}


def rows(code: str) -> Rows:
    """The weights of a language: those shipped, unless others were lent; none for one that was not trained."""
    return _lent.get(code) or _shipped(code)


@contextmanager
def lend(code: str, weights: Rows) -> Iterator[None]:
    """Words are chosen by ``weights`` meanwhile; words read before keep what they were given."""
    _lent[code] = weights
    try:
        yield
    finally:
        del _lent[code]


@cache
def _shipped(code: str) -> Rows:
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
    lemmas = tuple(dict.fromkeys(lemma for lemma, *_ in alike))
    of_lemma = tuple(lemmas.index(lemma) for lemma, *_ in alike)
    return Candidates(lemmas, of_lemma, tags, floor, tuple(scores[0]), tuple(scores[1]))


def order(
    known: Candidates, opens: bool, before: Sequence[Neighbour], after: Sequence[Neighbour], weights: Rows
) -> tuple[str, ...]:
    """The lemmas of a word, likeliest in this place first, without the unlikely ones.

    ``before`` and ``after`` are two words each, nearest first, or ``EDGES``.
    """
    (left_sign, left), (further_sign, further) = before
    (right_sign, right), (furthest_sign, furthest) = after
    tags = known.tags
    columns = zip(
        known.opening if opens else known.inside,
        weights.nearest_left(left_sign, left, tags),
        weights.nearest_right(right_sign, right, tags),
        weights.one(f"d{further_sign}{further.likeliest}", tags),
        weights.one(f"h{furthest_sign}{furthest.likeliest}", tags),
        weights.one(f"i{left_sign}{left.likeliest} {right_sign}{right.likeliest}", tags),
        strict=True,
    )
    return _ranked(known, [own + near + next_ + far + farther + both for own, near, next_, far, farther, both in columns])


def alone(known: Candidates, opens: bool) -> tuple[str, ...]:
    """The lemmas of a word whose neighbours are not known, likeliest first."""
    return _ranked(known, known.opening if opens else known.inside)


def is_open(known: Candidates) -> bool:
    """True when a place may decide: there are several lemmas, and none leads by far."""
    if len(known.lemmas) < 2:
        return False
    best = sorted(_shares(known, known.inside), reverse=True)
    return best[0] < exp(SURE) * best[1]


def own_keys(word: str, form: str, opens: bool) -> tuple[str, ...]:
    """The properties of the word itself: form, endings, capitals."""
    return f"m{form}", f"n{form[-3:]}", f"o{form[-2:]}", f"q{shape(word, opens)}", _BIAS


def place_keys(before: Sequence[Neighbour], after: Sequence[Neighbour]) -> tuple[str, ...]:
    """The properties of a place: what stands before and after."""
    (left_sign, left), (further_sign, further) = before
    (right_sign, right), (furthest_sign, furthest) = after
    return (
        *left_keys(left_sign, left),
        *right_keys(right_sign, right),
        f"d{further_sign}{further.likeliest}",
        f"h{furthest_sign}{furthest.likeliest}",
        f"i{left_sign}{left.likeliest} {right_sign}{right.likeliest}",
    )


def left_keys(sign: str, left: Shown) -> tuple[str, str, str]:
    """The properties that the word before gives a place."""
    return f"a{sign}{left.likeliest}", f"b{sign}{left.possible}", f"c{sign}{left.form}"


def right_keys(sign: str, right: Shown) -> tuple[str, str, str]:
    """The properties that the word after gives a place."""
    return f"e{sign}{right.likeliest}", f"f{sign}{right.possible}", f"g{sign}{right.form}"


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
    return log(max(score, _LEAST))


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
    shares = _shares(known, scores)
    floor = known.floor * sum(shares)
    kept = [(-share, lemma) for share, lemma in zip(shares, known.lemmas, strict=True) if share >= floor]
    return tuple(lemma for _, lemma in sorted(kept, key=_first))


def _shares(known: Candidates, scores: Sequence[float]) -> list[float]:
    """The weight of each lemma: that of all its readings together."""
    most = max(scores)
    shares = [0.0] * len(known.lemmas)
    for lemma, score in zip(known.of_lemma, scores, strict=True):
        shares[lemma] += exp(score - most)
    return shares
