"""Which names does a text repeat in their own letters: «Джоэл Саймон (Joel Simon)»?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.mentions.draft import Draft
from corpus.model import EntityType, Span

_LATIN = r"[A-ZÀ-ÖØ-ÞĂÂÎȘȚ][A-Za-zÀ-ÖØ-öø-ÿăâîșț.'’-]*"
_SMALL = r"(?:(?:of|the|and|for|to|in|de|del|la|van|von|der|al|el|bin|di|du|für|et|&) )"
_ORIGINAL = re.compile(rf"[»”\"]?\s?\(((?:al-|el-)?{_LATIN}(?: {_SMALL}{{0,2}}(?:al-|el-)?{_LATIN}){{1,7}})\)")
_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
_LONGEST_PERSON = 4


def originals(text: str, named: Sequence[Draft]) -> Iterator[Draft]:
    """In brackets behind a person or organisation of another script, two Latin capitals or more: the same once more."""
    taken = [draft.span for draft in named]
    for draft in named:
        match = _ORIGINAL.match(text, draft.span.stop) if draft.type in _TYPES else None
        if match is None or text[draft.span.start] <= "z":
            continue
        span = Span(*match.span(1))
        fits = draft.type is EntityType.ORGANISATION or len(match[1].split()) <= _LONGEST_PERSON
        if fits and not any(span.overlaps(other) for other in taken):
            yield Draft(span, draft.type, "name in its own letters", match[1], score=0.85)
