"""The query language: the user's text, parsed once into our own tree."""

from indexer.query.free import free_text
from indexer.query.parser import QUERY_CHARACTERS, parse
from indexer.query.tree import (
    And,
    Boost,
    DateRange,
    Entity,
    Field,
    Fuzzy,
    Near,
    Node,
    NumberRange,
    Or,
    Phrase,
    Regex,
    Unit,
    Wildcard,
    Word,
)

__all__ = [
    "QUERY_CHARACTERS",
    "And",
    "Boost",
    "DateRange",
    "Entity",
    "Field",
    "Fuzzy",
    "Near",
    "Node",
    "NumberRange",
    "Or",
    "Phrase",
    "Regex",
    "Unit",
    "Wildcard",
    "Word",
    "free_text",
    "parse",
]
