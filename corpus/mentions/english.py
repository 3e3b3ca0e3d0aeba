"""English runs of capitals: where one name ends and the next begins, and what speaks for a name that no list knows.

«Experts of the | International Labour Organization», «In Batumi the | Adjara Tourism Department», «Ministry of Finance and |
British Council»: a run holds words that lead to a name, and names side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.gazetteer import find
from corpus.languages import fold
from corpus.mentions.given import is_given_and_place, is_given_name
from corpus.mentions.heads import heads
from corpus.mentions.people import is_surname
from corpus.mentions.runs import begins, is_capital
from corpus.mentions.words import Word
from corpus.model import EntityType
from corpus.morphology import is_listed_small

_OPENINGS = frozenset(
    "in at on by from for with after before since during under over near to as when while although though if because "
    "a an this these that those our all no some any many every each his her their its my your such one two three several "
    "together both between among across through within without about against according thanks dear visit".split()
)
"""First words of sentences that belong to no name behind them."""

_ARTICLES = frozenset({"a", "an"})
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
_LEADS = frozenset({"of", "for", "at", "from", "to"})
_FRIENDS = frozenset({"friends", "doctors", "parents", "mothers", "lawyers", "reporters", "engineers", "teachers"})
"""People by whom bodies are called: Friends of the Earth."""

_ABROAD = frozenset({"embassy", "consulate", "delegation", "mission", "office", "representation", "representative", "branch"})
_DASHES = frozenset("-–—‑")
_SAID = frozenset(
    "said says told added noted explained recalled stressed announced believes thinks hopes asked answered replied warned "
    "promised spoke wrote argued insisted emphasised emphasized concluded admitted commented pointed reminded remembers".split()
)
_SAID_BEFORE = frozenset("said says added noted explained recalled stressed asked answered replied concluded admitted".split())
_MEDIA = frozenset(
    "post times news herald tribune gazette today tv radio telegraph weekly daily journal observer independent mail".split()
)
_WORLDWIDE = frozenset({"international", "worldwide", "europe", "global"})
_BUSINESSES = frozenset(
    "energy power water solutions systems technologies industries airlines airways railways telecom motors media press "
    "consulting engineering insurance logistics oil gas steel foods invest holding electric networks pharma mining resources "
    "services".split()
)
"""What firms are called by behind a name: «Samruk Green Energy»."""

_CLUBS = frozenset({"fc", "fk", "bc", "hc"})
_NO_BODIES = frozenset(
    "ceo cfo cto gdp vat phd hiv aids covid dna gps led tv pc it ict ngo ngos sme smes ppp ghg pv usd eur gel kzt uah rub "
    "gbp faq pdf sms qr utc gmt am pm id ii iii iv vi vii viii ix xi xii ok hr pr rsvp nb ps tbc tbd ac dc cv url usb cd "
    "dvd wi-fi bst cet cest eet msk est edt pst pdt kwh mwh gwh kw mw gw co ch sars mri bbq suv atm pin ecg ai api sdg "
    "sdgs ndc ndcs eia seap secap seaps secaps chp lpg lng cng hvac ets roi kpi kpis q&a tba asap diy vip fyi html xml "
    "csv r&d b2b".split()
)
"""Abbreviations that name no body."""


def cut(words: Sequence[Word], start: int, stop: int) -> list[tuple[int, int]]:
    """The names that the run of capitals ``[start, stop)`` may hold, in order."""
    while start < stop and fold(words[start].text) in (_OPENINGS if words[start].first else _ARTICLES):
        start += 1
    for place in range(start + 1, stop - 1):
        word, lower = words[place], fold(words[place].text)
        if word.capital:
            continue
        after = place + 2 if fold(words[place + 1].text) == "the" else place + 1
        bare_article = lower == "the" and not _is_small(words[place - 1]) and not _has_head(words[start:place])
        led = lower in _LEADS and _leads_to(words, start, place, after, stop)
        joined = lower in ("and", "&") and _are_two(words[start:place], words[after:stop])
        dated = fold(words[place + 1].text) in _DAYS  # «Court on Monday»
        if bare_article or led or joined or dated:
            rest = place + 1 if bare_article else after
            return [(start, place), *cut(words, rest, stop)]
    holder = _office_holder(words, start, stop)
    if holder > start:
        return [(start, holder), (holder, stop)]
    return [(start, _abroad(words, start, stop))]


def _is_small(word: Word) -> bool:
    return word.letters and not word.capital


def _leads_to(words: Sequence[Word], start: int, place: int, after: int, stop: int) -> bool:
    """True for «of» in «Experts of the …», «Country Director of …», «Professor Hans Albrecht of …»; not in «Bank of …»."""
    known = heads("en")
    before, behind = words[start:place], words[after:stop]
    if _has_head(before):
        return False
    if any(begins(word, known.positions) or fold(word.text) in known.titles for word in before):
        return True
    if len(before) in (2, 3) and is_given_name(before[0].text, "en") and not _is_common(before[-1]):
        return True
    if (len(before) in (2, 3) and all(map(_is_strange, before)) and _has_head(behind)) or _is_town(before):
        return True  # «Tiffany Ng of the University of …», «Xining of Qinghai Province»
    named = any(begins(word, known.organisations) for word in behind) or any(word.acronym for word in behind)
    opens = len(before) == 1 and before[0].first and _is_common(before[0]) and fold(before[0].text) not in _FRIENDS
    return opens and named


def _has_head(run: Sequence[Word]) -> bool:
    known = heads("en")
    return any(begins(word, known.organisations) and not begins(word, known.positions) for word in run)


def _are_two(before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """True for «Ministry of Finance» and «British Council»: a whole name on either side, the second by its own head."""
    known = heads("en")
    if not _has_head(before) or any(fold(word.text) == "and" for word in behind):
        return False
    if find(" ".join(word.text for word in behind)):
        return len(behind) > 1 or behind[0].acronym
    ends = [index for index, word in enumerate(behind) if begins(word, known.organisations) and not word.text.endswith("s")]
    return len(behind) > 1 and any(
        index == len(behind) - 1 or (index + 1 < len(behind) and fold(behind[index + 1].text) == "of") for index in ends
    )


def _abroad(words: Sequence[Word], start: int, stop: int) -> int:
    """The end of «US Embassy in Bishkek», «Embassy of Japan in the Kyrgyz Republic»: a body's branch has its land."""
    if stop + 1 < len(words) and _has_head(words[start:stop]) and words[stop].text in _DASHES:
        # «Soros Foundation–Kazakhstan»
        return stop + 2 if _touches(words, stop) and _is_place(words[stop + 1 : stop + 2]) else stop
    if not any(fold(word.text) in _ABROAD for word in words[start:stop]):
        return stop
    if stop + 1 >= len(words) or fold(words[stop].text) not in ("in", "to"):
        return stop
    first = stop + 2 if fold(words[stop + 1].text) == "the" else stop + 1
    longest = next((end for end in range(min(len(words), first + 3), first, -1) if _is_place(words[first:end])), 0)
    return longest or stop


