"""What an engine is asked: a query whose words have become terms and whose names have become ids. Frozen, without text.

Every engine answers the same plan with the same documents.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.terms import QueryWord


@dataclass(frozen=True, slots=True)
class Keyword:
    """Documents that have any of ``values`` in a keyword field; no value, no document. ``text`` is what was asked for."""

    field: str
    values: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Documents where the words stand side by side in one of ``scopes``, all as typed or all by lemmas; one is the plain case.

    Where the words are the name of something, documents that call it otherwise answer too, as the weakest: ``called``.
    """

    words: tuple[QueryWord, ...]
    scopes: tuple[str, ...]
    called: tuple[Keyword, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """Dated documents whose range of days meets ``[start, stop]``, both included, as proleptic Gregorian ordinals."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents, equally good."""


@dataclass(frozen=True, slots=True)
class All:
    """Documents that answer every one of ``parts`` (at least one) and none of ``excluded``."""

    parts: tuple[Plan, ...]
    excluded: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that answer at least one part."""

    parts: tuple[Plan, ...]


Plan = Match | Keyword | Dates | Everything | All | AnyOf


def is_scored(plan: Plan) -> bool:
    """True when documents may answer better or worse: some word is asked for, not only facts."""
    if isinstance(plan, All | AnyOf):
        return any(map(is_scored, plan.parts))
    return isinstance(plan, Match)


def positive(plan: Plan) -> list[Match | Keyword]:
    """The matches and keywords a document may owe its place to, in order of the query; nothing that is excluded."""
    if isinstance(plan, Match | Keyword):
        return [plan]
    if isinstance(plan, All | AnyOf):
        return [leaf for part in plan.parts for leaf in positive(part)]
    return []
