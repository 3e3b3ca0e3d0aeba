"""People: the words of a name, its nominative, and whose surname or initials stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from corpus.mentions.natasha import data
from corpus.mentions.nominative import is_initial, person
from corpus.mentions.suffixes import bare_forms
from corpus.spelling import skeleton

_PART = re.compile(r"[^\W\d_]\.|[^\W\d_]{1,2}\.(?=\s*[^\W\d_])|[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*")
_CAPITAL = "[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺA-ZĂÂÎȘȚŞŢ]"
_SURNAME = rf"{_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)?"
_SURNAME_ENDING = re.compile(r"(?:[oe]va?|ina?|enko|uk|sk(?:ii?|aia|a)|ian|svili|dze|baev?a?|kizi|uli)$")
WITH_INITIALS = re.compile(
    rf"\b(?:{_CAPITAL}\.\s?(?:{_CAPITAL}\.\s?)?{_SURNAME}|{_SURNAME}\s{_CAPITAL}\.(?:\s?{_CAPITAL}\.)?)(?![^\W\d_])"
)
"""«И. И. Городиская», «Сапарова А. К.», «J. Smith»: a surname with one or two initials, in either order."""


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a person's name as written, initials with their full stops."""
    return tuple(_PART.findall(name))


def nominative(name: str, language: str) -> str:
    """The nominative of a person's name in its usual order: given name or initials first."""
    parts = parts_of(name)
    if not parts:
        return name
    if language in ("ru", "uk", "be"):
        parts = person(tuple(parts), "uk" if language == "uk" else "ru").words
    elif len(parts) > 1:
        parts = (*parts[:-1], _bare_surname(parts[-1], language))
    return " ".join(_usual_order(parts))


def surname_of(name: str) -> str:
    """The surname of a nominative name: its last part that is no initial nor patronymic."""
    full = [part for part in parts_of(name) if not is_initial(part)]
    return next((part for part in reversed(full) if not is_patronymic(part)), full[-1] if full else name)


def initials_of(name: str) -> str:
    """The first letters of what stands before the surname: «Ирина Ивановна Городиская» and «И. И. Городиская» → «ИИ»."""
    parts, surname = parts_of(name), surname_of(name)
    return "".join(part[0].upper() for part in parts if part != surname)


def complete(name: str, full_names: Iterable[str]) -> str:
    """The one full name that «Городиская» or «И. Городиская» can stand for; "" when none or several can."""
    surname, initials = skeleton(surname_of(name)), initials_of(name)
    if any(not is_initial(part) for part in parts_of(name) if part != surname_of(name)):
        return ""
    fitting = {
        skeleton(full): full
        for full in full_names
        if skeleton(surname_of(full)) == surname and initials_of(full)[: len(initials)] == initials
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else ""


def is_full(name: str) -> bool:
    """True when a given name and a surname are both written out."""
    return sum(not is_initial(part) for part in parts_of(name)) >= 2


def is_surname(word: str) -> bool:
    """True for a surname by its ending: Сапарова, Melnychuk, Гончаренко, Cebanu stay unknown."""
    return bool(_SURNAME_ENDING.search(skeleton(word)))


def is_patronymic(part: str) -> bool:
    """True for «Кайратовна», «Петрович», «Иванівна», «ұлы» names and their like."""
    return bool(
        re.search(r"(?:[оеё]вич|[иы]ч|[оеё]вна|ична|инична|івна|ївна|йович|ович|ұлы|улы|қызы|кызы|уулу)$", part.lower())
    ) and (len(part) > 5 or part.lower().endswith(("ч", "на")))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """The sounds of first names of the region and of Europe (natasha's list, MIT, and ``given.txt``)."""
    names = (data() / "dict" / "first.txt").read_text("utf-8").split()
    names += files("corpus.mentions").joinpath("given.txt").read_text("utf-8").split()
    return frozenset(skeleton(name) for name in names)


def is_given_name(word: str, language: str) -> bool:
    """True when the word, or it without an ending, sounds like a first name."""
    return any(skeleton(form) in given_names() for form in bare_forms(word, language))


def _bare_surname(word: str, language: str) -> str:
    """«Сапарованың» → «Сапарова»: a Slavic surname under a Turkic ending; others stay as written."""
    for form in bare_forms(word, language):
        if re.search(r"(?:[оеё]в|[иы]н|ова|ева|ина|ский|ская|ұлы|қызы|ко|бай|бек|хан)$", form.lower()):
            return form
    return word


def _usual_order(parts: Sequence[str]) -> tuple[str, ...]:
    """«Сапарова А. К.» → «А. К. Сапарова»; «Сапарова Айгерим Кайратовна» → «Айгерим Кайратовна Сапарова»."""
    if len(parts) > 1 and not is_initial(parts[0]) and all(is_initial(part) for part in parts[1:]):
        return (*parts[1:], parts[0])
    if len(parts) == 3 and is_patronymic(parts[2]) and not is_patronymic(parts[1]):
        return (parts[1], parts[2], parts[0])
    return tuple(parts)
