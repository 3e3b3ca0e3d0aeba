"""Whoosh as the place where postings live: its own analysis, query parser and scorer are not used.

Terms arrive ready, so the field type below hands them over as they are. Readers drain whole posting lists once into arrays
and keep the most used; sets, phrases and scores are then computed by ``ranking``.
An index folder is trusted input: Whoosh unpickles when it opens one.
"""

from __future__ import annotations

import heapq
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import Matcher

from corpus.config import Config
from corpus.errors import IndexMissing
from corpus.model import IndexRecord
from indexer.engines.columns import Columns, ColumnsBuilder, load_columns
from indexer.engines.contract import FACET_VALUES, Engine, Found, Place, Reader
from indexer.engines.pool import TermPool
from indexer.engines.ranking import Postings, Ranking
from indexer.engines.vocabulary import VocabularyBuilder, load_vocabulary
from indexer.plan import Plan
from indexer.schema import KINDS, SCOPES, TEXT, TITLE, posting_field
from indexer.terms import Posting, postings
from indexer.weights import Weights

_MEMORY_BYTES = 256 << 20
_BLOCK = 1024
"""Postings a block: lists are read whole, and eight times fewer blocks than usual are unpickled."""
_KEPT_TERMS = 4096


class PlacesFormat(formats.Format):  # type: ignore[misc]  # whoosh has no types
    """A posting's value is its positions as little-endian 32-bit numbers."""

    def decode_frequency(self, value: bytes) -> int:
        """How many positions the value holds."""
        return len(value) // 4


class PlacesField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field fed with ready postings: neither analysed nor scored by Whoosh."""

    indexed, stored, scorable, vector = True, False, False, None
    analyzer = None

    def __init__(self) -> None:
        self.format = PlacesFormat()

    def index(self, value: Mapping[str, Posting], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and value of each posting."""
        for term, posting in value.items():
            yield term.encode(), len(posting.positions), posting.weight, _little(posting.positions).tobytes()


