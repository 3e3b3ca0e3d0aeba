"""Linking: rules that make names one entity, from the surest to the least sure.

A link of the gazetteer, then equal spelling, then equal sound across scripts (people), then initials, declared
abbreviations, a programme's name with and without its last part, and what documents show to be one thing (``kin``). Whatever is
not joined by a rule stays apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from corpus.entities import kin
from corpus.entities.decisions import Decisions
from corpus.entities.groups import Groups
from corpus.entities.journal import Edit
from corpus.gazetteer import facts, key
from corpus.languages import fold, language, script
from corpus.mentions.given import is_given_name
from corpus.mentions.nominative import is_initial
from corpus.mentions.people import initials_of, is_full, is_patronymic, parts_of, surname_of
from corpus.model import Alias, EntityDraft, EntityType, Mention, Merge, Name
from corpus.spelling import consonants, skeleton

_MARKS = re.compile(r"[«»\"“”„‹›()]")
_WRITTEN_OUT = {
    "ул": "улица", "вул": "вулиця", "пр": "проспект", "пр-т": "проспект", "просп": "проспект", "пер": "переулок",
    "пл": "площадь", "мкр": "микрорайон", "мкрн": "микрорайон", "наб": "набережная", "бул": "бульвар", "б-р": "бульвар",
    "пос": "поселок",
}  # fmt: skip
_NEAR = 0.88
"""Least Jaro-Winkler similarity of two sounds with equal consonants: Тулегенов/Төлегенов .92 join, Алиева/Олеева do not."""


def link(
    names: Iterable[Name], aliases: Iterable[Alias], edits: Sequence[Edit] = (), clues: Iterable[kin.Clue] = ()
) -> tuple[EntityDraft, ...]:
    """The entities of all names, ordered by id; every name is a member of exactly one, with the reason it belongs there.

    ``clues`` are what documents show of pairs of names. ``edits`` are the standing decisions of people, oldest first: they
    outrank every rule, the later the earlier. Names that people hid are in no entity.
    """
    # order by content, not by arrival: the same archive gives the same entities however its files were read
    ordered = sorted(names, key=lambda name: (name.type, spelling_key(name.name), name.name, name.language, name.link))
    groups = Groups(ordered)
    decided = Decisions(ordered, edits)
    decided.set_apart(groups)
    decided.join(groups)
    _join_linked(ordered, groups)
    _join_spelt_alike(ordered, groups)
    _join_people(ordered, groups)
    _join_abbreviations(ordered, groups, aliases)
    _join_programmes(ordered, groups)
    _join_kin(ordered, groups, clues)
    spoken: Counter[str] = Counter()
    for name in ordered:
        spoken[name.language] += name.mentions
    main = max(sorted(spoken), key=lambda code: spoken[code], default="")
    drafts = (decided.apply(group, _draft(group, main)) for group in groups.groups())
    return tuple(sorted((draft for draft in drafts if draft is not None), key=lambda draft: draft.id))


@lru_cache(maxsize=1 << 16)  # linking asks four times for each name
def spelling_key(name: str) -> str:
    """What equal spellings share: folded, without quotation marks and brackets, one kind of dash, «ул.» written out."""
    first, *rest = key(_MARKS.sub(" ", name)).split(" ")
    return " ".join([_WRITTEN_OUT.get(first, first) if rest else first, *rest])


def person_key(name: Name | Mention) -> tuple[str, str]:
    """The sounds of given name and surname, patronymic left out: what people's names are compared by."""
    surname = surname_of(name.name)
    given = next((p for p in parts_of(name.name) if p != surname and not is_initial(p) and not is_patronymic(p)), "")
    return _person_sound(given, name.language), _person_sound(surname, name.language)


def _join_linked(names: Sequence[Name], groups: Groups) -> None:
    by_link: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if name.link:
            by_link[name.link].append(index)
    for link_id, indexes in by_link.items():
        groups.join_all(indexes, "link", 1.0, f"both are {link_id}")


