"""Places, countries and well-known organisations by the gazetteer, in any case form; and which homonym is meant.

A capital alone does not make «Мир» a town: a town is believed when the model, a marker («г.»), a list of towns, or its size
and an otherwise unknown word speak for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.gazetteer import REGION, Entry, find, key, reach
from corpus.languages import fold, script
from corpus.languages import language as known_language
from corpus.mentions.cases import is_plural, is_service, spellings
from corpus.mentions.draft import Draft
from corpus.mentions.english import begins_person, is_of_person
from corpus.mentions.given import is_given_name
from corpus.mentions.heads import heads
from corpus.mentions.nationality import said_beside
from corpus.mentions.nominative import phrase, reshape
from corpus.mentions.suffixes import bare_forms
from corpus.mentions.words import OPENING, Word
from corpus.model import EntityType, Span
from corpus.morphology import is_listed_as_name, is_listed_small, readings
from corpus.spelling import skeleton

_SLAVIC = ("ru", "uk")
_LARGE = 100_000
_PLURAL_TOWN = 50_000
TOWN = 15_000
METROPOLIS = 500_000
_WITHOUT_DICTIONARY = frozenset({"kk", "ky", "uz", "tg", "az", "tk", "be"})
_BEFORE_A_PLACE = frozenset("in from of near to at din la în spre lângă".split())
_WITH_WORD_LIST = frozenset({"en", "ro"})
"""Languages whose towns may be words («Nice», «Mobile»), and whose prepositions are known."""

_STREETS = frozenset(
    "улица ул проспект пр просп площадь пл бульвар шоссе микрорайон мкр вулиця вул площа street st avenue square boulevard "
    "strada str bulevardul bd piata көше даңғыл".split()
)
_IN_HONOUR = frozenset({"имени", "імені", "атындағы"})
_LIVED_IN = frozenset("житель горожанин население окрестность мешканець околиця".split())
_SAID = 6.0
"""What «ливанский» weighs beside Триполи: more than ten million people."""
_REACH, _NEAR, _NEAR_DEGREES = 4, 1.5, 1.0
"""A homonym within so many degrees (110 km each) of one of the towns named beside it weighs so much more."""

_BENT = ("а", "у", "ом", "ем", "е")
"""Case endings of a man's first name, which the dictionary need not know: «Бахрому» is read as a fringe."""

_DIRECTIONS = frozenset("восток запад север юг схід захід північ південь".split())
"""«Схід» is a town too, which nobody means."""

_OF_PLACE = re.compile(r"(?:[нтд]ан|[нтд]ен|[тд]а|[тд]е)$")
"""«Сәтбаевтан», «Ақсуда»: out of and in, which a town is more often than a person."""

_LIST_SIGNS = frozenset({",", "и", "і", "та", "and", "мен", "және", "și", ";"})


@dataclass(frozen=True, slots=True)
class Sight:
    """A name of the gazetteer in the text: words ``[start, stop)``, everything it may mean, its nominative spelling.

    ``country`` is what a word beside it says («ливанский Триполи»), "" where none does.
    """

    start: int
    stop: int
    entries: tuple[Entry, ...]
    name: str
    country: str = ""


def sight(words: Sequence[Word], language: str) -> list[Sight]:
    """Every longest run of words that the gazetteer knows, left to right."""
    found, index = [], 0
    while index < len(words):
        seen = _sight_at(words, index, language) if _may_begin(words[index]) else None
        if seen is None:
            index += 1
        else:
            said = said_beside(words, seen.start, seen.stop, language) if len(seen.entries) > 1 else ""
            found.append(replace(seen, country=said) if said else seen)
            index = seen.stop
    return found


