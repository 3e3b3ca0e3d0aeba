"""The query language: the user's text, parsed once into our own tree."""

from indexer.query.free import free_text
from indexer.query.parser import QUERY_CHARACTERS, parse
from indexer.query.tree import And, DateRange, Field, Node, Or, Phrase, Word

__all__ = ["QUERY_CHARACTERS", "And", "DateRange", "Field", "Node", "Or", "Phrase", "Word", "free_text", "parse"]
