"""Tantivy as the place where terms, positions and facts live: fed with ready terms, asked by program, never by its own parser.

A document's number is its id read as a number, so that equals sort by id and a page needs no stored document. Words of shared
passages stand in fields of their own, where they count little.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from corpus.config import Config
from corpus.errors import IndexMissing
from corpus.model import IndexRecord
from corpus.tokens import TokenTable, Word
from indexer.engines.boilerplate import parted, shared_field, with_shared
from indexer.engines.compiling import NUMBER, Compiler
from indexer.engines.contract import DAYS, FACET_VALUES, Engine, Found, Place, Reader, ordinal
from indexer.engines.numbering import id_of, number_of
from indexer.engines.vocabulary import VocabularyBuilder, load_vocabulary
from indexer.plan import Plan, is_scored
from indexer.schema import EXACT, KINDS, LEMMA, NUMBERS, SCOPES, TEXT, TITLE, VALUE_FIELDS, posting_field
from indexer.terms import lemma_terms
from indexer.weights import Weights

_MEMORY_BYTES = 128 << 20
_GAP = "\0"
"""Stands where nothing is indexed: words on both sides of it are no neighbours."""
_SPLIT = "words"
_SPARE = 30
"""More values and hits than shown are fetched, for equals at the edge are put in order of their names."""


class Tantivy:
    """The engine for archives of any size on one machine."""

    name = "tantivy"
    updates = 1_000_000

    def build(self, folder: Path, records: Iterable[IndexRecord], weights: Weights) -> int:
        """An index of all ``records``, in order of id, is in ``folder``; the number of documents."""
        index = _prepared(tantivy.Index(_schema(), path=str(folder)))
        writer = index.writer(_MEMORY_BYTES, 1)
        forms = VocabularyBuilder()
        count, last = 0, ""
        for record in records:
            if record.id <= last:
                raise ValueError(f"record {record.id} comes after {last}: records must be in order of id")
            writer.add_document(_document(record))
            forms.add(record)
            count, last = count + 1, record.id
        _finish(writer)
        forms.save(folder)
        return count

    def update(self, folder: Path, records: Iterable[IndexRecord], gone: Collection[str], weights: Weights) -> int:
        """The index in ``folder`` holds ``records`` for what it held under their ids, not ``gone``; how many it holds."""
        index = _prepared(tantivy.Index.open(str(folder)))
        writer = index.writer(_MEMORY_BYTES, 1)
        forms = VocabularyBuilder(load_vocabulary(folder).forms)
        for id in gone:
            writer.delete_documents_by_query(_with_id(index.schema, id))
        for record in records:
            writer.delete_documents_by_query(_with_id(index.schema, record.id))
            writer.add_document(_document(record))
            forms.add(record)
        _finish(writer)
        forms.save(folder)
        index.reload()
        return index.searcher().num_docs

    def open(self, folder: Path, weights: Weights) -> Reader:
        """A reader of the index in ``folder``. Raises IndexMissing when it cannot be read."""
        try:
            return TantivyReader(folder, _prepared(tantivy.Index.open(str(folder))), weights)
        except (OSError, ValueError) as error:
            raise IndexMissing(f"{folder}: not a readable index ({error}); build it with: svod index") from error

    def publish(self, folder: Path) -> None:
        """All of the index is in its folder."""

    def sweep(self, used: Path | None) -> None:
        """All of an index is in its folder."""

    def sweep_views(self) -> None:
        """All of an index is in its folder."""


class TantivyReader:
    """One open index; it shows what was committed when it was opened, and threads may share it."""

    def __init__(self, folder: Path, index: tantivy.Index, weights: Weights) -> None:
        self.vocabulary = cache(partial(load_vocabulary, folder))
        index.config_reader("manual")
        self._searcher = index.searcher()
        self._compiler = Compiler(index.schema, self._searcher, weights)
        self._values: dict[str, Mapping[str, int]] = {}

    def search(
        self,
        plan: Plan,
        *,
        page: int,
        size: int,
        sort: str,
        facets: Sequence[str],
        after: Place | None = None,
        before: Place | None = None,
    ) -> Found:
        """The answer, by relevance or newest first; equals by document id. Facets count all that was found."""
        query = self._compiler.compile(plan)
        total = self._count(query)
        scored = sort != "date" and is_scored(plan)
        order = None if scored else DAYS[0] if sort == "date" else NUMBER
        if after is not None:
            start, found = self._after(query, after, min(size, total), order)
        elif before is not None:
            start, found = self._before(query, before, min(size, total), order)
        else:
            start, stop = (page - 1) * size, min(page * size, total)
            found = self._first(query, stop, order)[start:stop] if start < stop else []
        return Found(
            total,
            tuple((id_of(number), key if scored else 0.0) for number, key in found),
            self._facets(query, facets) if total else {name: {} for name in facets},
            Place(found[0][1], id_of(found[0][0]), start + 1) if found else None,
            Place(found[-1][1], id_of(found[-1][0]), start + len(found)) if found else None,
            start + len(found) < total,
        )

    def count(self, plan: Plan) -> int:
        """How many documents answer."""
        return self._count(self._compiler.compile(plan))

    def matching(self, plan: Plan) -> list[str]:
        """Ids of all documents that answer, in order."""
        query = self._compiler.compile(plan)
        return [id_of(number) for number, _ in self._first(query, self._count(query), NUMBER)]

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms of a posting field that begin with ``prefix``, each with its documents; most frequent first."""
        counted: dict[str, int] = {}
        for each in with_shared([field]):
            for term, documents in self._searcher.terms_with_prefix(each, prefix, Query.all_query()):
                counted[term] = counted.get(term, 0) + documents
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def values(self, field: str) -> Mapping[str, int]:
        """Every value of a keyword field with its documents."""
        if field not in self._values:
            self._values[field] = dict(self._searcher.terms_with_prefix(field, "", Query.all_query()))
        return self._values[field]

    def ids(self) -> Iterator[str]:
        """Ids of all documents held, in order."""
        return (id_of(number) for number, _ in self._first(Query.all_query(), self._searcher.num_docs, NUMBER))

    def close(self) -> None:
        """Files are let go when the last search that uses them has ended."""

    def _count(self, query: Query) -> int:
        found = self._searcher.search(query, limit=1, count=True)
        return found.count  # type: ignore[attr-defined, no-any-return]  # the stub forgets it

    def _after(self, query: Query, place: Place, size: int, order: str | None) -> tuple[int, list[tuple[int, float]]]:
        """How many documents stand up to a place, and ``size`` that follow it: fetched at once if ``place.at`` is true."""
        total, stop = self._count(query), place.at + size
        reached = (-place.key, number_of(place.id))
        while True:
            pairs = self._first(query, min(stop, total), order)[:stop]
            start = bisect_right(pairs, reached, key=lambda pair: (-pair[1], pair[0]))
            if start + size <= stop or stop >= total:
                return start, pairs[start : start + size]
            stop *= 2

    def _before(self, query: Query, place: Place, size: int, order: str | None) -> tuple[int, list[tuple[int, float]]]:
        """How many documents stand before the page that ends right before a place, and the page."""
        total, stop = self._count(query), max(place.at, size)
        reached = (-place.key, number_of(place.id))
        while True:
            pairs = self._first(query, min(stop, total), order)[:stop]
            ends = bisect_left(pairs, reached, key=lambda pair: (-pair[1], pair[0]))
            if ends < stop or stop >= total:
                start = max(0, ends - size)
                return start, pairs[start : start + size]
            stop *= 2

    def _first(self, query: Query, stop: int, order: str | None) -> list[tuple[int, float]]:
        """The best ``stop`` documents in order, by number: equals that the engine cut in two are fetched whole."""
        if not stop:
            return []
        direction = tantivy.Order.Asc if order == NUMBER else tantivy.Order.Desc
        limit = stop + _SPARE
        while True:
            hits = self._searcher.search(query, limit=limit, count=False, order_by_field=order, order=direction).hits
            keys = [0.0 if order == NUMBER else round(float(key), 4) for key, _ in hits]
            if len(hits) < limit or order == NUMBER or keys[stop - 1] != keys[-1]:
                break
            limit *= 8
        numbers = self._searcher.fast_field_values(NUMBER, [address for _, address in hits])
        pairs = list(zip(map(int, numbers), keys, strict=True))  # type: ignore[arg-type]  # no document is without one
        return pairs if order == NUMBER else sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _facets(self, query: Query, names: Sequence[str]) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        asked = {name: {"terms": {"field": name, "size": FACET_VALUES + _SPARE}} for name in names}
        counted = self._searcher.aggregate(query, asked)
        return {name: self._facet(query, name, counted[name]) for name in names}

    def _facet(self, query: Query, name: str, counted: Mapping[str, Any]) -> dict[str, int]:
        """The values of most documents, equals by name; counted again, slowly, where the quick count may have cut equals."""
        buckets = [(bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"]]
        cut = len(buckets) == FACET_VALUES + _SPARE and buckets[FACET_VALUES - 1][1] == buckets[-1][1]
        if cut or counted["doc_count_error_upper_bound"]:
            return dict(self._searcher.terms_with_prefix(name, "", query, FACET_VALUES))
        return dict(sorted(buckets, key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES])


def make(config: Config | None) -> Engine:
    """The engine; it needs no settings."""
    return Tantivy()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    for name in DAYS:
        builder.add_integer_field(name, indexed=False, fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=False, fast=True)
    for name in VALUE_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for scope in SCOPES:
        for kind in KINDS:
            builder.add_text_field(posting_field(scope, kind), tokenizer_name=_SPLIT, index_option="position")
    for kind in KINDS:
        name = shared_field(posting_field(TEXT, kind))
        builder.add_text_field(name, tokenizer_name=_SPLIT, index_option="position")
    return builder.build()


def _prepared(index: tantivy.Index) -> tantivy.Index:
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer(_SPLIT, splitter.filter(tantivy.Filter.custom_stopword([_GAP])).build())
    return index


def _with_id(schema: tantivy.Schema, id: str) -> Query:
    # deleting by term takes the number for a signed one, which no document has
    return Query.term_query(schema, NUMBER, number_of(id))


def _finish(writer: tantivy.IndexWriter) -> None:
    """What was written is seen by whoever opens the index next, and its files are merged."""
    writer.commit()
    writer.wait_merging_threads()


def _document(record: IndexRecord) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned(NUMBER, number_of(record.id))
    for name, day in zip(DAYS, (record.date, record.date_stop or record.date), strict=True):
        document.add_integer(name, ordinal(day))
    for name in NUMBERS:
        document.add_integer(name, record.numbers.get(name, 0))
    for name in VALUE_FIELDS:
        for value in dict.fromkeys(record.facets.get(name, ())):
            document.add_text(name, value)
    own, shared = parted(record.tokens, record.boilerplate)
    for scope, table in {TITLE: record.title_tokens, **record.more}.items():
        _add_words(document, table, range(len(table)), (posting_field(scope, EXACT), posting_field(scope, LEMMA)))
    _add_words(document, record.tokens, own, (posting_field(TEXT, EXACT), posting_field(TEXT, LEMMA)))
    if shared:
        names = (shared_field(posting_field(TEXT, EXACT)), shared_field(posting_field(TEXT, LEMMA)))
        _add_words(document, record.tokens, shared, names)
    return document


def _add_words(document: tantivy.Document, tokens: TokenTable, places: Sequence[int], names: tuple[str, str]) -> None:
    """Forms as text split at spaces, four times quicker than tokens; lemmas stacked at the positions of their words."""
    lemmas = [_stacked(word) for word in tokens.words]
    forms: list[str] = []
    stacked: list[tantivy.Token] = []
    words, word_ids, positions, token = tokens.words, tokens.word_ids, tokens.positions, tantivy.Token
    expected = -1
    for place in places:
        position, number = positions[place], word_ids[place]
        if position != expected and forms:
            forms.append(_GAP)
        at = len(forms)
        forms.append(words[number][0])
        for lemma in lemmas[number]:
            stacked.append(token(lemma, at, 0, 0))
        expected = position + 1
    if forms:
        document.add_text(names[0], " ".join(forms))
        document.add_pre_tokenized_text(names[1], tantivy.PreTokenizedString("", stacked))


def _stacked(word: Word) -> Sequence[str]:
    """What stands at the position of a word, the lemma alone for most."""
    _, lemma, readings, stems = word
    return list(dict.fromkeys(lemma_terms(lemma, readings, stems))) if readings or stems else (lemma,)