def believe(words: Sequence[Word], sights: Sequence[Sight], tagged: Sequence[Draft], language: str) -> list[tuple[Sight, bool]]:
    """The sights that stand for places or organisations, with True where the text itself is sure of it."""
    votes = [_vote(words, each, tagged, language) for each in sights]
    # «Аксу, Астана, Лисаковск»: neighbours in a list of towns carry each other
    for index, each in enumerate(sights):
        if (
            votes[index] < 1.0
            and _is_town(each)
            and not (language in _SLAVIC and not heads(language).organisations.isdisjoint(_spelt(words, each, language)))
            and any(
                _listed(words, each, sights[near]) and votes[near] >= 1.0
                for near in (index - 1, index + 1)
                if 0 <= near < len(sights)
            )
        ):
            votes[index] = 2.0
    return [(each, vote >= 2.0) for each, vote in zip(sights, votes, strict=True) if vote >= 1.0]


def _spelt(words: Sequence[Word], each: Sight, language: str) -> Sequence[str]:
    return list(map(fold, spellings(words[each.start].text, language)))


def choose(seen: Sequence[tuple[Span, Sight]], home: str) -> list[Entry]:
    """Which homonym each sight means, by the countries the document speaks of and their nearness. ``home`` is ISO or ""."""
    counts: Counter[str] = Counter()
    for _, each in seen:
        countries = {entry.country for entry in each.entries if entry.country}
        if len(countries) == 1:
            counts[next(iter(countries))] += 2 if each.entries[0].type is EntityType.COUNTRY else 1
    total = sum(counts.values()) or 1
    anchors = [(index, each.entries[0]) for index, (_, each) in enumerate(seen) if _is_anchor(each)]
    countries_at = [(span, each.entries[0].country) for span, each in seen if each.entries[0].type is EntityType.COUNTRY]
    chosen = []
    for index, (span, each) in enumerate(seen):
        if len(each.entries) == 1:
            chosen.append(each.entries[0])
            continue
        after = next((country for place, country in countries_at if place.start >= span.stop), "")
        beside = [anchor for place, anchor in anchors if place != index and abs(place - index) <= _REACH]
        weights = [
            _weigh(entry, each.name, counts, total, after, home)
            + _NEAR * any(_is_near(entry, anchor) for anchor in beside)
            + _SAID * (entry.country == each.country != "")
            for entry in each.entries
        ]
        chosen.append(each.entries[weights.index(max(weights))])
    return chosen


def _is_anchor(each: Sight) -> bool:
    """True for a town that can be no other: Бельцы, Тирасполь."""
    return _is_town(each) and len({entry.country for entry in each.entries}) == 1


def _is_near(one: Entry, other: Entry) -> bool:
    """True for two towns within a few hours' drive of each other."""
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return one.type is EntityType.CITY and math.hypot(one.latitude - other.latitude, east) < _NEAR_DEGREES


def name_of(each: Sight, words: Sequence[Word]) -> str:
    """The nominative of a sight in the spelling of the text: «Алма-Ате» → «Алма-Ата»."""
    source = " ".join(word.text for word in words[each.start : each.stop])
    if key(source) == key(each.name):
        return _tidy(source)
    parts, wanted = re.split(r"([ -])", source), re.split(r"([ -])", each.name)
    if len(parts) == len(wanted):
        return "".join(reshape(part, want) for part, want in zip(parts, wanted, strict=True))
    return reshape(source, each.name)


def type_by_marker(words: Sequence[Word], start: int, stop: int, language: str) -> EntityType:
    """What a place no gazetteer knows is: by «область», «улица» inside it or «г.», «село» before it; else a plain place."""
    known = heads(language)
    inside = [form for word in words[start:stop] for form in (fold(word.text), *spellings(word.text, language))]
    if not known.region_markers.isdisjoint(inside):
        return EntityType.REGION
    if not known.place_markers.isdisjoint(inside):
        return EntityType.PLACE
    return EntityType.CITY if _marked(words, start, language) else EntityType.PLACE


def drafts(words: Sequence[Word], believed: Iterable[tuple[Sight, bool]]) -> Iterator[tuple[Draft, Sight]]:
    """The believed sights as proposals; their homonyms are chosen later, over the whole document."""
    for each, sure in believed:
        entry = each.entries[0]
        span = Span(words[each.start].span.start, words[each.stop - 1].span.stop)
        rule = "gazetteer" if entry.type is not EntityType.ORGANISATION else "known organisation"
        yield Draft(span, entry.type, rule, name_of(each, words), entry.link, 0.95, sure), each


