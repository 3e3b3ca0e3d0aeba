"""What programs get: the shapes of every JSON answer, whose keys are a promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.model import (
    Contact,
    DateMention,
    DocumentDate,
    Entity,
    Evidence,
    HeldRole,
    Hit,
    KnownContact,
    Mention,
    Merge,
    Passage,
    Report,
    Role,
    Skipped,
    Snippet,
    Span,
    StoredDocument,
)
from indexer.search import Results
from indexer.web.asked import PAGE_SIZE, PARAMETERS, Asked

Pair = tuple[int, int]
"""Start and stop in code points, half-open."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The one shape of every error; ``query``, ``position`` and ``advice`` speak of a query that cannot be read."""

    ok: bool
    error: str
    status: int
    query: str | None = None
    position: int | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class ShownSnippet:
    """A stretch of text; ``spans`` count from its own start, ``start`` from the document's."""

    text: str
    spans: list[Pair]
    page: int
    start: int
    language: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One document that answers."""

    id: str
    title: str
    path: str
    url: str
    language: str
    languages: list[str]
    date: str
    score: float
    snippets: list[ShownSnippet]
    why: list[str]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A value and how many of the documents found have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an answer."""

    ok: bool
    query: str
    total: int
    page: int
    size: int
    sort: str
    precision: str
    filters: dict[str, list[str]]
    seconds: float
    advice: str
    hits: list[ShownHit]
    facets: dict[str, list[ShownFacet]]


def answer(asked: Asked, results: Results) -> Answer:
    """An answer for programs."""
    return Answer(
        ok=True,
        query=results.query,
        total=results.total,
        page=asked.page,
        size=PAGE_SIZE,
        sort=asked.sort,
        precision=asked.precision,
        filters={PARAMETERS[name]: list(values) for name, values in asked.filters.items()},
        seconds=round(results.seconds, 4),
        advice=results.advice,
        hits=[_hit(hit) for hit in results.hits],
        facets={
            name: [ShownFacet(facet.value, facet.label, facet.count) for facet in facets]
            for name, facets in results.facets.items()
        },
    )


def _hit(hit: Hit) -> ShownHit:
    return ShownHit(
        hit.id, hit.title, hit.path, hit.url, hit.language, list(hit.languages), hit.date, hit.score,
        [_snippet(snippet) for snippet in hit.snippets], list(hit.why),
    )  # fmt: skip


def _snippet(snippet: Snippet) -> ShownSnippet:
    spans = [pair(span) for span in snippet.spans]
    return ShownSnippet(snippet.text, spans, snippet.page, snippet.start, snippet.language)


def pair(span: Span) -> Pair:
    """A span for programs."""
    return span.start, span.stop


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage by its place in the text."""

    start: int
    stop: int
    language: str
    kind: str
    page: int


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
    date: str
    dating: ShownDating | None
    pages: int
    text: str
    passages: list[ShownPassage]
    mentions: list[ShownMention]
    dates: list[ShownDate]
    contacts: list[ShownContact]
    roles: list[ShownRole]


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
        date=stored.date.start if stored.date else "",
        dating=_dating(stored.date),
        pages=stored.pages,
        text=stored.text,
        passages=[ShownPassage(*pair(p.span), p.language, p.kind, p.page) for p in passages],
        mentions=[ShownMention(*pair(m.span), m.type, m.text, m.name, entity) for m, entity in mentions],
        dates=[ShownDate(*pair(d.span), d.text, d.edtf, d.start, d.stop, d.precision, d.role) for d in dates],
        contacts=[ShownContact(*pair(c.span), c.kind, c.text, c.value, c.extension, _maybe(c.owner)) for c in contacts],
        roles=[ShownRole(pair(r.person), pair(r.position), r.text, _maybe(r.organisation)) for r in roles],
    )


def _dating(date: DocumentDate | None) -> ShownDating | None:
    if date is None:
        return None
    return ShownDating(date.edtf, date.start, date.stop, date.precision, date.evidence, _maybe(date.span))


def _maybe(span: Span | None) -> Pair | None:
    return pair(span) if span is not None else None


@dataclass(frozen=True, slots=True)
class ShownEntity:
    """One thing in the world."""

    id: str
    type: str
    name: str
    names: dict[str, list[str]]
    documents: int
    mentions: int
    links: dict[str, str]
    first: str
    last: str


def entity(each: Entity) -> ShownEntity:
    """An entity for programs."""
    names = {language: list(given) for language, given in each.names.items()}
    return ShownEntity(
        each.id, each.type, each.name, names, each.documents, each.mentions, dict(each.links), each.first, each.last
    )


@dataclass(frozen=True, slots=True)
class EntityList:
    """One page of the entities of a type; ``total`` counts all of them."""

    ok: bool
    type: str
    total: int
    page: int
    size: int
    entities: list[ShownEntity]


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A sentence; ``span`` marks the mention in it, ``start`` is where the sentence stands in the document."""

    document: str
    title: str
    path: str
    date: str
    sentence: str
    span: Pair
    start: int
    page: int
    language: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entity, and how many documents mention both."""

    id: str
    type: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class WholeEntity(ShownEntity):
    """An entity and all that the archive says of it; ``years`` counts its documents, evidence comes by pages."""

    ok: bool
    page: int
    size: int
    evidence: list[ShownEvidence]
    roles: list[HeldRole]
    contacts: list[KnownContact]
    neighbours: list[Neighbour]
    years: dict[str, int]
    merges: list[Merge]


def evidence(each: Evidence) -> ShownEvidence:
    """A sentence for programs."""
    return ShownEvidence(
        each.document, each.title, each.path, each.date, each.sentence, pair(each.span), each.start, each.page,
        each.language, each.name, each.note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did; ``failures`` counts what it could not do."""

    run: int
    kind: str
    started: str
    seconds: float
    counts: dict[str, int]
    failures: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something that could not be read, since when."""

    path: str
    stage: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True)
class Runs:
    """The latest runs, and what cannot be read now."""

    ok: bool
    runs: list[Run]
    failures: list[Line]


def runs(reports: Sequence[Report], failures: Sequence[tuple[Skipped, str]]) -> Runs:
    """Runs and failures for programs."""
    return Runs(
        True,
        [Run(r.run, r.kind, r.started, r.seconds, dict(r.counts), len(r.skipped)) for r in reports],
        [Line(line.path, line.stage, line.reason, since) for line, since in failures],
    )


@dataclass(frozen=True, slots=True)
class Health:
    """The archive answers; ``counts`` say how much it holds, ``indexed`` how many documents can be found."""

    ok: bool
    status: int
    indexed: int
    generation: int
    fresh: bool
    counts: Mapping[str, int]
