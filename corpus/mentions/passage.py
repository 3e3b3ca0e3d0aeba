"""One passage's proposals, by the rules and models of its language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile
from string import digits

from corpus.gazetteer import REGION, find
from corpus.mentions import capitals, events, laws, places, slavic
from corpus.mentions.agreed import agreed, supported
from corpus.mentions.before import is_called, is_of_a_thing
from corpus.mentions.cases import adjective_cases, cases_of, is_head, is_plural, is_service, spellings
from corpus.mentions.draft import PLACES, Draft
from corpus.mentions.firms import is_firm, is_made_up, is_ministry
from corpus.mentions.given import is_given_name
from corpus.mentions.heads import heads
from corpus.mentions.learned import LANGUAGES as LEARNED
from corpus.mentions.nationality import country_of
from corpus.mentions.network import Tagged
from corpus.mentions.openings import is_of_a_place
from corpus.mentions.people import INITIALS_FIRST, INITIALS_LAST, is_patronymic_form, is_surname, parts_of
from corpus.mentions.places import Sight
from corpus.mentions.runs import begins
from corpus.mentions.slavic import is_land
from corpus.mentions.tagger import LANGUAGES as TAGGED
from corpus.mentions.words import BORDER, OPENING, Word, closing
from corpus.model import EntityType, Passage, Span
from corpus.morphology import readings

_TYPES = {"PER": EntityType.PERSON, "LOC": EntityType.PLACE, "ORG": EntityType.ORGANISATION}
_GRAMMAR = {"ru": "ru", "uk": "uk", "be": "ru"}
_CONJUNCTIONS = frozenset({"и", "та", "і", "й", "або", "или"})
_TITLE_WORDS = 3
_ABBREVIATION = 6
"""Letters of the longest abbreviation that is a word of the dictionary in capitals too; «ПРОТОКОЛ» is a heading."""

_CALLED = "named by the word before it"
_PARLIAMENTS = frozenset({"дума", "сенат", "конгресс", "конгрес"})
"""Words for one body in each country: alone with a capital they name it, where the model says so."""

_PERSONAL = frozenset({"Name", "Surn", "Patr", "fname", "lname", "pname"})
_NO_NAMES = frozenset(
    {
        "phd",
        "сми",
        "covid-19",
        "brexit",
        "брекзит",
        "брексит",
        "брекзіт",
        "мфц",
        "пр",
        "pr",
        "тел",
        "факс",
        "пресс-релиз",
        "прес-реліз",
        "press release",
        "исх",
        "исп",
        "вих",
        "вх",
    }
)


@dataclass(frozen=True, slots=True)
class Proposals:
    """The drafts of one passage, and what the gazetteer saw behind some of them, by draft."""

    passage: Passage
    words: tuple[Word, ...]
    drafts: tuple[Draft, ...]
    sights: dict[Span, Sight]


def propose(text: str, passage: Passage, words: Sequence[Word], tagged: Sequence[Tagged]) -> Proposals:
    """Everything in the passage that may be a name. ``tagged`` are the model's."""
    language = _GRAMMAR.get(passage.language, passage.language)
    read = _from_learned if passage.language in LEARNED else _from_model
    model = [read(text, words, each, language) for each in tagged]
    modelled = [
        _with_surname(words, draft, language) for draft in _joined(text, [draft for draft in model if draft is not None])
    ]
    people = _with_initials(text, passage, language)
    seen = places.sight(words, language)
    believed = places.believe(words, seen, modelled, language)
    place_drafts = list(places.drafts(words, believed))
    if passage.language == "kk":
        place_drafts = [(draft, each) for draft, each in place_drafts if supported(draft, modelled)]
    drafts = [draft for draft, _ in place_drafts] + people
    if passage.language in TAGGED:
        programmes = slavic.find_programmes(words, language)
        lands = [draft.span for draft, _ in place_drafts if draft.type in (EntityType.COUNTRY, EntityType.REGION)]
        walls = [draft.span for draft in modelled + people if draft.type is EntityType.PERSON and draft.span not in lands]
        organisations = slavic.find_organisations(words, language, programmes, walls)
        drafts += [*programmes, *organisations, *_unexplained(modelled, programmes, organisations, place_drafts)]
    elif passage.language == "kk":
        drafts += agreed(words, capitals.find_names(words, language), modelled)
    else:
        drafts += [*capitals.find_names(words, language), *modelled]
    drafts += laws.find_laws(text, passage.span, passage.language)
    drafts += events.find_events(words, passage.language)
    return Proposals(passage, tuple(words), tuple(drafts), {draft.span: each for draft, each in place_drafts})