def _touches(words: Sequence[Word], sign: int) -> bool:
    return words[sign - 1].span.stop == words[sign].span.start and words[sign].span.stop == words[sign + 1].span.start


def _is_place(run: Sequence[Word]) -> bool:
    return all(map(is_capital, run)) and any(
        entry.type is not EntityType.ORGANISATION for entry in find(" ".join(word.text for word in run))
    )


def _is_town(run: Sequence[Word]) -> bool:
    return any(
        entry.type is EntityType.CITY and entry.population > _KNOWN_TOWN for entry in find(" ".join(w.text for w in run))
    )


def _office_holder(words: Sequence[Word], start: int, stop: int) -> int:
    """Where the person begins in «[Ambassador of] Sweden Ulla Nyström», «[Head of] UNDP Kazakhstan Munkhtuya Batbold»; or 0."""
    if start < 2 or not begins(words[start - 2], heads("en").positions):
        return 0
    place = next((end for end in range(stop - 2, start, -1) if _is_known(words[start:end])), 0)
    return place if place and stop - place in (2, 3) and all(map(_is_strange, words[place:stop])) else 0


def _is_known(run: Sequence[Word]) -> bool:
    """True for what is all in the gazetteer, name by name: «UNDP Kazakhstan»."""
    if find(" ".join(word.text for word in run)):
        return True
    return len(run) > 1 and all(find(word.text) for word in run)


def is_person(words: Sequence[Word], start: int, stop: int) -> bool:
    """True for strange words that somebody is called by: «…, said Mette Halvorsen», «Jean-Pierre Lemaire, Ambassador of …».

    One word alone is a surname by its ending or a first name, and speaks or acts.
    """
    run = words[start:stop]
    if not 0 < len(run) < 4 or not all(map(_is_strange, run)):
        return False
    if len(run) == 1 and not (is_surname(run[0].text) or (len(run[0].text) > 4 and is_given_name(run[0].text, ""))):
        return False
    before = fold(words[start - 1].text) if start else ""
    after = fold(words[stop].text) if stop < len(words) else ""
    if before in _SAID_BEFORE or after in _SAID:
        return True
    if len(run) == 1:
        return run[0].first and _acts(words, stop)
    return after == "," and _is_office_ahead(words, stop + 1)


