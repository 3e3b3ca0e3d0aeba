"""FollowTheMoney entities, as Aleph and OpenAleph load them: one JSON object a line, built by hand to the published schema.

https://followthemoney.tech/explorer/: people are Person, offices of a state PublicBody, others Organization; settlements and
other places Address; programmes Project. Every document comes with a Mention for each thing it names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.languages import fold
from corpus.model import Entity, EntityType, HeldRole, StoredDocument
from corpus.store import Store
from indexer.exports.tables import documents, entities

Properties = Mapping[str, Iterable[str]]

_SCHEMATA = {
    EntityType.PERSON: "Person",
    EntityType.ORGANISATION: "Organization",
    EntityType.PROGRAMME: "Project",
    EntityType.EVENT: "Event",
    EntityType.LAW: "Document",
}
"""Everything else is a place: Address."""

_DOCUMENTS = {
    "text/plain": "PlainText",
    "text/markdown": "PlainText",
    "text/html": "HyperText",
    "message/rfc822": "Email",
    "application/pdf": "Pages",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Pages",
}

_OFFICES = tuple(
    "министерств міністерств акимат әкімд мэри мерія примэри администрац адміністрац правительств уряд ministry minister "
    "government municipality akimat mayor primăria guvernul комиссия комісія commission parliament парламент".split()
)
"""Beginnings of words that name an office of a state or town («акимат Тараза», «Primăria Chișinău»)."""

_ISO3 = dict(
    pair.split(":")
    for pair in (
        "ru:rus en:eng uk:ukr kk:kaz ky:kir uz:uzb tg:tgk az:aze hy:hye ka:kat ro:ron be:bel tr:tur de:deu fr:fra pl:pol "
        "hu:hun fi:fin tk:tuk el:ell sv:swe "
        "es:spa it:ita pt:por nl:nld cs:ces sk:slk bg:bul sr:srp lt:lit lv:lav et:est mn:mon fa:fas ar:ara zh:zho"
    ).split()
)
"""ISO 639-1 to 639-3; a language that FollowTheMoney does not list is left out."""

_CONTACTS = {"email": "email", "phone": "phone", "url": "website", "address": "address"}


def followthemoney(store: Store) -> Iterator[str]:
    """Entities, then who holds which position, then documents each with its mentions; a line each."""
    for entity in entities(store):
        yield _line(_schema(entity), entity.id, _entity_properties(store, entity))
        if entity.type is EntityType.PERSON:
            yield from (_role(role) for role in store.roles_of(entity.id) if role.person == entity.id and role.organisation)
    for document in documents(store):
        yield _line(_DOCUMENTS.get(document.media_type, "Document"), document.id, _document_properties(store, document))
        yield from _mentions(store, document.id)


def _line(schema: str, id: str, properties: Properties) -> str:
    kept = {key: sorted({value for value in values if value}) for key, values in properties.items()}
    value: dict[str, Any] = {"id": id, "schema": schema, "properties": {key: values for key, values in kept.items() if values}}
    return json.dumps(value, ensure_ascii=False) + "\n"


def _schema(entity: Entity) -> str:
    if entity.type is EntityType.ORGANISATION and _is_office(entity):
        return "PublicBody"
    return _SCHEMATA.get(entity.type, "Address")


def _is_office(entity: Entity) -> bool:
    words = (word for names in entity.names.values() for name in names for word in fold(name).split())
    return any(word.startswith(_OFFICES) for word in words)


def _entity_properties(store: Store, entity: Entity) -> Properties:
    names = {name for of_language in entity.names.values() for name in of_language}
    properties: dict[str, Iterable[str]] = {
        "name": (entity.name,),
        "alias": names - {entity.name},
        "country": (entity.links.get("country", "").lower(),),
    }
    if entity.type is EntityType.PERSON:
        properties["position"] = (" ".join(role.position.split()) for role in store.roles_of(entity.id))
    if entity.type in (EntityType.PERSON, EntityType.ORGANISATION):
        contacts = store.contacts_of(entity.id)
        for kind, name in _CONTACTS.items():
            properties[name] = [contact.value for contact in contacts if contact.kind == kind]
    if _schema(entity) == "Address":
        properties |= _place(entity)
    return properties


def _place(entity: Entity) -> Properties:
    kept = {
        "full": (entity.name,),
        "latitude": (entity.links.get("latitude", ""),),
        "longitude": (entity.links.get("longitude", ""),),
    }
    part = {EntityType.CITY: "city", EntityType.REGION: "region"}.get(entity.type)
    return kept | ({part: (entity.name,)} if part else {})


def _role(role: HeldRole) -> str:
    position = " ".join(role.position.split())
    properties = {
        "employee": (role.person,),
        "employer": (role.organisation,),
        "role": (position,),
        "date": (role.date,),
        "proof": (role.document,),
    }
    return _line("Employment", _id("role", role.person, role.organisation, position, role.document), properties)


def _document_properties(store: Store, document: StoredDocument) -> Properties:
    contacts = store.contacts(document.id)
    named = store.document_entities(document.id)
    places = (EntityType.CITY, EntityType.COUNTRY, EntityType.REGION, EntityType.PLACE)
    return {
        "title": (document.title,),
        "fileName": [path.rpartition("/")[2] for path in document.paths],
        "mimeType": (document.media_type,),
        "fileSize": (str(document.size_bytes),),
        "contentHash": (document.sha256,),
        "encoding": (document.charset.name if document.charset else "",),
        "author": (document.author,),
        "sourceUrl": (document.url,),
        "date": (document.date.start, document.date.stop) if document.date else (),
        "language": [_ISO3.get(code, "") for code in document.languages],
        "bodyText": (document.text,),
        "peopleMentioned": [name for _, kind, name, _ in named if kind is EntityType.PERSON],
        "companiesMentioned": [name for _, kind, name, _ in named if kind is EntityType.ORGANISATION],
        "locationMentioned": [name for _, kind, name, _ in named if kind in places],
        "emailMentioned": [contact.value for contact in contacts if contact.kind == "email"],
        "phoneMentioned": [contact.value for contact in contacts if contact.kind == "phone"],
    }


def _mentions(store: Store, document: str) -> Iterator[str]:
    names: dict[tuple[str, EntityType], set[str]] = {}
    for mention, entity in store.mentions(document):
        if entity:
            names.setdefault((entity, mention.type), set()).add(mention.name)
    for (entity, kind), said in names.items():
        properties = {
            "document": (document,),
            "resolved": (entity,),
            "name": said,
            "detectedSchema": (_SCHEMATA.get(kind, "Address"),),
        }
        yield _line("Mention", _id("mention", document, entity), properties)


def _id(kind: str, *parts: str) -> str:
    return f"{kind}-{hashlib.sha1('|'.join(parts).encode(), usedforsecurity=False).hexdigest()}"
