"""Organisations and programmes in Russian and Ukrainian by their grammar: a head noun and what depends on it.

«Представительством Европейского Союза в РК» is one name: the head «Представительством», a chain of genitives, and «в» with
a country after a word that has branches abroad.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.cases import adjective_cases, cases_of, has_case, is_head, is_plural, lemmas_of, spellings
from corpus.mentions.chains import Chain, quoted_name
from corpus.mentions.draft import Draft
from corpus.mentions.firms import is_firm, is_ministry
from corpus.mentions.heads import Heads, heads
from corpus.mentions.nominative import phrase
from corpus.mentions.openings import is_official, opens_a_name
from corpus.mentions.words import OPENING, Word, closing
from corpus.model import EntityType, Span
from corpus.morphology import readings

_DASHES = frozenset("-–—")
DELEGATIONS = frozenset({"делегация", "делегація"})
_BUSINESSES = frozenset(
    "компания фирма предприятие завод фабрика магазин комбинат хозяйство кооператив сеть клуб телеканал радио газета журнал "
    "издательство театр партия киностудия компанія підприємство видавництво мережа партія".split()
)
_MANY = _BUSINESSES - frozenset("комбинат издательство театр киностудия видавництво хозяйство".split())
"""Of these there are many in a town: «Московский клуб» is none in particular."""
_FIRMS = _BUSINESSES | frozenset("корпорация концерн холдинг агентство группа корпорація концерн агентство група".split())
TOWN_HALLS = frozenset("мэрия акимат хокимият хукумат примэрия мерія".split())
_QUALIFIED = frozenset("собрание архив оркестр экспедиция станция парк збори архів парк станція".split())
"""Heads that name nothing without an adjective: «Законодательное собрание», but «Собрание жильцов»."""
_WITH_A_PERSON = frozenset({"ип", "фоп"})
_DISTRICTS = frozenset({"округ"})
_OF_OFFICES = frozenset(
    map(fold, "военный учебный избирательный таможенный епархиальный військовий навчальний виборчий".split())
)
"""A district with one of these is an office: «Сибирский военный округ»; «Чукотский автономный округ» is a region."""


def find_programmes(words: Sequence[Word], language: str) -> list[Draft]:
    """«Соглашение Мэров – Восток» after «проект», and names that begin with a programme's own head: «Соглашения Мэров»."""
    known = heads(language).programmes
    found = []
    for index, word in enumerate(words):
        if word.text in OPENING:
            inner = quoted_name(words, index)
            if inner and _begins_programme(words, index, inner, known, language):
                found.append(_draft(words, *inner, EntityType.PROGRAMME, "programme in quotation marks"))
        elif word.capital and is_head(word, known, language):
            stop = _capital_chain(words, index, language)
            if stop > index + 1:
                found.append(_draft(words, index, stop, EntityType.PROGRAMME, "programme by its head word"))
    return found


def find_organisations(
    words: Sequence[Word], language: str, programmes: Sequence[Draft], people: Sequence[Span]
) -> list[Draft]:
    """Organisations by head noun, genitive chain, quotation marks and legal form. ``people`` end a chain."""
    known = heads(language)
    jumps = {draft.span.start: draft.span.stop for draft in programmes}
    walls = {span.start for span in people}
    found = []
    for index, word in enumerate(words):
        if not word.letters:
            continue
        if word.text.lower() in known.legal_forms and word.text[:1].isupper():
            found += _after_legal_form(words, index)
        elif is_firm(word) and not (index and words[index - 1].text in OPENING):
            stop = index + 1 + is_land(words, index + 1, language)
            found.append(_draft(words, index, stop, EntityType.ORGANISATION, "firm by its last part"))
        elif is_ministry(word):
            stop = index + 1 + is_land(words, index + 1, language)
            found.append(_draft(words, index, stop, EntityType.ORGANISATION, "ministry by its first part", sure=True))
        elif is_head(word, known.organisations, language) and not is_plural(word.text, language):
            chain = Chain(words, language, jumps, walls)
            found += _by_head(words, index, known, language, chain)
    return found


def _by_head(words: Sequence[Word], index: int, known: Heads, language: str, chain: Chain) -> list[Draft]:
    start = _first_adjective(words, index, language)
    if start and words[start - 1].text in OPENING:
        return []  # what stands in quotation marks is named by the word before them
    stop, quoted = chain.end(index)
    named = any(
        words[place].capital or words[place].text == "№" or words[place].text in OPENING for place in range(index + 1, stop)
    )
    opening = words[start]
    if is_head(words[index], DELEGATIONS, language) and not _sent_by_organisation(words, index + 1, stop, language):
        return []
    if start == index and is_head(words[index], _QUALIFIED, language):
        return []
    if is_head(words[index], _DISTRICTS, language) and not _is_of_office(words, index, language):
        return []
    if opening.first and start == index and is_head(opening, TOWN_HALLS, language):
        return []  # a town's hall has its capital from the sentence
    spelt_out = start < index and is_official(opening.text, language)
    if opening.first and quoted is not None and not spelt_out and is_head(words[index], _BUSINESSES, language):
        return [_draft(words, *quoted, EntityType.ORGANISATION, "organisation in quotation marks", sure=True)]
    if (
        opening.first
        and start == index
        and stop > index + 1
        and _is_foreign(words[index + 1])
        and is_head(opening, _FIRMS, language)
    ):
        # «Компания Microsoft объявила …» as «… сообщила компания Microsoft»
        return [_draft(words, index + 1, stop, EntityType.ORGANISATION, "firm in Latin letters")]
    if opening.capital and (not opening.first or _enough(words, start, index, stop, named, known, language)):
        if stop > index + 1 or start < index:
            return [_draft(words, start, stop, EntityType.ORGANISATION, "organisation by its head word", sure=True)]
        return []
    if quoted is not None:
        return [_draft(words, *quoted, EntityType.ORGANISATION, "organisation in quotation marks")]
    if named and stop > index + 1 and is_head(words[index], known.offices, language):
        return [_draft(words, index, stop, EntityType.ORGANISATION, "office by its head word", sure=True)]
    return []