def _joined(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """«Ольгой Петровной» and «Зиминой», «Гульнары» and «Маратовны Ахметовой» side by side are one person."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if last and last.type is draft.type is EntityType.PERSON and text[last.span.stop : draft.span.start] == " ":
            before, after = parts_of(last.span.of(text)), parts_of(draft.span.of(text))
            patronymic_last = len(before) == 2 and is_patronymic_form(before[1]) and len(after) == 1
            patronymic_first = len(before) == 1 and len(after) == 2 and is_patronymic_form(after[0])
            given_first = len(before) == len(after) == 1 and is_given_name(before[0], "") and not is_given_name(after[0], "")
            if patronymic_last or patronymic_first or given_first:
                joined[-1] = replace(last, span=Span(last.span.start, draft.span.stop))
                continue
        joined.append(draft)
    return joined


def _with_surname(words: Sequence[Word], draft: Draft, language: str) -> Draft:
    """«Кирчив | Андрей» alone in a cell: the surname has its capital from the beginning, and the model passed it over."""
    if draft.type is not EntityType.PERSON:
        return draft
    inside = [index for index, word in enumerate(words) if draft.span.covers(word.span)]
    first, behind = (inside[0], inside[-1] + 1) if inside else (0, 0)
    ends = behind == len(words) or (behind < len(words) and words[behind].text == BORDER)
    given = all(is_given_name(words[index].text, "") or is_patronymic_form(words[index].text) for index in inside)
    if not first or not ends or not given:
        return draft
    surname = words[first - 1]
    known = readings(surname.text, language)[0].known and not is_surname(surname.text)
    if surname.letters and surname.capital and surname.first and not known and not is_given_name(surname.text, ""):
        return replace(draft, span=Span(surname.span.start, draft.span.stop))
    return draft


def _from_learned(text: str, words: Sequence[Word], found: Tagged, language: str) -> Draft | None:
    """A name of the learned model, which knows less than any rule that reads the same words."""
    start, stop, kind = found
    inside = [word for word in words if start <= word.span.start < stop]
    type_ = _TYPES[kind]
    if type_ is EntityType.PLACE and begins(inside[-1], heads(language).region_markers) and len(inside) > 1:
        # «Солтүстік Қазақстан облысы» is no «Қазақстан»
        return Draft(Span(start, stop), EntityType.REGION, "learned", score=0.75, sure=True)
    return Draft(Span(start, stop), type_, "learned", score=0.75)


def _from_model(text: str, words: Sequence[Word], found: Tagged, language: str) -> Draft | None:
    """A name of the model with its quotation marks closed and its type refined; None for what is no name."""
    span = _close_quotation(words, Span(found[0], found[1]))
    inside = [index for index, word in enumerate(words) if span.covers(word.span)]
    if not inside or span.of(text).lower() in _NO_NAMES or not any(words[index].capital for index in inside):
        return None
    type_ = _TYPES[found[2]]
    if type_ is not EntityType.PERSON:
        inside = _behind_verb(words, inside, language)
        if not inside or not words[inside[0]].capital:
            return None
        span = Span(words[inside[0]].span.start, words[inside[-1]].span.stop)
    if type_ is EntityType.PERSON:
        inside = _behind_body(_name_only(words, inside), words, language)
        if not inside:
            return None
        span = Span(words[inside[0]].span.start, words[inside[-1]].span.stop)
    if type_ is EntityType.PERSON and any(words[index].text in _CONJUNCTIONS for index in inside):
        return None
    if type_ is EntityType.PERSON and all(len(words[index].text) == 1 for index in inside):
        return None  # «Е. К.» under a letter
    if type_ is EntityType.PERSON and len(inside) == 1 and _street_of(words, inside[0], language) >= 0:
        type_ = EntityType.PLACE  # «(вул. Ковалівська, Грабинівка)»
    # «Пермский край» keeps its adjective
    whole = type_ is EntityType.PLACE and is_of_a_place(words[inside[0]].text, language)
    if words[inside[0]].first and not whole and _is_said_before(words, inside, type_, language):
        # «Досвід Полтави», «Розмова з Іриною», «Хукумат ГБАО»: a sentence's first word has its capital from the sentence
        inside = inside[1:]
        if type_ is not EntityType.ORGANISATION:
            inside = list(dropwhile(lambda index: not words[index].capital, inside))
        if not inside or not words[inside[0]].capital:
            return None
        span = Span(words[inside[0]].span.start, span.stop)
        if type_ is EntityType.PERSON and len(inside) == 1 and _is_known_place(words[inside[0]], language):
            type_ = EntityType.PLACE  # «Мерія Ізмаїла»
    town = type_ is not EntityType.ORGANISATION and len(inside) == 2 and _is_known_city(words[inside[1]], language)
    if town and country_of(words[inside[0]], language):
        inside = inside[1:]  # «Французский Брест»
        span, type_ = words[inside[0]].span, EntityType.PLACE
    if len(inside) > 1 and _is_verb(words[inside[-1]], language):
        inside = inside[:-1]  # «Дорогу до Балыкчи электрифицируют»
        span = Span(span.start, words[inside[-1]].span.stop)
    if type_ is EntityType.PERSON and len(inside) > 2 and _is_town_only(words[inside[0]], language):
        inside = inside[1:]  # «Полтави Тарасові Мельничуку»: the town before a name
        span = Span(words[inside[0]].span.start, span.stop)
    if len(inside) == 1 and _opens(words, inside[0]) and _is_no_name(words[inside[0]], language):
        return None  # «Привезите показания …», «Исправленная редакция …», «Усі права …»
    if (
        type_ is EntityType.PERSON
        and len(inside) == 1
        and (language == "uk" or words[inside[0]].first)
        and _tells_of(words, inside[0], language)
    ):
        return None  # «Чорна смуга на карті …»
    if (
        type_ is EntityType.PERSON
        and len(inside) == 1
        and words[inside[0]].first
        and _begins_a_noun(words, inside[0], language)
    ):
        return None  # «Роза ветров», «Віра в успіх»
    if type_ is EntityType.PERSON and _is_a_street_behind(words, inside, language):
        return None  # «Вулиця Садова», «вул. Ковалівська, Грабинівка»
    if type_ is EntityType.PERSON and len(inside) == 1 and _ends_a_list(words, inside[0], language):
        type_ = EntityType.PLACE  # «в Текели, Сарканде и Ушарале»
    if (
        type_ is EntityType.PLACE
        and len(inside) == 1
        and inside[0]
        and places.is_bearer(words[inside[0] - 1], words[inside[0]], language)
    ):
        inside = [inside[0] - 1, *inside]  # «Бахрому Назарову»
        span, type_ = Span(words[inside[0]].span.start, span.stop), EntityType.PERSON
    if type_ is EntityType.PLACE and len(inside) == 2 and _begins_as_person(words, inside, language):
        type_ = EntityType.PERSON  # «с Хольгером Вайдлингом»
    if (
        type_ is not EntityType.PERSON
        and len(inside) == 1
        and words[inside[0]].first
        and _is_plain_noun(words[inside[0]], language)
    ):
        return None  # «Роддом посетила …», «Ректорат напомнил …»
    if len(inside) == 1 and is_firm(words[inside[0]]):
        type_ = EntityType.ORGANISATION
    if type_ is not EntityType.PLACE and len(inside) == 1 and _is_place_only(words[inside[0]], language):
        type_ = EntityType.PLACE
    if type_ is not EntityType.PERSON and is_of_a_thing(words, inside[0], language):
        return None  # «на шаттле «Дискавери»»
    if type_ is EntityType.PERSON and len(inside) == 2 and _is_marked_place(words[inside[0]], language):
        inside = inside[1:]  # «Річка Псел»
        span, type_ = words[inside[0]].span, EntityType.PLACE
    if type_ is EntityType.PLACE and len(inside) == 1 and is_called(words, inside[0], language):
        return Draft(span, EntityType.ORGANISATION, _CALLED, score=0.97)  # «клуб Милан»
    if type_ is EntityType.PLACE and len(inside) == 1 and _is_adjective(words[inside[0]], language):
        return None
    if type_ is EntityType.PLACE and len(inside) == 1 and places.is_direction(words[inside[0]], language):
        return None  # «Угода мерів — Схід»
    if type_ is EntityType.PLACE and _is_generic(words[inside[-1]], language) and is_plural(words[inside[-1]].text, language):
        return None  # «Бишкекского и Полтавского филиалов»
    if type_ is EntityType.ORGANISATION and _is_no_body(words, inside, language):
        return None
    if type_ is EntityType.PLACE:
        inside = _with_street(words, _without_marker(words, inside, language), language)
        span = Span(words[inside[0]].span.start, span.stop)
        type_ = places.type_by_marker(words, inside[0], inside[-1] + 1, language)
    if type_ is EntityType.ORGANISATION and len(inside) == 1 and _is_generic(words[inside[0]], language):
        lone = _PARLIAMENTS.isdisjoint(spellings(words[inside[0]].text, language))
        return None if lone else Draft(span, type_, "slovnet", score=0.85)
    if type_ is EntityType.ORGANISATION:
        span = _without_bracket(text, span)
        if len(inside) == 1 and _is_rare_acronym(words[inside[0]]) and is_land(words, inside[0] + 1, language):
            span = Span(span.start, words[inside[0] + 1].span.stop)  # «НАН РК», «ДСНС України»
    return Draft(span, type_, "slovnet", score=0.85)


def _is_no_body(words: Sequence[Word], inside: Sequence[int], language: str) -> bool:
    """True for one of several «Полтавского филиалов», for a person («PR-специалист»), and for «(в) Таразе акимат»."""
    first, last = words[inside[0]], words[inside[-1]]
    if len(inside) == 1:
        _, hyphen, end = first.text.rpartition("-")
        best = readings(end, language)[0] if hyphen else None
        return best is not None and best.known and {"NOUN", "anim"} <= best.grammemes and end.islower()
    if len(inside) > 2 or not _is_generic(last, language):
        return False
    of_several = is_plural(last.text, language) and not is_plural(first.text, language)
    stands_in = inside[0] > 0 and any(option.pos == "PREP" for option in readings(words[inside[0] - 1].text.lower(), language))
    return of_several or (stands_in and _is_known_city(first, language))


def _street_of(words: Sequence[Word], index: int, language: str) -> int:
    """Where «ул.» stands before a word, or before the list of capitals and commas that it ends; -1 where it does not."""
    while index > 1 and words[index - 1].text == "," and words[index - 2].letters and words[index - 2].capital:
        index -= 2
    return places.street_before(words, index, language)


def _without_marker(words: Sequence[Word], inside: list[int], language: str) -> list[int]:
    """«Річка Прут», «Город Тараз» are Прут and Тараз; a region keeps its word."""
    known = heads(language)
    markers = known.place_markers | known.city_markers
    while len(inside) > 1 and words[inside[1]].capital and not markers.isdisjoint(spellings(words[inside[0]].text, language)):
        inside = inside[1:]
    return inside


def _is_said_before(words: Sequence[Word], inside: Sequence[int], type_: EntityType, language: str) -> bool:
    """True for a first word that says what follows: «Досвід», and a town's hall, which has no name but the town's."""
    first = words[inside[0]]
    if (
        type_ is not EntityType.ORGANISATION
        and len(inside) > 1
        and is_head(first, slavic.TOWN_HALLS | slavic.DELEGATIONS, language)
    ):
        return True
    return _is_plain(first, language) and _may_be_a_title(words, inside, language)


def _is_verb(word: Word, language: str) -> bool:
    """True for a small word that can be nothing but a verb."""
    return (
        word.letters
        and not word.capital
        and all(option.known and option.pos == "VERB" for option in readings(word.text, language))
    )


def _may_be_a_title(words: Sequence[Word], inside: Sequence[int], language: str) -> bool:
    """True where the model's word on a sentence's first word counts little: in Ukrainian, and in lines of a word or two.

    «Приёмка» over a list is no surname; «Путин подписал …» is, though «путина» is a word.
    """
    return language == "uk" or len(inside) > 1 or len(words) <= _TITLE_WORDS


def _with_street(words: Sequence[Word], inside: list[int], language: str) -> list[int]:
    """«Ауэзова» after «улицы» is the street's name, and the street is the place."""
    before = places.street_before(words, inside[0], language)
    if before >= 0 and not is_plural(words[before].text, language):
        return [*range(before, inside[0]), *inside]
    return inside


def _is_plain(word: Word, language: str) -> bool:
    """True for a word the dictionary knows, and not as a name nor as the head of an organisation."""
    options = readings(word.text, language)
    if not options[0].known or (word.acronym and len(word.text) <= _ABBREVIATION) or any(option.is_name for option in options):
        return False
    return heads(language).organisations.isdisjoint(option.lemma for option in options) and not any(
        find(option.lemma) for option in options
    )


def _opens(words: Sequence[Word], index: int) -> bool:
    """True for a first word, with or without a number before it: «6. Приёмка»."""
    while not words[index].first and words[index - 1].text[0] in ".)" + digits:
        index -= 1
    return words[index].first


def _is_no_name(word: Word, language: str) -> bool:
    """True for a first word that has its capital from the sentence alone."""
    return is_service(word, language) or _is_no_surname(word, language)


def _is_no_surname(word: Word, language: str) -> bool:
    """True for a verb, participle or common noun that no surname looks like: «Привезите», «Опоздавшим», «Задвижка»."""
    best = readings(word.text, language)[0]
    if best.pos == "NOUN":
        return "inan" in best.grammemes and not is_surname(word.text) and _is_plain_noun(word, language)
    return best.pos in ("VERB", "INFN", "PRTF", "GRND", "ADVB", "NPRO") and _is_plain(word, language)


def _tells_of(words: Sequence[Word], index: int, language: str) -> bool:
    """True for an adjective before the noun that it agrees with."""
    if index + 1 >= len(words) or words[index + 1].capital or not words[index + 1].letters:
        return False
    known = any(
        option.known and option.pos == "ADJF" and not option.is_name for option in readings(words[index].text, language)
    )
    return known and bool(adjective_cases(words[index].text, language) & cases_of(words[index + 1].text, language))


def _ends_a_list(words: Sequence[Word], index: int, language: str) -> bool:
    """True for the last of three names of which the others are places and nobody's surnames."""
    if index < 4 or words[index - 1].text not in _CONJUNCTIONS or words[index - 3].text != ",":
        return False
    if is_given_name(words[index].text, language) or is_surname(words[index].text):
        return False
    return all(_is_known_place(words[place], language) for place in (index - 2, index - 4))


def _is_known_city(word: Word, language: str) -> bool:
    return word.capital and any(
        entry.type is EntityType.CITY and entry.population >= places.TOWN
        for name in spellings(word.text, language)
        for entry in find(name)
    )


def _is_known_place(word: Word, language: str) -> bool:
    return word.capital and any(entry.type in PLACES for name in spellings(word.text, language) for entry in find(name))


def _is_town_only(word: Word, language: str) -> bool:
    """True for «Полтави» before a name; Владимир is a first name too."""
    return _is_large_town(word, language) and not any(
        is_given_name(reading.lemma, language) or reading.is_name for reading in readings(word.text, language)
    )


def _begins_as_person(words: Sequence[Word], inside: Sequence[int], language: str) -> bool:
    """True for a first name and an unknown word behind it: «Хольгером Вайдлингом»."""
    first, last = (words[index] for index in inside)
    return (
        last.capital
        and not find(last.text)
        and any(is_given_name(reading.lemma, language) for reading in readings(first.text, language))
        and not any(map(find, spellings(first.text, language)))
    )


def _is_plain_noun(word: Word, language: str) -> bool:
    """True for a word that is a common noun and nothing else."""
    return not is_made_up(word) and _is_plain(word, language) and readings(word.text, language)[0].pos == "NOUN"


def _is_rare_acronym(word: Word) -> bool:
    """True for «НАН», «ДЧС»; «ЕС», «ООН» belong to no country."""
    return word.acronym and word.text.isupper() and all(entry.type is EntityType.CITY for entry in find(word.text))


def _is_place_only(word: Word, language: str) -> bool:
    """True for a word that the dictionary or the gazetteer knows as a place, and nobody as a person."""
    options = readings(word.text, language)
    if (language == "uk" or "-" in word.text) and _is_large_town(word, language):
        return True  # «Києва» is nobody's surname, though the dictionary offers «Кий»
    if any(option.known and not _PERSONAL.isdisjoint(option.grammemes) for option in options) or word.acronym:
        return False
    if any(option.known and "Geox" in option.grammemes for option in options):
        return True
    return _is_large_town(word, language)


def _is_large_town(word: Word, language: str) -> bool:
    """True for a town that nobody takes for something else: «Києва», "Almaty" in Russian text, «Чолпон-Ата» with its dash."""
    return any(
        entry.type is EntityType.CITY
        and (
            entry.population >= places.METROPOLIS
            or (entry.country in REGION and (entry.population >= places.TOWN or "-" in word.text))
        )
        for name in (*spellings(word.text, language), *(places.hardened(word.text) if language == "uk" else ()))
        for entry in find(name)
    )


def _is_adjective(word: Word, language: str) -> bool:
    """«Бишкекский» alone is no place: its noun is missing."""
    return all(option.pos == "ADJF" for option in readings(word.text, language)) and not find(word.text)


def _is_generic(word: Word, language: str) -> bool:
    """«Министерство», «Компания» alone name nothing."""
    lemmas = {reading.lemma for reading in readings(word.text, language)}
    return not word.acronym and not heads(language).organisations.isdisjoint(lemmas)


def _close_quotation(words: Sequence[Word], span: Span) -> Span:
    for index, word in enumerate(words):
        if span.covers(word.span) and word.text in OPENING:
            stop = closing(words, index)
            if stop > 0 and words[stop].span.stop > span.stop and words[stop - 1].span.stop <= span.stop:
                return Span(span.start, words[stop].span.stop)
    return span


def _without_bracket(text: str, span: Span) -> Span:
    """«Балтийско-Азиатский фонд городского климата (БАФ)» ends before its abbreviation, which is a mention of its own."""
    match = re.search(r"\s*\([^()]*\)?$", span.of(text))
    return Span(span.start, span.start + match.start()) if match and match.start() else span


def _name_only(words: Sequence[Word], inside: Sequence[int]) -> list[int]:
    """«• Гаррета Рейсмана (Garrett Reisman)» without the bullet before and the bracket after."""
    start = next((place for place, index in enumerate(inside) if words[index].letters), len(inside))
    stop = next((place for place, index in enumerate(inside) if place > start and words[index].text in "()[]"), len(inside))
    return list(inside[start:stop])


def _is_marked_place(word: Word, language: str) -> bool:
    known = heads(language)
    return word.first and not (known.place_markers | known.city_markers).isdisjoint(spellings(word.text, language))


def _behind_body(inside: list[int], words: Sequence[Word], language: str) -> list[int]:
    """«[Міненерго] Соломія Діденко», «[Полтавщини] Тарас Кривошия» without the ministry, firm or region before the person."""
    if len(inside) > 2 and (first := words[inside[0]]).capital:
        region = any(entry.type is EntityType.REGION for name in spellings(first.text, language) for entry in find(name))
        if is_ministry(first) or is_firm(first) or region:
            return inside[1:]
    return inside


def _behind_verb(words: Sequence[Word], inside: list[int], language: str) -> list[int]:
    """«[Комісія перевірила] Будинок культури», «Фонд [платить.]»: what stands on the longer side of a verb."""
    verb = next((place for place, index in enumerate(inside) if place and _is_verb(words[index], language)), 0)
    if not verb or any(words[index].text in OPENING for index in inside):
        return inside
    return inside[verb + 1 :] if len(inside) - verb - 1 > verb else inside[:verb]


def _begins_a_noun(words: Sequence[Word], index: int, language: str) -> bool:
    """True for a common noun that is a first name too, before a small word that is no verb."""
    after = words[index + 1] if index + 1 < len(words) else None
    if after is None or not after.letters or after.capital or readings(after.text, language)[0].pos in ("VERB", "GRND"):
        return False
    options = readings(words[index].text, language)
    given = any("Name" in option.grammemes or is_given_name(option.lemma, language) for option in options)
    return given and any(
        option.known and option.pos == "NOUN" and "inan" in option.grammemes and not option.is_name for option in options
    )


def _is_a_street_behind(words: Sequence[Word], inside: Sequence[int], language: str) -> bool:
    """True behind a street's word that begins the sentence, and in a list of streets."""
    street = _street_of(words, inside[0], language)
    if street < 0:
        return False
    if len(inside) > 1:
        return words[street].first and words[street + 1].text != "."
    return words[street].first or street + 1 < inside[0]


def _with_initials(text: str, passage: Passage, language: str) -> list[Draft]:
    found: list[Draft] = []
    for pattern in (INITIALS_FIRST, INITIALS_LAST):
        for match in pattern.finditer(text, passage.span.start, passage.span.stop):
            span = Span(*match.span())
            # «Председатель А. К. Сапарова», «… Сапаровой А. К. Срок – 1 июня»
            surname = Word(match["surname"], span, first=True)
            # «Оспанову Д. С. Фонд просит …», but «Соколовская Ю. В.»
            plain = _is_plain(surname, language) and not is_surname(surname.text)
            named = not plain and not _is_generic(surname, language)
            if named and not any(draft.span.overlaps(span) for draft in found):
                found.append(Draft(span, EntityType.PERSON, "surname with initials", sure=True))
    return found


def _unexplained(
    model: Sequence[Draft], programmes: Sequence[Draft], organisations: Sequence[Draft], seen: Sequence[tuple[Draft, Sight]]
) -> list[Draft]:
    """The model's names that no rule explains better."""
    kept = []
    for draft in model:
        within = [other for other in (*programmes, *organisations) if other.span.overlaps(draft.span)]
        better = any(other.span.covers(draft.span) or other.type is EntityType.PROGRAMME for other in within)
        listed = any(
            other.span.overlaps(draft.span) and (other.sure or other.type not in PLACES or draft.type in PLACES)
            for other, _ in seen
        )
        longer = any(other.span.covers(draft.span) and len(other.span) >= len(draft.span) for other, _ in seen)
        if better or longer or (listed and draft.type in PLACES and _same_place(draft, seen)):
            continue
        kept.append(draft if draft.rule == _CALLED else replace(draft, score=0.8))
    return kept


def _same_place(draft: Draft, seen: Sequence[tuple[Draft, Sight]]) -> bool:
    return any(draft.span.covers(other.span) and len(draft.span) - len(other.span) <= 3 for other, _ in seen)
