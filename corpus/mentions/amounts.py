"""Amounts in running text: money, shares in per cent, and things counted or measured.

«не менее чем на 20 %» is a share of at least 20, «2,5 млн евро» are 2500000 EUR, «45 участников» are 45 of «участник».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.languages import fold
from corpus.mentions.nearby import overlapping
from corpus.model import Amount, Passage, Span
from corpus.morphology import readings

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_FACTORS = (
    (1_000, "тыс|тысяч\\w*|тисяч\\w*|мың|миң|thousand|mii|mie"),
    (1_000_000, "млн|миллион\\w*|мільйон\\w*|million|mln|mil|milioane|milion"),
    (1_000_000_000, "млрд|миллиард\\w*|мільярд\\w*|billion|bn|mlrd|miliarde|miliard"),
)
_CURRENCIES = {
    "EUR": "€|евро|euro|euros|eur|євро|еуро",
    "USD": "US ?\\$|\\$|доллар\\w*(?: США)?|долар\\w*(?: США)?|(?:US )?dollars?|usd|dolari",
    "KZT": "₸|тенге|теңге|kzt|tenge",
    "KGS": "сом(?:а|ов|у|ом)?|kgs|soms?",
    "TJS": "сомони|tjs|somoni",
    "UZS": "сум(?:а|ов|у)?|uzs",
    "RUB": "₽|руб|рубл\\w+|rub|rubles?|roubles?",
    "UAH": "₴|грн|гривн\\w*|гривен\\w*|гривень|uah|hryvnias?",
    "MDL": "лей|лея|леев|lei|leu|mdl",
    "GBP": "£|gbp|фунт\\w* стерлингов|pounds?",
    "BYN": "byn|белорусских рубл\\w+",
    "AZN": "₼|манат\\w*|azn",
    "GEL": "₾|лари|gel",
    "AMD": "֏|драм\\w*|amd",
    "CHF": "chf",
}
_MEASURES = {
    "kWh": "кВт[·*⋅. -]?ч(?:ас\\w*)?|кВт[·*⋅-]?год|kWh",
    "MWh": "МВт[·*⋅. -]?ч(?:ас\\w*)?|МВт[·*⋅-]?год|MWh",
    "kW": "кВт|kW",
    "MW": "МВт|MW",
    "GW": "ГВт|GW",
    "Gcal": "Гкал|Gcal",
    "km": "км|километр\\w*|кілометр\\w*|km|kilomet(?:re|er)s?",
    "m²": "кв\\.? ?м(?:етр\\w*)?|м2|м²|m2|m²|sq\\.? ?m|шаршы метр",
    "m³": "куб\\.? ?м(?:етр\\w*)?|м3|м³|m3|m³",
    "m": "метр(?:а|ов|ів|и)?|met(?:re|er)s?",
    "ha": "га|гектар\\w*|hectares?|ha",
    "t": "тонн\\w*|тонна|т|tonnes?|tons?",
    "kg": "кг|килограмм\\w*|кілограм\\w*|kg",
    "°C": "°\\s?[CС]|градус\\w*",
}
_SHARE = "%|процент\\w*|процентных пункт\\w*|відсот\\w*|пайыз\\w*|per ?cent|percent|la sută|п\\. ?п\\."
_SIGNS = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "₸": "KZT", "₽": "RUB", "₴": "UAH"}
_SIGNS |= {code: code for code in _CURRENCIES}
_BOUNDS = {
    "at least": "не менее(?: чем)?|не меньше(?: чем)?|не менш(?:е)?(?: ніж| як)?|"
    "минимум|как минимум|at least|no less than|кемінде|cel puțin",
    "more than": "более(?: чем)?|больше(?: чем)?|свыше|понад|більше(?: ніж)?|more than|over|peste|mai mult de",
    "at most": "не более(?: чем)?|не больше(?: чем)?|максимум|up to|at most|no more than|не більше(?: ніж)?|cel mult",
    "less than": "менее(?: чем)?|меньше(?: чем)?|менше(?: ніж)?|less than|under|mai puțin de",
    "about": "около|примерно|приблизительно|порядка|почти|близько|майже|"
    "about|around|approximately|nearly|almost|шамамен|aproximativ|circa",
}
_STEPS = "(?:на|в|до|по|by|a|of|cu|de|із|с)"
_BOUND = "|".join(f"(?P<b{place}>{words})" for place, words in enumerate(_BOUNDS.values()))
_SIGN = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
_FACTOR = "|".join(f"(?P<f{place}>(?:{words})\\b)" for place, (_, words) in enumerate(_FACTORS))
_UNITS = [("share", "%", _SHARE)]
_UNITS += [("money", unit, words) for unit, words in _CURRENCIES.items()]
_UNITS += [("quantity", unit, words) for unit, words in _MEASURES.items()]
# the longest spelling first: «кВт·ч» before «кВт», «сомони» before «сом»
_UNIT = "|".join(f"(?P<u{place}>(?:{words})(?!\\w))" for place, (_, _, words) in enumerate(_UNITS))
_PATTERN = re.compile(
    rf"(?<![\w.,/№#-])(?:(?:{_BOUND})\s+(?:{_STEPS}\s+)?)?(?P<sign>(?:{_SIGN})\s?)?"
    rf"(?P<low>{_NUMBER})(?:\s?[-–—]\s?(?P<top>{_NUMBER}))?(?![\d]|[.,]\d)"
    rf"(?:[\s\u00a0-]?(?:{_FACTOR})(?:\.(?-i:(?=[\s\u00a0]?[a-zа-яёіїєґ])))?)?(?:[\s\u00a0]?(?:{_UNIT}))?",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s\u00a0](?:(?P<first>[^\W\d_][\w’'-]+)[\s\u00a0])?(?P<noun>[^\W\d_][\w’'-]+)")
_NAMED = re.compile(
    r"(?:№|N|#|пункт\w*|стат\w+|глав\w+|раздел\w*|тел\.?|page|section|article|ст\.|п\.|стр\.|с\.)\s*\Z", re.IGNORECASE
)
_NOT_COUNTED = frozenset(
    "год рік час утро вечер день январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень".split()
)
_ENGLISH_PLURALS = frozenset({"people", "men", "women", "children"})
_ENGLISH_SMALL = frozenset("of and in to the by at on per for or a is was are were with from".split())
_ENGLISH_NEVER = frozenset("was is has this its as thus plans years".split())


def find_amounts(text: str, passages: Sequence[Passage], taken: Sequence[Span]) -> tuple[Amount, ...]:
    """Every amount of the text in order; none lies in ``taken`` (dates and contacts, in text order)."""
    return tuple(amount for passage in passages for amount in _in_passage(text, passage) if not overlapping(taken, amount.span))


def _in_passage(text: str, passage: Passage) -> Iterator[Amount]:
    place, stop = passage.span.start, passage.span.stop
    while match := _PATTERN.search(text, place, stop):
        amount = _read(text, match, stop, passage.language)
        if amount is not None:
            yield amount
        place = amount.span.stop if amount is not None else max(match.end("low"), match.start() + 1)


def _read(text: str, match: re.Match[str], stop: int, language: str) -> Amount | None:
    """The amount of a match; None for a bare number."""
    if _NAMED.search(text, max(0, match.start() - 10), match.start()):
        return None
    end = match.end()
    unit = next((place for place in range(len(_UNITS)) if match[f"u{place}"]), -1)
    if unit >= 0:
        kind, name, _ = _UNITS[unit]
    elif match["sign"]:
        kind, name = "money", _SIGNS[match["sign"].strip().upper()]
    else:
        counted = _counted(text, end, stop, language, _number(match["top"] or match["low"]))
        if counted is None:
            return None
        kind, (name, end) = "quantity", counted
    factor = next((_FACTORS[place][0] for place in range(len(_FACTORS)) if match[f"f{place}"]), 1)
    low = _number(match["low"]) * factor
    top = _number(match["top"]) * factor if match["top"] else low
    bound = next((said for place, said in enumerate(_BOUNDS) if match[f"b{place}"]), "")
    span = Span(match.start(), end)
    return Amount(span, kind, span.of(text), low, max(low, top), name, bound)


def _number(written: str) -> float:
    """«1 200,5», "1,200.5" and "12,345" as numbers; a comma before anything but three digits is a decimal one."""
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) and not plain.startswith("0"):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def _counted(text: str, place: int, stop: int, language: str, number: float) -> tuple[str, int] | None:
    """What a number counts and where its word ends: «45 участников», «12 малых городов»; None when it counts nothing."""
    match = _NOUN.match(text, place, stop)
    if match is None:
        return None
    words = (
        [(match["first"], match.end("first")), (match["noun"], match.end("noun"))]
        if match["first"]
        else [(match["noun"], match.end("noun"))]
    )
    for place, (word, end) in enumerate(words):
        noun = _thing(word, language, _agreement(number))
        if noun:
            return noun, end
        if place or not _describes(word, language):
            return None
    return None


def _agreement(number: float) -> str:
    """How a Slavic noun stands after a number: "one" (21 город), "few" (3 города), "many" (12 городов)."""
    whole = int(number)
    if whole % 10 == 1 and whole % 100 != 11:
        return "one"
    return "few" if whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14) else "many"


@lru_cache(maxsize=20_000)
def _thing(word: str, language: str, agreement: str) -> str:
    """The lemma of a noun in a form that follows such a number («участников», «города», "cities"); "" for any other word.

    «3 этаж» counts nothing: a noun after a few is in the genitive or, in another case, in the plural («в 3 домах»).
    """
    if word != word.lower():
        return ""
    if language in ("ru", "uk", "be"):
        options = readings(word, "uk" if language == "uk" else "ru")
        if not options[0].known or options[0].pos != "NOUN" or options[0].lemma in _NOT_COUNTED:
            return ""
        fits = any(each.lemma == options[0].lemma and _follows(each.grammemes, agreement) for each in options)
        return options[0].lemma if fits else ""
    if language == "en":
        plural = word in _ENGLISH_PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))
        return readings(word, "en")[0].lemma if plural and word not in _ENGLISH_NEVER else ""
    return ""


def _follows(grammemes: frozenset[str], agreement: str) -> bool:
    if agreement == "one":
        return "sing" in grammemes
    few = agreement == "few" and "sing" in grammemes and not {"gent", "gen1"}.isdisjoint(grammemes)
    return few or "plur" in grammemes


@lru_cache(maxsize=20_000)
def _describes(word: str, language: str) -> bool:
    """True for an adjective between a number and its noun: «12 малых городов», "12 small cities"."""
    if word != word.lower():
        return False
    if language in ("ru", "uk", "be"):
        return readings(word, "uk" if language == "uk" else "ru")[0].pos in ("ADJF", "PRTF")
    return language == "en" and fold(word) not in _ENGLISH_SMALL
