"""Rows of the store become values of the model, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corpus.model import (
    Amount,
    BlockKind,
    Charset,
    Contact,
    DateMention,
    DocumentDate,
    EntityType,
    Mention,
    Merge,
    Name,
    Passage,
    Report,
    Role,
    Skipped,
    Span,
    StoredDocument,
)
from corpus.store.door import Row


def pack_spans(spans: Sequence[Span]) -> bytes:
    """Spans as bytes; ``unpack_spans`` gives them back."""
    return json.dumps([[span.start, span.stop] for span in spans], separators=(",", ":")).encode()


def unpack_spans(packed: bytes) -> tuple[Span, ...]:
    """Inverse of ``pack_spans``."""
    return tuple(Span(start, stop) for start, stop in json.loads(packed.decode()))


def dump(value: Any) -> str:
    """A value as JSON in readable letters and a fixed order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def span_or_none(start: int | None, stop: int | None) -> Span | None:
    """The span, None when the row has none."""
    return None if start is None or stop is None else Span(start, stop)


def document(row: Row, places: Sequence[Row], text: str) -> StoredDocument:
    """A document with its present paths, the source of the first of them, and its text."""
    return StoredDocument(
        id=row["id"],
        sha256=row["sha256"],
        paths=tuple(place["path"] for place in places),
        source=places[0]["source"] if places else row["source"],
        size_bytes=row["size_bytes"],
        media_type=row["media_type"],
        title=row["title"],
        author=row["author"],
        url=row["url"],
        language=row["language"],
        languages=tuple(json.loads(row["languages"])),
        date=_date_of(row),
        charset=_charset_of(row["charset"]),
        pages=row["pages"],
        revision=row["revision"],
        text=text,
        claimed_language=row["claimed_language"],
        links=tuple(json.loads(row["links"])),
    )


def _date_of(row: Row) -> DocumentDate | None:
    if row["date_edtf"] is None:
        return None
    span = span_or_none(row["date_span_start"], row["date_span_stop"])
    return DocumentDate(
        row["date_edtf"], row["date_start"], row["date_stop"], row["date_precision"], row["date_evidence"], span
    )


def _charset_of(packed: str | None) -> Charset | None:
    if packed is None:
        return None
    name, declared, confidence, repairs = json.loads(packed)
    return Charset(name, declared, confidence, tuple(repairs))


def charset(value: Charset | None) -> str | None:
    """How bytes became text, as one column."""
    return None if value is None else dump([value.name, value.declared, value.confidence, value.repairs])


def passage(row: Row) -> Passage:
    """A passage with its sentences."""
    return Passage(
        Span(row["start"], row["stop"]),
        BlockKind(row["kind"]),
        row["language"],
        row["score"],
        row["fingerprint"],
        unpack_spans(row["sentences"]),
        row["page"],
        row["recognised"],
    )


def mention(row: Row) -> Mention:
    """A mention joined with its name."""
    return Mention(
        Span(row["start"], row["stop"]),
        EntityType(row["type"]),
        row["text"],
        row["name"],
        row["language"],
        row["rule"],
        row["score"],
        row["link"],
        row["note"],
    )


def date(row: Row) -> DateMention:
    """A date in the text."""
    span = Span(row["start"], row["stop"])
    return DateMention(span, row["text"], row["edtf"], row["first"], row["last"], row["precision"], row["role"])


def amount(row: Row) -> Amount:
    """An amount in the text."""
    span = Span(row["start"], row["stop"])
    return Amount(span, row["kind"], row["text"], row["low"], row["top"], row["unit"], row["bound"])


def contact(row: Row) -> Contact:
    """A contact with its owner's span."""
    owner = span_or_none(row["owner_start"], row["owner_stop"])
    return Contact(Span(row["start"], row["stop"]), row["kind"], row["text"], row["value"], row["extension"], owner)


def role(row: Row) -> Role:
    """A role with the spans of its parts."""
    person = Span(row["person_start"], row["person_stop"])
    position = Span(row["position_start"], row["position_stop"])
    return Role(person, position, row["text"], span_or_none(row["organisation_start"], row["organisation_stop"]))


def name(row: Row) -> Name:
    """A counted name."""
    return Name(
        row["number"],
        EntityType(row["type"]),
        row["name"],
        row["language"],
        row["link"],
        row["documents"],
        row["mentions"],
    )


def merge(row: Row) -> Merge:
    """Why a name belongs to its entity."""
    return Merge(row["name"], row["rule"], row["score"], row["reason"])


def skipped(row: Row) -> Skipped:
    """A ledger line."""
    return Skipped(row["path"], row["stage"], row["reason"], row["source"], row["sha256"])


def report(row: Row) -> Report:
    """A finished or broken-off run; the latter took 0 seconds and counts nothing."""
    lines = tuple(Skipped(*line) for line in json.loads(row["skipped"]))
    return Report(row["number"], row["kind"], row["started"], row["seconds"] or 0.0, json.loads(row["counts"]), lines)


def skipped_lines(lines: Sequence[Skipped]) -> str:
    """Ledger lines as one column."""
    return dump([[line.path, line.stage, line.reason, line.source, line.sha256] for line in lines])
