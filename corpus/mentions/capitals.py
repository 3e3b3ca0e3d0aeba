"""Names in languages without a dictionary of cases: runs of capitals, told apart by the words inside and around them.

A run is «Ukrainian Association of Energy Efficient Cities»: words with a capital, with small links between them. It is an
organisation by its head (Association), a person by a first name or title, a programme by its head; else it is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.draft import Draft
from corpus.mentions.given import is_given_name
from corpus.mentions.heads import Heads, heads
from corpus.mentions.people import is_surname
from corpus.mentions.suffixes import bare_forms
from corpus.mentions.words import BORDER, OPENING, Word, closing
from corpus.model import EntityType, Span

_TURKIC = frozenset({"kk", "ky", "uz", "az", "tr"})
_ORDINARY = frozenset({"member", "states", "press", "release", "annex", "note", "dear", "page", "table", "figure"})
_LONGEST_PERSON = 4
_PLAIN_HEADS = frozenset({"мектеп", "аурухана", "кітапхана", "одақ", "одағ", "кеңес", "комитет"})
_CLOSING = frozenset('»”"')


def find_names(words: Sequence[Word], language: str) -> list[Draft]:
    """Organisations, programmes and people of a passage."""
    known = heads(language)
    drafts = _in_quotes(words, known, language)
    if language in _TURKIC:
        drafts += _before_head(words, known) + _regions(words, known)
    for start, stop in _runs(words, known, language):
        drafts += _read_run(words, start, stop, known, language)
    return drafts


def _runs(words: Sequence[Word], known: Heads, language: str) -> list[tuple[int, int]]:
    """Maximal runs of capitals with links between them; a comma, bracket, quotation mark or full stop ends one."""
    runs, index = [], 0
    while index < len(words):
        if not _is_capital(words[index]):
            index += 1
            continue
        start = index
        stop = index = index + 1
        while index < len(words):
            if words[index].text == BORDER:
                break
            if _is_capital(words[index]) or (words[index].text in "'’." and _is_initial(words, index)):
                stop = index = index + 1
            elif _links_capitals(words, index, known) and not _is_whole_name(words[start:stop], language):
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
    """True for «of», "and" between capitals; «and the» begins another name."""
    ahead = index + 1
    if fold(words[index].text) not in known.links:
        return False
    if words[index].text == "and" and ahead < len(words) and words[ahead].text == "the":
        return False
    while ahead < len(words) and ahead <= index + 2 and fold(words[ahead].text) in known.links:
        ahead += 1
    return ahead < len(words) and _is_capital(words[ahead])


def _is_capital(word: Word) -> bool:
    return word.letters and word.capital


def _is_initial(words: Sequence[Word], index: int) -> bool:
    """A full stop after «J.» or «Dr.» does not end a run."""
    return (
        words[index].text == "."
        and len(words[index - 1].text) <= 2
        and index + 1 < len(words)
        and _is_capital(words[index + 1])
    )


def _read_run(words: Sequence[Word], start: int, stop: int, known: Heads, language: str) -> list[Draft]:
    while start < stop and fold(words[start].text) in known.links | _ORDINARY:
        start += 1
    while start < stop and (fold(words[stop - 1].text) in known.links or not words[stop - 1].letters):
        stop -= 1
    if stop - start > 1 and words[start].first and language in _TURKIC and _goes_alone(words[start + 1 : stop], language):
        start += 1
    run = words[start:stop]
    if not run:
        return []
    organisations = [index for index, word in enumerate(run) if _begins(word, known.organisations)]
    programmes = [index for index, word in enumerate(run) if _begins(word, known.programmes)]
    follower = words[stop] if stop < len(words) else None
    if follower is not None and not follower.capital and _begins(follower, known.programmes) and len(run) > 1:
        return [_draft(run, EntityType.PROGRAMME, "capitals before a head word")]  # "the Warm School project"
    if organisations and len(run) > 1 and not _names_a_quotation(words, stop, known):
        return [_draft(run, EntityType.ORGANISATION, "capitals around a head word")]
    if programmes and len(run) > 1:
        return [_draft(run, EntityType.PROGRAMME, "capitals around a head word")]
    return _as_person(run, known, language)


def _goes_alone(rest: Sequence[Word], language: str) -> bool:
    """True when what follows a sentence's first word is a name by itself: «Жобаны | Еуропалық Одақ», «Семинарды | Айгүл …»."""
    whole = " ".join(word.text for word in rest)
    known = any(find(form) for form in (whole, *bare_forms(whole, language)))
    return known or (len(rest) > 1 and is_given_name(rest[0].text, language))


