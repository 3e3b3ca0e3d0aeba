"""Every value that crosses a border between two rooms of svod.

``RawFile -> Document -> Passage -> Token -> Mention -> Entity -> IndexRecord -> Hit``: a new value per stage, frozen and
slotted, filled in by one hand. What cannot go on is a value too: ``Skipped``.

The span law: a ``Span`` is half-open and counts code points of ``Document.text``; at every stage
``document.text[span.start:span.stop]`` is exactly what was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.tokens import TokenTable


class EntityType(StrEnum):
    """What a mention may name; ``city`` is any settlement, ``programme`` a project, initiative or agreement."""

    PERSON = "person"
    ORGANISATION = "organisation"
    CITY = "city"
    COUNTRY = "country"
    REGION = "region"
    PLACE = "place"
    PROGRAMME = "programme"
    EVENT = "event"
    LAW = "law"


class BlockKind(StrEnum):
    """The part a stretch of text plays on its page; ``header`` and ``footer`` are a page's, ``signature`` a letter's.

    A ``dateline`` says where and when a text was issued: «Алматы, 19 февраля 2014 г.».
    """

    TITLE = "title"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HEADER = "header"
    FOOTER = "footer"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, stop)`` in code points of ``Document.text``; ``0 <= start <= stop``."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"span [{self.start}, {self.stop}) is not half-open and ordered")

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """What the span covers."""
        return text[self.start : self.stop]

    def shift(self, offset: int) -> Span:
        """The same span seen from a text that begins ``offset`` code points earlier."""
        return Span(self.start + offset, self.stop + offset)

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside."""
        return self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file seen on a walk and not yet read: enough to tell whether it may have changed.

    ``path`` is POSIX, relative to the source's root and prefixed by the source's name; ``stamp`` is a fingerprint of the
    file system's word (size, times, inode). An equal stamp spares reading; it is never the file's identity. ``modified`` is
    when it was changed last (seconds since 1970), 0 where nobody says; ``url`` is the address a page was fetched from.
    """

    source: str
    path: str
    location: str
    size_bytes: int
    stamp: str
    modified: float = 0.0
    url: str = ""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as found. Its identity is ``sha256`` of ``content`` together with every path it was seen at, never a time.

    A part of a container (an attachment) has a path of its own: ``mail/a.eml!/report.docx``. ``charset`` is a person's word on
    how its bytes are to be read, "" when nobody said; ``url`` is the address it was fetched from, "" for a file.
    """

    source: str
    path: str
    sha256: str
    content: bytes = field(repr=False)
    charset: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Charset:
    """How bytes became text: the codec used, what the file claimed ("" when nothing), confidence 0..1, repairs made."""

    name: str
    declared: str
    confidence: float
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A structural piece of a document: blocks are ordered, do not overlap and hold every word of the text.

    ``level`` is a heading's or list's depth, from 1; 0 where depth means nothing. ``page`` counts from 1, 0 when unpaged.
    A table row keeps its cells apart by a tab. ``recognised`` is 0 for text that the file holds; for letters read in a
    picture (OCR) the recogniser's own confidence, above 0 and at most 1.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    page: int = 0
    recognised: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The day or range a document speaks from: EDTF, its first and last day (ISO), and how it is known.

    ``precision`` is day, month, quarter, year or range; ``evidence`` names the place (meta, url, dateline, text, file) and
    ``span`` shows it where it stands in the text.
    """

    edtf: str
    start: str
    stop: str
    precision: str
    evidence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says: NFC text without soft hyphens, its structure, and what the file claims about itself.

    ``title`` is "" when the file has none. ``date`` is the date in the file's own claims (meta, JSON-LD, URL, file
    metadata), or None; the text's own dates are found later. ``claimed_language`` is the file's own word too, "" for none.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    title: str = ""
    author: str = ""
    url: str = ""
    date: DocumentDate | None = None
    charset: Charset | None = None
    links: tuple[str, ...] = ()
    pages: int = 0
    claimed_language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one file: the document, and files found inside it that deserve their own."""

    document: Document
    children: tuple[RawFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a passage lies in the document's text, and its language."""

    start: int
    stop: int
    language: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One block with its language: passages are ordered, do not overlap and hold every token.

    ``language`` is ISO 639-1, "und" where there is too little to say; ``score`` 0..1. ``fingerprint`` is equal for passages
    that say the same words, so that the archive can count them. ``sentences`` lie inside ``span``.
    ``recognised`` is its block's.
    """

    span: Span
    kind: BlockKind
    language: str
    score: float
    fingerprint: str
    sentences: tuple[Span, ...] = ()
    page: int = 0
    recognised: float = 0.0


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number with its folded ``form``, the ``lemma`` chosen for it, and its other ``readings`` (lemmas too).

    ``readings`` never holds ``lemma``. ``stems`` are subword terms, given only where no dictionary knows the language or word.
    """

    span: Span
    form: str
    lemma: str
    readings: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: ``text`` as written, ``name`` in the nominative, ``rule`` that found it, ``score`` 0..1.

    ``link`` is an outside identity such as ``geonames:1526384`` or ``cldr:KZ``, "" when unknown. ``note`` says how ``name`` was
    completed when the text alone did not say it (initials, surname alone, an abbreviation).
    """

    span: Span
    type: EntityType
    text: str
    name: str
    language: str
    rule: str
    score: float = 1.0
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text: EDTF, first and last day (ISO), precision, and its ``role`` (event, deadline or mention)."""

    span: Span
    text: str
    edtf: str
    start: str
    stop: str
    precision: str
    role: str = "mention"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much or how many: ``kind`` is money, share (per cent) or quantity, from ``low`` to ``top`` (equal for one number).

    ``unit`` is an ISO 4217 code, "%", a measure (kWh, km, m²) or the lemma of what is counted. ``bound`` is "", "at least",
    "more than", "at most", "less than" or "about".
    """

    span: Span
    kind: str
    text: str
    low: float
    top: float
    unit: str
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach someone: ``kind`` is phone, fax, email, url or address; ``value`` is normalised (E.164, lower case).

    ``extension`` is a phone's inner number. ``owner`` is the span of the mention it belongs to, None when nobody's.
    """

    span: Span
    kind: str
    text: str
    value: str
    extension: str = ""
    owner: Span | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Who holds which position where: spans of the person's and the organisation's mentions and of the position.

    ``text`` is the position in the nominative: «координатором» → «координатор».
    """

    person: Span
    position: Span
    text: str
    organisation: Span | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names the text itself declares to be one thing: «Региональный экологический центр (РЭЦЦА)»."""

    type: EntityType
    short: str
    long: str
    span: Span


@dataclass(frozen=True, slots=True)
class Findings:
    """What the passages of one document name: mentions in text order, and what hangs on them.

    A mention may lie inside another (a city in an organisation's name); none crosses another.
    """

    mentions: tuple[Mention, ...] = ()
    contacts: tuple[Contact, ...] = ()
    roles: tuple[Role, ...] = ()
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one file says, ready for the store: no two stages wrote to it."""

    source: str
    path: str
    sha256: str
    size_bytes: int
    document: Document
    passages: tuple[Passage, ...]
    tokens: TokenTable
    language: str
    languages: tuple[str, ...]
    date: DocumentDate | None = None
    dates: tuple[DateMention, ...] = ()
    findings: Findings = Findings()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not go on: where, at which stage (walk, read, analyse, link, index), and why, for a person."""

    path: str
    stage: str
    reason: str
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A normal form as the archive holds it, counted: what linking works on. Equal names in two languages are two."""

    id: int
    type: EntityType
    name: str
    language: str
    link: str
    documents: int
    mentions: int


ALIAS = "alias"
"""The link under which an entity has names that people gave it, one a line."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name belongs to an entity: the rule, a score 0..1 and what convinced it."""

    name: str
    rule: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as the archive knows it, under its nominative ``name``.

    ``names`` gives every normal form by language, abbreviations that texts introduce last; ``links`` outside identities and
    facts (geonames, country, latitude ...); ``first`` and ``last`` are ISO days of the dated documents that mention it, ""
    when none is dated.
    """

    id: str
    type: EntityType
    name: str
    names: Mapping[str, tuple[str, ...]]
    documents: int
    mentions: int
    links: Mapping[str, str]
    first: str = ""
    last: str = ""
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityDraft:
    """An entity as linking proposes it: ``members`` are name ids, each with the reason it belongs here."""

    id: str
    type: EntityType
    name: str
    links: Mapping[str, str]
    members: tuple[tuple[int, Merge], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention of an entity with the sentence around it; ``span`` counts from the sentence's start.

    ``recognised`` is its passage's.
    """

    document: str
    title: str
    path: str
    date: str
    sentence: str
    span: Span
    start: int
    page: int
    language: str
    name: str
    note: str
    recognised: float = 0.0


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as the archive knows it: who (entity id and name), ``position`` as written, where ("" when not said).

    ``date`` is the document's first day, "" when undated; ``start`` is where the position stands in its text.
    """

    person: str
    person_name: str
    position: str
    organisation: str
    organisation_name: str
    document: str
    date: str
    start: int


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A way to reach an entity, with the number of ``documents`` that say so and the newest of them."""

    kind: str
    value: str
    extension: str
    documents: int
    document: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What an index must take again (``put``) or drop (``deleted``) to stand at ``generation``: document ids."""

    generation: int
    put: tuple[str, ...]
    deleted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store holds it: ``id`` stays the same when its file moves or changes; ``paths`` are where it lies.

    ``language`` is that of most of its text, ``languages`` all of them, most text first; ``claimed_language`` is what the file
    declares. ``revision`` counts from 1.
    """

    id: str
    sha256: str
    paths: tuple[str, ...]
    source: str
    size_bytes: int
    media_type: str
    title: str
    author: str
    url: str
    language: str
    languages: tuple[str, ...]
    date: DocumentDate | None
    charset: Charset | None
    pages: int
    revision: int
    text: str = field(repr=False)
    claimed_language: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """One document as an index takes it: tokens with positions, entity ids and facet values; nothing is analysed later.

    ``boilerplate`` are spans of passages that many documents share. ``year`` is 0 and ``date`` "" when undated.
    ``facets`` maps a field name to its values (entity fields hold entity ids). ``more`` holds the tokens of further parts
    that may be searched by name: author, path. ``numbers`` are its pages, words and bytes.
    """

    id: str
    title: str
    path: str
    source: str
    media_type: str
    date: str
    date_stop: str
    year: int
    languages: tuple[str, ...]
    text: str
    tokens: TokenTable
    title_tokens: TokenTable
    entities: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    boilerplate: tuple[Span, ...] = ()
    more: Mapping[str, TokenTable] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a document's text with marked ``spans``, which count from the snippet's own start.

    ``start`` is where it begins in ``Document.text``; ``page`` is 0 when unpaged; ``recognised`` as in its passage.
    """

    text: str
    spans: tuple[Span, ...]
    start: int
    page: int = 0
    language: str = ""
    recognised: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """Another document that says the same: ``kind`` is copy, version, translation, or part (one lies within the other).

    ``date`` is its first day (ISO), "" when undated.
    """

    id: str
    title: str
    language: str
    date: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers a query, with its best passages and ``why``: the tiers and words that matched.

    ``versions`` are the other documents of the same release, in whatever language, that were folded into this hit.
    """

    id: str
    title: str
    path: str
    url: str
    language: str
    languages: tuple[str, ...]
    date: str
    score: float
    snippets: tuple[Snippet, ...]
    why: tuple[str, ...]
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did: counts by what happened, what was skipped, when (ISO, UTC) and how long in seconds."""

    run: int
    kind: str
    started: str
    seconds: float
    counts: Mapping[str, int]
    skipped: tuple[Skipped, ...] = ()
