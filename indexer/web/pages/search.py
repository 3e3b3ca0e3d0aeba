"""The answer to a query, with the ways to narrow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from corpus.errors import BadQuery, NotFound
from corpus.model import EntityType, Hit, StoredDocument
from indexer.schema import FACETS, KEYWORDS, LANGUAGE, TITLE, TYPE, YEAR
from indexer.search import Archive, Facet, Results
from indexer.terms import Tier
from indexer.web import shapes
from indexer.web.asked import FIRST_ACROSS, PAGE_SIZE, PARAMETERS, Asked
from indexer.web.chart import by_year
from indexer.web.paging import Paging
from indexer.web.texts import Texts
from indexer.web.visit import Keeping, Open, Reading, Visit

router = APIRouter()

CHART = 272
"""Pixels of the chart beside an answer."""

FIRST_VALUES = 7
"""Values of a facet that stand open; the rest unfolds."""


class Parameters(BaseModel):
    """A search as its address gives it; a filter may be given several times and then takes any of its values."""

    q: str = Field("", description='Words in any form, "phrases", AND OR NOT, city:Taraz, date:2014')
    lang: list[str] = []
    type: list[str] = []
    source: list[str] = []
    year: list[str] = []
    has: list[str] = []
    person: list[str] = []
    organisation: list[str] = []
    city: list[str] = []
    country: list[str] = []
    region: list[str] = []
    place: list[str] = []
    programme: list[str] = []
    event: list[str] = []
    law: list[str] = []
    sort: Literal["relevance", "date"] = "relevance"
    precision: Literal["wide", "word", "exact"] = "wide"
    duplicates: Literal["fold", "show"] = "fold"
    across: Literal["yes", "no"] = Field("yes", description="Whether words are looked for in the archive's other languages")
    without: list[str] = Field([], description="Words of other languages to leave out: «город>city»")
    page: int = Field(1, ge=1, le=100_000)
    after: str = Field(
        "", max_length=1024, description="The cursor of an answer to the same question: what follows it is shown"
    )


def read(parameters: Parameters) -> Asked:
    """What is asked for."""
    given = {name: getattr(parameters, PARAMETERS[name]) for name in KEYWORDS}
    return replace(
        Asked.of(parameters.q, given),
        sort=parameters.sort,
        precision=parameters.precision,
        page=parameters.page,
        duplicates=parameters.duplicates,
        across=parameters.across,
        dropped=tuple(dict.fromkeys(parameters.without)),
        after=parameters.after,
    )


async def asked(parameters: Annotated[Parameters, Query()]) -> Asked:
    """What the address asks for."""
    return read(parameters)


Request = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: where choosing it, or letting it go, leads."""

    label: str
    count: int
    href: str
    on: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One facet with its values; ``rest`` unfolds."""

    name: str
    title: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: what it says and where the answer without it is."""

    title: str
    label: str
    href: str


@router.get("/search.json", responses={400: {"model": shapes.Failure}, 503: {"model": shapes.Failure}})
def search_json(asked: Request, archive: Open, visit: Reading) -> shapes.Answer:
    """Documents that answer a query, best first, with counts by facet."""
    return shapes.answer(asked, ask(archive, asked), visit.links)


@router.api_route("/search", methods=["GET", "HEAD"], include_in_schema=False)
def search_page(visit: Keeping, asked: Request, archive: Open) -> HTMLResponse:
    """The answer as a page."""
    try:
        results = ask(archive, asked)
    except BadQuery as error:
        return visit.page("bad_query.html", 400, asked=asked, error=error)
    facets = dict(results.facets) | _widened(archive, asked)
    years = years_of(facets.get(YEAR, ()))
    return visit.page(
        "search.html",
        asked=asked,
        results=results,
        hits=[(hit, document, _loose(hit)) for hit in results.hits if (document := _document(archive, hit)) is not None],
        groups=_groups(facets, asked, visit),
        chips=_chips(archive, asked, visit),
        expansions=[(each, visit.links.search(asked.dropping(str(each)))) for each in results.expansions],
        paging=_paging(asked, results, visit),
        json_link=visit.links.search(asked, ".json"),
        csv_link=visit.links.search(asked, ".csv"),
        feed_link=visit.links.search(asked.at(1), ".atom"),
        section="documents" if asked.empty else "",
        chart=by_year(years, CHART) if len(years) > 1 else None,
        year_links={year: visit.links.search(_year(asked, year)) for year in years},
    )


