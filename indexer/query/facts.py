"""Facts a document may have (``has:phone``) and numbers it may be asked for by (``pages:10..20``)."""

from __future__ import annotations

import re

from corpus.languages import fold

_FACTS = {
    "title": "title заголовок название назва тақырып",
    "author": "author автор",
    "date": "date дата күні",
    "url": "url link адрес_страницы ссылка посилання сілтеме",
    "phone": "phone tel телефон",
    "email": "email e-mail почта пошта",
    "address": "address адрес адреса мекенжай",
    "pages": "pages страницы сторінки бет",
    "role": "role position должность посада лауазым",
    "person": "person персона человек люди особа людина адам тұлға",
    "organisation": "organisation organization org организация організація ұйым",
    "city": "city город місто қала",
    "country": "country страна країна ел",
    "region": "region регион регіон өңір аймақ",
    "place": "place место місце орын",
    "programme": "programme program project программа проект програма проєкт бағдарлама жоба",
    "event": "event событие подія оқиға",
    "law": "law закон указ заң",
}

FACTS = tuple(_FACTS)
NUMBERS = ("pages", "words", "size")
"""Number of pages (0 when unpaged), words, and bytes of the file."""

_NAMED = {fold(typed): name for name, line in _FACTS.items() for typed in line.split()}
_NUMBER = r"(\d{1,15})(kb|mb|gb|кб|мб|гб)?"
_ONE = re.compile(rf"{_NUMBER}\Z")
_SCALES = {"kb": 1000, "кб": 1000, "mb": 10**6, "мб": 10**6, "gb": 10**9, "гб": 10**9}


def fact_named(typed: str) -> str | None:
    """The fact that ``typed`` means in any of the languages, None when there is none."""
    return _NAMED.get(fold(typed))


def number_range(typed: str) -> tuple[int | None, int | None] | None:
    """First and last number, both included, of «10», «10..20», «10..», «>10», «<=1mb»; None ends are open. None: no range."""
    text = typed.casefold().replace(" ", "")
    if text[:1] in "<>":
        sign = text[:2] if text[1:2] == "=" else text[:1]
        number = _number(text[len(sign) :])
        if number is None:
            return None
        return {">": (number + 1, None), ">=": (number, None), "<": (None, number - 1), "<=": (None, number)}[sign]
    if ".." not in text:
        number = _number(text)
        return None if number is None else (number, number)
    left, right = text.split("..", 1)
    first, last = _number(left), _number(right)
    if (first is None and left) or (last is None and right) or first is last is None:
        return None
    return None if first is not None and last is not None and first > last else (first, last)


def _number(text: str) -> int | None:
    found = _ONE.match(text)
    return int(found[1]) * _SCALES.get(found[2] or "", 1) if found else None
