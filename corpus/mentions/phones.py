"""Telephone and fax numbers as E.164, with the extensions that belong to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

from corpus.model import Contact, Span

_GAP = r"[ \t\u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\w@/+-])(?<![0-9][.,:])(?:\+{_GAP}?[0-9(]|\({_GAP}?[0-9+]|[0-9])"
    rf"(?:{_GAP}?[-–—‑.()/]{{0,2}}{_GAP}?[0-9]){{4,14}}(?![\w@%]|[.,-][0-9])"
)
_NEXT = re.compile(
    rf"{_GAP}?(?:,|;|/|{_GAP}(?:и|или|та|або|және|and|or|și|sau)){_GAP}?(?P<number>[0-9](?:{_GAP}?[-–‑]?{_GAP}?[0-9]){{4,6}})(?![0-9\w@%])"
)
"""A further number of the same exchange: «+7 (727) 2785110, 2785022»."""

_EXTENSION = re.compile(
    rf"{_GAP}?[,;(]?{_GAP}?(?:вн(?:утр(?:енний|\.)?)?|доб(?:авочный|\.)?|ішкі|ички|extension|ext|int(?:erior)?|dahili)[.:№]*{_GAP}?"
    rf"(?P<numbers>[0-9]{{1,6}}(?:{_GAP}?[,/и]{_GAP}?[0-9]{{1,6}}(?![0-9-]))*)(?![0-9-])",
    re.IGNORECASE,
)
_PHONE_LABEL = (
    r"тел|телефон\w*|моб|мобильный|сот|сотовый|раб|т|ұялы|қабылдау|телефоны|приемная|приёмная|приймальня|звон\w+|горячая\s+линия|"
    r"whatsapp|viber|telegram|tel|telefon|telefonul|phone|telephone|mob|mobile|cell|hotline|call|հեռ|ტელ|тлф|tlf"
)
_FAX_LABEL = r"факс\w*|fax|faks|telefax|ֆաքս|ფაქსი|ф"
_LABEL = re.compile(
    rf"(?<![^\W_])(?:(?P<fax>{_FAX_LABEL})|(?P<phone>{_PHONE_LABEL}))(?![^\W_])[.:]?(?:{_GAP}?[/,(]{_GAP}?(?:факс|fax|моб|mob)\.?\)?)?"
    rf"(?:{_GAP}(?:для{_GAP}справок|для{_GAP}прессы|офиса|редакции|office|number|no))?{_GAP}?[.:–—-]*{_GAP}*(?:\n{_GAP}*)?$",
    re.IGNORECASE,
)
_SHARED_LINE = re.compile(r"(?:тел|tel)\.?\s?/\s?$", re.IGNORECASE)
_SAYS_PHONE = re.compile(
    r"(?<!\w)(?:тел|tel|phone|telephone|факс|fax|моб|mob|телефон\w*|telefon\w*|հեռ|ტელ)(?![^\W_])", re.IGNORECASE
)
_NOT_PHONE = re.compile(
    r"(?:№|#|\bN|\bno\.?|БИН|ИИН|ИНН|КПП|ОГРН|БИК|ИИК|р/с|счет|счёт|рахунок|IBAN|ISBN|ISSN|ОКПО|ЄДРПОУ|IDNO|код|code|индекс|договор\w*)\s*:?\s*$",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}\1(?:[0-9]{2}|(?:19|20)[0-9]{2})")
_NATIONAL = re.compile(rf"(?:8|0){_GAP}?[-(]?|\([0-9]")
"""How an unlabelled number without a country code must begin: «8 (727) 278-51-10», «(0232) 54-12-10»."""

_HINTS = {
    "KZ": r"казах|қазақ|kazakh|алмат|астан|astana|тараз|taraz|\.kz\b",
    "KG": r"кыргыз|киргиз|қырғыз|kyrgyz|бишкек|bishkek|\bош[а-е]?\b|\bosh\b|талас|\.kg\b",
    "UA": r"украин|україн|ukrain|киев|київ|kyiv|kiev|полтав|poltava|льв[оі]в|lviv|\.ua\b",
    "MD": r"молдов|moldov|кишин[её]в|chi[sșş]in[aă]u|\.md\b",
    "RO": r"румын|român|romania|bucure|\.ro\b",
    "RU": r"росси|russia|москв|moscow|ростов|rostov|\.ru\b",
    "TJ": r"таджик|тоҷик|tajik|душанбе|dushanbe|\.tj\b",
    "UZ": r"узбек|ўзбек|o['‘ʻ]zbek|uzbek|ташкент|тошкент|toshkent|tashkent|\.uz\b",
    "AM": r"армени|armenia|ереван|yerevan|հայաստան|\.am\b",
    "GE": r"грузи|georgia|тбилиси|tbilisi|საქართველო|\.ge\b",
    "AZ": r"азербайдж|azerba|баку|bakı|baku|\.az\b",
    "BY": r"белорус|беларус|belarus|минск|minsk|\.by\b",
    "LV": r"латви|latvia|\bриг[аеиу]\b|\briga\b|\.lv\b",
    "TR": r"турци|türkiye|turkey|анкар|ankara|\.tr\b",
    "PL": r"польш|polska|poland|варшав|warsaw|\.pl\b",
    "DE": r"герман|deutschland|germany|берлин|berlin|\.de\b",
}
_GUESSES = ("KZ", "RU", "UA", "KG", "TJ", "UZ", "MD", "RO", "AM", "GE")
"""Tried in turn where the text names no place; the first whose numbering plan has such a number is taken."""

_HINT = re.compile("|".join(f"(?P<{region}>{words})" for region, words in _HINTS.items()), re.IGNORECASE)


def find_phones(text: str, country: str, taken: Sequence[Span]) -> list[Contact]:
    """The phones and faxes of ``text`` outside ``taken``, in text order.

    Numbers with "+" are read anywhere; others only in a text that speaks of telephones, in the region of ``country``, of the
    text's international numbers, or of the places it names, in this order.
    """
    found: list[Contact] = []
    local: list[tuple[re.Match[str], str]] = []
    regions: list[str] | None = None
    starts = [span.start for span in taken]
    place = 0
    while match := _NUMBER.search(text, place):
        place = match.end()
        before = bisect_left(starts, match.end()) - 1
        if before >= 0 and taken[before].stop > match.start():
            continue
        if regions is None:
            regions = _regions(text, country)
        group, place = _group(text, match, regions)
        found += group
        if not group and (label := _label(text, match.start())):
            local.append((match, label))
    return found + [contact for match, label in local for contact in _local(text, match, label, found)]


def _local(text: str, match: re.Match[str], label: str, found: Sequence[Contact]) -> list[Contact]:
    """A labelled number without its code, «тел. 201-20-14, вн. 104», completed from the full number before it, or the first."""
    if not found:
        return []
    before = max(0, bisect_left(found, match.start(), key=lambda contact: contact.span.start) - 1)
    number = _complete(found[before].value, re.sub(r"\D", "", match.group()))
    if number is None:
        return []
    group = [_contact(text, Span(*match.span()), label, number)]
    extension = _EXTENSION.match(text, match.end())
    return _extend(group, re.findall(r"[0-9]+", extension["numbers"])) if extension else group


def _group(text: str, match: re.Match[str], regions: Sequence[str]) -> tuple[list[Contact], int]:
    """The contacts that begin with the number at ``match``, and where they end."""
    kind = _label(text, match.start())
    number = _parse(text, match, kind, regions)
    if number is None:
        return [], match.end()
    first = _contact(text, Span(*match.span()), kind or "phone", number)
    group, stop = [first], match.end()
    while following := _NEXT.match(text, stop):
        further = _complete(first.value, re.sub(r"\D", "", following["number"]))
        if further is None:
            break
        group.append(_contact(text, Span(*following.span("number")), first.kind, further))
        stop = following.end()
    if extension := _EXTENSION.match(text, stop):
        group = _extend(group, re.findall(r"[0-9]+", extension["numbers"]))
        stop = extension.end()
    return group, stop


def _label(text: str, start: int) -> str:
    """phone or fax when the number is labelled so, "" when it has no label; «тел./факс» is a phone."""
    found = _LABEL.search(text, max(0, start - 40), start)
    if not found:
        return ""
    shared = _SHARED_LINE.search(text, max(0, found.start() - 8), found.start())
    return "fax" if found["fax"] and not shared else "phone"


def _parse(text: str, match: re.Match[str], label: str, regions: Sequence[str]) -> PhoneNumber | None:
    written = match.group()
    if _NOT_PHONE.search(text, max(0, match.start() - 20), match.start()) or _DATE_LIKE.fullmatch(written):
        return None
    digits = re.sub(r"\D", "", written)
    if "+" in written:
        number = _read("+" + digits, None)
        return number if number and _is_plausible(number, label) else None
    if len(digits) < 8 or not regions or not (label or (_NATIONAL.match(written) and len(digits) >= 9 and digits != written)):
        return None
    candidates = (_read(digits, region) for region in regions)
    return next((number for number in candidates if number and phonenumbers.is_valid_number(number)), None)


def _is_plausible(number: PhoneNumber, label: str) -> bool:
    """A labelled number need only have a possible length: exchanges open faster than numbering plans are published."""
    return phonenumbers.is_valid_number(number) or bool(label and phonenumbers.is_possible_number(number))


def _read(digits: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None


def _complete(value: str, digits: str) -> PhoneNumber | None:
    """The number that shares its code with ``value`` and ends in ``digits``; None when no such number can be."""
    number = _read(value[: -len(digits)] + digits, None) if 5 <= len(digits) <= 7 else None
    return number if number and phonenumbers.is_possible_number(number) else None


def _contact(text: str, span: Span, kind: str, number: PhoneNumber) -> Contact:
    return Contact(span, kind, span.of(text), phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _extend(group: list[Contact], extensions: list[str]) -> list[Contact]:
    """«2785110, 2785022, вн. 120,122»: as many as numbers go to them in order; else the last number has them all."""
    if len(extensions) == len(group):
        return [replace(contact, extension=extension) for contact, extension in zip(group, extensions, strict=True)]
    return [*group[:-1], replace(group[-1], extension=",".join(extensions))]


def _regions(text: str, country: str) -> list[str]:
    """Where a number without a country code may belong, likeliest first; none in a text that never says telephone."""
    if not _SAYS_PHONE.search(text):
        return []
    named = Counter(str(hint.lastgroup) for hint in _HINT.finditer(text))
    order = [country.upper()] if country else []
    order += [region for region, _ in Counter(_international(text)).most_common()]
    order += [region for region, _ in named.most_common()]
    return list(dict.fromkeys(order)) or list(_GUESSES)


def _international(text: str) -> Iterator[str]:
    for match in re.finditer(rf"\+{_GAP}?[0-9(](?:{_GAP}?[-–().]?{_GAP}?[0-9]){{7,14}}", text):
        number = _read("+" + re.sub(r"\D", "", match.group()), None)
        region = phonenumbers.region_code_for_number(number) if number else None
        if region:
            yield str(region)
