"""Organisations and programmes in Russian and Ukrainian by their grammar: a head noun and what depends on it.

«Представительством Европейского Союза в РК» is one name: the head «Представительством», a chain of genitives, and «в» with
a country after a word that has branches abroad.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.draft import Draft
from corpus.mentions.firms import is_firm, is_ministry
from corpus.mentions.heads import Heads, heads
from corpus.mentions.nominative import phrase
from corpus.mentions.openings import is_official, opens_a_name
from corpus.mentions.words import OPENING, Word, closing
from corpus.model import EntityType, Span
from corpus.morphology import parser, readings

_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO", ""})
_SMALL = frozenset({"PREP", "CONJ", "PRCL", "INTJ", "VERB", "INFN", "GRND", "ADVB", "NPRO", "PRED"})
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "gen1", "gen2", "acc2", "loc1", "loc2"})
_DASHES = frozenset("-–—")
_BRANCHES = frozenset(
    [
        "представительство",
        "делегация",
        "посольство",
        "консульство",
        "офис",
        "филиал",
        "миссия",
        "отделение",
        "бюро",
        "представництво",
        "делегація",
        "філія",
        "місія",
    ]
)
_CALLED = frozenset("республика город село область район округ поселок аул станция республіка місто селище".split())
_DELEGATIONS = frozenset({"делегация", "делегація"})
_BUSINESSES = frozenset(
    "компания фирма предприятие завод фабрика магазин комбинат хозяйство кооператив сеть клуб телеканал радио газета журнал "
    "издательство театр партия киностудия компанія підприємство видавництво мережа партія".split()
)
_MANY = _BUSINESSES - frozenset("комбинат издательство театр киностудия видавництво хозяйство".split())
"""Of these there are many in a town: «Московский клуб» is none in particular."""
_FIRMS = _BUSINESSES | frozenset("корпорация концерн холдинг агентство группа корпорація концерн агентство група".split())
_TOWN_HALLS = frozenset("мэрия акимат хокимият хукумат примэрия мерія".split())
_QUALIFIED = frozenset("собрание архив оркестр экспедиция станция парк збори архів парк станція".split())
"""Heads that name nothing without an adjective: «Законодательное собрание», but «Собрание жильцов»."""
_WITH_A_PERSON = frozenset({"ип", "фоп"})
_IN_HONOUR = frozenset({"имени", "им", "імені", "ім"})
_SUBJECTS = frozenset({"по", "з", "із"})
_LONGEST_CHAIN = 14


def find_programmes(words: Sequence[Word], language: str) -> list[Draft]:
    """«Соглашение Мэров – Восток» after «проект», and names that begin with a programme's own head: «Соглашения Мэров»."""
    known = heads(language).programmes
    found = []
    for index, word in enumerate(words):
        if word.text in OPENING:
            inner = _quoted(words, index)
            if inner and _begins_programme(words, index, inner, known, language):
                found.append(_draft(words, *inner, EntityType.PROGRAMME, "programme in quotation marks"))
        elif word.capital and _is_head(word, known, language):
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
        elif _is_head(word, known.organisations, language) and not is_plural(word.text, language):
            chain = _Chain(words, language, jumps, walls)
            found += _by_head(words, index, known, language, chain)
    return found


def _by_head(words: Sequence[Word], index: int, known: Heads, language: str, chain: _Chain) -> list[Draft]:
    start = _first_adjective(words, index, language)
    if start and words[start - 1].text in OPENING:
        return []  # what stands in quotation marks is named by the word before them
    stop, quoted = chain.end(index)
    named = any(
        words[place].capital or words[place].text == "№" or words[place].text in OPENING for place in range(index + 1, stop)
    )
    opening = words[start]
    if _is_head(words[index], _DELEGATIONS, language) and not _sent_by_organisation(words, index + 1, stop, language):
        return []
    if start == index and _is_head(words[index], _QUALIFIED, language):
        return []
    if opening.first and start == index and _is_head(opening, _TOWN_HALLS, language):
        return []  # a town's hall has its capital from the sentence
    spelt_out = start < index and is_official(opening.text, language)
    if opening.first and quoted is not None and not spelt_out and _is_head(words[index], _BUSINESSES, language):
        return [_draft(words, *quoted, EntityType.ORGANISATION, "organisation in quotation marks", sure=True)]
    if (
        opening.first
        and start == index
        and stop > index + 1
        and _is_foreign(words[index + 1])
        and _is_head(opening, _FIRMS, language)
    ):
        # «Компания Microsoft объявила …» as «… сообщила компания Microsoft»
        return [_draft(words, index + 1, stop, EntityType.ORGANISATION, "firm in Latin letters")]
    if opening.capital and (not opening.first or _enough(words, start, index, stop, named, known, language)):
        if stop > index + 1 or start < index:
            return [_draft(words, start, stop, EntityType.ORGANISATION, "organisation by its head word", sure=True)]
        return []
    if quoted is not None:
        return [_draft(words, *quoted, EntityType.ORGANISATION, "organisation in quotation marks")]
    if named and stop > index + 1 and _is_head(words[index], known.offices, language):
        return [_draft(words, index, stop, EntityType.ORGANISATION, "office by its head word", sure=True)]
    return []


