"""Names in the nominative: one gender and one case chosen jointly for all parts of a person's name, one case for a phrase.

Every part of a name offers candidates (nominative, gender, case, weight): the dictionary's parses, endings of surnames it
does not know, and the word as it stands, for names that do not decline. The (gender, case) with the largest sum wins, and
the writer's spelling is kept as far as it agrees. Weights are natural logarithms beside pymorphy's own scores; they were
set by hand on Russian names of news and not on Ukrainian ones, which follow the dictionary alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from corpus.languages import fold
from corpus.mentions.endings import CASES, INDECLINABLE, MASCULINE_IY, SURNAME_ENDINGS, VOWELS, WOMENS
from corpus.mentions.given import given_names, womens_names
from corpus.mentions.heads import heads
from corpus.morphology import parser, parses

_CASE_OF = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
_NAME_TAGS = frozenset({"Name", "Surn", "Patr", "fname", "lname", "pname"})
_CASE_PRIOR = {"nomn": 0.3, "gent": 0.0, "accs": -0.3, "ablt": 0.0, "datv": -0.2, "loct": -0.6, "voct": -0.8}
_NO_CANDIDATE = -9.0
_GIVEN = 2.0
"""What a first name of the list weighs: «Бахрома» is Бахром's genitive, not a fringe."""

_HEAD = 2.0
"""What the dictionary form of an organisation's head weighs in a phrase."""

_LIKELY = 2.5
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF"})
_NUMBERS = ("sing", "plur")
_DECLINED_ACRONYM = re.compile(r"([А-ЯЁІЇЄҐ]{2,}[БВГДЖЗКЛМНПРСТФХЦЧШЩ])(?:а|у|ом|е)")
"""«МИДа», «МИДом»: an abbreviation with an ending in small letters."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in the nominative, part by part, with the gender (masc, femn) and the case it was read in."""

    words: tuple[str, ...]
    gender: str
    case: str

    def __str__(self) -> str:
        return " ".join(self.words)


class _Option(NamedTuple):
    """What a word of a phrase may be: pymorphy's parse of it, with what is asked of that again and again."""

    parse: Any
    is_noun: bool
    gender: str
    lemma: str
    score: float


