"""The archive as readers see it: a question in, documents out, with the places that answer and counts by facet."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from corpus.config import Config
from corpus.detect import UNKNOWN
from corpus.errors import BadQuery, IndexMissing, NotFound
from corpus.model import Hit
from corpus.morphology import consult
from corpus.store import Store, open_view
from indexer.advice import advise
from indexer.closeness import nearest_first, ranked_again, words_asked
from indexer.crosslingual.expand import Expander, Expansion
from indexer.cursor import Cursor, digest, read_cursor
from indexer.engines import FACET_VALUES, Found, Place, Reader, Turn, Weights, engine, turned
from indexer.folding import DUPLICATES, folded
from indexer.generations import current_index
from indexer.hits import find_hits, find_marks
from indexer.labels import language_label, media_label
from indexer.lexicon import LEXICON
from indexer.nearness import Settler
from indexer.plan import All, Everything, Keyword, Listed, Plan
from indexer.query import Node, free_text, parse
from indexer.resolve import Resolver
from indexer.schema import (
    ANY,
    ENTITY_FIELDS,
    FACETS,
    KEYWORDS,
    LANGUAGE,
    RELEASED,
    SCHEMA_VERSION,
    TYPE,
    Manifest,
    load_manifest,
)
from indexer.semantic import Meaning
from indexer.snippets import Mark
from indexer.sums import check_sizes
from indexer.terms import Precision

if TYPE_CHECKING:
    from indexer.completions import Completions
    from indexer.semantic.vectors import Near
    from indexer.suggest import Suggestion

SORTS = ("relevance", "date")
MATCHES = ("all", "any")
"""How the text of a query is read: as the query language, or as free text any word of which may answer."""
_OPENINGS = 5
FEW = 3
"""An answer of fewer documents than this may come from a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that some of the documents found have; ``label`` is what a person calls it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer: the exact ``total`` of documents, hits in order, facets by field (most documents first).

    ``seconds`` is what the answer took; ``advice`` says what to try when nothing was found, "" else. ``folded`` of the
    documents stand behind another version of the same release, and have no hit of their own. ``expansions`` are what else was
    searched for, in other languages of the archive; ``suggestions`` what may have been meant where little or nothing is found.
    ``cursor`` is what ``after`` takes for the hits that follow, "" at the end, ``back`` what ``before`` takes for those that
    come before, "" at the beginning. ``notice`` says what a reader of pages should know, as when the archive's index is
    another than the one a cursor comes from. ``start`` hits stand before this page.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Facet, ...]]
    seconds: float
    advice: str
    folded: int = 0
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    cursor: str = ""
    notice: str = ""
    start: int = 0
    back: str = ""

    @property
    def distinct(self) -> int:
        """How many hits all pages hold together."""
        return self.total - self.folded