def _as_person(run: Sequence[Word], known: Heads, language: str) -> list[Draft]:
    titled = False
    while (run and fold(run[0].text) in known.titles) or (run and run[0].text == "."):
        titled, run = True, run[1:]
    # «Deputy Mayor Anna Schmidt»: what stands before the first name is a position
    first = next((index for index, word in enumerate(run) if is_given_name(word.text, language)), -1)
    if first > 0 and all(_begins(word, known.positions) or fold(word.text) in known.links for word in run[:first]):
        run = run[first:]
        first = 0
    names = [word for word in run if word.letters]
    apart = any(fold(word.text) in known.links for word in names)
    fits = 1 < len(names) <= _LONGEST_PERSON and not apart and not any(word.acronym for word in names)
    surname_first = first == 1 and len(names) in (2, 3) and is_surname(names[0].text)
    if (titled and len(names) == 1) or (fits and (titled or first == 0 or surname_first or _is_patronym(names[-1], language))):
        return [_draft(run, EntityType.PERSON, "first name and surname")]
    return []


def _is_patronym(word: Word, language: str) -> bool:
    return language in _TURKIC and word.text.lower().endswith(("ұлы", "қызы", "уулу", "кызы", "ovich", "ovna", "oğlu", "qızı"))


def _before_head(words: Sequence[Word], known: Heads) -> list[Draft]:
    """«Қалалық энергетика орталығы», ««Жылы қала» жобалық кеңсесі»: a capital or quotation, then up to a head at the end."""
    heads_before = known.organisations - _PLAIN_HEADS
    found = []
    for index, word in enumerate(words):
        if word.letters and not word.capital and _begins(word, heads_before):
            start = index - 1
            while start > index - 4 and start > 0 and words[start].letters and not words[start].capital:
                start -= 1
            if start >= 0 and words[start].text in _CLOSING:
                start = max((place for place in range(start) if closing(words, place) == start), default=start)
            if words[start].capital or words[start].text in OPENING:
                found.append(_draft(words[start : index + 1], EntityType.ORGANISATION, "capital before a head word"))
    return found


def _regions(words: Sequence[Word], known: Heads) -> list[Draft]:
    """«Алматы облысында», «Батыс Қазақстан облысы»: capitals before the word for a region."""
    found = []
    for index, word in enumerate(words):
        if word.letters and not word.capital and _begins(word, known.region_markers):
            start = index
            while start and _is_capital(words[start - 1]) and index - start < 3:
                start -= 1
            if start < index:
                found.append(_draft(words[start : index + 1], EntityType.REGION, "capitals before the word for a region"))
    return found


def _in_quotes(words: Sequence[Word], known: Heads, language: str) -> list[Draft]:
    """«association of local authorities "ENERGY CITIES"»: a name in quotation marks after a head, or before one in Turkic."""
    found = []
    for index, word in enumerate(words):
        stop = closing(words, index) if word.text in OPENING else -1
        ends = (index + 1, stop - 1) if language == "en" else (index + 1,)
        if stop > index + 1 and all(_is_capital(words[place]) for place in ends):
            before, after = words[max(0, index - 5) : index], words[stop + 1 : stop + 3]
            near = [*before, *reversed(after)] if language in _TURKIC else before
            kind = EntityType.PROGRAMME if _begins(words[stop - 1], known.programmes) else _kind_of(near, known)
            if kind is not None:
                found.append(_draft(words[index + 1 : stop], kind, "quotation marks after a head word"))
    return found


def _kind_of(near: Sequence[Word], known: Heads) -> EntityType | None:
    """What the words next to a quotation call it; the nearest head decides, and a sentence's end hides what lies before."""
    for word in reversed(near):
        if word.text in ".;!?":
            return None
        if _begins(word, known.programmes):
            return EntityType.PROGRAMME
        if _begins(word, known.organisations):
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


def _begins(word: Word, stems: frozenset[str]) -> bool:
    form = fold(word.text)
    return form in stems or form.startswith(_long(stems))


@lru_cache(maxsize=200)
def _long(stems: frozenset[str]) -> tuple[str, ...]:
    """The stems that stand for every word they begin."""
    return tuple(stem for stem in stems if len(stem) > 3)


def _draft(run: Sequence[Word], type_: EntityType, rule: str) -> Draft:
    return Draft(Span(run[0].span.start, run[-1].span.stop), type_, rule, score=0.8)
