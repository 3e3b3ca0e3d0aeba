"""People: the words of a name, its nominative, and whose surname or initials stand alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from corpus.mentions.given import is_given_name
from corpus.mentions.nominative import is_initial, person_readings
from corpus.mentions.suffixes import bare_forms
from corpus.morphology import readings
from corpus.spelling import skeleton

_PART = re.compile(r"[^\W\d_]\.|[^\W\d_]{1,2}\.(?=\s*[^\W\d_])|[^\W\d_]+(?:[-'’ʼ‑][^\W\d_]+)*")
_VOTE = 0.5
"""What one more mention that allows a reading adds to its weight, in natural logarithms."""

_VERB = 1.0
"""What a verb before a name adds to its accusative, likewise."""

_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTF"})
_WITH_ACCUSATIVE = frozenset(
    "слушать заслушать выслушать назначить избрать выбрать пригласить поблагодарить благодарить утвердить освободить уволить "
    "принять поддержать наградить поздравить включить командировать вызвать представить допросить просить обязать встретить "
    "видеть знать сменить заменить слухати заслухати вислухати призначити обрати запросити подякувати затвердити звільнити "
    "прийняти підтримати нагородити привітати відрядити викликати представити зустріти".split()
)
"""Verbs whose person is in the accusative and hardly ever in the dative."""

_CAPITAL = "[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺA-ZĂÂÎȘȚŞŢ]"
_SURNAME = rf"{_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)?"
_SURNAME_ENDING = re.compile(r"(?:[oe]va?|ina?|enko|uk|sk(?:ii?|aia|a)|escu|eanu|ian|svili|dze|baev?a?|kizi|uli)$")
_NOT_AFTER_INITIAL = rf"(?<!{_CAPITAL}\. )(?<!{_CAPITAL}\.)"
INITIALS_FIRST = re.compile(rf"{_NOT_AFTER_INITIAL}\b{_CAPITAL}\.[ -]?(?:{_CAPITAL}\. ?)?(?P<surname>{_SURNAME})")
INITIALS_LAST = re.compile(rf"\b(?P<surname>{_SURNAME}) {_CAPITAL}\.(?: ?{_CAPITAL}\.)?(?![^\W\d_])")
"""«И. И. Городиская» and «Сапарова А. К.»: a surname with one or two initials on one line."""


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a person's name as written, initials with their full stops."""
    return tuple(_PART.findall(name))


def nominatives(written: Sequence[tuple[str, str, str]]) -> list[str]:
    """The nominatives of one document's people, in order, each given as (name as written, language, the word before it).

    Names that may be read two ways («Бахрома Назарова»: his genitive or her nominative) are read as most others allow, and
    a verb before one says its case: «Слушали Токтогулову» is hers, not his dative.
    """
    options_of = [_readings(name, language, before) for name, language, before in written]
    votes = Counter(part for options in options_of for part in {part for words, _ in options for part in words})
    chosen = []
    for (name, _, _), options in zip(written, options_of, strict=True):
        best = max(
            options, key=lambda option: option[1] + sum(_VOTE * math.log(votes[part]) for part in option[0]), default=None
        )
        chosen.append(" ".join(_usual_order(best[0])) if best else name)
    return chosen


def _readings(name: str, language: str, before: str) -> Sequence[tuple[tuple[str, ...], float]]:
    """The likely nominatives of a name part by part with their weights, likeliest first; () for a name without letters."""
    parts = parts_of(name)
    if not parts:
        return ()
    if language in ("ru", "uk", "be"):
        options = person_readings(parts, "uk" if language == "uk" else "ru")
        accusative = _VERB if before and _takes_accusative(before, language) else 0.0
        return [(reading.words, weight + accusative * (reading.case == "accs")) for reading, weight in options]
    if len(parts) > 1:
        parts = (*parts[:-1], _bare_surname(parts[-1], language))
    return [(parts, 0.0)]


@lru_cache(maxsize=20_000)
def _takes_accusative(word: str, language: str) -> bool:
    return any(reading.lemma in _WITH_ACCUSATIVE and reading.pos in _VERBS for reading in readings(word, language))


def surname_of(name: str) -> str:
    """The surname of a nominative name: its last part that is no initial nor patronymic."""
    full = [part for part in parts_of(name) if not is_initial(part)]
    return next((part for part in reversed(full) if not is_patronymic(part)), full[-1] if full else name)


