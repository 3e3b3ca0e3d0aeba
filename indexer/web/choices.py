"""The ways to narrow an answer: each facet's values as links, counted.

A page offers two hundred of them whose addresses differ in one value, so both are written by hand, each piece escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_hex

from markupsafe import Markup, escape

from corpus.model import EntityType
from indexer.schema import FACETS, LANGUAGE, TYPE, YEAR
from indexer.search import Facet
from indexer.web.asked import Asked
from indexer.web.texts import Texts
from indexer.web.urls import quoted
from indexer.web.visit import Visit

FIRST_VALUES = 7
"""Values of a facet that stand open; the rest unfolds."""

_HOLE = token_hex(8)
"""Stands in an address where a value will."""


@dataclass(frozen=True, slots=True)
class Group:
    """One facet with its values as items of a list: those that stand open, and the ``more`` that unfold."""

    name: str
    title: str
    first: Markup
    rest: Markup
    more: int


def groups(facets: Mapping[str, tuple[Facet, ...]], asked: Asked, visit: Visit) -> list[Group]:
    """The facets in order that have anything to choose."""
    return [_group(name, facets[name], asked, visit) for name in FACETS if facets.get(name) and not _idle(name, facets, asked)]


def facet_title(name: str, texts: Texts) -> str:
    """What a facet is called."""
    return texts(f"types.{name}") if name in tuple(EntityType) else texts(f"facet.{name}")


def value_label(name: str, value: str, label: str, texts: Texts) -> str:
    """What a facet's value is called in the interface's language."""
    if name == LANGUAGE:
        return texts.spoken(value)
    return texts.media(value) if name == TYPE else label


def _idle(name: str, facets: Mapping[str, tuple[Facet, ...]], asked: Asked) -> bool:
    """A source that is the only one tells nobody anything."""
    return name == "source" and len(facets[name]) < 2 and name not in asked.filters


def _group(name: str, facets: Sequence[Facet], asked: Asked, visit: Visit) -> Group:
    if name == YEAR:
        facets = sorted(facets, key=lambda facet: facet.value, reverse=True)
    on = [facet for facet in facets if asked.has(name, facet.value)]
    items = [*_chosen(name, on, asked, visit), *_offered(name, (each for each in facets if each not in on), asked, visit)]
    shown = max(FIRST_VALUES, len(on))
    shown = len(items) if len(items) <= shown + 2 else shown
    first, rest = (Markup("\n".join(part)) for part in (items[:shown], items[shown:]))
    return Group(name, facet_title(name, visit.texts), first, rest, len(items) - shown)


def _chosen(name: str, facets: Iterable[Facet], asked: Asked, visit: Visit) -> Iterator[str]:
    """Values that are on: their links let them go."""
    for facet in facets:
        href = escape(visit.links.search(asked.minus(name, facet.value)))
        yield _item('<li class="on">', href, ' aria-current="true"', name, facet, visit.texts)


def _offered(name: str, facets: Iterable[Facet], asked: Asked, visit: Visit) -> Iterator[str]:
    """Values that may be chosen."""
    before, _, after = escape(visit.links.search(asked.plus(name, _HOLE))).partition(_HOLE)
    for facet in facets:
        yield _item("<li>", f"{before}{quoted(facet.value)}{after}", "", name, facet, visit.texts)


def _item(opening: str, href: str, state: str, name: str, facet: Facet, texts: Texts) -> str:
    """HTML; ``href`` is escaped already, what is quoted for an address needs no escaping."""
    label = _escaped(value_label(name, facet.value, facet.label, texts))
    number = texts.number(facet.count)
    return f'{opening}<a href="{href}"{state} rel="nofollow">{label}</a> <span class="n">{number}</span></li>'


@lru_cache(4096)
def _escaped(label: str) -> str:
    return str(escape(label))
