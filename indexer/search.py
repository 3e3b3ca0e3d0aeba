"""The archive as readers see it: a question in, documents out, with the places that answer and counts by facet."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from corpus.config import Config
from corpus.errors import BadQuery, IndexMissing, NotFound
from corpus.model import Hit, Mention, StoredDocument
from corpus.store import Store
from indexer.build import current_index, words_of
from indexer.engines import Found, Reader, Weights, engine
from indexer.labels import language_label, media_label
from indexer.plan import All, AnyOf, Dates, Everything, Keyword, Match, Plan, positive
from indexer.query import parse
from indexer.resolve import Resolver
from indexer.schema import ENTITY_FIELDS, FACETS, KEYWORDS, LANGUAGE, TEXT, TITLE, TYPE, load_manifest
from indexer.snippets import Mark, Matcher, snippets
from indexer.terms import Precision, Tier

SORTS = ("relevance", "date")
FACET_VALUES = 50
SNIPPETS = 3
_OPENINGS = 5


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that some of the documents found have; ``label`` is what a person calls it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer: the exact ``total``, hits in order, facets by field (most documents first).

    ``seconds`` is what the answer took; ``advice`` says what to try when nothing was found, "" else.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Facet, ...]]
    seconds: float
    advice: str


class Archive:
    """The read side of an archive, store and index together; a new index is taken up at the next search."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config, self.store = config, store
        self._weights = Weights.of(config)
        self._folder: Path | None = None
        self._reader: Reader | None = None
        self._lock = Lock()

    @classmethod
    def open(cls, config: Config) -> Archive:
        """The archive of ``config``. An index is not needed until the first search."""
        return cls(config, Store.open(config.data, boilerplate_documents=config["analysis.boilerplate_documents"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Store and index are let go."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self.store.close()

    def search(
        self,
        query: str,
        *,
        page: int = 1,
        size: int = 10,
        sort: str = "relevance",
        precision: str = "wide",
        filters: Mapping[str, Sequence[str]] | None = None,
    ) -> Results:
        """Documents that answer ``query`` and have a value of every filter; an empty query means all of them.

        Raises BadQuery, IndexMissing.
        """
        began = time.perf_counter()
        _check(query, page, size, sort, precision)
        reader = self.reader()
        resolver = Resolver(query, self.store, reader, self.config["archive.languages"], Precision(precision))
        blank = not query.strip()
        asked = Everything() if blank else resolver.plan(parse(query, self.config["search.query_characters"]))
        found = reader.search(_filtered(query, asked, filters or {}), page=page, size=size, sort=sort, facets=FACETS)
        hits = tuple(hit for document, score in found.page if (hit := self._hit(document, score, asked)) is not None)
        advice = "" if found.total else _advice(reader, asked, resolver.notes, bool(filters))
        return Results(query, found.total, hits, self._facets(found), time.perf_counter() - began, advice)

    def reader(self) -> Reader:
        """The reader of the index in use now. Raises IndexMissing."""
        with self._lock:
            for attempt in range(_OPENINGS):
                folder = current_index(self.config)
                if self._reader is not None and folder == self._folder:
                    return self._reader
                try:
                    fresh = engine(load_manifest(folder).engine).open(folder, self._weights)
                except IndexMissing:
                    # swapped and removed between reading its name and opening it: read the name again
                    if attempt + 1 == _OPENINGS or current_index(self.config) == folder:
                        raise
                    continue
                self._folder, self._reader = folder, fresh
                return fresh
        raise IndexMissing(f"{self.config.data}: the index changes faster than it can be opened; try again")

    def _hit(self, document_id: str, score: float, asked: Plan) -> Hit | None:
        """The document as a hit; None when the store has dropped it since the index was built."""
        try:
            document = self.store.document(document_id)
        except NotFound:
            return None
        leaves = positive(asked)
        matches = [leaf for leaf in leaves if isinstance(leaf, Match)]
        matcher = Matcher([leaf for leaf in matches if TEXT in leaf.scopes])
        marks = matcher.marks(self.store.tokens(document_id))
        named, why_named = self._named(
            document_id, [leaf for leaf in leaves if isinstance(leaf, Keyword)], len(matcher.words())
        )
        every = sorted(
            [*marks, *(mark for mark in named if not any(mark.span.overlaps(own.span) for own in marks))], key=_start
        )
        shown = snippets(document.text, self.store.passages(document_id), every, self.store.boilerplate(document_id), SNIPPETS)
        why = (*_why(document.text, matcher, marks), *_why_title(document, matches), *why_named)
        return Hit(
            id=document.id,
            title=document.title,
            path=document.paths[0] if document.paths else "",
            url=document.url,
            language=document.language,
            languages=document.languages,
            date=document.date.start if document.date else "",
            score=score,
            snippets=shown,
            why=why,
        )

    def _named(self, document_id: str, keywords: Sequence[Keyword], numbered: int) -> tuple[list[Mark], list[str]]:
        """Marks on the mentions of the entities asked for, and what to say of them."""
        asked = {
            value: numbered + place
            for place, leaf in enumerate(keywords)
            if leaf.field in ENTITY_FIELDS
            for value in leaf.values
        }
        if not asked:
            return [], []
        mentions: list[tuple[Mention, str]] = [pair for pair in self.store.mentions(document_id) if pair[1] in asked]
        marks = [Mark(mention.span, asked[entity], Tier.WORD, entity) for mention, entity in mentions]
        entities = [self.store.entity(entity) for entity in dict.fromkeys(entity for _, entity in mentions)]
        return marks, [f"entity: {entity.name} ({entity.type})" for entity in entities]

    def _facets(self, found: Found) -> dict[str, tuple[Facet, ...]]:
        return {
            name: tuple(
                Facet(value, self._label(name, value), count)
                for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES]
            )
            for name, counts in found.facets.items()
        }

    def _label(self, name: str, value: str) -> str:
        if name in ENTITY_FIELDS:
            try:
                return self.store.entity(value).name
            except NotFound:
                return value
        return language_label(value) if name == LANGUAGE else media_label(value) if name == TYPE else value


def _check(query: str, page: int, size: int, sort: str, precision: str) -> None:
    if sort not in SORTS:
        raise BadQuery(query, 0, f"'{sort}' is not an order", f"sort by {' or '.join(SORTS)}")
    if precision not in tuple(Precision):
        raise BadQuery(query, 0, f"'{precision}' is not a precision", f"choose {', '.join(Precision)}")
    if page < 1 or size < 0:
        raise BadQuery(query, 0, f"there is no page {page} of {size} hits", "pages count from 1, sizes from 0")


def _filtered(query: str, asked: Plan, filters: Mapping[str, Sequence[str]]) -> Plan:
    unknown = [name for name in filters if name not in KEYWORDS]
    if unknown:
        raise BadQuery(query, 0, f"there is no filter '{unknown[0]}'", f"filters: {', '.join(KEYWORDS)}")
    chosen = tuple(Keyword(name, tuple(values)) for name, values in filters.items() if values)
    return All((asked, *chosen)) if chosen else asked


def _start(mark: Mark) -> int:
    return mark.span.start


def _why(text: str, matcher: Matcher, marks: Sequence[Mark]) -> list[str]:
    """For each word of the query its closest place in the text: «form: Таразе», «word: соглашение (Соглашения)»."""
    best: dict[int, Mark] = {}
    for mark in marks:
        if mark.asked not in best or mark.worth > best[mark.asked].worth:
            best[mark.asked] = mark
    return list(dict.fromkeys(_said(best[number], text) for number in range(len(matcher.words())) if number in best))


def _said(mark: Mark, text: str) -> str:
    seen, term = mark.span.of(text), mark.term.lstrip("~*")
    if mark.tier in (Tier.FORM, Tier.STEM):
        return f"{mark.tier}: {seen if mark.tier is Tier.FORM else term}"
    return f"{mark.tier}: {term} ({seen})"


def _why_title(document: StoredDocument, matches: Sequence[Match]) -> list[str]:
    matcher = Matcher([leaf for leaf in matches if TITLE in leaf.scopes])
    return ["title"] if matcher.marks(words_of(document.title, document.languages)) else []


def _advice(reader: Reader, asked: Plan, notes: Sequence[str], filtered: bool) -> str:
    """What keeps the answer empty: names nobody knows, words nobody wrote, or a combination nobody has."""
    said = list(notes)
    counts = {text: reader.count(leaf) for text, leaf in _required(asked)}
    absent = [text for text, count in counts.items() if not count]
    present = [f"{text} ({count})" for text, count in counts.items() if count]
    if absent:
        said.append(f"no document holds {', '.join(absent)}")
    if present and absent:
        said.append(f"found alone: {', '.join(present)}")
    if len(present) > 1 and not absent:
        said.append(f"each is found, but not together: {', '.join(present)}; try OR between them")
    if filtered:
        said.append("remove a filter to search more documents")
    return "; ".join(said)


def _required(plan: Plan) -> list[tuple[str, Plan]]:
    """The leaves whose absence empties the answer, with what to call them."""
    if isinstance(plan, All):
        return [pair for part in plan.parts for pair in _required(part)]
    if isinstance(plan, AnyOf):
        return [(" or ".join(text for part in plan.parts for text, _ in _required(part)), plan)]
    if isinstance(plan, Match):
        text = " ".join(word.text for word in plan.words)
        return [(f'"{text}"' if len(plan.words) > 1 else text, plan)]
    if isinstance(plan, Keyword):
        return [(f"{plan.field}:{plan.text}", plan)] if plan.text and plan.values else []
    return [("this date", plan)] if isinstance(plan, Dates) else []
