"""Names in languages without a dictionary of cases: runs of capitals, told apart by the words inside and around them.

A run is «Ukrainian Association of Energy Efficient Cities»: words with a capital, with small links between them. It is an
organisation by its head (Association), a person by a first name or title, a programme by its head; else it is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions import english, turkic
from corpus.mentions.draft import Draft
from corpus.mentions.given import is_given_name
from corpus.mentions.heads import Heads, heads
from corpus.mentions.lands import land
from corpus.mentions.people import is_surname
from corpus.mentions.runs import begins, draft, is_capital
from corpus.mentions.suffixes import bare_forms
from corpus.mentions.words import BORDER, OPENING, Word, closing
from corpus.model import EntityType
from corpus.morphology import readings

_TURKIC = frozenset({"kk", "ky", "uz", "az", "tr"})
_ORDINARY = frozenset({"member", "states", "press", "release", "annex", "note", "dear", "page", "table", "figure"})
_MANY = frozenset(
    "schools clubs banks funds centres centers libraries museums boards councils parks groups teams hospitals".split()
)
"""Heads that name none in particular in the plural: «Green Schools»."""

_NO_BODIES = frozenset("awards award prize cup championship championships street avenue road lane crescent members".split())
"""Last words of what is no body, though a body's head stands before them: «Academy Awards», «John Street»."""

_WITH_FULL_STOP = frozenset("mr mrs ms dr st jr sr prof ғ ю я дж".split())
_PARTICLES = frozenset({"van", "von", "der", "de", "di", "bin", "al"})
_LONGEST_PERSON = 4


def find_names(words: Sequence[Word], language: str) -> list[Draft]:
    """Organisations, programmes and people of a passage."""
    known = heads(language)
    drafts = _in_quotes(words, known, language)
    if language in _TURKIC:
        drafts += turkic.find_names(words, known)
    for start, stop in _runs(words, known, language):
        for first, behind in english.cut(words, start, stop) if language == "en" else [(start, stop)]:
            drafts += _read_run(words, first, behind, known, language)
    return drafts


def _runs(words: Sequence[Word], known: Heads, language: str) -> list[tuple[int, int]]:
    """Maximal runs of capitals with links between them; a comma, bracket, quotation mark or full stop ends one."""
    runs, index = [], 0
    while index < len(words):
        if not is_capital(words[index]):
            index += 1
            continue
        start = index
        stop = index = index + 1
        while index < len(words):
            if words[index].text == BORDER:
                break
            if is_capital(words[index]) or (words[index].text in "'’." and _is_initial(words, index)):
                stop = index = index + 1
            elif _owns(words, index) or (
                _links_capitals(words, index, known) and not _is_whole_name(words[start:stop], language)
            ):
                index += 1
            else:
                break
        runs.append((start, stop))
        index = stop
    return runs


def _is_whole_name(run: Sequence[Word], language: str) -> bool:
    """True for «Holger Weidling» before «of the Leipzig Institute»: a person's name takes no link."""
    letters = [word for word in run if word.letters]
    return len(letters) in (2, 3) and is_given_name(letters[-2].text, language) and not letters[-1].acronym


def _links_capitals(words: Sequence[Word], index: int, known: Heads) -> bool:
    """True for «of», "and" between capitals; «and the», «and Andriy» begin another name."""
    ahead = index + 1
    if fold(words[index].text) not in known.links:
        return False
    if (
        words[index].text == "and"
        and ahead < len(words)
        and (words[ahead].text == "the" or is_given_name(words[ahead].text, "en"))
    ):
        return False
    while ahead < len(words) and ahead <= index + 2 and fold(words[ahead].text) in known.links:
        ahead += 1
    return ahead < len(words) and is_capital(words[ahead])


def _owns(words: Sequence[Word], index: int) -> bool:
    """True for the apostrophe of "Lawyers' Association" before a capital."""
    before, sign = words[index - 1], words[index]
    plural = sign.text in ("'", "’") and before.text.endswith("s") and sign.span.start == before.span.stop
    return plural and index + 1 < len(words) and is_capital(words[index + 1])