class _Codec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec without per-posting statistics of lengths, which only its own scorer reads."""

    length_stats = False


class Whoosh:
    """The engine for archives of up to some thousands of documents."""

    name = "whoosh"
    updates = 12

    def build(self, folder: Path, records: Iterable[IndexRecord], weights: Weights) -> int:
        """An index of all ``records``, in order of id, is in ``folder``; the number of documents."""
        schema = fields.Schema(**{posting_field(scope, kind): PlacesField() for scope in SCOPES for kind in KINDS})
        built = _write(index.create_in(str(folder), schema), folder, records, weights, VocabularyBuilder())
        built.save(folder)
        return len(built)

    def update(self, folder: Path, records: Iterable[IndexRecord], gone: Collection[str], weights: Weights) -> int:
        """The index in ``folder`` holds ``records`` instead of what it held under their ids, and not ``gone``; its documents.

        New documents come in a part of their own; the columns know which of the old are gone.
        """
        held, forms = load_columns(folder), VocabularyBuilder(load_vocabulary(folder).forms)
        added = _write(index.open_dir(str(folder)), folder, records, weights, forms)
        changed = held.without(gone).followed_by(added)
        changed.save(folder)
        return int(changed.live.sum())

    def open(self, folder: Path, weights: Weights) -> Reader:
        """A reader of the index in ``folder``. Raises IndexMissing when it cannot be read."""
        try:
            return WhooshReader(folder, index.open_dir(str(folder), readonly=True), load_columns(folder), weights)
        except (index.IndexError, OSError, ValueError, KeyError) as error:
            raise IndexMissing(f"{folder}: not a readable index ({error}); build it with: svod index") from error

    def publish(self, folder: Path) -> None:
        """All of the index is in its folder."""

    def sweep(self, used: Path | None) -> None:
        """All of an index is in its folder."""

    def sweep_views(self) -> None:
        """All of an index is in its folder."""


class WhooshReader:
    """One open index; safe to share between threads, for the posting file is read under a lock."""

    def __init__(self, folder: Path, opened: index.FileIndex, columns: Columns, weights: Weights) -> None:
        self.vocabulary = cache(partial(load_vocabulary, folder))
        self._index, self._columns = opened, columns
        self._reader = opened.reader()
        self._ranking = Ranking(self, columns, weights)
        self._order = columns.order()
        self._lock = Lock()
        self.postings = lru_cache(_KEPT_TERMS)(self._read)

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
        mask, scores = self._ranking.answer(plan)
        found = np.flatnonzero(mask)
        # rounded, for two documents that answer equally well may differ in the last bit of a sum
        keys = self._columns.first_day[found] if sort == "date" else np.round(scores[found], 4)
        order = np.lexsort((self._order[found], -keys))
        start = (page - 1) * size
        if after is not None:
            start = self._up_to(after, found, keys)
        elif before is not None:
            start = max(0, self._up_to(before, found, keys, itself=False) - size)
        shown = order[start : start + size]

        def place(at: int) -> Place:
            return Place(float(keys[order[at]]), self._columns.ids[found[order[at]]], at + 1)

        return Found(
            len(found),
            tuple((self._columns.ids[number], round(float(scores[number]), 4)) for number in found[shown]),
            {name: _first(self._columns.keywords[name].counts(mask)) for name in facets},
            place(start) if len(shown) else None,
            place(start + len(shown) - 1) if len(shown) else None,
            start + len(shown) < len(found),
        )

    def _up_to(self, place: Place, found: NDArray[np.int64], keys: NDArray[Any], *, itself: bool = True) -> int:
        """How many of the documents found stand before a place, or at it."""
        key = keys.dtype.type(place.key)
        equals = [self._columns.ids[number] for number in found[keys == key]]
        before = sum(1 for id in equals if id < place.id or (itself and id == place.id))
        return int((keys > key).sum()) + before

    def count(self, plan: Plan) -> int:
        """How many documents answer."""
        return int(self._ranking.answer(plan)[0].sum())

    def matching(self, plan: Plan) -> list[str]:
        """Ids of all documents that answer, in order."""
        return sorted(self._columns.ids[number] for number in np.flatnonzero(self._ranking.answer(plan)[0]))

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms of a posting field that begin with ``prefix``, each with its documents; most frequent first."""
        counted: Counter[str] = Counter()
        with self._lock:
            for part, base in self._reader.leaf_readers():
                for text, documents in self._counted(part, base, field, prefix):
                    counted[text] += documents
        return heapq.nsmallest(limit, counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def _counted(self, part: Any, base: int, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Terms of one part of the index in order, each with those of its documents that are there still.

        Lists of numbers are read only where a document that is gone lies between a term's first and its last: reading all of
        them took four times as long, after an update of sixty documents among two thousand.
        """
        live = self._columns.live[base : base + part.doc_count_all()]
        gone = np.concatenate(([0], np.cumsum(~live))).tolist()
        for text, info in part.iter_prefix(field, prefix):
            documents = int(info.doc_frequency())
            first, last = info.min_id(), info.max_id()
            if gone[last + 1] - gone[first] == 0:
                yield text.decode(), documents
            elif documents > 1:
                numbers = np.fromiter(part.postings(field, text).all_ids(), np.int32)
                if left := int(live[numbers].sum()):
                    yield text.decode(), left

    def values(self, field: str) -> Mapping[str, int]:
        """Every value of a keyword field with its documents."""
        return self._columns.keywords[field].counts(self._columns.live)

    def ids(self) -> Iterator[str]:
        """Ids of all documents held, in order."""
        return iter(sorted(self._columns.ids[number] for number in np.flatnonzero(self._columns.live)))

    def close(self) -> None:
        """Files are let go."""
        self._reader.close()
        self._index.close()

    def _read(self, field: str, term: str) -> Postings | None:
        text = term.encode()
        with self._lock:
            return _drain(self._reader.postings(field, text)) if (field, text) in self._reader else None


def make(config: Config | None) -> Engine:
    """The engine; it needs no settings."""
    return Whoosh()


def _write(
    opened: index.FileIndex, folder: Path, records: Iterable[IndexRecord], weights: Weights, forms: VocabularyBuilder
) -> Columns:
    """The records are a new part of the index, and their forms in the list; their columns."""
    columns = ColumnsBuilder()
    writer = opened.writer(codec=_Codec(blocklimit=_BLOCK))
    writer.pool = TermPool(folder, _MEMORY_BYTES)
    try:
        for record in records:
            columns.add(record)
            forms.add(record)
            writer.add_document(**_terms(record, weights.boilerplate))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)
    forms.save(folder)
    return columns.columns()


def _terms(record: IndexRecord, share: float) -> dict[str, dict[str, Posting]]:
    """Every posting of a document by field; only the text has boilerplate."""
    tables = {TEXT: record.tokens, TITLE: record.title_tokens, **record.more}
    return {
        posting_field(scope, kind): terms
        for scope, table in tables.items()
        for kind, terms in postings(table, record.boilerplate if scope == TEXT else (), share).items()
    }


def _first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(heapq.nsmallest(FACET_VALUES, counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _drain(matcher: Matcher) -> Postings:
    documents, weights, values = array("i"), array("f"), []
    while matcher.is_active():
        documents.append(matcher.id())
        weights.append(matcher.weight())
        values.append(matcher.value())
        matcher.next()
    numbers = np.array(documents, np.int32)
    counts = np.fromiter((len(value) // 4 for value in values), np.int64, len(values))
    positions = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
    places = np.repeat(numbers.astype(np.int64) << 32, counts) | positions
    return Postings(numbers, np.array(weights, np.float32), places)


def _little(positions: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return positions
    swapped = array(positions.typecode, positions)
    swapped.byteswap()
    return swapped
