"""A reading in short, as the chooser weighs it: tag, change from form to lemma; and what a word shows its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.morphology.reading import Reading

# Marks of OpenCorpora and of the Ukrainian dictionary, a letter each; what has none of a kind has a dash
CASES = {
    "nomn": "n", "gent": "g", "gen1": "g", "gen2": "g", "datv": "d", "accs": "a", "acc2": "a", "ablt": "i",
    "loct": "l", "loc1": "l", "loc2": "l", "voct": "v",
}  # fmt: skip
_GENDERS = {"masc": "m", "femn": "f", "neut": "t"}
_NAMES = {
    "Name": "N", "fname": "N", "Surn": "S", "lname": "S", "Patr": "P", "pname": "P", "Geox": "G", "prop": "G",
    "Orgn": "O", "Trad": "O",
}  # fmt: skip
_TENSES = {"impr": "!", "past": "<"}
# A tag rarer than this for its word is not shown: «при» as an imperative tells a neighbour nothing
_SHOWN = 0.03


@dataclass(frozen=True, slots=True)
class Tag:
    """``full`` is part of speech, case, number, gender, kind of name: «NOUNgsm-». ``coarse`` is «NOUNg».

    ``edit`` leads from the form to the lemma: «2+а» cuts two letters and writes «а».
    """

    full: str
    coarse: str
    edit: str


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a word's neighbours may see of it: the folded form, its likeliest coarse tag and all of them.

    Words that show the same share one value, so that looking a neighbour up costs no comparison of its letters.
    """

    form: str
    likeliest: str
    possible: str


@lru_cache(maxsize=100_000)
def tag(form: str, reading: Reading) -> Tag:
    """The tag of ``reading`` for a word with this folded form."""
    marks = sorted(reading.grammemes)
    speech = (reading.pos or "?") + (_first(_TENSES, marks, "") if reading.pos == "VERB" else "")
    case = _first(CASES, marks)
    number = "p" if "plur" in reading.grammemes else "s"
    doubt = "" if reading.known else "?"
    full = f"{speech}{case}{number}{_first(_GENDERS, marks)}{_first(_NAMES, marks)}{doubt}"
    return Tag(full, speech + case, edit(form, reading.lemma))


def edit(form: str, lemma: str) -> str:
    """«городами, город» → «3+»; «горе, гора» → «1+а»."""
    same = next((place for place, (one, other) in enumerate(zip(form, lemma, strict=False)) if one != other), None)
    kept = min(len(form), len(lemma)) if same is None else same
    return f"{len(form) - kept}+{lemma[kept:]}"


def show(form: str, found: Sequence[Reading]) -> Shown:
    """What the word with the readings ``found`` shows: of one without a part of speech, how it ends."""
    total = sum(reading.score for reading in found) or 1.0
    shares: dict[str, float] = {}
    for reading in found:
        coarse = tag(form, reading).coarse
        shares[coarse] = shares.get(coarse, 0.0) + reading.score / total
    likeliest = max(shares, key=lambda coarse: shares[coarse])
    if likeliest == "?-" and form.isalpha():
        return _shown(form, likeliest, "?" + form[-2:])
    return _shown(form, likeliest, "|".join(sorted(coarse for coarse in shares if shares[coarse] >= _SHOWN)))


@lru_cache(maxsize=100_000)
def _shown(form: str, likeliest: str, possible: str) -> Shown:
    return Shown(form, likeliest, possible)


def _first(table: Mapping[str, str], marks: Sequence[str], absent: str = "-") -> str:
    return next((table[mark] for mark in marks if mark in table), absent)