class Archive:
    """The read side of an archive, store and index together; a new index is taken up at the next search."""

    def __init__(self, config: Config, store: Store) -> None:
        self.config, self.store = config, store
        self._weights = Weights.of(config)
        self._folder: Path | None = None
        self._reader: Reader | None = None
        self._lock = Lock()
        self._names: dict[str, str] = {}
        self._named_at = -1
        self._released: Mapping[str, str] = {}
        self._released_at = -1
        self._meaning = Meaning(config)
        self._completed: tuple[Path, Completions] | None = None
        self._expanders: tuple[Path, Expander] | None = None

    @classmethod
    def open(cls, config: Config) -> Archive:
        """The archive of ``config``, or the view of it that is meant. An index is not needed until the first search."""
        if config.view:
            return cls(config, open_view(config.data, config.house, config["analysis.boilerplate_documents"]))
        return cls(config, Store.of(config))

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
        match: str = "all",
        duplicates: str = "fold",
        across: bool = True,
        dropped: Collection[str] = (),
        meaning: bool | None = None,
        after: str = "",
        before: str = "",
    ) -> Results:
        """Documents that answer ``query`` and have a value of every filter; an empty query means all of them.

        With ``match="any"`` the query is free text: no operators, any of its words. Versions and translations of one release
        are one hit unless ``duplicates="show"``. Words are looked for in the archive's other languages too, unless not
        ``across``; ``dropped`` names expansions to leave out («город>city»). With ``meaning``, by default for free
        text where that is possible, documents near by meaning answer too. ``after`` is the cursor of an earlier answer to the
        same question: the hits that follow it are shown, whichever ``page`` is asked for; ``before`` is its cursor ``back``:
        the hits right before it are shown, or the first page where they would be less than a page.
        Raises BadQuery, IndexMissing, BadConfig.
        """
        began = time.perf_counter()
        _check(query, page, size, sort, precision)
        if duplicates not in DUPLICATES:
            raise BadQuery(query, 0, f"'{duplicates}' is nothing to do with duplicates", f"choose {' or '.join(DUPLICATES)}")
        read = self._reading(query, match)
        question = digest(query, sort, precision, _sorted(filters or {}), match, duplicates, across, sorted(dropped), meaning)
        if after and before:
            raise BadQuery(query, 0, "a page is asked for after one place and before another", "give one cursor")
        cursor = read_cursor(after or before, query, question) if after or before else None
        reader, index = self._open()
        resolver = self._resolver(query, reader, precision, across=across, dropped=dropped)
        blank = not query.strip()
        asked = Everything() if blank else resolver.plan(read(query))
        asked = Settler(query, self.store, reader).settle(_filtered(query, asked, filters or {}))
        near: Mapping[str, Near] = {}
        if not blank and self._meaning.wanted(meaning, free_text=match == "any"):
            among = reader.matching(_filtered(query, Everything(), filters)) if filters else None
            near = self._meaning.nearest(query, among)
            asked = self._meaning.widened(asked, near)
        shown = folded(reader, asked, self._releases(reader), sort) if duplicates == "fold" else asked
        place, notice = _resumed(reader, shown, cursor, index, sort, back=bool(before))
        turn = Turn(page, size, after=None if before else place, before=place if before else None)
        by_score, counted = sort == SORTS[0], FACETS if shown is asked else ()
        words = words_asked(asked) if by_score else {}
        if by_score and not near:
            found = nearest_first(reader, self.store, shown, words, turn, counted)
        else:
            found = turned(reader, shown, turn, sort, counted)
        every = found if shown is asked else reader.search(asked, page=1, size=0, sort=sort, facets=FACETS)
        if by_score and near:
            again = partial(ranked_again, self.store, asked=words)
            found = self._meaning.page(reader, shown, list(near), turn, again)
        answering = find_hits(self.store, reader, found.page, asked)
        hits = tuple(self._meaning.explained(self.store, hit, near.get(hit.id)) for hit in answering)
        if precision != Precision.WIDE:
            resolver.notes.append(f"only the precision '{precision}' was searched; 'wide' may find more")
        advice = "" if found.total else advise(reader, asked, resolver.notes, filtered=bool(filters))
        meant = () if blank else self._meant(query, read(query), reader, few=every.total < FEW)
        seconds = time.perf_counter() - began
        hidden, said = every.total - found.total, tuple(dict.fromkeys(resolver.expansions))
        follows = Cursor(question, index, found.last).token() if found.last is not None and found.more else ""
        start = found.first.at - 1 if found.first is not None else place.at if place is not None else (page - 1) * size
        precedes = Cursor(question, index, found.first).token() if found.first is not None and start else ""
        return Results(
            query,
            every.total,
            hits,
            self._facets(every),
            seconds,
            advice,
            hidden,
            said,
            meant,
            follows,
            notice,
            start,
            precedes,
        )

    def every(
        self,
        query: str,
        *,
        sort: str = "relevance",
        precision: str = "wide",
        filters: Mapping[str, Sequence[str]] | None = None,
        duplicates: str = "fold",
        across: bool = True,
        dropped: Collection[str] = (),
    ) -> tuple[str, ...]:
        """Ids of all documents that ``search`` finds, in its order. Raises BadQuery, IndexMissing."""
        _check(query, 1, 0, sort, precision)
        reader = self.reader()
        asked = self._asked(query, reader, precision, filters, across=across, dropped=dropped)
        shown = folded(reader, asked, self._releases(reader), sort) if duplicates == DUPLICATES[0] else asked
        found = reader.search(shown, page=1, size=reader.count(shown), sort=sort, facets=()).page
        ordered = ranked_again(self.store, found, words_asked(asked)) if sort == SORTS[0] else found
        return tuple(id for id, _ in ordered)

    def among(
        self,
        ids: Collection[str],
        query: str,
        *,
        precision: str = "wide",
        filters: Mapping[str, Sequence[str]] | None = None,
        across: bool = True,
        dropped: Collection[str] = (),
    ) -> tuple[Hit, ...]:
        """Those of some documents that answer, each version for itself, in order of id. Raises BadQuery, IndexMissing."""
        _check(query, 1, 0, SORTS[0], precision)
        if not ids:
            return ()
        reader = self.reader()
        asked = self._asked(query, reader, precision, filters, across=across, dropped=dropped)
        wanted = frozenset(ids)
        return tuple(find_hits(self.store, reader, [(id, 0.0) for id in reader.matching(asked) if id in wanted], asked))

    def _asked(
        self,
        query: str,
        reader: Reader,
        precision: str,
        filters: Mapping[str, Sequence[str]] | None,
        *,
        across: bool,
        dropped: Collection[str] = (),
        match: str = MATCHES[0],
    ) -> Plan:
        resolver = self._resolver(query, reader, precision, across=across, dropped=dropped)
        asked = resolver.plan(self._reading(query, match)(query)) if query.strip() else Everything()
        return Settler(query, self.store, reader).settle(_filtered(query, asked, filters or {}))

    def rank(
        self,
        query: str,
        *,
        size: int,
        precision: str = "wide",
        match: str = "any",
        across: bool = True,
        meaning: bool | None = None,
    ) -> tuple[tuple[str, float], ...]:
        """The best ``size`` documents with their scores, as ``search`` orders them, without snippets and facets.

        Raises BadQuery, IndexMissing, BadConfig.
        """
        _check(query, 1, size, SORTS[0], precision)
        reader = self.reader()
        resolver = self._resolver(query, reader, precision, across=across)
        asked = Settler(query, self.store, reader).settle(resolver.plan(self._reading(query, match)(query)))
        if self._meaning.wanted(meaning, free_text=match == "any"):
            near = self._meaning.nearest(query)
            again = partial(ranked_again, self.store, asked=words_asked(asked))
            return self._meaning.page(reader, self._meaning.widened(asked, near), list(near), Turn(1, size), again).page
        return nearest_first(reader, self.store, asked, words_asked(asked), Turn(1, size)).page

    def _meant(self, query: str, node: Node, reader: Reader, *, few: bool) -> tuple[Suggestion, ...]:
        from indexer.suggest import suggestions  # as above

        return suggestions(query, node, self.store, reader, self.completions, self._languages(reader), few=few)

    def plan(self, query: str, *, filters: Mapping[str, Sequence[str]] | None = None, match: str = "all") -> Plan:
        """What an engine is asked for a query in its own language. Raises BadQuery, IndexMissing."""
        return self._asked(query, self.reader(), Precision.WIDE, filters, match=match, across=False)

    def languages(self) -> list[str]:
        """Languages that documents are in, those first that come first in the settings. Raises IndexMissing."""
        return self._languages(self.reader())

    def completions(self) -> Completions:
        """What a person may be about to type, as the index in use knows it. Raises IndexMissing."""
        from indexer.completions import load_completions  # a search that finds enough need not read them

        self.reader()
        folder = self._folder
        if folder is None:
            raise IndexMissing(f"{self.config.data}: there is no index open")
        if self._completed is None or self._completed[0] != folder:
            self._completed = (folder, load_completions(folder))
        return self._completed[1]

    def marks(self, document_id: str, query: str, *, precision: str = "wide", across: bool = True) -> list[Mark]:
        """Every place in a document that answers ``query``, in text order; none for an empty query.

        Raises BadQuery, IndexMissing, NotFound.
        """
        _check(query, 1, 0, SORTS[0], precision)
        if not query.strip():
            return []
        resolver = self._resolver(query, self.reader(), precision, across=across)
        return find_marks(self.store, document_id, resolver.plan(parse(query, self.config["search.query_characters"])))

    def reader(self) -> Reader:
        """The reader of the index in use now. Raises IndexMissing."""
        return self._open()[0]

    def _open(self) -> tuple[Reader, str]:
        """The reader of the index in use now, and the index's name. Raises IndexMissing."""
        with self._lock:
            for attempt in range(_OPENINGS):
                folder = current_index(self.config)
                if self._reader is not None and folder == self._folder:
                    return self._reader, folder.name
                try:
                    fresh = engine(_usable(folder).engine, self.config).open(folder, self._weights)
                except IndexMissing:
                    # swapped and removed between reading its name and opening it: read the name again
                    if attempt + 1 == _OPENINGS or current_index(self.config) == folder:
                        raise
                    continue
                self._folder, self._reader = folder, fresh
                consult(folder / LEXICON)
                return fresh, folder.name
        raise IndexMissing(f"{self.config.data}: the index changes faster than it can be opened; try again")

    def _resolver(self, query: str, reader: Reader, precision: str, *, across: bool, dropped: Collection[str] = ()) -> Resolver:
        languages = self._languages(reader)
        expander = self._expander(languages) if across and precision == Precision.WIDE else None
        return Resolver(query, self.store, reader, languages, Precision(precision), expander=expander, dropped=dropped)

    def _expander(self, languages: Sequence[str]) -> Expander | None:
        """What expands words for the index in use; kept with its sounds until the index changes."""
        folder = self._folder
        if folder is None:
            return None
        if self._expanders is None or self._expanders[0] != folder:
            self._expanders = (folder, Expander(languages, folder))
        return self._expanders[1]

    def _languages(self, reader: Reader) -> list[str]:
        """Languages that documents are in, in the order of the settings: no other language's dictionary need be loaded."""
        held = reader.values(LANGUAGE)
        first = [code for code in self.config["archive.languages"] if code in held]
        return first + sorted(set(held) - {*first, UNKNOWN})

    def _releases(self, reader: Reader) -> Mapping[str, str]:
        """What each document that has versions is one of, read once for each state of the store."""
        generation = self.store.generation()
        if generation != self._released_at:
            released = [document for document in reader.values(RELEASED) if document != ANY]
            self._released, self._released_at = self.store.releases(released), generation
        return self._released

    def _reading(self, query: str, match: str) -> Callable[[str], Node]:
        if match not in MATCHES:
            raise BadQuery(query, 0, f"'{match}' is no way to match", f"choose {' or '.join(MATCHES)}")
        return free_text if match == "any" else partial(parse, limit_characters=self.config["search.query_characters"])

    def _facets(self, found: Found) -> dict[str, tuple[Facet, ...]]:
        generation = self.store.generation()
        if generation != self._named_at:
            self._names, self._named_at = {}, generation
        return {name: self._facet(name, counts) for name, counts in found.facets.items()}

    def _facet(self, name: str, counts: Mapping[str, int]) -> tuple[Facet, ...]:
        most = heapq.nsmallest(FACET_VALUES, counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Facet(value, self._label(name, value), count) for value, count in most)

    def _entity_name(self, entity: str) -> str:
        try:
            return self.store.entity(entity).name
        except NotFound:
            return entity

    def _label(self, name: str, value: str) -> str:
        if name in ENTITY_FIELDS:
            if value not in self._names:
                self._names[value] = self._entity_name(value)
            return self._names[value]
        return language_label(value) if name == LANGUAGE else media_label(value) if name == TYPE else value


