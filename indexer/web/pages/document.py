"""A document: its text with every name linked and every hit marked, what is known of it, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse

from corpus.errors import BadQuery, NotFound
from corpus.model import Contact, EntityType, Mention, Passage, Role, Span, StoredDocument
from indexer import guide
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.marking import Layers, Named
from indexer.web.original import original, within
from indexer.web.paging import Paging
from indexer.web.parting import last_part, part_of, window
from indexer.web.pictures import has_pictures
from indexer.web.structure import arrange
from indexer.web.urls import hit_place, place
from indexer.web.visit import Keeping, Open, Reading, Visit

router = APIRouter()

SIMILAR = 5

_TITLE_WITHIN = 4
_FILE: dict[str, Any] = {"description": "The file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
_PAGE: dict[str, Any] = {"description": "A page that says why", "content": {"text/html": {"schema": {"type": "string"}}}}
_SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Held:
    """A person and the position the text gives them; ``at`` is where it says so."""

    person: str
    entity: str
    position: str
    organisation: str
    at: int


@dataclass(frozen=True, slots=True)
class Reached:
    """A contact with the name of whose it is ("" for nobody's)."""

    contact: Contact
    owner: str


@dataclass(frozen=True, slots=True)
class Present:
    """An entity among those a document names."""

    id: str
    name: str
    mentions: int


@router.get(
    "/document/{id}.json",
    responses={status: {"model": shapes.Failure} for status in (404, 503)},
)
def document_json(id: str, archive: Open, visit: Reading) -> shapes.WholeDocument:
    """A document by its id, or by an unambiguous beginning of it."""
    store = archive.store
    return shapes.document(
        store.document(id), store.passages(id), store.mentions(id), store.dates(id), store.contacts(id), store.roles(id)
    )


@router.head("/document/{id}/original", include_in_schema=False)
@router.get(
    "/document/{id}/original",
    response_class=FileResponse,
    responses={200: _FILE, 404: _PAGE, 503: _PAGE},
)
def document_original(id: str, archive: Open) -> FileResponse:
    """The file as it came, to be saved and never run in the page's name."""
    found = original(archive.config, archive.store.document(id))
    headers = {"Content-Security-Policy": _SANDBOX, "Cache-Control": "private, no-cache"}
    return FileResponse(found.location, media_type=found.media_type, filename=found.name, headers=headers)


@router.api_route("/document/{id}", methods=["GET", "HEAD"], include_in_schema=False)
def document_page(
    id: str,
    visit: Keeping,
    archive: Open,
    q: str = "",
    precision: Annotated[Literal["wide", "word", "exact"], Query()] = "wide",
    part: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """The document as a page, a long one in parts; a query that cannot be read marks nothing and says so."""
    store, asked = archive.store, Asked(q, precision=precision)
    document = store.document(id)
    last = last_part(len(document.text))
    if part > last:
        raise NotFound(f"{id}: the document has {last} parts, there is no part {part}")
    hits, complaint = find_hits(archive, document, asked)
    passages, mentions = store.passages(document.id), store.mentions(document.id)
    roles, contacts, dates = store.roles(document.id), store.contacts(document.id), store.dates(document.id)
    amounts = store.amounts(document.id)
    evidence = document.date.span if document.date else None
    points = [span.start for span in (*(r.position for r in roles), *(c.span for c in contacts), *(d.span for d in dates))]
    points += [amount.span.start for amount in amounts]
    points += [span.start for span in (*(mention.span for mention, _ in mentions), *((evidence,) if evidence else ()))]
    headline, body = headline_of(document, passages)
    body = [passage for passage in body if passage.span.overlaps(window(part))]

    def at(start: int) -> str:
        return f"#{place(start)}" if part_of(start) == part else visit.links.within(document.id, start, asked)

    def hit(number: int) -> str:
        there = part_of(hits[number - 1].start)
        named = hit_place(number)
        return f"#{named}" if there == part else visit.links.document(document.id, asked, named, part=there)

    seen = [*([headline] if headline else []), *([Span(body[0].span.start, body[-1].span.stop)] if body else [])]
    named = [pair for pair in mentions if any(pair[0].span.overlaps(span) for span in seen)]
    steps = visit.texts("hit_before"), visit.texts("hit_after")
    layers = Layers(document.text, name_mentions(named, visit), hits, points, steps, hit)
    return visit.page(
        "document.html",
        opened=document.id,
        document=document,
        asked=asked,
        at=at,
        hits=[hit(number) for number in range(1, len(hits) + 1)],
        paging=Paging.of(part, last, 1, lambda number: visit.links.document(document.id, asked, part=number)),
        amounts=amounts,
        complaint=complaint,
        headline=layers.html(headline) if headline else None,
        stretches=arrange(document, body, store.boilerplate(document.id), layers),
        held=_held(roles, mentions, document.text),
        reached=[Reached(contact, _owner(contact, mentions)) for contact in _distinct(contacts)],
        dates=[each for each in dates if each.role != "mention"],
        present=_present(archive, document.id),
        within=within(document),
        recognised=recognised_share(passages),
        pictured=has_pictures(document),
        versions=store.versions(document.id),
        similar=visit.recall(("similar", document.id), lambda: guide.similar(archive, document.id, SIMILAR)),
        bib_link=visit.links.document(document.id, form=".bib"),
        ris_link=visit.links.document(document.id, form=".ris"),
        json_link=visit.links.document(document.id, form=".json"),
    )


def find_hits(archive: Archive, document: StoredDocument, asked: Asked) -> tuple[list[Span], BadQuery | None]:
    """Where a query's words stand in the text, or why it cannot be read."""
    if not asked.q.strip():
        return [], None
    try:
        return [mark.span for mark in archive.marks(document.id, asked.q, precision=asked.precision)], None
    except BadQuery as error:
        return [], error


def name_mentions(mentions: Sequence[tuple[Mention, str]], visit: Visit) -> list[Named]:
    """Names as the page links them."""
    return [
        Named(
            mention.span,
            mention.type.value,
            visit.links.entity(entity) if entity else "",
            f"{visit.texts('type.' + mention.type.value)}: {mention.name}",
        )
        for mention, entity in mentions
    ]


def headline_of(document: StoredDocument, passages: Sequence[Passage]) -> tuple[Span | None, Sequence[Passage]]:
    """The title where it stands near the beginning of the text, so that it is not shown twice; and the other passages."""
    for number, passage in enumerate(passages[:_TITLE_WITHIN]):
        if document.title and passage.span.of(document.text).split() == document.title.split():
            return passage.span, [*passages[:number], *passages[number + 1 :]]
    return None, passages


def _held(roles: Sequence[Role], mentions: Sequence[tuple[Mention, str]], text: str) -> list[Held]:
    known = {mention.span: (mention.name, entity) for mention, entity in mentions}
    found = []
    for role in roles:
        person, entity = known.get(role.person, (role.person.of(text), ""))
        organisation = known.get(role.organisation, (role.organisation.of(text), ""))[0] if role.organisation else ""
        found.append(Held(person, entity, role.text, organisation, role.position.start))
    return found


def recognised_share(passages: Sequence[Passage]) -> float:
    """How sure the recogniser was of letters read in pictures, weighed by their length, 0..1; 0 when none were."""
    read = [(passage.recognised, len(passage.span)) for passage in passages if passage.recognised]
    return sum(sure * length for sure, length in read) / sum(length for _, length in read) if read else 0.0


def _owner(contact: Contact, mentions: Sequence[tuple[Mention, str]]) -> str:
    return next((mention.name for mention, _ in mentions if mention.span == contact.owner), "")


def _distinct(contacts: Sequence[Contact]) -> list[Contact]:
    """Each way once, at its first place."""
    return list({(each.kind, each.value, each.extension): each for each in reversed(contacts)}.values())[::-1]


def _present(archive: Archive, id: str) -> list[tuple[str, list[Present]]]:
    """What the document names by type, most mentioned first."""
    found = archive.store.document_entities(id)
    return [
        (type.value, entities)
        for type in EntityType
        if (entities := [Present(entity, name, count) for entity, kind, name, count in found if kind is type])
    ]
