"""Two names, or two periods, side by side: what they share and what only one of them has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.errors import NotFound
from corpus.model import EntityType
from indexer.schema import LANGUAGE, YEAR
from indexer.search import Archive, Results
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.chart import Chart, by_year
from indexer.web.choices import facet_title, value_label
from indexer.web.pages.search import years_of
from indexer.web.pages.sheets import CSV, described, sheet
from indexer.web.shapes.overview import Comparison, Shared
from indexer.web.visit import Open, Reading, Visit

router = APIRouter()

FIELDS = ("city", "person", "organisation", "country", "programme", LANGUAGE)
DOCUMENTS, VALUES, FEW = 5, 40, 9

_PERIOD = re.compile(r"\s*(\d{4})(?:\s*[-–—]\s*(\d{4}))?\s*")

Named = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: ``entity`` is its id and ``type``, both "" for a period."""

    said: str
    name: str
    entity: str
    type: str
    asked: Asked
    found: Results
    chart: Chart | None
    year_links: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: values of both sides, and of one only; each with its documents on either side, most first."""

    title: str
    type: str
    both: tuple[Shared, ...]
    only_a: tuple[Shared, ...]
    only_b: tuple[Shared, ...]


@router.get("/compare.csv", response_class=StreamingResponse, responses=described(CSV, 404))
def compare_csv(archive: Open, visit: Reading, a: Named, b: Named) -> StreamingResponse:
    """The same as a table: a value a row."""
    columns = ("field", "value", "label", "a", "b")
    found = _compared(archive, visit, a, b).facets
    return sheet(visit, "comparison.csv", columns, ({name: getattr(each, name) for name in columns} for each in found))


@router.get("/compare.json", responses={status: {"model": shapes.Failure} for status in (400, 404, 503)})
def compare_json(archive: Open, visit: Reading, a: Named, b: Named) -> Comparison:
    """Two names in any form (or ids), or two periods (2013-2014): documents that each value has on either side."""
    return _compared(archive, visit, a, b)


def _compared(archive: Archive, visit: Visit, a: str, b: str) -> Comparison:
    sides = [_side(archive, visit, said) for said in (a, b)]
    one, other = sides
    if one is None or other is None:
        said = a if one is None else b
        raise NotFound(f"'{said}': the archive knows no such name, and it is no period; see /entities for names")
    facets = [shared for name in FIELDS for shared in _shared(name, one, other, visit)]
    return Comparison(True, one.name, other.name, one.found.total, other.found.total, _both(archive, one, other).total, facets)


@router.api_route("/compare", methods=["GET", "HEAD"], include_in_schema=False)
def compare_page(archive: Open, visit: Reading, a: Named = "", b: Named = "") -> HTMLResponse:
    """The comparison, or the form that asks for it."""
    one, other = (_side(archive, visit, said) if said.strip() else None for said in (a, b))
    both = _both(archive, one, other) if one and other else None
    return visit.page(
        "compare.html",
        section="compare",
        a=a,
        b=b,
        one=one,
        other=other,
        both=both,
        groups=_groups(one, other, visit) if one and other else [],
        documents=[(hit, archive.store.document(hit.id)) for hit in both.hits] if both else [],
        both_asked=_joined(one, other) if one and other else Asked(),
        json_link=visit.links.compare(a, b, ".json") if one and other else "",
        csv_link=visit.links.compare(a, b, ".csv") if one and other else "",
    )


def _side(archive: Archive, visit: Visit, said: str) -> Side | None:
    """What is meant: a period, or the likeliest entity of that name; None when there is none."""
    period = _PERIOD.fullmatch(said)
    if period:
        first, last = int(period[1]), int(period[2] or period[1])
        years = tuple(f"{year:04}" for year in range(min(first, last), min(max(first, last), min(first, last) + 199) + 1))
        name = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return _filled(archive, visit, said, (name, "", ""), Asked(filters={YEAR: years}))
    entities = archive.store.find_entities(said.strip(), limit=1)
    if not entities:
        return None
    entity = entities[0]
    return _filled(
        archive, visit, said, (entity.name, entity.id, entity.type.value), Asked(filters={entity.type.value: (entity.id,)})
    )


def _filled(archive: Archive, visit: Visit, said: str, called: tuple[str, str, str], asked: Asked) -> Side:
    found = archive.search("", size=0, filters=asked.filters, duplicates="show")
    counted = years_of(found.facets.get(YEAR, ()))
    years = {year: count for year, count in counted.items() if called[1] or asked.has(YEAR, f"{year:04}")}
    base = asked if called[1] else Asked()
    links = {year: visit.links.search(base.plus(YEAR, f"{year:04}")) for year in years}
    return Side(said, *called, asked, found, by_year(years), links)


def _both(archive: Archive, one: Side, other: Side) -> Results:
    joined = _joined(one, other)
    return archive.search(joined.q, size=DOCUMENTS, sort="date", filters=joined.filters, duplicates="show")


def _joined(one: Side, other: Side) -> Asked:
    """The documents of both; of two values of one filter any would do, so an entity of the same type is asked for in words."""
    if one.type and one.type == other.type:
        return Asked(f"{other.type}:{other.entity}", one.asked.filters)
    if not one.type and not other.type:
        shared = tuple(year for year in one.asked.filters[YEAR] if year in other.asked.filters[YEAR])
        return Asked(filters={YEAR: shared or ("-",)})
    return Asked(filters={**one.asked.filters, **other.asked.filters})


def _groups(one: Side, other: Side, visit: Visit) -> list[Group]:
    groups = []
    for name in FIELDS:
        shared = _shared(name, one, other, visit)
        if shared:
            groups.append(
                Group(
                    facet_title(name, visit.texts),
                    name if name in tuple(EntityType) else "",
                    tuple(each for each in shared if each.a and each.b)[:FEW],
                    tuple(each for each in shared if not each.b)[:FEW],
                    tuple(each for each in shared if not each.a)[:FEW],
                )
            )
    return groups


def _shared(name: str, one: Side, other: Side, visit: Visit) -> list[Shared]:
    counts = [{facet.value: facet for facet in side.found.facets.get(name, ())[:VALUES]} for side in (one, other)]
    found = []
    for value in dict.fromkeys([*counts[0], *counts[1]]):
        if value in (one.entity, other.entity):
            continue
        a, b = counts[0].get(value), counts[1].get(value)
        label = a.label if a else b.label if b else value
        found.append(
            Shared(name, value, value_label(name, value, label, visit.texts), a.count if a else 0, b.count if b else 0)
        )
    return sorted(found, key=lambda each: (-min(each.a, each.b), -(each.a + each.b), each.label))