def _paging(asked: Asked, results: Results, visit: Visit) -> Paging:
    """Pages by number; the next one follows the last document shown, so that nothing is missed while the archive grows."""
    number = results.start // PAGE_SIZE + 1
    found = Paging.of(number, results.distinct, PAGE_SIZE, lambda page: visit.links.search(asked.at(page)))
    return replace(found, next=visit.links.search(asked.following(results.cursor)) if results.cursor else "")


def ask(archive: Archive, asked: Asked, size: int = PAGE_SIZE) -> Results:
    """The archive's answer."""
    return archive.search(
        asked.q,
        page=asked.page,
        size=size,
        sort=asked.sort,
        precision=asked.precision,
        filters=asked.filters,
        duplicates=asked.duplicates,
        across=asked.across == FIRST_ACROSS,
        dropped=asked.dropped,
        after=asked.after,
    )


def _year(asked: Asked, year: int) -> Asked:
    """Choosing a year, or letting it go."""
    value = f"{year:04}"
    return asked.minus(YEAR, value) if asked.has(YEAR, value) else asked.plus(YEAR, value)


def years_of(facets: tuple[Facet, ...]) -> dict[int, int]:
    """Documents by year, in order of time."""
    return {int(facet.value): facet.count for facet in sorted(facets, key=lambda facet: facet.value)}


def _document(archive: Archive, hit: Hit) -> StoredDocument | None:
    try:
        return archive.store.document(hit.id)
    except NotFound:  # gone since the answer was made
        return None


def _loose(hit: Hit) -> list[tuple[str, str]]:
    """Why the document was found, where its title and the marked words do not say it."""
    reasons = [reason.partition(": ") for reason in hit.why]
    return [(kind, said) for kind, _, said in reasons if kind not in (Tier.FORM, Tier.WORD, TITLE, "entity")]


def _groups(facets: Mapping[str, tuple[Facet, ...]], asked: Asked, visit: Visit) -> list[Group]:
    return [_group(name, facets[name], asked, visit) for name in FACETS if facets.get(name) and not _idle(name, facets, asked)]


def _widened(archive: Archive, asked: Asked) -> dict[str, tuple[Facet, ...]]:
    """A facet that filters already shows what else could be chosen: its counts leave out its own filter."""
    return {name: ask(archive, asked.without(name), 0).facets.get(name, ()) for name in asked.filters}


def _idle(name: str, facets: Mapping[str, tuple[Facet, ...]], asked: Asked) -> bool:
    """A source that is the only one tells nobody anything."""
    return name == "source" and len(facets[name]) < 2 and name not in asked.filters


def _group(name: str, facets: tuple[Facet, ...], asked: Asked, visit: Visit) -> Group:
    if name == YEAR:
        facets = tuple(sorted(facets, key=lambda facet: facet.value, reverse=True))
    choices = [_choice(name, facet, asked, visit) for facet in facets]
    choices.sort(key=lambda choice: not choice.on)
    shown = max(FIRST_VALUES, sum(choice.on for choice in choices))
    shown = len(choices) if len(choices) <= shown + 2 else shown
    return Group(name, facet_title(name, visit.texts), tuple(choices[:shown]), tuple(choices[shown:]))


def _choice(name: str, facet: Facet, asked: Asked, visit: Visit) -> Choice:
    on = asked.has(name, facet.value)
    there = asked.minus(name, facet.value) if on else asked.plus(name, facet.value)
    return Choice(value_label(name, facet.value, facet.label, visit.texts), facet.count, visit.links.search(there), on)


def _chips(archive: Archive, asked: Asked, visit: Visit) -> list[Chip]:
    return [
        Chip(
            facet_title(name, visit.texts),
            value_label(name, value, _entity_name(archive, name, value), visit.texts),
            visit.links.search(asked.minus(name, value)),
        )
        for name, values in asked.filters.items()
        for value in values
    ]


def _entity_name(archive: Archive, name: str, value: str) -> str:
    if name not in tuple(EntityType):
        return value
    try:
        return archive.store.entity(value).name
    except NotFound:  # an old address may name an entity that is no more
        return value


def facet_title(name: str, texts: Texts) -> str:
    """What a facet is called."""
    return texts(f"types.{name}") if name in tuple(EntityType) else texts(f"facet.{name}")


def value_label(name: str, value: str, label: str, texts: Texts) -> str:
    """What a facet's value is called in the interface's language."""
    if name == LANGUAGE:
        return texts.spoken(value)
    return texts.media(value) if name == TYPE else label
