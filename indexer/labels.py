"""What codes are called, and which code a person means: languages under their own names, media types by their usual ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from corpus.languages import fold

_MEDIA = {
    # media type: label, then what it may be called in a query
    "application/pdf": ("PDF", "pdf"),
    "text/html": ("HTML", "html htm xhtml web page страница"),
    "text/plain": ("Text", "txt text plain текст"),
    "text/markdown": ("Markdown", "md markdown"),
    "message/rfc822": ("E-mail", "eml mail email e-mail письмо почта лист хат"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word", "docx doc word"),
}

_OWN_NAMES = dict(
    # the languages of most archives, as CLDR has them in themselves; others are asked of babel, which takes 10 ms each
    pair.split(":")
    for pair in "ru:русский uk:українська en:English kk:қазақ_тілі ky:кыргызча uz:o‘zbek tg:тоҷикӣ az:azərbaycan hy:հայերեն "
    "ka:ქართული ro:română be:беларуская tr:Türkçe de:Deutsch fr:français pl:polski tk:türkmen_dili tt:татар it:italiano "
    "es:español cs:čeština sk:slovenčina bg:български sr:српски lt:lietuvių lv:latviešu et:eesti mn:монгол".split()
)

_TYPED = ("en", "ru", "uk", "kk")


def media_label(media_type: str) -> str:
    """«PDF» for ``application/pdf``; an unknown type is its own label."""
    return _MEDIA[media_type][0] if media_type in _MEDIA else media_type


@cache
def language_label(code: str) -> str:
    """The language's name in itself: «русский», «English»; an unknown code is its own label."""
    if code in _OWN_NAMES:
        return _OWN_NAMES[code].replace("_", " ")
    from babel import Locale, UnknownLocaleError

    try:
        return Locale(code).get_language_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code


def media_named(typed: str, held: Iterable[str]) -> tuple[str, ...]:
    """The media types of the archive that ``typed`` may mean: «pdf», «письмо», «text/html»."""
    word = typed.casefold()
    return tuple(
        each for each in held if word == each or word in _MEDIA.get(each, ("", ""))[1].split() or word == each.split("/")[-1]
    )


def languages_named(typed: str, held: Iterable[str]) -> tuple[str, ...]:
    """The languages of the archive that ``typed`` may mean: «kk», «казахский», «Kazakh», «қазақ тілі»."""
    word = fold(typed)
    return tuple(code for code in held if word == code or word in _language_names(code))


@cache
def _language_names(code: str) -> frozenset[str]:
    from babel import Locale, UnknownLocaleError

    names = {fold(language_label(code))}
    for spoken in _TYPED:
        try:
            names.add(fold(Locale(spoken).languages.get(code, code)))
        except UnknownLocaleError:  # a babel without one of them still names the others
            continue
    return frozenset(names)