def linked(draft: Draft, entry: Entry) -> Draft:
    """The proposal as the chosen ``entry``."""
    return replace(draft, type=entry.type, link=entry.link)


def _may_begin(word: Word) -> bool:
    return word.letters and word.capital and len(word.text) > 1


def _sight_at(words: Sequence[Word], start: int, language: str) -> Sight | None:
    longest = max(map(reach, _openings(words[start].text, language)))
    for length in range(min(longest, len(words) - start), 1, -1):
        window = words[start : start + length]
        if all(word.letters or word.text in "'’" for word in window):
            name, entries = _look_up(tuple(word.text for word in window), language)
            if entries:
                return Sight(start, start + length, entries, name)
    name, entries = _look_up((words[start].text,), language)
    return Sight(start, start + 1, entries, name) if entries else None


@lru_cache(maxsize=100_000)
def _openings(word: str, language: str) -> tuple[str, ...]:
    lemmas = (
        [reading.lemma for reading in readings(word, language)] if language in _SLAVIC else list(bare_forms(word, language))
    )
    feminine = [
        lemma[:-2] + ending
        for lemma in lemmas
        if lemma[-2:] in ("ый", "ий", "ой")
        for ending in ("ая", "яя", "ое", "ие", "ые", "а", "е", "і")
    ]
    return tuple(dict.fromkeys((key(word), *map(key, lemmas + feminine))))


def hardened(word: str) -> list[str]:
    """«Страсбурзі» → «Страсбург», «Ризі» → «Рига»: the consonant that the Ukrainian locative softens."""
    soft = {"зі": "г", "ці": "к", "сі": "х"}.get(word[-2:].lower())
    return [word[:-2] + soft + ending for ending in ("", "а")] if soft else []


@lru_cache(maxsize=100_000)
def _look_up(parts: tuple[str, ...], language: str) -> tuple[str, tuple[Entry, ...]]:
    """The spelling under which the words are listed and what it means; ("", ()) when they are not."""
    joined = " ".join(parts)
    if len(parts) == 1 and joined.isupper() and len(joined) <= 5:
        entries = tuple(entry for entry in find(joined) if entry.type is not EntityType.CITY or len(joined) > 3)
        return (joined, entries) if entries else ("", ())
    names = [joined]
    if language in _SLAVIC and len(parts) == 1 and "-" in joined:
        names.append("-".join(phrase(tuple(joined.split("-")), language)))  # «Кам'янця-Подільського»
    if language in _SLAVIC:
        names += [" ".join(phrase(parts, language))] if len(parts) > 1 else list(spellings(joined, language))
    elif len(parts) == 1 or language in ("kk", "ky", "ro", "uz", "tg", "az", "tr"):
        names += [" ".join((*parts[:-1], last)) for last in bare_forms(parts[-1], language)]
    if language in _SLAVIC and len(parts) == 1 and not any(map(find, names)):
        # «у Бельц», «до Черкасс»: the genitive of a plural name has no ending to know it by
        names += [joined + ending for ending in "ыи" if _greatness(find(joined + ending)) >= _PLURAL_TOWN]
    if language == "ru" and len(parts) == 1 and not any(map(find, names)):
        # «в Рудном», «под Грозным»: towns that decline as adjectives
        lemmas = {option.lemma for option in readings(joined, language) if option.pos == "ADJF"}
        names += sorted(lemma for lemma in lemmas if _greatness(find(lemma)) >= _PLURAL_TOWN)
    if language == "uk" and len(parts) == 1 and not any(map(find, names)):
        names += hardened(joined)
    # small abbreviations («рк», «ес» as forms of other words) are written in capitals or not at all
    found = [(name, tuple(entry for entry in find(name) if not _only_an_abbreviation(name, entry))) for name in names]
    # «Львове» is a village, but the prepositional of Львов is likelier: the greatest place among all readings; «Полтаве» is
    # listed too, as Полтава's own form: the dictionary's word names a place before the form that stands
    return max(
        (pair for pair in found if pair[1]),
        key=lambda pair: (_greatness(pair[1]), fold(pair[0]) != fold(joined)),
        default=("", ()),
    )


