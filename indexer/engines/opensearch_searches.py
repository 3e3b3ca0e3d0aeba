"""Questions to one index: several in one call, and every answer whole or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indexer.engines.opensearch_client import Answer, Connection, ask

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_AT_ONCE = 200
"""Searches of one call."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search and whether its scores are wanted."""

    body: Answer
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Searches:
    """Where searches go."""

    connection: Connection
    client: OpenSearch
    index: str

    def answers(self, searches: Sequence[Search]) -> list[Answer]:
        """One answer each, in order. Raises as ``ask``."""
        found: list[Answer] = []
        for at in range(0, len(searches), _AT_ONCE):
            lines = [line for each in searches[at : at + _AT_ONCE] for line in (self._header(each), each.body)]
            found += ask(self.connection, lambda lines=lines: self._all(lines))  # type: ignore[misc]  # bound now
        return found

    def _header(self, search: Search) -> Answer:
        header: dict[str, Any] = {"index": self.index, "allow_partial_search_results": False}
        # scores count how rare a word is in all shards together, not in each alone
        return header | ({"search_type": "dfs_query_then_fetch"} if search.ranked else {})

    def _all(self, lines: list[Answer]) -> list[Answer]:
        from opensearchpy.exceptions import TransportError

        answers: list[Answer] = self.client.msearch(body=lines)["responses"]
        for answer in answers:
            if "error" in answer:
                raise TransportError(answer["status"], answer["error"]["type"], {"error": answer["error"]})
        return answers