class _PhraseReading(NamedTuple):
    """How likely a phrase is read so, and which of its words turn to the nominative: what each is, the number, the gender."""

    weight: float
    turns: Mapping[int, tuple[_Option, str, str]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    nominative: str
    gender: str
    case: str
    weight: float


def person(words: tuple[str, ...], language: str = "ru") -> PersonName:
    """The likeliest nominative of a person's name; initials stay."""
    return person_readings(words, language)[0][0]


@lru_cache(maxsize=20_000)
def person_readings(words: tuple[str, ...], language: str = "ru") -> tuple[tuple[PersonName, float], ...]:
    """Every likely nominative of a person's name with its weight, likeliest first; each spelling once."""
    parts = [part for word in words for part in _halves(word, language)]
    found: dict[tuple[str, ...], tuple[PersonName, float]] = {}
    for gender in ("masc", "femn"):
        for case in _cases(language):
            chosen = [_best(part, language, gender, case) for part in parts]
            weight = sum(part_weight for _, part_weight in chosen) + _CASE_PRIOR[case] + (0.15 if gender == "masc" else 0.0)
            nominatives = iter(nominative for nominative, _ in chosen)
            joined = tuple("-".join(next(nominatives) for _ in _halves(word, language)) for word in words)
            if joined not in found or found[joined][1] < weight:
                found[joined] = (PersonName(joined, gender, case), weight)
    ranked = sorted(found.values(), key=lambda reading: -reading[1])
    return tuple(reading for reading in ranked if reading[1] >= ranked[0][1] - _LIKELY)


@lru_cache(maxsize=50_000)
def phrase(words: tuple[str, ...], language: str = "ru") -> tuple[str, ...]:
    """A place's or organisation's name in the nominative: its head noun and what agrees with it, the rest as it stands.

    «Региональным экологическим центром Центральной Азии» → «Региональный экологический центр Центральной Азии».
    """
    if not words or language not in ("ru", "uk"):
        return words
    declined = _DECLINED_ACRONYM.fullmatch(words[0])
    if declined:
        return (declined[1], *words[1:])
    options = [_options(word, language) for word in words]
    known = heads(language).organisations
    readings = (_read_phrase(words, options, case, number, known) for case in CASES for number in _NUMBERS)
    best = max(readings, key=lambda reading: reading.weight)
    return tuple(_turned(word, *best.turns[word_at]) if word_at in best.turns else word for word_at, word in enumerate(words))


def is_initial(word: str) -> bool:
    """True for «И.», «Ю» or «Дж.»: a part of a name that has no case."""
    return bool(re.fullmatch(r"\w\.?|[А-ЯЁІЇЄҐA-Z]\w\.", word))


@lru_cache(maxsize=50_000)
def reshape(source: str, word: str) -> str:
    """``word`` with the capitals and ё of ``source`` as far as the two agree: «АЛМАТЫ», «алматы» → «Алматы»."""
    if source.isupper() and len(source) > 3:
        source = source.title() if re.search(r"['’-]", source) else source.capitalize()
    same = 0
    while same < min(len(source), len(word)) and fold(source[same]) == fold(word[same]):
        same += 1
    shaped = source[:same] + word[same:]
    return shaped[:1].upper() + shaped[1:] if source[:1].isupper() else shaped


def _halves(word: str, language: str) -> list[str]:
    """The parts of a double surname the dictionary does not know as a whole: «Петровой-Водкиной»."""
    parts = word.split("-")
    if len(parts) == 2 and all(len(part) > 3 and part[0].isalpha() for part in parts):
        analyser = parser(language)
        if not analyser.word_is_known(word.lower()):
            return parts
    return [word]


def _best(word: str, language: str, gender: str, case: str) -> tuple[str, float]:
    if is_initial(word):
        return word, 0.0
    candidate = _likeliest(word.lower(), language).get((gender, case))
    return (reshape(word, candidate.nominative), candidate.weight) if candidate else (word, _NO_CANDIDATE)


@lru_cache(maxsize=50_000)
def _likeliest(word: str, language: str) -> Mapping[tuple[str, str], _Candidate]:
    """The best candidate of each gender and case, the first of equals."""
    best: dict[tuple[str, str], _Candidate] = {}
    for candidate in _candidates(word, language):
        place = candidate.gender, candidate.case
        if candidate.weight > (best[place].weight if place in best else _NO_CANDIDATE):
            best[place] = candidate
    return best


def _candidates(word: str, language: str) -> tuple[_Candidate, ...]:
    analyser = parser(language)
    known = bool(analyser.word_is_known(word))
    from_dictionary = list(_from_dictionary(word, language, known))
    named = any(is_name for _, is_name in from_dictionary)
    has_nominative = any(candidate.case == "nomn" for candidate, _ in from_dictionary)
    candidates = [candidate for candidate, _ in from_dictionary]
    if language == "ru" and len(word) > 3:
        penalty = 1.0 if named and known else 0.0
        candidates += _from_endings(word, known and named, penalty)
    candidates += _as_it_stands(word, known, named, has_nominative)
    return tuple(replace(candidate, weight=candidate.weight + _given_weight(candidate, word)) for candidate in candidates)


def _given_weight(candidate: _Candidate, word: str) -> float:
    """What the list of first names adds: more for a woman's, and for a name that already stands in the nominative."""
    nominative = fold(candidate.nominative)
    if candidate.gender == "masc" and not womens_names().isdisjoint((word, nominative + "а", nominative + "я")):
        return -_GIVEN  # «Дина», «Дину»: the dictionary's «Дин» is rarer than the woman's name of the list
    if nominative not in given_names():
        return 0.0
    if nominative in womens_names():
        return _GIVEN + (0.7 if candidate.case == "nomn" else 0.0)
    return _GIVEN + (0.7 if candidate.case == "nomn" and fold(word) == nominative else 0.0)


def _cases(language: str) -> tuple[str, ...]:
    """Ukrainian calls people by name: «Оксано», «Петре Олексійовичу»."""
    return (*CASES, "voct") if language == "uk" else CASES


def _from_dictionary(word: str, language: str, known: bool) -> Iterator[tuple[_Candidate, bool]]:
    for parse in parses(word, language):
        tag = parse.tag
        part = str(tag.POS)
        if part not in _NOMINAL or "Abbr" in tag or tag.number == "plur":
            continue
        case = _CASE_OF.get(tag.case, tag.case)
        nominative = _inflected(parse, language, word)
        if case not in _cases(language) or nominative is None:
            continue
        is_name = bool(_NAME_TAGS & set(tag.grammemes))
        weight = math.log(max(parse.score, 1e-4))
        weight += ((2.0 if known or "Surn" in tag.grammemes else 1.2) if is_name else 0.0) + (0.5 if "anim" in tag else 0.0)
        weight -= (1.0 if "inan" in tag and known else 0.0) + (0.7 if "Geox" in tag.grammemes else 0.0)
        weight -= 0.5 if part == "ADJF" and not is_name else 0.0
        if nominative.endswith("ий") and not nominative.endswith("ский") and fold(nominative) not in MASCULINE_IY:
            # «Асия», «Асию» must not become the genitive and dative of *Асий
            weight -= 4.0 if re.search(r"и[яюие]$|ией$", word) and (not known or "Name" in tag.grammemes) else 0.0
        for gender in _genders(tag):
            yield _Candidate(nominative, gender, case, weight), is_name


def _genders(tag: Any) -> tuple[str, ...]:
    either = {"GNdr", "ms-f", "Ms-f"} & set(tag.grammemes)
    if either or tag.gender is None:
        return ("masc", "femn")
    return (tag.gender,) if tag.gender in ("masc", "femn") else ()


def _inflected(parse: Any, language: str, word: str) -> str | None:
    wanted = {"nomn"} | ({"sing"} if language == "ru" else set())
    if str(parse.tag.POS) != "NOUN" and parse.tag.gender:
        wanted.add(parse.tag.gender)
    form = parse.inflect(wanted)
    if form:
        return str(form.word)
    return word if "Fixd" in parse.tag.grammemes else None


def _from_endings(word: str, known_name: bool, penalty: float) -> Iterator[_Candidate]:
    for ending in SURNAME_ENDINGS:
        if word.endswith(ending.suffix) and not (known_name and ending.unknown_only):
            stem = word[: len(word) - len(ending.suffix)]
            if ending.after and (not stem or stem[-1] not in ending.after):
                continue
            for case in ending.cases:
                yield _Candidate(stem + ending.nominative, ending.gender, case, ending.weight - penalty)


def _as_it_stands(word: str, known: bool, named: bool, has_nominative: bool) -> Iterator[_Candidate]:
    """Free in the nominative; cheap for «Шевченко», «Габриэляйтене», and for a woman's surname in a consonant; else dear."""
    consonant = word[-1] not in VOWELS
    for gender in ("masc", "femn"):
        if gender == "masc" and WOMENS.search(word):
            continue
        for case in CASES:
            if case == "nomn":
                weight = _as_nominative(word, known, consonant, gender)
                weight -= 3.0 if known and named and not has_nominative else 0.0
            else:
                weight = _as_indeclinable(word, known, consonant, gender)
            if not (case == "nomn" and known and named and not has_nominative):
                weight -= 1.5 if known and named and not consonant else 0.0
            yield _Candidate(word, gender, case, weight)


def _as_nominative(word: str, known: bool, consonant: bool, gender: str) -> float:
    if not known and len(word) > 5 and re.search(r"(ой|ого|ому|ым|ою)$", word):
        return -3.0
    if consonant:
        return -1.0 if gender == "masc" else -1.1
    return -1.2 if word[-1] in "ая" else -1.5


def _as_indeclinable(word: str, known: bool, consonant: bool, gender: str) -> float:
    if consonant and gender == "femn":
        return -0.9
    if word[-1] in "уы" and word[-2:-1] not in VOWELS and not re.search(r"(ску|ану|яну|оу)$", word):
        return -2.6
    if INDECLINABLE.search(word) or (word[-1] in "ая" and word[-2:-1] in "уоеэ"):
        soft = word[-1] in "еи" and not re.search(r"(йтене|ене|айте|швили|дзе|кызы|қызы|гызы)$", word)
        return -1.6 if soft else -0.6
    return -3.2 if not known and word[-1] in "ая" else -4.5


@lru_cache(maxsize=50_000)
def _options(word: str, language: str) -> Mapping[tuple[str, str], Sequence[_Option]]:
    """What a noun or adjective may be in each case and number, likeliest first; what does not decline is in both numbers."""
    found: dict[tuple[str, str], list[_Option]] = {}
    for parse in parser(language).parse(word) if word[:1].isalpha() else ():
        tag, part = parse.tag, str(parse.tag.POS)
        if part in _NOMINAL and tag.case:
            option = _Option(parse, part == "NOUN", str(tag.gender or ""), parse.normal_form, float(parse.score))
            for number in _NUMBERS if "Fixd" in tag.grammemes else (str(tag.number or "sing"),):
                found.setdefault((_CASE_OF.get(tag.case, str(tag.case)), number), []).append(option)
    return found


def _read_phrase(
    words: tuple[str, ...],
    options: Sequence[Mapping[tuple[str, str], Sequence[_Option]]],
    case: str,
    number: str,
    known: frozenset[str],
) -> _PhraseReading:
    """The phrase read in this case and number; ``known`` heads first."""
    weight = (0.5 if case == "nomn" else 0.0) + (0.7 if number == "sing" else 0.0)
    fitting = [each.get((case, number), ()) for each in options]
    others = [[option for option in each if not option.is_noun] for each in fitting]
    turns: dict[int, tuple[_Option, str, str]] = {}
    adjectives = 0
    head: _Option | None = None
    for index, word in enumerate(words):
        if not fitting[index] or _is_acronym(word):
            break
        nouns = [option for option in fitting[index] if option.is_noun]
        is_last = not words[index + 1][:1].isalpha() if index + 1 < len(words) else True
        # «Главного разведывательного управления»: no noun yet, though the dictionary has «главное»
        goes_on = index + 1 < len(words) and bool(others[index + 1])
        heading = any(option.lemma in known for option in nouns)
        if nouns and (heading or not others[index] or (_top(nouns) > _top(others[index]) and not goes_on) or is_last):
            head = max(nouns, key=lambda option: (option.lemma in known, option.score))
            weight += math.log(max(head.score, 1e-3)) + 1
            # «Рада ЄС» is no *Рад
            weight += _HEAD if head.lemma in known else 0.0
            turns[index] = head, number, ""
            break
        if not others[index]:
            break
        weight += math.log(max(_top(others[index]), 1e-3)) + 1
        adjectives = index + 1
    if head is None:
        weight -= 5.0 if not adjectives else 1.0
    gender = head.gender if head is not None else ""
    for index in range(adjectives):
        agreeing = [option for option in others[index] if number == "plur" or not gender or option.gender == gender]
        if not agreeing:
            weight -= 3.0
        else:
            turns[index] = max(agreeing, key=lambda option: option.score), number, gender
    return _PhraseReading(weight, {} if case == "nomn" else turns)


def _top(options: Sequence[_Option]) -> float:
    return max(option.score for option in options)


def _turned(word: str, option: _Option, number: str, gender: str) -> str:
    """The word in the nominative of this number, and of this gender if it agrees with a noun."""
    own = option.parse.tag
    for form in option.parse.lexeme:
        marks, tag = form.tag.grammemes, form.tag
        plural = "plur" in marks
        fits = "nomn" in marks and plural == (number == "plur") and "Supr" not in marks
        if (
            fits
            and (not gender or plural or gender in marks)
            and (tag.POS, tag.tense, tag.voice) == (own.POS, own.tense, own.voice)
        ):
            return reshape(word, form.word)
    return word


def _is_acronym(word: str) -> bool:
    return len(word) < 7 and sum(letter.isupper() for letter in word) > 1