def _greatness(entries: tuple[Entry, ...]) -> float:
    return max((math.inf if entry.type is not EntityType.CITY else entry.population for entry in entries), default=0)


def _only_an_abbreviation(name: str, entry: Entry) -> bool:
    return len(name) <= 3 and entry.type is not EntityType.CITY and not name.isupper()


def _is_town(each: Sight) -> bool:
    return each.entries[0].type is EntityType.CITY


def _vote(words: Sequence[Word], each: Sight, tagged: Sequence[Draft], language: str) -> float:
    """2 when sure, 1 when likely, below 1 when not believed alone."""
    first = words[each.start]
    alone = each.stop == each.start + 1
    if _is_part_of_a_name(words, each, language) or (alone and language in _SLAVIC and is_service(first, language)):
        return 0.0
    if alone and is_direction(first, language):
        return 0.0
    if _is_quoted(words, each) and not (_marked(words, each.start, language) or _is_organisation(each)):
        return 0.0
    if any(entry.type is not EntityType.CITY for entry in each.entries):
        return 2.0 if each.stop > each.start + 1 or not first.first or first.acronym else 1.0
    if _marked(words, each.start, language):
        return 3.0
    said = any(entry.country == each.country != "" for entry in each.entries)
    if said or _dates_a_line(words, each) or _is_lived_in(words, each, language):
        return 1.5
    if _names_a_street(words, each.start, language):
        return 0.0
    span = Span(first.span.start, words[each.stop - 1].span.stop)
    rivals = [draft for draft in tagged if draft.span.overlaps(span)]
    population = max(entry.population for entry in each.entries)
    town = population >= TOWN
    # «у Києві» is no cue («кий»), nor «в Орле» a bird: a city with a capital inside a sentence
    stands_in = population >= _LARGE and len(first.text) > 2 and _follows_preposition(words, each.start, language)
    bent = key(first.text) != key(each.name) and _is_adjective(first, language)  # «Северном» needs a list of towns or «жители»
    ordinary = _is_ordinary(words, each, language) and (bent or not stands_in)
    if any(draft.type is EntityType.PLACE and draft.span == span for draft in rivals):
        return 1.5 if town or not ordinary else 0.0
    before = fold(words[each.start - 1].text) if each.start else ""
    if town and language not in _SLAVIC and before in _BEFORE_A_PLACE:
        return 1.0
    if town and not alone and not is_given_name(first.text, language):
        return 2.0  # «Кривий Ріг», «Біла Церква» are nobody
    if language in _WITHOUT_DICTIONARY and town and _OF_PLACE.search(first.text) and key(first.text) != key(each.name):
        return 1.0 if any(entry.country in REGION for entry in each.entries) else 0.5
    if ordinary or any(draft.type in (EntityType.PERSON, EntityType.ORGANISATION) for draft in rivals):
        return 0.0
    return _vote_by_size(words, each, language)


def _is_quoted(words: Sequence[Word], each: Sight) -> bool:
    """True for a place's name between quotation marks: «Волынь» is a club then, «Колумбия» a ship."""
    before, after = words[each.start - 1 : each.start], words[each.stop : each.stop + 1]
    return bool(before and after) and after[0].text in OPENING.get(before[0].text, ())


def _is_organisation(each: Sight) -> bool:
    return each.entries[0].type is EntityType.ORGANISATION


def _follows_preposition(words: Sequence[Word], start: int, language: str) -> bool:
    """True for «в Орле» within a sentence; «Тема» over a column of a table is a word. In Turkic the sentence is enough."""
    if language in _WITH_WORD_LIST:
        return not words[start].first and words[start - 1].text.lower() in _BEFORE_A_PLACE
    if language not in _SLAVIC:
        return not words[start].first
    options = readings(words[start - 1].text.lower(), language) if start > 0 else ()
    return not words[start].first and any(option.pos == "PREP" for option in options)


