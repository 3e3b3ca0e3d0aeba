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
class Numbers:
    """Documents whose ``field`` is between ``first`` and ``last``, both included."""

    field: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Listed:
    """These documents and no others, in order of id."""

    ids: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Boosted:
    """What answers ``part``, its score ``weight`` times as high."""

    part: Plan
    weight: float


@dataclass(frozen=True, slots=True)
class Near:
    """Documents in which all ``parts`` (matches and alternatives of them) stand near each other in one of ``scopes``.

    ``within`` is the number of other words between them, or «s» for one sentence, «p» for one passage. No engine sees it:
    what is near is settled from the stored words before. ``start`` is its place in the query.
    """

    parts: tuple[Plan, ...]
    within: int | str
    scopes: tuple[str, ...]
    start: int = 0


Plan = Match | Keyword | Dates | Numbers | Listed | Everything | Boosted | Near | All | AnyOf


def is_scored(plan: Plan) -> bool:
    """True when documents may answer better or worse: some word is asked for, not only facts."""
    if isinstance(plan, Boosted):
        return is_scored(plan.part)
    if isinstance(plan, All | AnyOf | Near):
        return any(map(is_scored, plan.parts))
    return isinstance(plan, Match)


def has_near(plan: Plan) -> bool:
    """True when something in the plan is still to be settled from the stored words."""
    if isinstance(plan, Boosted):
        return has_near(plan.part)
    if isinstance(plan, All):
        return any(map(has_near, (*plan.parts, *plan.excluded)))
    return isinstance(plan, Near) or (isinstance(plan, AnyOf) and any(map(has_near, plan.parts)))


def positive(plan: Plan) -> list[Match | Keyword]:
    """The matches and keywords a document may owe its place to, in order of the query; nothing that is excluded."""
    if isinstance(plan, Match | Keyword):
        return [plan]
    if isinstance(plan, Boosted):
        return positive(plan.part)
    if isinstance(plan, All | AnyOf | Near):
        return [leaf for part in plan.parts for leaf in positive(part)]
    return []
