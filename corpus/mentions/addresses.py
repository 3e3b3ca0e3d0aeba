"""Postal addresses: a street and a house around a street word, or a place and a house before a city's mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Contact, Span

_CAPITAL = "A-ZА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺӢӮҶҲЎȘȚŞŢĂÂÎÜÖÇİĞŞƏ"
_LETTER = r"[^\W\d_]"
_WORD = rf"[{_CAPITAL}]{_LETTER}*(?:[-’'ʻ‘]{_LETTER}+)*(?:-\d{{1,2}})?"
_LOWER = r"би|батыра|хана|лет|років|ата|ақын|хан|батыр|cel|și|şi|si|de|din|al|lui|cu|мая|марта|жыл|летия"
_NAME = rf"(?:[{_CAPITAL}]\.\s?){{0,2}}(?:\d{{1,3}}(?:-(?:я|й|го|летия|ші|і))?\s)?{_WORD}(?:\s(?:{_WORD}|{_LOWER})){{0,4}}"

_HOUSE = (
    r"(?:(?:д|дом|буд|будинок|үй|уй|nr|ном|№)\.?\s?)?№?\s?\d{1,4}(?:\s?[/-]\s?\d{1,4})?(?:-?[А-Яа-яA-Za-zІіЇї](?![^\W_]))?"
    r"(?:,?\s(?:корп|корпус|к|стр|строение|блок|бл|bl|литер|лит)\.?\s?[\dА-Я]{1,3}(?!\w))?"
)
_UNIT = (
    r"(?:кв|оф|офис|каб|кабинет|ком|комн|пом|ап|of|ap|et|office|off|room|suite|apt|кеңсе|бөлме|пәтер)\.?\s?№?\s?\d{1,4}[а-яa-z]?(?!\w)"
    r"|\d{1,2}(?:-й|th|st|nd|rd)?\s(?:этаж|поверх|қабат|floor)|(?:этаж|поверх)\s\d{1,2}"
)
_INDEX = r"(?:(?:MD|AZ|LV|RO)-?)?\d{4,6}(?!\d)"
_CITY = (
    rf"(?:(?:г|м|с|п|пос|пгт|смт|а|or|mun|гор|қ|ш)\.\s?|(?:город|місто|село|қала|orașul|municipiul)\s){_WORD}(?:\s{_WORD})?"
    rf"|{_WORD}(?:\s{_WORD})?\s(?:қ\.|қаласы|шаары|шаҳри|shahri|şəhəri)"
)
_COUNTRY = (
    r"(?:Республика\s|Республіка\s|Republic\sof\s|Republica\s)?(?:Казахстан|Kazakhstan|Қазақстан(?:\sРеспубликасы)?|Украина|Україна|Ukraine|Молдова|Moldova|"
    r"Россия|Russia|Российская\sФедерация|Таджикистан|Tajikistan|Узбекистан|Uzbekistan|Армения|Armenia|Грузия|Georgia|Azerbaijan|Азербайджан|"
    r"Беларусь|Belarus|Кыргызстан|Kyrgyzstan|România|Romania|Latvia|Латвия|Germany|Германия)|Кыргызская\sРеспублика|Кыргыз\sРеспубликасы|Kyrgyz\sRepublic|РК|КР"
)
_REGION = rf"{_WORD}(?:\s(?:обл\.|область|облысы|обласць|область|район|р-н|ауданы|облусу)|\sregion)"
_SEP = r"(?:,[ \t\u00a0]*\n?[ \t]*|[ \t\u00a0]*\n[ \t]*)"
_COMMA = r"(?:,\s?|\s)"

_FIRST = (
    r"ул|улиц[аеуы]|ул-ца|пр|пр-т|пр-кт|просп|проспект[аеу]?|пер|переул[оа]к[аеу]?|мкр|мкрн|м-н|микрорайон[аеу]?|бул|бульвар[аеу]?|б-р|пл|площад[ьи]|"
    r"наб|набережн[аойе]{2}|шоссе|тракт|вул|вулиц[яіюи]|пров|провул[оа]?к[уа]?|площ[аі]|кӯча[ио]?|хиёбони|"
    r"str|strada|bd|bul|bulevardul|calea|piața|șos|șoseaua|al|aleea"
)
_LAST = (
    r"көшесі|көш|даңғылы|даңғ|даң|шағын\s?ауданы?|ықшам\s?ауданы?|көчөсү|көч|кўчаси|ko['‘ʻ’]chasi|шоҳкўчаси|küçəsi|küç|prospekti|улица|ул|проспект|пр|"
    r"бульвар|переулок|вулиця|шоссе|փողոց|iela|ქუჩა"
)
_ENGLISH = r"Street|St|street|str|Avenue|Ave|avenue|Prospect|Prospekt|Road|Rd|Boulevard|Blvd|Square|Lane|Highway|Embankment"
_MARK = re.compile(rf"(?<![\w-])(?:{_FIRST}|{_LAST}|{_ENGLISH})(?![\w-])\.?", re.IGNORECASE)
_CITY_MARK = re.compile(rf"(?<!\w)(?:г|м|қ|or|mun)\.\s?(?={_WORD})")

_CITY_HERE = re.compile(_CITY)
_IS_FIRST = re.compile(rf"(?:{_FIRST})\.?", re.IGNORECASE)
_IS_LAST = re.compile(rf"(?:{_LAST})\.?", re.IGNORECASE)
_IS_ENGLISH = re.compile(rf"(?:{_ENGLISH})\.?")
_NAME_THEN_HOUSE = re.compile(rf"\s?[«\"]?{_NAME}[»\"]?{_COMMA}\s?{_HOUSE}")
_THEN_HOUSE = re.compile(rf"{_COMMA}\s?{_HOUSE}")
_NAME_BEFORE = re.compile(rf"(?<![\w«\"-]){_NAME}\s?$")
_HOUSE_NAME_BEFORE = re.compile(
    rf"(?<![\w.,-])\d{{1,4}}(?:[/-]\d{{1,4}})?[A-Za-z]?,?\s(?:[A-Z]\.\s?)?{_WORD}(?:\s{_WORD}){{0,2}}\s?$"
)
_PLACE_BEFORE_CITY = re.compile(
    rf"(?<![\w«\"-]){_WORD}(?:\s{_WORD})?,\s\d{{1,4}}(?:/\d{{1,4}})?[а-яА-Я]?(?:,\s(?:{_UNIT}))?,\s$"
)

_MORE_BEFORE = re.compile(rf"(?<![\w-])(?:(?:{_INDEX}|{_CITY}|{_COUNTRY}|{_REGION}){_SEP})+$")
_MORE_BEHIND = re.compile(
    rf"(?:(?:{_SEP}|[ \u00a0])(?:{_UNIT})|{_SEP}(?:{_CITY}|{_COUNTRY}|{_REGION})|(?:{_SEP}|[ \u00a0]){_INDEX})+"
)
_PLAIN_CITY = re.compile(
    rf"{_SEP}(?P<city>[{_CAPITAL}]{_LETTER}{{2,}}(?:-{_LETTER}+)*)(?:(?P<index>(?:,\s|\s){_INDEX})|(?=[,;]?\s*(?:\n|$)|[.;)]|,\s(?:{_COUNTRY})))"
)
_COUNTED = re.compile(
    r"\s?(?:%|°|:\d|[-–]\s?\d{2}[.:])|\s(?:года?|г\.|лет|чел|мес|дн|час|км|кв\.\s?м|тыс|млн|млрд|тонн|тенге|евро|дом(?:а|ов|ов)\b|подъезд|квартир|"
    r"янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|people|houses|buildings|residents)",
    re.IGNORECASE,
)
"""What shows that the number counts something or is a day: «площадь Республики, 20 февраля»."""


def find_addresses(text: str) -> list[Contact]:
    """The postal addresses of ``text``, in text order, without overlap; their value has single spaces."""
    found: list[Contact] = []
    for span in sorted(_spans(text)):
        if not found or found[-1].span.stop <= span.start:
            found.append(Contact(span, "address", span.of(text), " ".join(span.of(text).split())))
    return found


def _spans(text: str) -> Iterator[Span]:
    for mark in _MARK.finditer(text):
        if core := _street(text, mark):
            yield _widen(text, *core)
    for mark in _CITY_MARK.finditer(text):
        place = _PLACE_BEFORE_CITY.search(text, max(0, mark.start() - 70), mark.start())
        city = _CITY_HERE.match(text, mark.start())
        if place and city:
            yield _widen(text, place.start(), city.end())


def _street(text: str, mark: re.Match[str]) -> tuple[int, int] | None:
    """Street and house around a street word: «ул. Толе би, 35», «Төле би көшесі, 35», "62, Kosmonavtov str."."""
    word, (start, stop) = mark.group(), mark.span()
    if _IS_ENGLISH.fullmatch(word) and (name := _HOUSE_NAME_BEFORE.search(text, max(0, start - 60), start)):
        # "Street." ends a sentence, "str." is an abbreviation
        return name.start(), stop - (word.endswith(".") and len(word) > 5)
    if _IS_FIRST.fullmatch(word) and (house := _NAME_THEN_HOUSE.match(text, stop)) and not _COUNTED.match(text, house.end()):
        return start, house.end()
    if _IS_LAST.fullmatch(word) and (house := _THEN_HOUSE.match(text, stop)) and not _COUNTED.match(text, house.end()):
        name = _NAME_BEFORE.search(text, max(0, start - 60), start)
        return (name.start(), house.end()) if name else None
    return None


def _widen(text: str, start: int, stop: int) -> Span:
    """The address with the index, city, region and country that stand beside its street."""
    if before := _MORE_BEFORE.search(text, max(0, start - 120), start):
        start = before.start()
    for _ in range(2):
        if more := _MORE_BEHIND.match(text, stop):
            stop = more.end()
        if city := _PLAIN_CITY.match(text, stop):
            stop = city.end()
    return Span(start, stop)