def _is_part_of_a_name(words: Sequence[Word], each: Sight, language: str) -> bool:
    """True for «Доминика» before «Рааба», «Ливанов» after «Дмитрий», and "London" inside a foreign name in Russian text."""
    before = words[each.start - 1] if each.start else None
    after = words[each.stop] if each.stop < len(words) else None
    word = words[each.start].text
    if any(near.text in _IN_HONOUR for near in words[max(0, each.start - 3) : each.start]):
        return True
    if language in _SLAVIC and word[0] <= "z":
        return any(near is not None and near.letters and near.text[0] <= "z" for near in (before, after))
    if each.stop > each.start + 1:
        return False
    if language == "en" and (begins_person(words, each.start) or _breeds(words, each)):
        return True
    if language == "en" and _is_small_town(each) and is_of_person(words, each.start, each.stop):
        return True
    follows = before is not None and before.capital and not before.first and before.letters
    if follows and before is not None and is_given_name(before.text, language) and not any(find(before.text)):
        return True
    if language in _SLAVIC and before is not None and is_bearer(before, words[each.start], language):
        return True
    return after is not None and after.capital and after.letters and is_given_name(word, language) and not any(find(after.text))


def is_bearer(before: Word, word: Word, language: str) -> bool:
    """True for «Бахрому» before «Назарову»: a first name in any case before what may be a surname."""
    if not before.letters or not before.capital or any(find(before.text)):
        return False
    forms = {before.text, *(before.text.removesuffix(ending) for ending in _BENT)}
    return any(is_given_name(form, "") for form in forms) and any(
        "Surn" in reading.grammemes for reading in readings(word.text, language)
    )


def _is_small_town(each: Sight) -> bool:
    return all(entry.type is EntityType.CITY and entry.population < METROPOLIS for entry in each.entries)


def _breeds(words: Sequence[Word], each: Sight) -> bool:
    """True for «Turkey farming», «Chad growers»: a word of English in small letters too, before what is done with it."""
    after = words[each.stop].text if each.stop < len(words) else ""
    return after.endswith(("ers", "ing")) and after.islower() and is_listed_small(words[each.start].text, "en")


def _vote_by_size(words: Sequence[Word], each: Sight, language: str) -> float:
    first, population = words[each.start], max(entry.population for entry in each.entries)
    before = words[each.start - 1].text.lower() if each.start else ""
    if language not in _SLAVIC and before in _BEFORE_A_PLACE:
        return 1.0 if population >= 1_000 else 0.5
    if language in _WITHOUT_DICTIONARY and population < METROPOLIS and not any(e.country in REGION for e in each.entries):
        return 0.5
    if population < METROPOLIS and is_given_name(first.text, language):
        return 0.5
    plain_name = language == "uk" and is_listed_as_name(first.text, language)
    return 1.0 if population >= (_LARGE if first.first and not plain_name else TOWN) else 0.5


def _names_a_street(words: Sequence[Word], start: int, language: str) -> bool:
    """True after «ул.», «проспект»: «ул. Ауэзова» is no town, but «три улицы Ташкента» lie in one."""
    place = street_before(words, start, language)
    return place >= 0 and not (language in _SLAVIC and is_plural(words[place].text, language))


def street_before(words: Sequence[Word], start: int, language: str) -> int:
    """Where «ул.», «проспекте», "Avenue" stands right before a word, with its full stop or without; -1 where none does."""
    place = start - 2 if start > 1 and words[start - 1].text == "." else start - 1
    return place if place >= 0 and _is_street(words[place], language) else -1


def _is_street(word: Word, language: str) -> bool:
    forms = {fold(word.text), *(spellings(word.text, language) if language in _SLAVIC else ())}
    return word.letters and not _STREETS.isdisjoint(forms)


