"""An index in a cluster as readers see it: exact totals and facets over all shards, pages without a wall, nothing partial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from indexer.engines.boilerplate import with_shared
from indexer.engines.contract import DAYS, Found, Place
from indexer.engines.opensearch_client import Answer
from indexer.engines.opensearch_counts import Counts, facet_search
from indexer.engines.opensearch_frequent import KEPT, load_frequent
from indexer.engines.opensearch_mapping import ID
from indexer.engines.opensearch_paging import BY_ID, Order, Walk
from indexer.engines.opensearch_queries import Scorer, filter_of, words_of
from indexer.engines.opensearch_searches import Search, Searches
from indexer.engines.vocabulary import load_vocabulary
from indexer.plan import Everything, Plan, is_scored
from indexer.weights import Weights

WINDOW = 10_000
"""Documents that a server skips and shows in one answer (index.max_result_window); further pages are walked to."""
_BY_SCORE: Order = [{"_score": "desc"}, {ID: "asc"}]
_BY_DAY: Order = [{DAYS[0]: "desc"}, {ID: "asc"}]


class OpenSearchReader:
    """One index of the cluster, not written to after it was made: it keeps showing the same. Threads may share it."""

    def __init__(self, folder: Path, searches: Searches, weights: Weights) -> None:
        self.vocabulary = cache(partial(load_vocabulary, folder))
        self._folder, self._searches, self._weights = folder, searches, weights
        self._counts = Counts(searches)
        self._walk = Walk(searches, WINDOW)
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
        if before is not None:
            return self._before(plan, before, page=page, size=size, sort=sort, facets=facets)
        scored = sort != "date" and is_scored(plan)
        found = filter_of(plan)
        query = Scorer(self._weights, self._counts.rarity(words_of(plan))).query(plan) if scored else found
        order = _BY_SCORE if scored else _BY_DAY if sort == "date" else BY_ID
        start, stop = (page - 1) * size, page * size
        shown: dict[str, Any] = {"query": query, "sort": order, "size": 0, "track_total_hits": True, "_source": False}
        at_once = stop <= WINDOW if after is None else size < WINDOW
        if at_once and after is None:
            shown |= {"from": start, "size": size}
        elif at_once and after is not None:
            # one more tells whether any follows
            shown |= {"search_after": _values(after, order), "size": size + 1}
        searches = [Search(shown, ranked=scored), *([facet_search(found, facets)] if facets else [])]
        first, *counted = self._searches.answers(searches)
        total = int(first["hits"]["total"]["value"])
        if at_once:
            hits = first["hits"]["hits"]
        elif after is None:
            hits = list(self._walk.hits(query, order, start, min(stop, total), ranked=scored))
        else:
            hits = list(self._walk.following(query, order, _values(after, order), size + 1, ranked=scored))
        more = len(hits) > size or (after is None and stop < total)
        hits = hits[:size]
        return Found(
            total,
            tuple((hit["sort"][-1], round(hit["sort"][0], 4) if scored else 0.0) for hit in hits),
            self._counts.facets(found, facets, counted[0]) if facets else {},
            _place(hits[0], (after.at if after else start) + 1) if hits else None,
            _place(hits[-1], (after.at if after else start) + len(hits)) if hits else None,
            more,
        )

    def _before(self, plan: Plan, place: Place, *, page: int, size: int, sort: str, facets: Sequence[str]) -> Found:
        """The page that ends right before a place: what follows it in the order turned round, turned round again."""
        first = self.search(plan, page=1, size=size, sort=sort, facets=facets)
        scored = sort != "date" and is_scored(plan)
        found = filter_of(plan)
        query = Scorer(self._weights, self._counts.rarity(words_of(plan))).query(plan) if scored else found
        order = _BY_SCORE if scored else _BY_DAY if sort == "date" else BY_ID
        back = [{name: "asc" if way == "desc" else "desc" for name, way in each.items()} for each in order]
        hits = list(self._walk.following(query, back, _values(place, order), size, ranked=scored))[::-1]
        if len(hits) < size:
            return first
        shown = tuple((hit["sort"][-1], round(hit["sort"][0], 4) if scored else 0.0) for hit in hits)
        start = max(0, place.at - 1 - len(hits))
        return Found(
            first.total, shown, first.facets, _place(hits[0], start + 1), _place(hits[-1], start + len(hits)),
            first.total > start + len(hits),
        )  # fmt: skip

    def count(self, plan: Plan) -> int:
        """How many documents answer."""
        return self._counts.count(filter_of(plan))

    def matching(self, plan: Plan) -> list[str]:
        """Ids of all documents that answer, in order."""
        query = filter_of(plan)
        body = {"query": query, "sort": BY_ID, "size": WINDOW, "track_total_hits": False, "_source": False}
        (first,) = self._searches.answers([Search(body)])
        found = [hit["sort"][-1] for hit in first["hits"]["hits"]]
        return found if len(found) < WINDOW else list(self._walk.ids(query))

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms of a posting field that begin with ``prefix``, each with its documents; most frequent first.

        The first few thousand forms of text and title are told at once; for all terms the nodes need much memory.
        """
        fields = with_shared([field])
        if not prefix and limit <= KEPT and field in (known := load_frequent(self._folder)):
            counted = self._counts.of_terms(fields, known[field])
        else:
            counted = {}
            for each in fields:
                for term, documents in self._counts.prefixed(each, prefix):
                    counted[term] = counted.get(term, 0) + documents
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def values(self, field: str) -> Mapping[str, int]:
        """Every value of a keyword field with its documents."""
        if field not in self._values:
            self._values[field] = dict(self._counts.values(filter_of(Everything()), field))
        return self._values[field]

    def ids(self) -> Iterator[str]:
        """Ids of all documents held, in order."""
        return self._walk.ids(filter_of(Everything()))

    def close(self) -> None:
        """Connections are the process's and stay."""


def _values(place: Place, order: Order) -> list[Any]:
    """What a hit at this place was sorted by."""
    return [place.id] if order == BY_ID else [place.key, place.id]


def _place(hit: Answer, at: int) -> Place:
    *key, id = hit["sort"]
    return Place(float(key[0]) if key else 0.0, id, at)