def _is_initial(words: Sequence[Word], index: int) -> bool:
    """A full stop after «J.» or «Dr.» does not end a run."""
    return (
        words[index].text == "."
        and (len(words[index - 1].text) == 1 or fold(words[index - 1].text) in _WITH_FULL_STOP)
        and index + 1 < len(words)
        and is_capital(words[index + 1])
    )


def _read_run(words: Sequence[Word], start: int, stop: int, known: Heads, language: str) -> list[Draft]:
    while start < stop and ((first := fold(words[start].text)) in known.links or first in _ORDINARY):
        start += 1
    if stop - start > 2 and words[start].first and fold(words[start + 1].text) in ("to", "on", "for") and language == "en":
        start += 2  # «According to Dr. Whitaker»
    while start < stop and (fold(words[stop - 1].text) in known.links or not words[stop - 1].letters):
        stop -= 1
    if stop - start > 1 and words[start].first and language in _TURKIC and _goes_alone(words[start + 1 : stop], language):
        start += 1
    run = words[start:stop]
    if not run:
        return []
    # «Commissioner», «Councillor» are people and no commissions
    organisations = [
        index for index, word in enumerate(run) if begins(word, known.organisations) and not begins(word, known.positions)
    ]
    if language == "en" and fold(run[-1].text) in _NO_BODIES:
        return []
    if language == "en" and organisations == [len(run) - 1] and fold(run[-1].text) in _MANY:
        organisations = []
    programmes = [index for index, word in enumerate(run) if begins(word, known.programmes)]
    follower = words[stop] if stop < len(words) else None
    if follower is not None and not follower.capital and begins(follower, known.programmes) and len(run) > 1:
        return [draft(run, EntityType.PROGRAMME, "capitals before a head word")]  # "the Warm School project"
    if organisations and len(run) > 1 and not _names_a_quotation(words, stop, known):
        return [draft(run, EntityType.ORGANISATION, "capitals around a head word")]
    if programmes and len(run) > 1 and not begins(run[-1], known.positions):  # "Programme Director" is a position
        return [draft(run, EntityType.PROGRAMME, "capitals around a head word")]
    if len(run) > 1 and run[-1].capital and fold(run[-1].text) in known.legal_forms:
        return [draft(run, EntityType.ORGANISATION, "capitals before a legal form")]
    where = land(run) if language == "en" else None
    if where is not None:
        # sure: «North Aral Sea» holds the Aral Sea of the gazetteer
        return [replace(draft(run, where, "capitals with a word for a land"), sure=len(run) > 2)]
    if language == "en" and english.is_body(words, start, stop):
        return [replace(draft(run, EntityType.ORGANISATION, "called as bodies are"), sure=len(run) > 1)]
    if language == "en" and len(run) == 2 and english.begins_person(words, start):
        return [replace(draft(run, EntityType.PERSON, "first name and surname"), sure=True)]
    person = _as_person(run, known, language)
    if not person and language == "en" and english.is_person(words, start, stop):
        return [draft(run, EntityType.PERSON, "strange capitals that somebody is called by")]
    return person


def _goes_alone(rest: Sequence[Word], language: str) -> bool:
    """True when what follows a sentence's first word is a name by itself: «Жобаны | Еуропалық Одақ», «Семинарды | Айгүл …»."""
    whole = " ".join(word.text for word in rest)
    known = any(find(form) for form in (whole, *bare_forms(whole, language)))
    surname = len(rest) == 2 and is_surname(rest[1].text) and not _is_patronym(rest[0], language)
    return known or surname or (len(rest) > 1 and is_given_name(rest[0].text, language))


