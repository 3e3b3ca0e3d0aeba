"""The names a field may be typed under, in English, Russian, Ukrainian and Kazakh."""

from __future__ import annotations

import difflib

_NAMES = {
    "title": "title заголовок название назва тақырып",
    "text": "text текст мәтін",
    "author": "author автор",
    "path": "path файл путь шлях жол",
    "person": "person персона человек люди особа людина адам тұлға",
    "organisation": "organisation organization org орг организация организації організація ұйым",
    "city": "city город місто қала",
    "country": "country страна країна ел",
    "region": "region регион область регіон өңір аймақ",
    "place": "place место місце орын",
    "programme": "programme program project программа проект програма проєкт бағдарлама жоба",
    "event": "event событие подія оқиға",
    "law": "law закон указ заң",
    "type": "type тип түрі",
    "language": "language lang язык мова тіл",
    "source": "source источник джерело дереккөз",
    "pages": "pages страниц страницы сторінок бет",
    "words": "words слов слова слів сөз",
    "size": "size размер розмір көлем",
    "has": "has есть має бар",
    "date": "date year дата год рік күні күн жыл",
}

FIELDS = {typed: name for name, line in _NAMES.items() for typed in line.split()}


def field_named(typed: str) -> str | None:
    """The field that ``typed`` means in any of the languages, None when there is none."""
    return FIELDS.get(typed.casefold())


def nearest(typed: str) -> list[str]:
    """Field names that look like ``typed``, most alike first: «горд» → «город»."""
    return difflib.get_close_matches(typed.casefold(), FIELDS, n=3, cutoff=0.7)
