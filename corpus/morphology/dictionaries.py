"""What the dictionaries say of a word alone: pymorphy's for Russian and Ukrainian, simplemma's for the languages it covers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from corpus.languages import Language, fold, language
from corpus.morphology.reading import Reading
from corpus.morphology.suffixes import strip
from corpus.morphology.supplement import supplement

# A lemma rarer than this for its form is dropped: «переть» for «при» (.0003), «длить» for «для» (.0002)
RARE = 0.01
# What a Ukrainian lemma weighs that is not simplemma's choice, beside that choice's 1
UNUSUAL = 0.06
_EMPTY: frozenset[str] = frozenset()
# The endings of a surname like an adjective
_ADJECTIVAL = re.compile(r"(?<=..[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их|ими)$")
# A place is declined as a noun: «за Сатпаевом», where the surname has «за Сатпаевым»; «Кандыагашу → Кандыагаш»
_PLACE = re.compile(r"(?<=..[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|ем|е)$")
_PLACE_CASES = {"а": "gent", "у": "datv", "ом": "ablt", "ем": "ablt", "е": "loct"}


@cache
def parser(code: str) -> Any:
    """The pymorphy3 analyser of "ru" or "uk", loaded once."""
    import pymorphy3  # 20 ms, which a search that knows its words need not spend

    return pymorphy3.MorphAnalyzer(lang=code)


@lru_cache(maxsize=2_000)
def parses(word: str, code: str) -> tuple[Any, ...]:
    """What the analyser of "ru" or "uk" says of a word; rules of names ask again soon after."""
    return tuple(parser(code).parse(word))


def make_word_list(code: str, documents: int) -> None:
    """The word list of a language that ``documents`` are in lies in the cache, where it pays to make one."""
    from corpus.morphology import wordlists  # as below

    wordlists.make(code, documents)


_opening = Lock()


def _others() -> tuple[Any, Any]:
    """simplemma's lemmatiser and its plain look-up, the same for all who ask."""
    with _opening:
        return _streams()


@cache
def _streams() -> tuple[Any, Any]:
    from simplemma import Lemmatizer  # 100 ms, as above
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    # where no word list was made, the packed stream: Polish takes 50 MB and 1 s to open, as a dict 430 MB and 2.4 s
    class OpenedOnce(StreamDictionaryFactory):
        """Of many who ask for a language at once (visitors of a server just started) one opens it, and the others wait."""

        def get_dictionary(self, lang: str) -> Any:
            with _opening:
                return super().get_dictionary(lang)

        def _get_dictionary_uncached(self, lang: str) -> Any:
            from corpus.morphology import wordlists  # it asks which simplemma is installed: 15 ms

            made = wordlists.opened(lang)
            return super()._get_dictionary_uncached(lang) if made is None else made

    streams = OpenedOnce(cache_max_size=64)
    lemmatiser = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=streams))
    return lemmatiser, DictionaryLookupStrategy(streams)


@lru_cache(maxsize=100_000)
def readings(word: str, code: str) -> tuple[Reading, ...]:
    """Every reading of ``word`` in the language ``code``, likeliest first; at least one: an unknown word is read as itself."""
    form = fold(word)
    if not any(letter.isalpha() for letter in form):
        return (Reading(form, "", _EMPTY, 1.0),)
    spoken = language(code)
    return _SOURCES[spoken.lemmatiser](word, form, spoken)


def _plain(word: str, form: str, spoken: Language) -> tuple[Reading, ...]:
    return (Reading(form, "", _EMPTY, 1.0, known=False),)


def _pymorphy(word: str, form: str, spoken: Language) -> tuple[Reading, ...]:
    if not all(unicodedata.name(letter, "") for letter in form):  # pymorphy asks for the name of every letter: «𗀀» has none
        return _plain(word, form, spoken)
    spelling = form if "ё" not in word.lower() else word.lower()  # ё tells «нём» from «немой»
    parsed = parses(spelling, spoken.code)
    found = [
        Reading(
            fold(_lemma(parse)),
            str(parse.tag.POS or ""),
            frozenset(parse.tag.grammemes),
            float(parse.score),
            bool(parse.is_known),
        )
        for parse in parsed
    ]
    found = _without_strays(_by_usage(found, word, spoken)) + supplement(form, spoken.code, parsed, parser(spoken.code))
    if not any(reading.known for reading in found):
        found += _guesses(form, found[0].score)
    return tuple(dict.fromkeys(found))


