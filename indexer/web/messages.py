"""What svod says in English (why a query is refused, why a file was not read), in the reader's language.

The catalogues ``messages-LANGUAGE.po`` hold each message as svod writes it, with {} for what changes in it; a message may stand
within another («no text layer; …»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from indexer.web.catalogue import FOLDER

_PLACE = re.compile(r"\{(\d?)\}")
_DEEPEST = 4
_LONGEST = 2_000
"""Characters of a message that is looked at; more was never written by svod."""


@dataclass(frozen=True, slots=True)
class Template:
    """A message as it is written, and its translation; ``letters`` count what does not change in it."""

    pattern: re.Pattern[str]
    said: str
    letters: int


def translated(message: str, language: str, depth: int = 0) -> str:
    """The message in a language; "" when nobody has translated it."""
    if depth > _DEEPEST or len(message) > _LONGEST:
        return ""
    parts = message.split("; ") if depth == 0 else []
    each = [translated(part, language, 1) for part in parts] if len(parts) > 1 else [""]
    if all(each):
        return "; ".join(each)
    for template in _templates(language):
        if found := template.pattern.fullmatch(message):
            return _filled(template.said, [translated(part, language, depth + 1) or part for part in found.groups()])
    return ""


def shown(message: str, language: str) -> Markup:
    """The message for a page in ``language``; English is marked as such where it is not translated."""
    if language == "en":
        return escape(message)
    said = translated(message, language)
    return escape(said) if said else Markup('<span lang="en">{}</span>').format(message)


def _filled(said: str, parts: list[str]) -> str:
    waiting = iter(parts)
    return _PLACE.sub(lambda place: parts[int(place[1])] if place[1] else next(waiting), said)


@cache
def _templates(language: str) -> tuple[Template, ...]:
    """The most telling first: «{} took longer than …» would take «took longer than …» for its own."""
    try:
        with (FOLDER / f"messages-{language}.po").open("rb") as source:
            catalogue = read_po(source, locale=language)
    except FileNotFoundError:
        return ()
    found = [_template(str(message.id), str(message.string)) for message in catalogue if message.id and message.string]
    return tuple(sorted(found, key=lambda template: -template.letters))


def _template(written: str, said: str) -> Template:
    fixed = _PLACE.split(written)[::2]
    return Template(re.compile("(.*?)".join(map(re.escape, fixed)), re.DOTALL), said, sum(map(len, fixed)))