def initials_of(name: str) -> str:
    """The first letters of what stands before the surname: «Ирина Ивановна Городиская» and «И. И. Городиская» → «ИИ»."""
    parts, surname = parts_of(name), surname_of(name)
    return "".join(part[0].upper() for part in parts if part != surname)


class FullNames:
    """The full names of a document, by what may stand for them elsewhere in it: a book has thousands of both."""

    def __init__(self, names: Iterable[str]) -> None:
        self._of_surname: dict[str, list[str]] = {}
        self._of_given: dict[str, list[str]] = {}
        self._met: dict[str, str] = {}
        for name in names:
            self._of_surname.setdefault(skeleton(surname_of(name)), []).append(name)
            self._of_given.setdefault(skeleton(parts_of(name)[0]), []).append(name)

    def complete(self, name: str) -> str:
        """The one full name that «Городиская», «И. Городиская», «Николай Степанович» can stand for; "" for none or several."""
        if name not in self._met:
            fitting = {skeleton(full): full for full in self._fitting(name)}
            self._met[name] = next(iter(fitting.values())) if len(fitting) == 1 else ""
        return self._met[name]

    def _fitting(self, name: str) -> Iterator[str]:
        parts = [part for part in parts_of(name) if not is_initial(part)]
        if not parts or len(parts) > 2:
            return
        first, initials = skeleton(parts[0]), initials_of(name)
        if len(parts) == 1:
            of_surname = self._of_surname.get(first, ())
            yield from (full for full in of_surname if initials_of(full).startswith(initials))
            # a given name alone, where it is nobody's surname
            yield from (full for full in self._of_given.get(first, ()) if full not in of_surname)
        elif is_patronymic(parts[1]):
            yield from self._of_given.get(first, ())


def is_full(name: str) -> bool:
    """True when a given name and a surname are both written out; «Николай Степанович» has no surname."""
    parts = [part for part in parts_of(name) if not is_initial(part)]
    return len(parts) >= 2 and not (len(parts) == 2 and is_patronymic(parts[1]))


def is_surname(word: str) -> bool:
    """True for a surname by its ending: Сапарова, Melnychuk, Гончаренко, Cebanu stay unknown."""
    return bool(_SURNAME_ENDING.search(skeleton(word)))


def is_patronymic(part: str) -> bool:
    """True for «Кайратовна», «Петрович», «Иванівна», «ұлы» names and their like."""
    return bool(
        re.search(r"(?:[оеё]вич|[иы]ч|[оеё]вна|ична|инична|івна|ївна|йович|ович|ұлы|улы|қызы|кызы|уулу)$", part.lower())
    ) and (len(part) > 5 or part.lower().endswith(("ч", "на")))


def is_patronymic_form(part: str) -> bool:
    """True for a patronymic in any case: «Петровной», «Степановича»."""
    return bool(
        re.search(r"(?:[ое]вич(?:а|у|ем|е)?|[ое]вн(?:а|ы|е|у|ой|ою)|ичн(?:а|ы|е|у|ой)|івн(?:а|и|і|у|ою))$", part.lower())
    )


def _bare_surname(word: str, language: str) -> str:
    """«Сапарованың» → «Сапарова»: a Slavic surname under a Turkic ending; others stay as written."""
    for form in bare_forms(word, language):
        if re.search(r"(?:[оеё]в|[иы]н|ова|ева|ина|ский|ская|ұлы|қызы|ко|бай|бек|хан)$", form.lower()):
            return form
    return word


def _usual_order(parts: Sequence[str]) -> tuple[str, ...]:
    """«Сапарова А. К.» → «А. К. Сапарова», «Сапарова Айгерим» and «… Кайратовна» → «Айгерим (Кайратовна) Сапарова»."""
    if len(parts) > 1 and not is_initial(parts[0]) and all(is_initial(part) for part in parts[1:]):
        return (*parts[1:], parts[0])
    if len(parts) == 2 and is_given_name(parts[1], "") and not is_given_name(parts[0], "") and is_surname(parts[0]):
        return (parts[1], parts[0])
    if len(parts) == 3 and is_patronymic(parts[2]) and not is_patronymic(parts[1]):
        return (parts[1], parts[2], parts[0])
    return tuple(parts)
