"""How many documents: of a query, of each value of a field, of each term. Exact over any number of shards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from corpus.errors import QueryTooWide
from indexer.engines.contract import FACET_VALUES
from indexer.engines.opensearch_client import Answer
from indexer.engines.opensearch_mapping import WORD_FIELDS
from indexer.engines.opensearch_queries import FieldTerm, Query, Rarity, ScopedWord, any_of, is_wide, terms_of, word_filter
from indexer.engines.opensearch_searches import Search, Searches

_SHARD_VALUES = 500
"""Values that each shard reports for a facet; where that cannot tell the first fifty for sure, all values are counted."""
_VALUES_AT_ONCE = 5000
_KEPT_TERMS = 200_000
_TERMS_AT_ONCE = 65_000
"""A server gives 65,535 at once."""
_REGEX_SIGNS = re.compile(r'([.?+*|{}\[\]()"\\#@&<>~])')


class Counts:
    """Counts in one index, which never changes: what was counted once is kept."""

    def __init__(self, searches: Searches) -> None:
        self._searches = searches
        self._terms: dict[FieldTerm, int] = {}

    def count(self, query: Query) -> int:
        """How many documents answer."""
        return self._counted([query])[0]

    def rarity(self, words: Collection[ScopedWord]) -> Rarity:
        """What scoring these words needs to know."""
        narrow = [pair for pair in words if not is_wide(pair[0])]
        wide = [pair for pair in words if is_wide(pair[0])]
        terms = {place for word, scopes in narrow for place in terms_of(word, scopes)}
        kept = self._terms  # another thread may empty it meanwhile
        held = {place: kept[place] for place in terms if place in kept}
        unknown = sorted(terms - held.keys())
        counted = self._counted([*({"term": {field: term}} for field, term in unknown), *(word_filter(*pair) for pair in wide)])
        if len(self._terms) > _KEPT_TERMS:
            self._terms = {}
        known = dict(zip(unknown, counted, strict=False))
        self._terms |= known
        documents, fields = self._sizes
        return Rarity(documents, fields, held | known, dict(zip(wide, counted[len(unknown) :], strict=True)))

    @cached_property
    def _sizes(self) -> tuple[int, Mapping[str, int]]:
        """How many documents there are, and how many have each field of words."""
        documents, *having = self._counted([{"match_all": {}}, *({"exists": {"field": name}} for name in WORD_FIELDS)])
        return documents, dict(zip(WORD_FIELDS, having, strict=True))

    def _counted(self, queries: Sequence[Query]) -> list[int]:
        asked = [Search({"size": 0, "track_total_hits": True, "query": query}) for query in queries]
        return [int(answer["hits"]["total"]["value"]) for answer in self._searches.answers(asked)]

    def facets(self, query: Query, names: Sequence[str], answer: Answer) -> dict[str, dict[str, int]]:
        """The first values of each field from the answer to ``facet_search``, counted anew where it leaves doubt."""
        return {name: self._facet(query, name, answer["aggregations"][name]) for name in names}

    def _facet(self, query: Query, name: str, counted: Mapping[str, Any]) -> dict[str, int]:
        buckets = counted["buckets"]
        unseen = counted["doc_count_error_upper_bound"]
        certain = not any(bucket["doc_count_error_upper_bound"] for bucket in buckets)
        if unseen and not (certain and len(buckets) == FACET_VALUES and buckets[-1]["doc_count"] > unseen):
            every = sorted(self.values(query, name), key=lambda pair: (-pair[1], pair[0]))
            return dict(every[:FACET_VALUES])
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}

    def values(self, query: Query, name: str) -> Iterator[tuple[str, int]]:
        """Every value of a keyword field with its documents, by value."""
        after: dict[str, Any] = {}
        while True:
            composite = {"size": _VALUES_AT_ONCE, "sources": [{"value": {"terms": {"field": name}}}], **after}
            body = {"size": 0, "track_total_hits": False, "query": query, "aggs": {"values": {"composite": composite}}}
            (answer,) = self._searches.answers([Search(body)])
            found = answer["aggregations"]["values"]
            yield from ((bucket["key"]["value"], int(bucket["doc_count"])) for bucket in found["buckets"])
            if len(found["buckets"]) < _VALUES_AT_ONCE:
                return
            after = {"after": found["after_key"]}

    def of_terms(self, fields: Sequence[str], terms: Sequence[str]) -> dict[str, int]:
        """How many documents have each term in one of the fields at least; those that none has are left out."""
        counted = self._counted([any_of({"term": {field: term}} for field in fields) for term in terms])
        return {term: count for term, count in zip(terms, counted, strict=True) if count}

    def prefixed(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """Terms of a field of words that begin so, with their documents; nodes hold the field’s terms in memory for it."""
        if prefix:
            return self._terms_in(field, _REGEX_SIGNS.sub(r"\\\1", prefix) + ".*")
        (answer,) = self._searches.answers([Search({"size": 0, "aggs": {"terms": {"cardinality": {"field": field}}}})])
        parts = answer["aggregations"]["terms"]["value"] * 2 // _TERMS_AT_ONCE + 1
        return [pair for part in range(parts) for pair in self._terms_in(field, {"partition": part, "num_partitions": parts})]

    def _terms_in(self, field: str, included: str | dict[str, int]) -> list[tuple[str, int]]:
        asked = {"field": field, "size": _TERMS_AT_ONCE, "include": included}
        body = {"size": 0, "track_total_hits": False, "aggs": {"terms": {"terms": asked}}}
        (answer,) = self._searches.answers([Search(body)])
        counted = answer["aggregations"]["terms"]
        if counted["sum_other_doc_count"]:
            raise QueryTooWide(
                f"more than {_TERMS_AT_ONCE:,} terms of {field} were to be listed at once; ask for a longer beginning"
            )
        return [(bucket["key"], int(bucket["doc_count"])) for bucket in counted["buckets"]]


def facet_search(query: Query, names: Sequence[str]) -> Search:
    """What ``Counts.facets`` reads."""
    asked = {
        name: {
            "terms": {
                "field": name, "size": FACET_VALUES, "shard_size": _SHARD_VALUES, "show_term_doc_count_error": True,
                "order": [{"_count": "desc"}, {"_key": "asc"}],
            }
        }
        for name in names
    }  # fmt: skip
    return Search({"size": 0, "track_total_hits": False, "query": query, "aggs": asked})
