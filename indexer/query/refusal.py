"""A refusal on its way up from a part that does not see the whole query."""

from __future__ import annotations

from corpus.errors import BadQuery


class Refusal(Exception):
    """Where (code points from the query's start), why, and what to type instead."""

    def __init__(self, position: int, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.position, self.reason, self.advice = position, reason, advice

    def about(self, query: str) -> BadQuery:
        """The same as an error for people."""
        return BadQuery(query, self.position, self.reason, self.advice)