def _is_of_office(words: Sequence[Word], index: int, language: str) -> bool:
    """True for the head of «Сибирский военный округ»; an administrative district is a region."""
    return index > 0 and not _OF_OFFICES.isdisjoint(map(fold, lemmas_of(words[index - 1].text, language)))


def _is_foreign(word: Word) -> bool:
    """True for a capital in Latin letters."""
    return word.capital and word.text[0] <= "z"


def _sent_by_organisation(words: Sequence[Word], start: int, stop: int, language: str) -> bool:
    """True for «Делегация Европейского Союза»; «делегация Грузии» is no organisation."""
    names = (" ".join(phrase(tuple(word.text for word in words[start:end]), language)) for end in range(start + 1, stop + 1))
    return any(entry.type is EntityType.ORGANISATION for name in names for entry in find(name))


def _enough(words: Sequence[Word], start: int, index: int, stop: int, named: bool, known: Heads, language: str) -> bool:
    """At a sentence's start a capital says nothing: a name, a quotation or an office must follow."""
    if named or (stop > index + 1 and is_head(words[index], known.offices, language)):
        return True
    if start < index and opens_a_name(words[start].text, language):
        return not is_head(words[index], _MANY, language) or index > start + 1
    # the model for Russian knows such names itself; Ukrainian has only the rule
    return language == "uk" and start < index and stop > index + 1


def _after_legal_form(words: Sequence[Word], index: int) -> list[Draft]:
    if index + 1 < len(words) and words[index + 1].text in OPENING:
        stop = closing(words, index + 1)
        if stop > 0:
            return [_draft(words, index, stop + 1, EntityType.ORGANISATION, "legal form and quotation marks", sure=True)]
    if words[index].text.lower() in _WITH_A_PERSON and index + 1 < len(words) and words[index + 1].capital:
        return [_draft(words, index, index + 2, EntityType.ORGANISATION, "legal form and a person", sure=True)]
    return []


def is_land(words: Sequence[Word], index: int, language: str) -> bool:
    """True for «РК», «Татарстана» after «Минспорта»: a country or region in the genitive."""
    if index >= len(words) or not words[index].capital or not has_case(words[index], "gent", language):
        return False
    if any("Geox" in option.grammemes and "gent" in option.grammemes for option in readings(words[index].text, language)):
        return True
    names = spellings(words[index].text, language)
    return any(entry.type in (EntityType.COUNTRY, EntityType.REGION) for name in names for entry in find(name))


def _begins_programme(words: Sequence[Word], index: int, inner: tuple[int, int], known: frozenset[str], language: str) -> bool:
    before = words[index - 1] if index else None
    if before is not None and before.letters and is_head(before, known, language):
        return True
    return inner[1] > inner[0] + 1 and is_head(words[inner[0]], known, language)


def _capital_chain(words: Sequence[Word], head: int, language: str) -> int:
    """The index after «Соглашение Мэров», «Соглашения Мэров – Восток»: capitals in the genitive, then a dash and a capital."""
    stop = head + 1
    while stop < len(words) and words[stop].capital and not words[stop].first and has_case(words[stop], "gent", language):
        stop += 1
    if head + 1 < stop < len(words) - 1 and words[stop].text in _DASHES and words[stop + 1].capital:
        near = words[stop + 1].span.start - words[stop - 1].span.stop <= 3
        if near and not _is_verb_ahead(words, stop + 2, language):
            stop += 2
    return stop


def _is_verb_ahead(words: Sequence[Word], index: int, language: str) -> bool:
    return False if index >= len(words) else any(r.pos == "VERB" and r.known for r in readings(words[index].text, language)[:1])


def _first_adjective(words: Sequence[Word], head: int, language: str) -> int:
    """Where the name begins: the first capital among the adjectives that agree with the head, else the head itself."""
    cases = cases_of(words[head].text, language)
    start = place = head
    while place and words[place - 1].letters:
        word = words[place - 1]
        if not adjective_cases(word.text, language) & cases:
            break
        place -= 1
        if word.capital:
            start = place
    return start if words[start].capital else head


def _draft(words: Sequence[Word], start: int, stop: int, type_: EntityType, rule: str, *, sure: bool = False) -> Draft:
    return Draft(Span(words[start].span.start, words[stop - 1].span.stop), type_, rule, sure=sure)
