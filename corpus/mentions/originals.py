"""Which names does a text repeat in their own letters: «Джоэл Саймон (Joel Simon)»?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from corpus.mentions.draft import Draft
from corpus.model import EntityType, Span
from corpus.spelling import skeleton

_LATIN = r"[A-ZÀ-ÖØ-ÞĂÂÎȘȚ][A-Za-zÀ-ÖØ-öø-ÿăâîșț.'’-]*"
_SMALL = r"(?:(?:of|the|and|for|to|in|de|del|dei|della|la|le|des|van|von|der|al|el|bin|di|du|für|et|&) )"
_ORIGINAL = re.compile(
    rf"[»”“\"]?(?:\s?\([A-ZА-ЯЁІЇЄҐ]{{2,9}}\))?\s?\(((?:al-|el-)?{_LATIN}(?: {_SMALL}{{0,2}}(?:al-|el-)?{_LATIN}){{0,7}})\)"
)
_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
_LONGEST_PERSON = 4
_ALIKE = 75


def originals(text: str, named: Sequence[Draft]) -> Iterator[Draft]:
    """In brackets behind a person or organisation of another script, Latin capitals: the same once more.

    A single word must sound like the name: «Фольксваген» (Volkswagen), and not «Роснефть» (Windows).
    """
    taken = [draft.span for draft in named]
    for draft in named:
        match = _ORIGINAL.match(text, draft.span.stop) if draft.type in _TYPES else None
        if match is None or text[draft.span.start] <= "z":
            continue
        span = Span(*match.span(1))
        words = match[1].split()
        fits = draft.type is EntityType.ORGANISATION or len(words) <= _LONGEST_PERSON
        if len(words) == 1:
            fits = _sounds_like(words[0], draft.span.of(text))
        if fits and not any(span.overlaps(other) for other in taken):
            yield Draft(span, draft.type, "name in its own letters", match[1], score=0.85)


def _sounds_like(word: str, name: str) -> bool:
    """True for "Volkswagen" and any word of «концерн «Фольксваген»."""
    wanted = skeleton(word)
    return any(fuzz.ratio(wanted, skeleton(part)) >= _ALIKE for part in re.findall(r"[^\W\d_]{4,}", name))
