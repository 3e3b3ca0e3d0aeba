"""How likely is a Latin spelling for a Cyrillic name: «Уолкер» and Walker, «Фольксваген» and Volkswagen?

Names are cut into pieces of one or two letters and laid beside pieces of none to four; what each pair costs was learned
from names of Wikidata (CC0) by ``tools/likeness.py`` and lies in ``likeness.tsv``. What sounds alike is found first, for
the costs are slow to add up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from corpus.languages import fold
from corpus.spelling import skeleton

UNKNOWN = 5.0
"""What a letter costs in a pair that was never seen."""
MOVES = ((1, 0), (0, 1), (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3))
"""How many letters of each name a step may take."""
_SHORTLIST = 25
_SOUND = 0.3
"""What a wholly equal sound is worth, in nats a letter: picked on names that were not learned from."""
_LATIN = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "ø": "o"})

Costs = Mapping[tuple[str, str], float]


def likeliest(name: str, candidates: Sequence[str], most: int = 1) -> list[tuple[str, float]]:
    """Of the candidates those that are likeliest the same name in another script, each with its ``unlikeness``; best first."""
    sound, sounds = skeleton(name), [skeleton(candidate) for candidate in candidates]
    near = {
        place
        for scorer in (JaroWinkler.similarity, Levenshtein.normalized_similarity)
        for _, _, place in process.extract(sound, sounds, scorer=scorer, limit=_SHORTLIST)
    }
    judged = [(unlikeness(name, candidates[place]), _alike(sound, sounds[place]), candidates[place]) for place in near]
    judged.sort(key=lambda each: (each[0] - _SOUND * each[1], each[2]))
    return [(candidate, cost) for cost, _, candidate in judged[:most]]


def unlikeness(one: str, other: str) -> float:
    """What it costs, in nats a letter, that one is the other in Latin letters, word by word in their order; 0 is certain.

    Written both in one script, or in another than these two, names are as unlikely as can be unless they are equal.
    """
    cyrillic, latin = (one, other) if is_cyrillic(one) else (other, one)
    if fold(one) == fold(other):
        return 0.0
    left, right = letters(cyrillic).split(), letters(latin).split()
    if not is_cyrillic(cyrillic) or is_cyrillic(latin) or len(left) != len(right):
        return UNKNOWN
    size = sum(map(len, (*left, *right)))
    return sum(cheapest(a, b, _costs()) for a, b in zip(left, right, strict=True)) / size if size else UNKNOWN


def letters(name: str) -> str:
    """The small letters of a name without marks over them, й apart from и; words apart by single spaces."""
    text = fold(name).translate(_LATIN).replace("й", "\x01")
    bare = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-zа-яєіїґ ]", "", re.sub(r"[\s-]+", " ", "".join(bare).replace("\x01", "й"))).split())


def cheapest(left: str, right: str, costs: Costs) -> float:
    """What the cheapest way costs to lay the pieces of one word beside those of the other."""
    return table(left, right, costs)[-1][-1][0]


def table(left: str, right: str, costs: Costs) -> list[list[tuple[float, tuple[int, int]]]]:
    """For each beginning of both words the cheapest way's cost, and its last step."""
    cells = [[(float("inf"), (0, 0))] * (len(right) + 1) for _ in range(len(left) + 1)]
    cells[0][0] = (0.0, (0, 0))
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            so_far = cells[i][j][0]
            for x, y in MOVES:
                if i + x <= len(left) and j + y <= len(right):
                    cost = so_far + costs.get((left[i : i + x], right[j : j + y]), UNKNOWN * (x + y))
                    if cost < cells[i + x][j + y][0]:
                        cells[i + x][j + y] = (cost, (x, y))
    return cells


def _alike(one: str, other: str) -> float:
    return JaroWinkler.similarity(one, other) + Levenshtein.normalized_similarity(one, other)


def is_cyrillic(name: str) -> bool:
    """True for a name with a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in name)


@lru_cache(maxsize=1)
def _costs() -> Costs:
    lines = resources.files("corpus").joinpath("likeness.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(left, right): float(cost) for left, right, cost in rows}
