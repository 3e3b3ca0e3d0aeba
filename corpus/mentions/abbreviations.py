"""Abbreviations that a text introduces in brackets and then uses alone: «Региональный экологический центр … (РЭЦЦА)»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.mentions.draft import Draft
from corpus.model import Alias, EntityType, Span

_LETTER = r"[^\W\d_]"
_INTRODUCED = re.compile(
    rf"[»\"”]?\s*\(\s*(?:далее|по тексту|далі|бұдан әрі|hereinafter|în continuare)?[\s:,–—-]*[«\"“]?"
    rf"(?P<short>{_LETTER}[^\W_]*(?:-[^\W_]+)?)[»\"”]?\s*\)"
)
_NAMED = frozenset({EntityType.ORGANISATION, EntityType.PROGRAMME})


def find_aliases(text: str, drafts: Sequence[Draft]) -> list[Alias]:
    """The abbreviations that stand in brackets right after a name whose letters they are; ``long`` is the nominative."""
    aliases = []
    for draft in drafts:
        match = _INTRODUCED.match(text, draft.span.stop)
        if match and draft.type in _NAMED and is_short_for(match["short"], draft.span.of(text)):
            aliases.append(Alias(draft.type, match["short"], draft.name, Span(*match.span("short"))))
    return aliases


def is_short_for(short: str, long: str) -> bool:
    """True when ``short`` is in capitals and its letters begin words of ``long`` in order, at most one of them missing.

    Four letters and more may stand in another order: CAREC, «Regional Environmental Centre for Central Asia».
    """
    letters = [letter for letter in short if letter.isupper()]
    if len(letters) < 2 or len(short) > 12:
        return False
    initials = [part[0].upper() for part in re.findall(rf"{_LETTER}+", long)]
    missing, place = 0, 0
    for letter in letters:
        ahead = initials[place:]
        if letter in ahead:
            place += ahead.index(letter) + 1
        else:
            missing += 1
    return missing <= len(letters) // 4 or (len(letters) > 3 and not Counter(letters) - Counter(initials))


def alone(text: str, aliases: Sequence[Alias]) -> Iterator[Draft]:
    """Every place where an introduced abbreviation stands by itself, under the full name."""
    for short, alias in unambiguous(aliases).items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?:['’]?[а-яіїє]{{1,2}})?(?![\w-])", text):
            rule = "abbreviation introduced in the text"
            yield Draft(Span(*match.span()), alias.type, rule, alias.long, score=0.95, sure=True)


def expanded(draft: Draft, text: str, introduced: Mapping[str, Alias]) -> Draft:
    """The draft under its full name when its text is an introduced abbreviation."""
    alias = introduced.get(draft.span.of(text))
    return replace(draft, name=alias.long, type=alias.type) if alias else draft


def unambiguous(aliases: Sequence[Alias]) -> Mapping[str, Alias]:
    """The introduced abbreviations that stand for one name only."""
    longs: dict[str, set[str]] = {}
    for alias in aliases:
        longs.setdefault(alias.short, set()).add(alias.long)
    return {alias.short: alias for alias in aliases if len(longs[alias.short]) == 1}