def _lemma(parse: Any) -> str:
    """The nominative; a woman's own where her name has one: «Ивановой → Иванова», «Ивановне → Ивановна»."""
    marks = parse.tag.grammemes
    if "femn" in marks and ("Surn" in marks or "Patr" in marks):
        own = parse.inflect({"nomn", "sing"})
        return str(own.word if own else parse.normal_form)
    return str(parse.normal_form)


def _guesses(form: str, score: float) -> list[Reading]:
    """What pymorphy leaves out for an unknown word: that it stands in the nominative, is like an adjective, or a place.

    «Сатпаев» is read as plural of «сатпай» only, «Городиской» as a noun in -а only.
    """
    guesses = [Reading(form, "NOUN", frozenset({"NOUN", "nomn", "sing"}), score / 2, known=False)]
    if _ADJECTIVAL.search(form):
        guesses.append(Reading(_ADJECTIVAL.sub("ий", form), "NOUN", frozenset({"NOUN", "Surn"}), score, known=False))
    if ending := _PLACE.search(form):
        share = score if ending[0] == "ом" else score / 4
        marks = frozenset({"NOUN", "Geox", "sing", _PLACE_CASES[ending[0]]})
        guesses.append(Reading(_PLACE.sub("", form), "NOUN", marks, share, known=False))
    return guesses


def _by_usage(found: list[Reading], word: str, spoken: Language) -> list[Reading]:
    """Where pymorphy has no frequencies (Ukrainian), simplemma's lemma first: «року → рік», not «рок»; «Київ», not «кий»."""
    if len({reading.lemma for reading in found}) == 1 or any(reading.score < 1 for reading in found):
        return found
    usual = fold(_others()[0].lemmatize(word.replace("’", "'"), spoken.code))
    shares = Counter(reading.lemma for reading in found)
    weighed = [
        replace(reading, score=(1.0 if reading.lemma == usual else UNUSUAL) / shares[reading.lemma]) for reading in found
    ]
    return sorted(weighed, key=lambda reading: (reading.lemma != usual, -reading.score))


def _without_strays(found: list[Reading]) -> list[Reading]:
    """``found`` without lemmas that only the dictionary's completeness explains: «переть» for «при», «есть» for «ев»."""
    totals: dict[str, float] = {}
    for reading in found:
        totals[reading.lemma] = totals.get(reading.lemma, 0.0) + reading.score
    kept = [
        reading
        for reading in found
        if (totals[reading.lemma] >= RARE or reading.pos == "ADJS") and not {"GRND", "impf", "past"} <= reading.grammemes
    ]
    return kept or found


def _simplemma(word: str, form: str, spoken: Language) -> tuple[Reading, ...]:
    if spoken.irregular and (irregular := _irregular(spoken.code).get(form)):
        return irregular
    written = unicodedata.normalize("NFC", word).translate(str.maketrans(*spoken.respelling))
    small = written.lower()
    lemmatiser, dictionary = _others()
    spellings = dict.fromkeys((small, small.capitalize(), written))
    lemmas = [lemmatiser.lemmatize(spelling, spoken.code) for spelling in spellings]
    known = dictionary.get_lemma(small, spoken.code) is not None
    return tuple(Reading(lemma, "", _EMPTY, 1.0, known) for lemma in dict.fromkeys(map(fold, lemmas)))


@lru_cache(maxsize=100_000)
def is_listed_as_name(word: str, code: str) -> bool:
    """True when simplemma's list has the word with a capital alone: «Бориспіль», «Ромни», whom pymorphy calls common nouns."""
    lemma = _others()[1].get_lemma(word.lower(), code)
    return lemma is not None and lemma[:1].isupper()


@lru_cache(maxsize=100_000)
def is_listed_small(word: str, code: str) -> bool:
    """True when simplemma's list has the word in small letters: «Reading», «Nice», but not «Geneva»."""
    lemma = _others()[1].get_lemma(word.lower(), code)
    return lemma is not None and lemma[:1].islower()


@cache
def _irregular(code: str) -> dict[str, tuple[Reading, ...]]:
    rows = {form: [reading.split() for reading in said.split(";")] for form, said in language(code).irregular}
    return {
        form: tuple(Reading(fold(lemma), part, frozenset({part}), 1 / len(row)) for lemma, part in row)
        for form, row in rows.items()
    }


def _suffixed(word: str, form: str, spoken: Language) -> tuple[Reading, ...]:
    return tuple(Reading(stem, "", _EMPTY, share, known=False) for stem, share in strip(form, spoken))


_SOURCES = {"pymorphy": _pymorphy, "simplemma": _simplemma, "suffixes": _suffixed, "": _plain}