def _is_foreign(word: Word) -> bool:
    """True for a capital in Latin letters."""
    return word.capital and word.text[0] <= "z"


def _sent_by_organisation(words: Sequence[Word], start: int, stop: int, language: str) -> bool:
    """True for «Делегация Европейского Союза»; «делегация Грузии» is no organisation."""
    names = (" ".join(phrase(tuple(word.text for word in words[start:end]), language)) for end in range(start + 1, stop + 1))
    return any(entry.type is EntityType.ORGANISATION for name in names for entry in find(name))


def _enough(words: Sequence[Word], start: int, index: int, stop: int, named: bool, known: Heads, language: str) -> bool:
    """At a sentence's start a capital says nothing: a name, a quotation or an office must follow."""
    if named or (stop > index + 1 and _is_head(words[index], known.offices, language)):
        return True
    if start < index and opens_a_name(words[start].text, language):
        return not _is_head(words[index], _MANY, language) or index > start + 1
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
    if index >= len(words) or not words[index].capital or not _has_case(words[index], "gent", language):
        return False
    if any("Geox" in option.grammemes and "gent" in option.grammemes for option in readings(words[index].text, language)):
        return True
    names = spellings(words[index].text, language)
    return any(entry.type in (EntityType.COUNTRY, EntityType.REGION) for name in names for entry in find(name))


class _Chain:
    """Walks from a head noun over everything that depends on it."""

    def __init__(self, words: Sequence[Word], language: str, jumps: dict[int, int], walls: set[int]) -> None:
        self.words, self.language, self.jumps, self.walls = words, language, jumps, walls

    def end(self, head: int) -> tuple[int, tuple[int, int] | None]:
        """The index after the last word of the name, and the place of its quoted part."""
        words, place, stop = self.words, head + 1, head + 1
        case, quoted = "gent", None
        while place < len(words) and place < head + _LONGEST_CHAIN:
            word = words[place]
            if word.text in _IN_HONOUR and (after := self._honoured(place)) > place + 1:
                place = stop = after
            elif word.span.start in self.walls:
                break
            elif word.text == "№" and place + 1 < len(words) and words[place + 1].text.isdigit():
                place = stop = place + 2
            elif word.span.start in self.jumps:
                place = stop = self._after(self.jumps[word.span.start])
            elif word.text in OPENING and (inner := _quoted(words, place)):
                quoted = quoted or inner
                place = stop = inner[1] + 1
                if place < len(words) and not (words[place].letters and _has_case(words[place], "gent", self.language)):
                    break
            elif word.letters and (self._depends(word, case) or self._is_called(place)):
                place += 1
                stop = place
            elif word.text in _SUBJECTS and place == head + 1 and self._follows(place, "datv"):
                case, place = "datv", place + 1
            elif word.text in ("в", "у") and self._has_branches(head, place) and (after := self._place_at(place + 1)):
                place = stop = after
            elif word.text in ("и", "й", "та", ",") and self._goes_on(place, head):
                place += 1
            else:
                break
        return stop, quoted

    def _after(self, offset: int) -> int:
        return next((index for index, word in enumerate(self.words) if word.span.start >= offset), len(self.words))

    def _depends(self, word: Word, case: str) -> bool:
        if word.acronym:
            return True
        return _has_case(word, case, self.language) or (case == "datv" and _has_case(word, "gent", self.language))

    def _is_called(self, place: int) -> bool:
        """«Республики Казахстан», «города Тараз»: a name in the nominative after what it is the name of."""
        return self.words[place].capital and _is_head(self.words[place - 1], _CALLED, self.language)

    def _follows(self, place: int, case: str) -> bool:
        return place + 1 < len(self.words) and _has_case(self.words[place + 1], case, self.language)

    def _honoured(self, place: int) -> int:
        """The index after «имени Алыкула Осмонова», «имени первого Президента России Б. Н. Ельцина»: genitives, then a name."""
        words, after = self.words, place + 1
        if after < len(words) and words[after].text == ".":
            after += 1
        stop = place
        while after < len(words) and after < place + 9:
            word = words[after]
            initial = len(word.text) == 1 and word.capital
            if not word.letters or not (word.capital or _has_case(word, "gent", self.language)):
                break
            if not word.capital and stop > place:
                break
            after += 1
            if initial and after < len(words) and words[after].text == ".":
                after += 1
            stop = after if word.capital else stop
        return stop

    def _has_branches(self, head: int, place: int) -> bool:
        """True for «Посольство», and for «Центр ОБСЕ»: an abbreviation says whose centre it is."""
        return _is_head(self.words[head], _BRANCHES, self.language) or (place == head + 2 and self.words[head + 1].acronym)

    def _place_at(self, place: int) -> int:
        """The index after a place that begins at ``place``, 0 when none does: «РК», «Кыргызской Республике»."""
        for stop in (place + 2, place + 1):
            window = tuple(word.text for word in self.words[place:stop])
            if len(window) < stop - place or not all(part[0].isupper() for part in window):
                continue
            names = (" ".join(window), " ".join(phrase(window, self.language))) if len(window) > 1 else ()
            if any(map(find, names or spellings(window[0], self.language))):
                return stop
        return 0

    def _goes_on(self, place: int, head: int) -> bool:
        """«образования и науки», «труда, занятости и социальной защиты»: small genitives on both sides."""
        if place + 1 >= len(self.words) or place == head + 1:
            return False
        before, after = self.words[place - 1], self.words[place + 1]
        if self.words[place].text == ",":
            ahead = [word.text for word in self.words[place + 1 : place + 5]]
            if not {"и", "та"} & set(ahead):
                return False
        alike = not before.capital and not after.capital and after.letters
        return (
            alike
            and _has_case(after, "gent", self.language)
            and not _is_head(after, heads(self.language).positions, self.language)
        )


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
    parses = [parse for parse in parser(language).parse(word.lower()) if parse.tag.number == "plur" and parse.tag.POS == "NOUN"]
    forms = [parse.inflect({"nomn", "plur"}) for parse in parses]
    return [str(form.word) for form in forms if form]


