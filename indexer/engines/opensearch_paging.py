"""Pages beyond the window that a server shows: walked to by ``search_after`` at one point in time, from where one was."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from indexer.engines.opensearch_client import Answer, ask
from indexer.engines.opensearch_mapping import ID
from indexer.engines.opensearch_queries import Query
from indexer.engines.opensearch_searches import Searches

Order = list[dict[str, str]]

BY_ID: Order = [{ID: "asc"}]
_KEEP_ALIVE = "2m"
_REMEMBERED = 64
"""Queries of which is known where their pages begin."""

_Begin = tuple[int, list[Any]]


class Walk:
    """Walks through long answers of one index, ``step`` documents at a time."""

    def __init__(self, searches: Searches, step: int) -> None:
        self._searches, self._step = searches, step
        self._begins: OrderedDict[str, list[_Begin]] = OrderedDict()
        self._lock = Lock()

    def hits(self, query: Query, order: Order, start: int, stop: int, *, ranked: bool = False) -> Iterator[Answer]:
        """The documents from ``start`` to ``stop`` in order; each hit has the values it was sorted by."""
        key = json.dumps([query, order], sort_keys=True)
        at, after = self._nearest(key, start)
        with self._point() as point:
            while at < stop:
                size = min(self._step, (start if at < start else stop) - at)
                hits = self._after(point, query, order, after, size, ranked)
                if at >= start:
                    yield from hits
                if len(hits) < size:
                    return
                at, after = at + len(hits), hits[-1]["sort"]
                self._remember(key, at, after)

    def following(self, query: Query, order: Order, after: list[Any], size: int, *, ranked: bool = False) -> Iterator[Answer]:
        """The ``size`` documents that follow the one sorted by these values, fewer at the end."""
        with self._point() as point:
            while size > 0:
                hits = self._after(point, query, order, after, min(self._step, size), ranked)
                yield from hits
                if len(hits) < min(self._step, size):
                    return
                size, after = size - len(hits), hits[-1]["sort"]

    def ids(self, query: Query) -> Iterator[str]:
        """Ids of all documents that answer, in order."""
        after: list[Any] | None = None
        with self._point() as point:
            while True:
                hits = self._after(point, query, BY_ID, after, self._step, False)
                yield from (hit["sort"][-1] for hit in hits)
                if len(hits) < self._step:
                    return
                after = hits[-1]["sort"]

    @contextmanager
    def _point(self) -> Iterator[str]:
        client, index = self._searches.client, self._searches.index
        point = ask(
            self._searches.connection,
            lambda: client.create_pit(index=index, keep_alive=_KEEP_ALIVE, params={"allow_partial_pit_creation": "false"}),
        )["pit_id"]
        try:
            yield point
        finally:
            ask(self._searches.connection, lambda: client.delete_pit(body={"pit_id": [point]}))

    def _after(
        self, point: str, query: Query, order: Order, after: Sequence[Any] | None, size: int, ranked: bool
    ) -> list[Answer]:
        body = {
            "query": query, "sort": order, "size": size, "track_total_hits": False, "_source": False,
            "pit": {"id": point, "keep_alive": _KEEP_ALIVE}, **({"search_after": list(after)} if after else {}),
        }  # fmt: skip
        params = {"search_type": "dfs_query_then_fetch"} if ranked else {}
        client = self._searches.client
        answer = ask(
            self._searches.connection,
            lambda: client.search(body=body, params={"allow_partial_search_results": "false", **params}),
        )
        hits: list[Answer] = answer["hits"]["hits"]
        return hits

    def _nearest(self, key: str, start: int) -> tuple[int, list[Any] | None]:
        """The last known place at or before ``start``, and the values of the document before it."""
        with self._lock:
            begins = self._begins.get(key, [])
            at = bisect_right([place for place, _ in begins], start)
            return begins[at - 1] if at else (0, None)

    def _remember(self, key: str, at: int, after: list[Any]) -> None:
        with self._lock:
            begins = self._begins.setdefault(key, [])
            place = bisect_right([each for each, _ in begins], at)
            if not place or begins[place - 1][0] != at:
                begins.insert(place, (at, after))
            self._begins.move_to_end(key)
            if len(self._begins) > _REMEMBERED:
                self._begins.popitem(last=False)