def _join_spelt_alike(names: Sequence[Name], groups: Groups) -> None:
    alike: dict[tuple[EntityType, str], list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        alike[name.type, spelling_key(name.name)].append(index)
    for (type_, spelling), indexes in alike.items():
        if type_ is EntityType.PLACE:  # «Алма-Ата» that one sentence shows to be no more than a place
            indexes = [*indexes, *alike.get((EntityType.CITY, spelling), ())]
        links = {names[index].link for index in indexes if names[index].link}
        if len(links) <= 1:
            groups.join_all(indexes, "spelling", 0.95, f"the same spelling: {spelling}")


def _join_people(names: Sequence[Name], groups: Groups) -> None:
    people = {i: name for i, name in enumerate(names) if name.type is EntityType.PERSON and is_full(name.name)}
    full = {i: person_key(name) for i, name in people.items() if all(person_key(name))}
    by_consonants: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, (given, surname) in full.items():
        by_consonants[tuple(sorted((consonants(given), consonants(surname))))].append(index)
    for indexes in by_consonants.values():
        for place, index in enumerate(indexes):
            for other in indexes[place + 1 :]:
                _join_if_one_sound(index, other, full, groups)
    _join_initials(names, full, groups)


def _join_if_one_sound(one: int, other: int, full: dict[int, tuple[str, str]], groups: Groups) -> None:
    if full[one] == full[other]:
        groups.join(one, other, "sound", 0.95, f"the same sound: {' '.join(full[one])}")
        return
    if full[one] == full[other][::-1]:
        groups.join(one, other, "order", 0.95, f"the same two parts the other way round: {' '.join(full[one])}")
        return
    score = min(JaroWinkler.similarity(a, b) for a, b in zip(full[one], full[other], strict=True))
    known = all(is_given_name(given, "") for given in (full[one][0], full[other][0]))
    # Марат and Мурат are both names of the list, and two
    if score >= _NEAR and (full[one][0] == full[other][0] or not known):
        groups.join(
            one, other, "near sound", round(score, 2), f"nearly one sound: {' '.join(full[one])}, {' '.join(full[other])}"
        )


def _join_initials(names: Sequence[Name], full: dict[int, tuple[str, str]], groups: Groups) -> None:
    """«И. Городиская» joins the one person of the archive with this surname and initial."""
    by_surname: dict[str, list[int]] = defaultdict(list)
    for index, (_, surname) in full.items():
        by_surname[surname].append(index)
    for index, name in enumerate(names):
        if name.type is EntityType.PERSON and index not in full and (initials := initials_of(name.name)):
            surname = _person_sound(surname_of(name.name), name.language)
            fitting = [i for i in by_surname.get(surname, ()) if skeleton(names[i].name)[:1] == skeleton(initials[0])[:1]]
            if len({groups.root(i) for i in fitting}) == 1:
                groups.join(fitting[0], index, "initials", 0.8, f"the only {names[fitting[0]].name} with this initial")


def _join_abbreviations(names: Sequence[Name], groups: Groups, aliases: Iterable[Alias]) -> None:
    """«РЭЦЦА» alone joins the organisation that some document introduces under it, when all documents mean the same."""
    at = {(name.type, spelling_key(name.name)): index for index, name in enumerate(names)}
    declared: dict[tuple[EntityType, str], set[int]] = defaultdict(set)
    longs: dict[tuple[EntityType, str], str] = {}
    for alias in sorted(aliases, key=lambda alias: (alias.short, alias.long)):
        place = at.get((alias.type, spelling_key(alias.long)))
        if place is not None:
            declared[alias.type, spelling_key(alias.short)].add(place)
            longs[alias.type, spelling_key(alias.short)] = alias.long
    for short, places in declared.items():
        index = at.get(short)
        if index is not None and len({groups.root(place) for place in places}) == 1:
            groups.join(min(places), index, "abbreviation", 0.9, f"a document introduces it for «{longs[short]}»")


def _join_programmes(names: Sequence[Name], groups: Groups) -> None:
    """«Соглашение Мэров» and «Соглашение Мэров – Восток»: one programme, written with and without its last part."""
    programmes = {spelling_key(name.name): i for i, name in enumerate(names) if name.type is EntityType.PROGRAMME}
    for spelling, index in programmes.items():
        head, dash, _ = spelling.rpartition("-")
        if dash and " " in head and head in programmes:
            reason = f"written with and without «{spelling[len(head) :]}»"
            groups.join(programmes[head], index, "short form", 0.7, reason)


def _join_kin(names: Sequence[Name], groups: Groups, clues: Iterable[kin.Clue]) -> None:
    """«Балтийско-Азиатский фонд» and the "Baltic-Asian Fund" that stands where it does in the translation of a release."""
    at = {name.id: index for index, name in enumerate(names)}
    known = [replace(clue, one=at[clue.one], other=at[clue.other]) for clue in clues if {clue.one, clue.other} <= at.keys()]
    bearers = {i: kin.Bearer(groups.root(i), names[i].language) for clue in known for i in (clue.one, clue.other)}
    for clue in kin.chosen(known, bearers, lambda one, other: _may_be_one(names[one], names[other])):
        reason = f"the only one of its kind that stands there in a translation of {clue.where}"
        if clue.rule == kin.ADDRESSED:
            reason = f"both are reached at {clue.where}"
        groups.join(clue.one, clue.other, clue.rule, kin.SCORES[clue.rule], reason)


def _may_be_one(one: Name, other: Name) -> bool:
    """True where nothing in two names speaks against one bearer: one surname, one kind of organisation in two languages."""
    if one.type is not other.type:
        return False
    if one.type is EntityType.PERSON:
        return is_full(one.name) and is_full(other.name) and _are_near(person_key(one)[1], person_key(other)[1])
    if one.language == other.language:
        return False
    kinds = kin.head_kinds(one.name), kin.head_kinds(other.name)
    return one.type is EntityType.PROGRAMME or not kinds[0].isdisjoint(kinds[1])


def _are_near(one: str, other: str) -> bool:
    return consonants(one) == consonants(other) and JaroWinkler.similarity(one, other) >= _NEAR


def _person_sound(word: str, language: str) -> str:
    """The sound of a part of a person's name, its gender and transliteration habits aside: Horodyska = Городиская."""
    sound = skeleton(word, language).replace("h", "g")
    sound = re.sub(r"^ie", "e", sound)  # Yerlan, Yelena
    sound = re.sub(r"sk(?:aia|aya|ii|i|iy|yi|a)$", "sk", sound)
    return re.sub(r"(?<=[a-z]{3})(?:ii|iy|ei)$", "i", sound)


def _draft(group: list[tuple[Name, Merge]], main: str) -> EntityDraft:
    names = [name for name, _ in group]
    best = min(names, key=lambda name: _usual_first(name, main))
    linked = next((name for name in names if name.link), None)
    type_, link_id = (best.type, "") if linked is None else (linked.type, linked.link)
    links = {"link": link_id, **facts(link_id)} if link_id else {}
    return EntityDraft(_id(names, type_, link_id), type_, best.name, links, tuple((name.id, merge) for name, merge in group))


def _usual_first(name: Name, main: str) -> tuple[bool, bool, int, int, str]:
    """Full names before abbreviations and initials, the language of most of the archive before others, then what most say."""
    short = (name.name.isupper() and " " not in name.name and len(name.name) < 8) or is_initial(name.name.split()[0])
    foreign = name.language != main or script(fold(name.name)) not in language(main).scripts
    length = len(name.name) if name.type is EntityType.COUNTRY else -len(name.name)
    return (short, foreign, -name.documents, length, name.name)


def _id(names: Sequence[Name], type_: EntityType, linked: str) -> str:
    if linked:
        source, _, rest = linked.partition(":")
        return f"{type_}-{'gn' if source == 'geonames' else ''}{rest}"
    digest = hashlib.sha1(f"{type_}:{min(spelling_key(name.name) for name in names)}".encode()).hexdigest()
    return f"{type_}-{digest[:10]}"
