"""Which of a word's readings its neighbours suggest: names by their capital, cases by the preposition, agreement.

Light on purpose: no sentence is parsed, only the words right before and after are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.morphology.reading import Reading

# Weights of the hints, as factors on a reading's own probability; chosen on the dev parts of UD GSD and Taiga
FITS = 8.0
MISFITS = 0.1
NAME = 5.0
COMMON = 10.0
OPENING = 4.0
# A lemma this much less likely than the best is no reading in this place: «рост» for a «Ростов» with a capital
UNLIKELY = 0.05

CASES = {
    "nomn": "nomn",
    "gent": "gent",
    "gen1": "gent",
    "gen2": "gent",
    "datv": "datv",
    "accs": "accs",
    "acc2": "accs",
    "ablt": "ablt",
    "loct": "loct",
    "loc1": "loct",
    "loc2": "loct",
}
NOMINALS = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})
ATTRIBUTES = frozenset({"ADJF", "PRTF"})
_GENDERS = frozenset({"masc", "femn", "neut"})

# Which cases a preposition takes: «к горе» is a mountain's dative, «от горя» is grief's genitive
_GOVERNED = {
    "gent": "без возле вместо вне внутри вокруг для до из изо кроме мимо около от ото после против ради среди у "
    "без біля від для до крім навколо після проти серед",
    "datv": "благодаря к ко согласно вопреки завдяки",
    "accs": "про сквозь через крізь",
    "ablt": "над надо перед передо між",
    "loct": "при",
    "accs loct": "в во на о об обо у",
    "accs ablt": "за под подо під",
    "gent ablt": "между",
    "gent accs ablt": "с со з із зі",
    "datv accs loct": "по",
}
_SHARED = frozenset({"у", "о"})


def _prepositions() -> dict[str, frozenset[str]]:
    cases: dict[str, set[str]] = {}
    for governed, prepositions in _GOVERNED.items():
        for preposition in prepositions.split():
            cases.setdefault(preposition, set()).update(governed.split())
    return {preposition: frozenset(each) for preposition, each in cases.items()}


PREPOSITIONS = _prepositions()


def order(
    found: Sequence[Reading],
    named: bool | None,
    before: tuple[str, tuple[Reading, ...]] = ("", ()),
    after: tuple[Reading, ...] = (),
) -> tuple[str, ...]:
    """The lemmas of ``found``, likeliest in this place first.

    ``named`` is True where the spelling says a name, False where it says none, None where it says little. ``before`` is the
    word right before (its form and readings), ``after`` the readings of the one right after; both empty across punctuation.
    """
    if len({reading.lemma for reading in found}) == 1:
        return (found[0].lemma,)
    weights: dict[str, float] = {}
    for reading in found:
        weight = reading.score * _by_spelling(reading, named) * _by_preposition(reading, before[0])
        weight *= _by_agreement(reading, before[1], after)
        weights[reading.lemma] = weights.get(reading.lemma, 0.0) + weight
    floor = UNLIKELY * max(weights.values())
    return tuple(sorted((lemma for lemma in weights if weights[lemma] >= floor), key=lambda lemma: -weights[lemma]))


def _by_spelling(reading: Reading, named: bool | None) -> float:
    if named is None:  # «Ростов принимает гостей»: a capital that may be the sentence's still speaks for the name
        return 1.0 if reading.is_name else 1 / OPENING
    if named:
        may_name = reading.is_name or (reading.pos in ("NOUN", "") and not reading.known)
        return 1.0 if may_name else 1 / NAME
    return 1 / COMMON if reading.known and reading.is_name else 1.0


def _by_preposition(reading: Reading, preposition: str) -> float:
    cases = PREPOSITIONS.get(preposition)
    if cases is None:
        return 1.0
    if reading.pos not in NOMINALS:
        return MISFITS
    return FITS if not cases.isdisjoint(_shape(reading)[0]) else MISFITS


def _by_agreement(reading: Reading, before: tuple[Reading, ...], after: tuple[Reading, ...]) -> float:
    if reading.pos == "NOUN":
        return FITS if any(each.pos in ATTRIBUTES and _agree(each, reading) for each in before) else 1.0
    if reading.pos in ATTRIBUTES:
        return FITS if any(each.pos in NOMINALS and _agree(reading, each) for each in after) else 1.0
    if reading.pos == "VERB":  # «они ели», but «высокие ели»
        number = _shape(reading)[1]
        return FITS if any(each.pos == "NPRO" and _is_subject(each, number) for each in before) else 1.0
    return 1.0


def _is_subject(pronoun: Reading, number: str) -> bool:
    return "nomn" in pronoun.grammemes and _shape(pronoun)[1] == number


@lru_cache(maxsize=100_000)
def _agree(attribute: Reading, noun: Reading) -> bool:
    """True when the two stand in one case, number and, in the singular, gender: «красной площади»."""
    cases, number, genders = _shape(attribute)
    other_cases, other_number, other_genders = _shape(noun)
    if cases.isdisjoint(other_cases) or number != other_number:
        return False
    return number == "plur" or not genders or not other_genders or not genders.isdisjoint(other_genders)


@lru_cache(maxsize=100_000)
def _shape(reading: Reading) -> tuple[frozenset[str], str, frozenset[str]]:
    cases = frozenset(CASES[each] for each in reading.grammemes if each in CASES)
    return cases, "plur" if "plur" in reading.grammemes else "sing", reading.grammemes & _GENDERS
