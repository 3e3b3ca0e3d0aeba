"""What can be written as a table: documents, entities, and what stands where in the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.commands import values
from corpus.model import Entity, StoredDocument
from corpus.store import Store

Row = Mapping[str, Any]

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that all have these ``columns``; ``whole`` are the same things with all that hangs on them, for JSON."""

    columns: tuple[str, ...]
    rows: Callable[[Store], Iterator[Row]]
    whole: Callable[[Store], Iterator[Row]]


def jsonl_lines(store: Store, table: str) -> Iterator[str]:
    """One JSON object a line, with the keys that ``show`` and ``entities`` promise."""
    for row in TABLES[table].whole(store):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def documents(store: Store) -> Iterator[StoredDocument]:
    """Every document of the store in the order they came."""
    return (store.document(id) for id in store.ids())


def entities(store: Store) -> Iterator[Entity]:
    """Every entity, those in most documents first."""
    shown = 0
    while page := store.entities(None, _PAGE, shown):
        yield from page
        shown += len(page)


def document_row(each: StoredDocument) -> Row:
    """A document in one line of a table."""
    return {
        "id": each.id,
        "title": each.title,
        "date": values.edtf(each.date),
        "first": each.date.start if each.date else "",
        "last": each.date.stop if each.date else "",
        "languages": " ".join(each.languages),
        "author": each.author,
        "url": each.url,
        "path": each.paths[0] if each.paths else "",
        "source": each.source,
        "type": each.media_type,
        "pages": each.pages,
        "bytes": each.size_bytes,
        "sha256": each.sha256,
    }


def entity_row(each: Entity) -> Row:
    """An entity in one line of a table."""
    other = dict.fromkeys(name for names in each.names.values() for name in names if name != each.name)
    return {
        "id": each.id,
        "type": each.type.value,
        "name": each.name,
        "also": "; ".join(other),
        "documents": each.documents,
        "mentions": each.mentions,
        "first": each.first,
        "last": each.last,
        "country": each.links.get("country", ""),
        "geonames": each.links.get("geonames", ""),
        "latitude": each.links.get("latitude", ""),
        "longitude": each.links.get("longitude", ""),
    }


def _document_rows(store: Store) -> Iterator[Row]:
    return (document_row(each) for each in documents(store))


def _entity_rows(store: Store) -> Iterator[Row]:
    return (entity_row(each) for each in entities(store))


def _mention_rows(store: Store) -> Iterator[Row]:
    for id in store.ids():
        for mention, entity in store.mentions(id):
            yield {"document": id, **values.mention(mention, entity)}


def _date_rows(store: Store) -> Iterator[Row]:
    return ({"document": id, **date} for id in store.ids() for date in values.dates(store.dates(id)))


def _amount_rows(store: Store) -> Iterator[Row]:
    return ({"document": id, **amount} for id in store.ids() for amount in values.amounts(store.amounts(id)))


def _contact_rows(store: Store) -> Iterator[Row]:
    for id in store.ids():
        named = {(mention.span.start, mention.span.stop): entity for mention, entity in store.mentions(id)}
        for contact in values.contacts(store.contacts(id)):
            place = contact.pop("owner")
            yield {"document": id, **contact, "entity": named.get((place["start"], place["stop"]), "") if place else ""}


def _whole_documents(store: Store) -> Iterator[Row]:
    return (values.document(store, each) for each in documents(store))


def _whole_entities(store: Store) -> Iterator[Row]:
    return (values.entity(each) for each in entities(store))


_PLACE = ("document", "start", "stop")

TABLES: Mapping[str, Table] = {
    "documents": Table(
        tuple("id title date first last languages author url path source type pages bytes sha256".split()),
        _document_rows,
        _whole_documents,
    ),
    "entities": Table(
        tuple("id type name also documents mentions first last country geonames latitude longitude".split()),
        _entity_rows,
        _whole_entities,
    ),
    "mentions": Table((*_PLACE, "type", "text", "name", "entity"), _mention_rows, _mention_rows),
    "amounts": Table((*_PLACE, "kind", "text", "low", "top", "unit", "bound"), _amount_rows, _amount_rows),
    "dates": Table((*_PLACE, "text", "edtf", "first", "last", "precision", "role"), _date_rows, _date_rows),
    "contacts": Table((*_PLACE, "kind", "text", "value", "extension", "entity"), _contact_rows, _contact_rows),
}
