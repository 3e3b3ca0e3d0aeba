"""The JSON of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Charset, Contact, DateMention, DocumentDate, Mention, Passage, Role, StoredDocument
from indexer.web.shapes.common import Pair, pair, pair_or_none


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage by its place in the text; ``recognised`` is how sure the recogniser of a picture's letters was, else 0."""

    start: int
    stop: int
    language: str
    kind: str
    page: int
    recognised: float


@dataclass(frozen=True, slots=True)
class ShownMention:
    """A name where it stands, with the id of what it names ("" when unknown)."""

    start: int
    stop: int
    type: str
    text: str
    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date where it stands; ``first`` and ``last`` are its days."""

    start: int
    stop: int
    text: str
    edtf: str
    first: str
    last: str
    precision: str
    role: str


@dataclass(frozen=True, slots=True)
class ShownDating:
    """When a document speaks from and how that is known; ``span`` shows it in the text."""

    edtf: str
    first: str
    last: str
    precision: str
    evidence: str
    span: Pair | None


@dataclass(frozen=True, slots=True)
class ShownCharset:
    """How bytes became text: the codec, what the file declared ("" for nothing), how sure that is, and repairs."""

    name: str
    declared: str
    confidence: float
    repairs: list[str]


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A way to reach someone; ``owner`` is the place of the name it belongs to."""

    start: int
    stop: int
    kind: str
    text: str
    value: str
    extension: str
    owner: Pair | None


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A position as the text says it, with the places of who holds it and where."""

    person: Pair
    position: Pair
    text: str
    organisation: Pair | None


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A document and all that was found in it."""

    ok: bool
    id: str
    title: str
    path: str
    paths: list[str]
    source: str
    sha256: str
    size_bytes: int
    media_type: str
    author: str
    url: str
    language: str
    languages: list[str]
    claimed_language: str
    links: list[str]
    charset: ShownCharset | None
    date: str
    dating: ShownDating | None
    pages: int
    text: str
    passages: list[ShownPassage]
    mentions: list[ShownMention]
    dates: list[ShownDate]
    contacts: list[ShownContact]
    roles: list[ShownRole]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a scan: the address of its picture, and the passages read from it."""

    ok: bool
    document: str
    page: int
    pages: int
    picture: str
    recognised: float
    text: str
    passages: list[ShownPassage]


@dataclass(frozen=True, slots=True)
class Opposite:
    """What stands opposite one another, "" where one side has nothing; ``same`` counts passages that are equal instead."""

    left: str
    right: str
    same: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents (ids) passage by passage: as a translation of each other, or as versions that differ."""

    ok: bool
    one: str
    other: str
    translated: bool
    pairs: list[Opposite]


def document(
    stored: StoredDocument,
    passages: Sequence[Passage],
    mentions: Sequence[tuple[Mention, str]],
    dates: Sequence[DateMention],
    contacts: Sequence[Contact],
    roles: Sequence[Role],
) -> WholeDocument:
    """A document for programs."""
    return WholeDocument(
        ok=True,
        id=stored.id,
        title=stored.title,
        path=stored.paths[0] if stored.paths else "",
        paths=list(stored.paths),
        source=stored.source,
        sha256=stored.sha256,
        size_bytes=stored.size_bytes,
        media_type=stored.media_type,
        author=stored.author,
        url=stored.url,
        language=stored.language,
        languages=list(stored.languages),
        claimed_language=stored.claimed_language,
        links=list(stored.links),
        charset=_charset(stored.charset),
        date=stored.date.start if stored.date else "",
        dating=_dating(stored.date),
        pages=stored.pages,
        text=stored.text,
        passages=[passage(each) for each in passages],
        mentions=[ShownMention(*pair(m.span), m.type, m.text, m.name, entity) for m, entity in mentions],
        dates=[ShownDate(*pair(d.span), d.text, d.edtf, d.start, d.stop, d.precision, d.role) for d in dates],
        contacts=[ShownContact(*pair(c.span), c.kind, c.text, c.value, c.extension, pair_or_none(c.owner)) for c in contacts],
        roles=[ShownRole(pair(r.person), pair(r.position), r.text, pair_or_none(r.organisation)) for r in roles],
    )


def passage(found: Passage) -> ShownPassage:
    """A passage for programs."""
    return ShownPassage(*pair(found.span), found.language, found.kind, found.page, found.recognised)


def _charset(charset: Charset | None) -> ShownCharset | None:
    if charset is None:
        return None
    return ShownCharset(charset.name, charset.declared, charset.confidence, list(charset.repairs))


def _dating(date: DocumentDate | None) -> ShownDating | None:
    if date is None:
        return None
    return ShownDating(date.edtf, date.start, date.stop, date.precision, date.evidence, pair_or_none(date.span))