def _usable(folder: Path) -> Manifest:
    manifest = load_manifest(folder)
    if manifest.schema != SCHEMA_VERSION:
        raise IndexMissing(f"{folder}: made by another version of svod (schema {manifest.schema}); build it with: svod index")
    check_sizes(folder, manifest)
    return manifest


def _check(query: str, page: int, size: int, sort: str, precision: str) -> None:
    if sort not in SORTS:
        raise BadQuery(query, 0, f"'{sort}' is not an order", f"sort by {' or '.join(SORTS)}")
    if precision not in tuple(Precision):
        raise BadQuery(query, 0, f"'{precision}' is not a precision", f"choose {', '.join(Precision)}")
    if page < 1 or size < 0:
        raise BadQuery(query, 0, f"there is no page {page} of {size} hits", "pages count from 1, sizes from 0")


def _resumed(
    reader: Reader, shown: Plan, cursor: Cursor | None, index: str, sort: str, *, back: bool
) -> tuple[Place | None, str]:
    """Where the page begins that a cursor asks for, and what is to be said of it.

    In another index scores are others: the answer goes on after the same document, or where its key would stand.
    """
    if cursor is None or cursor.index == index:
        return (cursor.place if cursor else None), ""
    now = reader.search(All((shown, Listed((cursor.place.id,)))), page=1, size=1, sort=sort, facets=()).last
    said = (
        f"the index is another than the one this cursor is from ({cursor.index}, now {index}): hits may be repeated or missed"
    )
    if now is not None:
        shows = "comes before the document that was first" if back else "follows the document that was last"
        return replace(now, at=cursor.place.at), f"{said}; shown is what now {shows}"
    shows = "first answers no more, shown is what comes before" if back else "last answers no more, shown is what follows"
    return cursor.place, f"{said}; the document that was {shows} its former place"


def _sorted(filters: Mapping[str, Sequence[str]]) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(values)) for name, values in filters.items() if values)


def _filtered(query: str, asked: Plan, filters: Mapping[str, Sequence[str]]) -> Plan:
    unknown = [name for name in filters if name not in KEYWORDS]
    if unknown:
        raise BadQuery(query, 0, f"there is no filter '{unknown[0]}'", f"filters: {', '.join(KEYWORDS)}")
    chosen = tuple(Keyword(name, tuple(values)) for name, values in filters.items() if values)
    return All((asked, *chosen)) if chosen else asked