def is_direction(word: Word, language: str) -> bool:
    """True for «Восток», «Схід» in any case."""
    return language in _SLAVIC and not _DIRECTIONS.isdisjoint(spellings(word.text, language))


def _is_lived_in(words: Sequence[Word], each: Sight, language: str) -> bool:
    """True for «Рудного» after «жители», «населения»."""
    return language in _SLAVIC and each.start > 0 and not _LIVED_IN.isdisjoint(spellings(words[each.start - 1].text, language))


def _dates_a_line(words: Sequence[Word], each: Sight) -> bool:
    """«Алматы, 19 февраля 2014 года», "Bălți, 23 mai 2017": a town that opens a sentence with a date."""
    after = words[each.stop : each.stop + 2]
    return words[each.start].first and len(after) == 2 and after[0].text == "," and after[1].text[0].isdigit()


def _is_adjective(word: Word, language: str) -> bool:
    return language == "ru" and readings(word.text, language)[0].pos == "ADJF"


def _is_ordinary(words: Sequence[Word], each: Sight, language: str) -> bool:
    """True for «Восток», «Рудный», "Central": words that mean something else in small letters."""
    if each.stop > each.start + 1:
        return False
    word = words[each.start].text
    if language not in _SLAVIC and script(word) == "Cyrl" not in known_language(language).scripts:
        return any(_is_ordinary(words, each, other) for other in _SLAVIC)  # «ВАДИ» over a part of an English manual
    options = readings(word, language)
    if language == "uk" and is_listed_as_name(word, language):
        return False  # «Бориспіль», «Ромни»
    if language in _SLAVIC:
        common = any(option.known and not option.is_name and option.score > 0.05 for option in options)
        return common or options[0].pos in ("ADJF", "PRTF", "ADJS")
    large = each.entries[0].population >= METROPOLIS
    if language == "en" and options[0].known and not large:
        return is_listed_small(word, "en")  # «Geneva» is listed as itself
    short = len(word) < 3 and each.entries[0].population < _LARGE
    return (options[0].known and not large) or fold(word) in heads(language).links or short


def _marked(words: Sequence[Word], start: int, language: str) -> bool:
    place = start - 1
    while place >= 0 and words[place].text in (".", "«", '"'):
        place -= 1
    if place < 0:
        return False
    word = words[place]
    if len(word.text) == 1 and words[place + 1].text != ".":
        return False  # «с Таразом» is no «с. Тараз»
    known = heads(language).city_markers
    if language not in _SLAVIC:
        return any(fold(word.text).startswith(marker) for marker in known if len(marker) > 3) or fold(word.text) in known
    return fold(word.text) in known or not known.isdisjoint(spellings(word.text, language))


def _listed(words: Sequence[Word], one: Sight, other: Sight) -> bool:
    left, right = (one, other) if one.start < other.start else (other, one)
    between = words[left.stop : right.start]
    return (
        _is_town(other)
        and 0 < len(between) <= 2
        and all(word.text in _LIST_SIGNS or fold(word.text) in ("г", "м") for word in between)
    )


def _weigh(entry: Entry, name: str, counts: Counter[str], total: int, after: str, home: str) -> float:
    # a country, region or organisation is meant before a village of its name («Казахстан», «Америка»)
    weight = math.log10(entry.population + 10) + (0.0 if entry.type is EntityType.CITY else 20.0)
    if entry.type is EntityType.CITY:
        own_name = skeleton(entry.name) == skeleton(name)
        weight += (1.0 if own_name else 0.0) + (1.5 if entry.country in REGION else 0.0)
        weight -= 0.0 if own_name or entry.population >= TOWN else 2.0
    if entry.country:
        weight += 3.0 * counts[entry.country] / total
        weight += 2.0 if entry.country == after else 0.0
        weight += 1.5 if entry.country == home else 0.0
    return weight


def _tidy(name: str) -> str:
    """«АЛМАТЫ» → «Алматы»; abbreviations and names in several capitals stay."""
    return name.title() if name.isupper() and len(name) > 5 and " " not in name else name
