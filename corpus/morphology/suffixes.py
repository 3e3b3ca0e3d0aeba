"""Endings taken off a word by its language's table: what may be its stem, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from corpus.languages import Language, script
from corpus.languages.suffixes import Suffixes

# A stem has this many letters, of which one is a vowel
SHORTEST = 2
# Stems kept beside the likeliest
KEPT = 3
# How sure an ending of one letter, two, three ... is: one is more often the word's own, «бала», «халық»
_SURE = (0.5, 1.6, 2.4, 3.0, 3.3, 3.5, 3.6, 3.7)
_VOICELESS = frozenset("пткқсшфхцчщ")
_SOFT, _HARD = frozenset("дғгб"), frozenset("тқкп")
_LONG = frozenset(("уу", "үү", "оо", "өө"))
_VOWELS = frozenset("аәеёиоөұуүыіэюяӣӯaäeəiıoöuüy")


def strip(form: str, spoken: Language) -> list[tuple[str, float]]:
    """The likeliest stems of ``form`` with shares of 1, in the language's usual script; at least one.

    «қалаларымыздың → қала», «ауылдағы → ауыл», «Qazaqstanda → қазақстан»; a short word stays as it is.
    """
    table = spoken.suffixes
    if table is None:
        return [(form, 1.0)]
    written = _respelled(form, table) if script(form) != spoken.script else form
    weighed: dict[str, float] = {written: _weight(written, "")}
    for stem, ending in _stems(written, table):
        weighed[stem] = max(weighed.get(stem, 0.0), _weight(stem, ending))
    best = sorted(weighed, key=lambda stem: -weighed[stem])[:KEPT]
    total = sum(weighed[stem] for stem in best)
    return [(stem, weighed[stem] / total) for stem in best]


def _respelled(form: str, table: Suffixes) -> str:
    """``form`` in the usual script, «qazaq → қазақ», «ўзбек → o'zbek»; as it is where a letter is not the language's."""
    known = _letters(table)
    return form.translate(known) if all(ord(letter) in known or not letter.isalpha() for letter in form) else form


@cache
def _letters(table: Suffixes) -> dict[int, str]:
    return str.maketrans(dict(table.letters))


def _weight(stem: str, ending: str) -> float:
    """The longer the ending, the surer; one letter says little, and a short stem is easily too short."""
    if not ending:
        return 1.0
    sure = _SURE[min(len(ending), len(_SURE)) - 1]
    return sure * (1.0 if len(stem) > 3 else 0.8 if len(stem) == 3 else 0.5)


def _stems(form: str, table: Suffixes) -> Iterator[tuple[str, str]]:
    for slots in table.chains:
        for stem in _peel(form, slots, table):
            ending = form[len(stem) :]
            if ending and _may_stand(stem) and _harmonise(stem, ending, table):
                yield _hardened(stem, ending, table), ending


def _peel(form: str, slots: Sequence[tuple[str, ...]], table: Suffixes) -> set[str]:
    """Every way to take endings off from the last slot to the first, none or one a slot."""
    left = {form}
    for slot in reversed(slots):
        left |= {
            each[: -len(ending)]
            for each in left
            for ending in slot
            if each.endswith(ending) and _meet(each[: -len(ending)], ending, table)
        }
    return left


def _meet(stem: str, ending: str, table: Suffixes) -> bool:
    """True when the two sounds go together: «мектеп-те» and «ауыл-да», not «мектеп-де»."""
    if not stem:
        return False
    if (stem[-1] in _VOWELS and ending[0] in _VOWELS) or (len(ending) > 1 and ending[0] == ending[1]):
        return ending[:2] in _LONG or stem[-1] not in _VOWELS
    if not table.assimilates:
        return True
    voiceless = stem[-1] in _VOICELESS
    return not (voiceless and ending[0] in _SOFT) and not (not voiceless and ending[0] in _HARD)


def _may_stand(stem: str) -> bool:
    return len(stem) >= SHORTEST and not _VOWELS.isdisjoint(stem)


def _harmonise(stem: str, ending: str, table: Suffixes) -> bool:
    """True when the ending's vowels are of the same kind as the stem's last one, in a language that has kinds."""
    last = next((letter for letter in reversed(stem) if letter in table.front or letter in table.back), "")
    other = table.back if last and last in table.front else table.front
    return not last or not any(letter in other for letter in ending)


def _hardened(stem: str, ending: str, table: Suffixes) -> str:
    if ending[0] in _VOWELS:
        for soft, hard in table.hardened:
            if stem.endswith(soft):
                return stem[: -len(soft)] + hard
    return stem