def begins_person(words: Sequence[Word], start: int) -> bool:
    """True for «Paris» of «Paris Jackson», «Georgia Whitfield»: a first name that is a place's too, and a surname behind it."""
    after = words[start + 1] if start + 1 < len(words) else None
    if after is None or not is_capital(after) or after.acronym or not is_given_and_place(words[start].text):
        return False
    countries = any(entry.type is not EntityType.CITY for entry in find(after.text))
    return not is_listed_small(after.text, "en") and not countries and not _has_head([after])


def is_of_person(words: Sequence[Word], start: int, stop: int) -> bool:
    """True for «Ivanov» of «Gjorge Ivanov», «Oriol» of «Oriol Junqueras»: a town's name beside a strange capital."""
    before = words[start - 1] if start else None
    after = words[stop] if stop < len(words) else None
    return any(near is not None and not near.first and _is_strange(near) and not find(near.text) for near in (before, after))


def _acts(words: Sequence[Word], index: int) -> bool:
    """True before «thanked», «will»: somebody does something."""
    return index < len(words) and (
        (words[index].text.endswith("ed") and _is_small(words[index])) or words[index].text in ("will", "has", "is", "was")
    )


def _is_office_ahead(words: Sequence[Word], start: int) -> bool:
    """True for «Country Director of …», «an engineer at …» within four words and no sign between."""
    for word in words[start : start + 4]:
        if not word.letters:
            return False
        if begins(word, heads("en").positions):
            return True
    return False


def _is_strange(word: Word) -> bool:
    """True for a capital that is neither an English word nor a place or body of the gazetteer."""
    return (
        is_capital(word)
        and not word.acronym
        and not _is_common(word)
        and not any(entry.type is not EntityType.CITY or entry.population > _KNOWN_TOWN for entry in find(word.text))
    )


_KNOWN_TOWN = 15_000


@lru_cache(maxsize=50_000)
def _common(word: str) -> bool:
    return is_listed_small(word, "en") and not is_given_name(word, "en")


def _is_common(word: Word) -> bool:
    """True for an English word that is no name."""
    return all(_common(part) for part in word.text.split("-")) if word.letters else False


def is_body(words: Sequence[Word], start: int, stop: int) -> bool:
    """True for what is called as bodies are: «Transparency International», «Kyiv Post», «FC Kairat», «UNDP Kazakhstan»."""
    run = [word for word in words[start:stop] if word.letters]
    first, last = fold(run[0].text), fold(run[-1].text)
    if len(run) == 1:
        return _is_body_alone(words, start)
    if last in _WORLDWIDE and not begins(run[0], heads("en").positions):
        return last != "europe"
    if last in _MEDIA and (find(run[0].text) or len(run) > 2 or run[0].acronym):
        return True
    if first in _CLUBS:
        return True
    if last == "hall" and len(run) > 2 and fold(run[-2].text) in ("city", "town"):
        return True
    if last in _BUSINESSES and (_is_strange(run[0]) or run[0].acronym) and not is_given_name(run[0].text, "en"):
        return True
    if len(run) == 2 and run[1].acronym and _is_abbreviation(run[1]) and _is_strange(run[0]):
        return True  # «Fraunhofer ISE»
    return any(_is_of_body(run[:place]) and _is_place(run[place:]) for place in range(1, len(run)))


def _is_of_body(run: Sequence[Word]) -> bool:
    """True for «UNDP», «REC», «Habitat for Humanity» before the land of a branch."""
    entries = find(" ".join(word.text for word in run))
    if entries:
        return all(entry.type is EntityType.ORGANISATION for entry in entries)
    return len(run) == 1 and run[0].acronym and run[0].text.isupper() and len(run[0].text) > 2


def _is_body_alone(words: Sequence[Word], index: int) -> bool:
    """True for «SOCAR», «KazEnergy», «Promo-LEX»: capitals inside a word that no heading lies around."""
    word = words[index]
    if index and words[index - 1].text in ("@", "#"):
        return False
    if any(near.acronym and len(near.text) > 3 for near in words[max(0, index - 1) : index + 2] if near is not word):
        return False
    parts = word.text.split("-")
    inner = any(letter.isupper() for part in parts for letter in part[1:]) and not word.text.isupper()
    if inner and len(word.text) > 4:
        whole = all(part.isalpha() and part[0].isupper() for part in parts)
        return whole and not word.text.startswith(("Mc", "Mac", "De", "La", "Di", "Van"))
    return word.acronym and word.text.isupper() and _is_abbreviation(word)


def _is_abbreviation(word: Word) -> bool:
    """True for three to six capitals that are neither a word of English nor a thing's abbreviation."""
    small = fold(word.text)
    return (
        2 < len(small) <= 6
        and small.isalpha()
        and small not in _NO_BODIES
        and not is_listed_small(word.text, "en")
        and all(entry.type is EntityType.ORGANISATION for entry in find(word.text))
    )
