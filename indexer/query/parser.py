"""Text to tree, or a refusal that names the place and the remedy. Pure: no index, no store, no configuration."""

from __future__ import annotations

import re

from corpus.errors import BadQuery
from indexer.query.tree import And, Node, Word
from indexer.query.words import NEGATIONS, OPERATORS, plain_word

QUERY_CHARACTERS = 2000
DEPTH = 20

_SIGNLESS = re.compile(r"\s*([^\W_][\w’'-]*[.,;!?…]*(\s+|\Z))+\Z")


def parse(query: str, limit_characters: int = QUERY_CHARACTERS) -> Node:
    """The tree of ``query``. Raises BadQuery with the position and what to type instead; drops nothing that was typed."""
    if len(query) > limit_characters:
        raise BadQuery(
            query, limit_characters, f"the query is longer than {limit_characters} characters",
            "shorten it, or raise search.query_characters in svod.toml",
        )  # fmt: skip
    _check_depth(query)
    plain = _plain(query)
    if plain is not None:
        return plain
    from indexer.query.grammar import read  # 50 ms, which a query of plain words need not spend

    return read(query)


def _plain(query: str) -> Node | None:
    """What the grammar makes of words without any sign or operator; None when there are some."""
    if not _SIGNLESS.match(query) or not (OPERATORS | NEGATIONS).isdisjoint(query.split()):
        return None
    words = [plain_word(found[0], found.start()) for found in re.finditer(r"\S+", query)]
    kept = tuple(word for word in words if isinstance(word, Word))
    return And(kept) if len(kept) > 1 else kept[0]


def _check_depth(query: str) -> None:
    """Parentheses within quotes count too: a query that deep is refused rather than measured finely."""
    depth = 0
    for position, sign in enumerate(query):
        depth += (sign == "(") - (sign == ")")
        if depth > DEPTH:
            raise BadQuery(query, position, f"parentheses nest deeper than {DEPTH}", "write the query with fewer levels")
