"""One thing in the world: its names, what is known of it, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.languages import fold
from corpus.model import ALIAS, Entity, Evidence, HeldRole
from indexer.schema import YEAR
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.chart import by_year
from indexer.web.pages.home import years_of_entity
from indexer.web.pages.sheets import CSV, described, sheet
from indexer.web.paging import Paging
from indexer.web.significance import together
from indexer.web.visit import Keeping, Open, Reading

router = APIRouter()

SENTENCES, NEIGHBOURS, FORMS = 20, 24, 40

CANDIDATES = 200
"""Entities that share most documents, among which those that chance does not explain are looked for."""


_SHEET_COLUMNS = ("document", "title", "path", "date", "language", "page", "start", "name", "sentence")
_SHEET_ROWS = 500
"""Sentences that are fetched at once for a table."""


@dataclass(frozen=True, slots=True)
class Near:
    """Another entity, the documents that name both, and how little chance explains them (G²)."""

    other: Entity
    documents: int
    strength: float


@dataclass(frozen=True, slots=True)
class Position:
    """A position that documents of the years ``first`` to ``last`` give to someone ("" when none is dated)."""

    role: HeldRole
    first: str
    last: str


Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get(
    "/entity/{id}.json",
    responses={status: {"model": shapes.Failure} for status in (400, 404, 503)},
)
def entity_json(id: str, archive: Open, visit: Reading, page: Page = 1) -> shapes.WholeEntity:
    """An entity with its evidence, newest document first."""
    store = archive.store
    found = store.entity(id)
    return shapes.WholeEntity(
        **asdict(shapes.entity(found)),
        ok=True,
        page=page,
        size=SENTENCES,
        evidence=[shapes.evidence(each) for each in store.evidence(id, SENTENCES, (page - 1) * SENTENCES)],
        roles=store.roles_of(id),
        contacts=store.contacts_of(id),
        neighbours=[
            shapes.Neighbour(each.other.id, each.other.type, each.other.name, each.documents, each.strength)
            for each in _near(archive, found)
        ],
        forms=[shapes.Form(*form) for form in store.entity_forms(id, FORMS)],
        years={str(year): count for year, count in years_of_entity(archive, found.type, id).items()},
        merges=list(found.merges),
    )


@router.get("/entity/{id}.csv", response_class=StreamingResponse, responses=described(CSV, 404))
def entity_csv(id: str, archive: Open, visit: Reading) -> StreamingResponse:
    """Every sentence that names the entity, newest document first, as a table."""
    mentions = archive.store.entity(id).mentions
    pages = (archive.store.evidence(id, _SHEET_ROWS, start) for start in range(0, mentions, _SHEET_ROWS))
    rows = ({name: getattr(each, name) for name in _SHEET_COLUMNS} for page in pages for each in page)
    return sheet(visit, "sentences.csv", _SHEET_COLUMNS, rows)


@router.api_route("/entity/{id}", methods=["GET", "HEAD"], include_in_schema=False)
def entity_page(id: str, visit: Keeping, archive: Open, page: Page = 1) -> HTMLResponse:
    """The entity as a page."""
    store = archive.store
    found = store.entity(id)
    years = years_of_entity(archive, found.type, id)
    mine = Asked(filters={found.type.value: (id,)})
    return visit.page(
        "entity.html",
        entity=found,
        mine=mine,
        facts=_facts(found),
        given=[name for name in found.links.get(ALIAS, "").split("\n") if name],
        years=years,
        chart=by_year(years),
        year_links={year: visit.links.search(mine.plus(YEAR, str(year))) for year in years},
        roles=_positions(store.roles_of(id)),
        contacts=store.contacts_of(id),
        neighbours=[(each, _together(mine, each.other)) for each in _near(archive, found)],
        forms=_by_language(store.entity_forms(id, FORMS)),
        placed="latitude" in found.links,
        evidence=_by_document(store.evidence(id, SENTENCES, (page - 1) * SENTENCES)),
        paging=Paging.of(page, found.mentions, SENTENCES, lambda number: visit.links.entity(id, number)),
        json_link=visit.links.entity(id, page, ".json"),
        csv_link=visit.links.entity(id, form=".csv"),
    )


def _near(archive: Archive, entity: Entity) -> list[Near]:
    """Those that share more documents with it than chance would give, the least likely first."""
    store = archive.store
    total = store.present()
    found = [
        (id, both, together(both, entity.documents, documents, total))
        for id, both, documents in store.company(entity.id, CANDIDATES)
    ]
    # of two that are as strong, the one met first: in more documents, then by name
    best = sorted(found, key=lambda each: (-each[2], -each[1]))[:NEIGHBOURS]
    return [Near(store.entity(id), both, strength) for id, both, strength in best]


def _by_language(forms: Iterable[tuple[str, str, int]]) -> dict[str, list[str]]:
    """Forms under their language, most frequent first."""
    found: dict[str, list[str]] = {}
    for language, form, _ in forms:
        found.setdefault(language, []).append(form)
    return found


def _together(mine: Asked, other: Entity) -> Asked:
    """The documents that mention both; of two values of one filter any would do, so the second one is asked for in words."""
    type = other.type.value
    return Asked(f"{type}:{other.id}", mine.filters) if type in mine.filters else mine.plus(type, other.id)


def _positions(roles: Iterable[HeldRole]) -> list[Position]:
    """Each position once, though many documents give it: as the newest one writes it, with all its years."""
    found: dict[tuple[str, str, str], list[HeldRole]] = {}
    for role in roles:
        found.setdefault((role.person or role.person_name, fold(role.position), role.organisation), []).append(role)
    return [Position(held[0], *_first_last([role.date[:4] for role in held if role.date])) for held in found.values()]


def _first_last(years: list[str]) -> tuple[str, str]:
    return (min(years), max(years)) if years else ("", "")


def _facts(entity: Entity) -> list[tuple[str, str]]:
    """What is known from outside, coordinates as one line; in a stable order."""
    links = dict(entity.links)
    latitude, longitude = links.pop("latitude", ""), links.pop("longitude", "")
    links.pop(ALIAS, None)
    links.pop("link", None)  # says again what geonames and cldr say
    facts = sorted((name, value) for name, value in links.items() if value)
    return [*facts, ("coordinates", f"{latitude}, {longitude}")] if latitude and longitude else facts


def _by_document(found: Iterable[Evidence]) -> list[tuple[Evidence, list[Evidence]]]:
    """Sentences under their document, whose data the first of them gives."""
    groups = [list(group) for _, group in groupby(found, key=lambda each: each.document)]
    return [(group[0], group) for group in groups]
