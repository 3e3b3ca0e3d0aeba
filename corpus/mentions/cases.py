"""In which case may a Russian or Ukrainian word stand, and of which dictionary words is it a form?"""

from __future__ import annotations

from functools import lru_cache

from corpus.languages import fold
from corpus.mentions.words import Word
from corpus.morphology import parses, readings

_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO", ""})
_SMALL = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "VERB", "INFN", "GRND", "ADVB", "NPRO", "PRED"})
_SERVICE = frozenset({"NPRO", "PREP", "CONJ", "PRCL"})
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "gen1", "gen2", "acc2", "loc1", "loc2"})


@lru_cache(maxsize=200_000)
def spellings(word: str, language: str) -> tuple[str, ...]:
    """Under which dictionary forms a place's name may be listed: as it stands, then every noun's lemma."""
    options = readings(word, language)
    lemmas = [reading.lemma for reading in options if reading.pos in ("NOUN", "", "UNKN", "LATN")]
    if any("plur" in reading.grammemes for reading in options):
        lemmas += _plurals(word, language)
    return tuple(dict.fromkeys((*lemmas, word.lower())))


def _plurals(word: str, language: str) -> list[str]:
    """The nominative plural of a plural form: «Бельцах» → «Бельцы», whose dictionary form would be *Бельц."""
    plural = [parse for parse in parses(word.lower(), language) if {"plur", "NOUN"} <= parse.tag.grammemes]
    forms = [parse.inflect({"nomn", "plur"}) for parse in plural]
    return [str(form.word) for form in forms if form]


def is_service(word: Word, language: str) -> bool:
    """True for «Усі» at the beginning of a sentence, which is no Wuxi: pronouns, prepositions, conjunctions; no acronyms."""
    return not word.acronym and _serves(word.text, language)


@lru_cache(maxsize=100_000)
def _serves(word: str, language: str) -> bool:
    likeliest = readings(word, language)[0]
    return likeliest.known and likeliest.pos in _SERVICE


@lru_cache(maxsize=100_000)
def adjective_cases(word: str, language: str) -> frozenset[str]:
    """The cases of a word that is likeliest an adjective: «Таразе» is not, though an ending would allow it."""
    options = readings(word, language)
    if options[0].pos not in ("ADJF", "PRTF"):
        return frozenset()
    return frozenset(case for option in options if option.pos in ("ADJF", "PRTF") for case in option.grammemes & _CASES)


@lru_cache(maxsize=100_000)
def is_plural(word: str, language: str) -> bool:
    """True for «акиматы», «организации» as several: only one thing can have a name."""
    # «акиматов» might be a surname, were it not the genitive plural
    nouns = [
        option
        for option in readings(word, language)
        if option.pos == "NOUN" and not option.is_name and not (word.endswith(("ов", "ев")) and option.lemma == fold(word))
    ]
    return bool(nouns) and all("plur" in option.grammemes and "Pltm" not in option.grammemes for option in nouns)


@lru_cache(maxsize=100_000)
def cases_of(word: str, language: str) -> frozenset[str]:
    return frozenset(
        case for reading in readings(word, language) if reading.pos == "NOUN" for case in reading.grammemes & _CASES
    )


def has_case(word: Word, case: str, language: str) -> bool:
    return word.letters and _takes(word.text, case, language)


@lru_cache(maxsize=200_000)
def _takes(word: str, case: str, language: str) -> bool:
    """True when some likely reading of the word is nominal and in this case; names no dictionary knows may be in any."""
    options = readings(word, language)
    best = options[0]
    if best.known and best.pos in _SMALL and best.score > 0.3:
        return False
    if not best.known and word[:1].isupper():
        return best.pos in _NOMINAL
    fixed = any("Fixd" in reading.grammemes or reading.pos == "0" for reading in options)
    return fixed or any(case in reading.grammemes and reading.pos in _NOMINAL for reading in options)


@lru_cache(maxsize=200_000)
def lemmas_of(word: str, language: str) -> frozenset[str]:
    return frozenset(reading.lemma for reading in readings(word, language) if reading.pos in ("NOUN", "", "UNKN", "ADJF"))


def is_head(word: Word, known: frozenset[str], language: str) -> bool:
    return not known.isdisjoint(lemmas_of(word.text, language))
