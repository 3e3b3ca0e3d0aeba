"""Values as JSON objects: the keys are a promise to other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from corpus.model import (
    Amount,
    Charset,
    Contact,
    DateMention,
    DocumentDate,
    Entity,
    Evidence,
    HeldRole,
    KnownContact,
    Mention,
    Passage,
    Span,
    StoredDocument,
    Token,
)
from corpus.store import Store


def document(store: Store, found: StoredDocument) -> dict[str, Any]:
    """A stored document with all that was found in it."""
    return {
        "id": found.id,
        "title": found.title,
        "path": found.paths[0] if found.paths else "",
        "date": edtf(found.date),
        "date_evidence": found.date.evidence if found.date else "",
        "languages": list(found.languages),
        "claimed_language": found.claimed_language,
        "author": found.author,
        "source": found.source,
        "url": found.url,
        "links": list(found.links),
        "media_type": found.media_type,
        "charset": charset(found.charset),
        "text": found.text,
        "passages": passages(store.passages(found.id)),
        "mentions": [mention(each, entity) for each, entity in store.mentions(found.id)],
        "dates": dates(store.dates(found.id)),
        "amounts": amounts(store.amounts(found.id)),
        "contacts": contacts(store.contacts(found.id)),
        "versions": [asdict(version) for version in store.versions(found.id)],
    }


def entity(found: Entity) -> dict[str, Any]:
    """An entity with its names by language."""
    return {
        "id": found.id,
        "type": found.type.value,
        "name": found.name,
        "names": {language: list(names) for language, names in found.names.items()},
        "documents": found.documents,
        "mentions": found.mentions,
        "links": dict(found.links),
        "first": found.first,
        "last": found.last,
    }


def charset(found: Charset | None) -> dict[str, Any] | None:
    """How bytes became text, null where a file's letters are Unicode by its format."""
    return None if found is None else {**asdict(found), "repairs": list(found.repairs)}


def edtf(date: DocumentDate | None) -> str:
    """A document's date, "" when it has none."""
    return "" if date is None else date.edtf


def passages(found: Iterable[Passage]) -> list[dict[str, Any]]:
    """Passages by place and language; ``recognised`` is above 0 for letters read in a picture."""
    return [
        {
            **_place(passage.span),
            "kind": passage.kind.value,
            "language": passage.language,
            "page": passage.page,
            "recognised": passage.recognised,
        }
        for passage in found
    ]


def mention(found: Mention, entity_id: str) -> dict[str, Any]:
    """A mention with its normal form and entity."""
    return {
        **_place(found.span),
        "type": found.type.value,
        "text": found.text,
        "name": found.name,
        "entity": entity_id,
    }


def dates(found: Iterable[DateMention]) -> list[dict[str, Any]]:
    """Dates in a text; first and last are ISO days."""
    return [
        {
            **_place(date.span),
            "text": date.text,
            "edtf": date.edtf,
            "first": date.start,
            "last": date.stop,
            "precision": date.precision,
            "role": date.role,
        }
        for date in found
    ]


def amounts(found: Iterable[Amount]) -> list[dict[str, Any]]:
    """Money, shares and things counted; low and top are equal for one number."""
    keys = ("kind", "text", "low", "top", "unit", "bound")
    return [{**_place(amount.span), **{key: getattr(amount, key) for key in keys}} for amount in found]


def contacts(found: Iterable[Contact]) -> list[dict[str, Any]]:
    """Contacts in a text; the owner is the place of a mention, or null."""
    return [
        {
            **_place(contact.span),
            "kind": contact.kind,
            "text": contact.text,
            "value": contact.value,
            "extension": contact.extension,
            "owner": None if contact.owner is None else _place(contact.owner),
        }
        for contact in found
    ]


def tokens(found: Iterable[Token]) -> list[dict[str, Any]]:
    """Words with the lemma chosen and all that they may have."""
    return [{**_place(token.span), "lemma": token.lemma, "lemmas": [token.lemma, *token.readings]} for token in found]


def evidence(found: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Sentences that mention an entity; start and stop count in the sentence."""
    return [
        {
            "document": each.document,
            "title": each.title,
            "path": each.path,
            "date": each.date,
            "page": each.page,
            "language": each.language,
            "sentence": each.sentence,
            **_place(each.span),
            "name": each.name,
            "note": each.note,
            "recognised": each.recognised,
        }
        for each in found
    ]


def roles(found: Iterable[HeldRole]) -> list[dict[str, Any]]:
    """Positions with who holds them where."""
    keys = ("person", "person_name", "position", "organisation", "organisation_name", "document", "date")
    return [{key: getattr(role, key) for key in keys} for role in found]


def known_contacts(found: Iterable[KnownContact]) -> list[Mapping[str, Any]]:
    """Ways to reach an entity."""
    keys = ("kind", "value", "extension", "documents", "document")
    return [{key: getattr(contact, key) for key in keys} for contact in found]


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "stop": span.stop}