def _as_person(run: Sequence[Word], known: Heads, language: str) -> list[Draft]:
    titled = False
    while (run and fold(run[0].text) in known.titles) or (run and run[0].text == "."):
        titled, run = True, run[1:]
    # «Deputy Mayor Anna Schmidt»: what stands before the first name is a position
    first = next((index for index, word in enumerate(run) if is_given_name(word.text, language)), -1)
    if first > 0 and all(begins(word, known.positions) or fold(word.text) in known.links for word in run[:first]):
        run = run[first:]
        first = 0
    if len(run) > 2 and language in _TURKIC and _goes_alone(run[-1:], language):
        run = run[:-1]  # «Асхат Төлегенов | Тараздан келген …»
    names = [word for word in run if word.letters]
    apart = any(fold(word.text) in known.links for word in names)
    fits = 1 < len(names) <= _LONGEST_PERSON and not apart and not any(word.acronym for word in names)
    fits = fits or (language == "en" and _has_particle(names))
    surname_first = first == 1 and len(names) in (2, 3) and is_surname(names[0].text)
    if not titled and first != 0 and language == "en":
        after = _after_position(run, known)
        if after:
            return [draft(after, EntityType.PERSON, "position before capitals")]
    named = len(names) == 2 and is_surname(names[1].text) and _may_be_given(names[0], language)
    if (titled and len(names) == 1) or (
        fits and (named or titled or first == 0 or surname_first or _is_patronym(names[-1], language))
    ):
        return [draft(run, EntityType.PERSON, "first name and surname")]
    return []


def _after_position(run: Sequence[Word], known: Heads) -> Sequence[Word]:
    """«Kenji Nakamura» after «Ambassador»: two or three capitals that no dictionary knows as words; () when not so."""
    # «Macedonian President Gjorge Ivanov», «Prime Minister Zoran Zaev»
    start = max((place + 1 for place, word in enumerate(run) if begins(word, known.positions)), default=0)
    rest = run[start:]
    unknown = all(word.letters and word.capital and not word.acronym and not _is_word(word) for word in rest)
    return rest if start and len(rest) in (2, 3) and unknown and not any(find(word.text) for word in rest[:1]) else ()


def _may_be_given(word: Word, language: str) -> bool:
    """True for «Oguljahan», «Ермағанбет» before a surname: an unknown word, or in Kazakh any that begins no sentence alone."""
    if language == "en":
        return not _is_word(word)
    known = heads(language)
    return language in _TURKIC and not begins(word, known.positions) and not begins(word, known.organisations)


def _is_word(word: Word) -> bool:
    """True for an English word that is no name."""
    return readings(word.text.lower(), "en")[0].known and not is_given_name(word.text, "en")


def _has_particle(names: Sequence[Word]) -> bool:
    """True for «Peter van Dijk»: one small particle before the surname."""
    return len(names) in (3, 4) and [fold(word.text) in _PARTICLES for word in names].count(True) == 1 and names[-1].capital


def _is_patronym(word: Word, language: str) -> bool:
    return language in _TURKIC and word.text.lower().endswith(("ұлы", "қызы", "уулу", "кызы", "ovich", "ovna", "oğlu", "qızı"))


def _in_quotes(words: Sequence[Word], known: Heads, language: str) -> list[Draft]:
    """«association of local authorities "ENERGY CITIES"»: a name in quotation marks after a head, or before one in Turkic."""
    found = []
    for index, word in enumerate(words):
        stop = closing(words, index) if word.text in OPENING else -1
        ends = (index + 1, stop - 1) if language == "en" else (index + 1,)
        if stop > index + 1 and all(is_capital(words[place]) for place in ends):
            before, after = words[max(0, index - 5) : index], words[stop + 1 : stop + 3]
            near = [*before, *reversed(after)] if language in _TURKIC else before
            kind = EntityType.PROGRAMME if begins(words[stop - 1], known.programmes) else _kind_of(near, known)
            if kind is not None:
                found.append(draft(words[index + 1 : stop], kind, "quotation marks after a head word"))
    return found


def _kind_of(near: Sequence[Word], known: Heads) -> EntityType | None:
    """What the words next to a quotation call it; the nearest head decides, and a sentence's end hides what lies before."""
    for word in reversed(near):
        if word.text in ".;!?":
            return None
        if begins(word, known.programmes):
            return EntityType.PROGRAMME
        if begins(word, known.organisations):
            return EntityType.ORGANISATION
    return None


def _names_a_quotation(words: Sequence[Word], stop: int, known: Heads) -> bool:
    """True when small words lead from a run to a quotation: the run describes what the quotation names."""
    for left, right in pairwise(words[stop : stop + 6]):
        if not left.letters or left.capital:
            return False
        if right.text in OPENING:
            return True
    return False