def _quoted(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The words inside the quotation mark at ``index``, when they look like a name: the first begins with a capital."""
    stop = closing(words, index)
    if stop <= index + 1 or not (words[index + 1].capital or words[index + 1].text[0].isdigit()):
        return None
    return index + 1, stop


def _begins_programme(words: Sequence[Word], index: int, inner: tuple[int, int], known: frozenset[str], language: str) -> bool:
    before = words[index - 1] if index else None
    if before is not None and before.letters and _is_head(before, known, language):
        return True
    return inner[1] > inner[0] + 1 and _is_head(words[inner[0]], known, language)


def _capital_chain(words: Sequence[Word], head: int, language: str) -> int:
    """The index after «Соглашение Мэров», «Соглашения Мэров – Восток»: capitals in the genitive, then a dash and a capital."""
    stop = head + 1
    while stop < len(words) and words[stop].capital and not words[stop].first and _has_case(words[stop], "gent", language):
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
    cases = _cases(words[head].text, language)
    start = place = head
    while place and words[place - 1].letters:
        word = words[place - 1]
        if not _adjective_cases(word.text, language) & cases:
            break
        place -= 1
        if word.capital:
            start = place
    return start if words[start].capital else head


@lru_cache(maxsize=100_000)
def _adjective_cases(word: str, language: str) -> frozenset[str]:
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
def _cases(word: str, language: str) -> frozenset[str]:
    return frozenset(
        case for reading in readings(word, language) if reading.pos == "NOUN" for case in reading.grammemes & _CASES
    )


def _has_case(word: Word, case: str, language: str) -> bool:
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
def _lemmas(word: str, language: str) -> frozenset[str]:
    return frozenset(reading.lemma for reading in readings(word, language) if reading.pos in ("NOUN", "", "UNKN", "ADJF"))


def _is_head(word: Word, known: frozenset[str], language: str) -> bool:
    return not known.isdisjoint(_lemmas(word.text, language))


def _draft(words: Sequence[Word], start: int, stop: int, type_: EntityType, rule: str, *, sure: bool = False) -> Draft:
    return Draft(Span(words[start].span.start, words[stop - 1].span.stop), type_, rule, sure=sure)
