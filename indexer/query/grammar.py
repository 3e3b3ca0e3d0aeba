"""The grammar at work: what signs and operators ask for, or where and why they cannot be read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lark import Lark, UnexpectedCharacters, UnexpectedToken

from corpus.errors import BadQuery
from indexer.query.builder import Builder
from indexer.query.refusal import Refusal
from indexer.query.tree import Node

_QUOTES = '"«»“”„'
_CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}


def read(query: str) -> Node:
    """The tree of ``query`` by the grammar. Raises BadQuery."""
    try:
        node = _lark().parse(query)
    except UnexpectedCharacters as error:
        raise _unreadable(query, error.pos_in_stream or 0) from error
    except UnexpectedToken as error:
        raise _misplaced(query, error) from error
    except Refusal as refusal:
        raise refusal.about(query) from refusal
    return node  # type: ignore[return-value]  # lark's embedded builder gives nodes instead of its trees


@cache
def _lark() -> Lark:
    grammar = files("indexer.query").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=Builder(), maybe_placeholders=False)


def _unreadable(query: str, position: int) -> BadQuery:
    sign = query[position]
    if sign in _QUOTES:
        closing = _CLOSING.get(sign)
        advice = f"close the phrase with {closing}, or remove the quote" if closing else "remove this quote, or open the phrase"
        return BadQuery(query, position, f"the quote {sign} has no partner", advice)
    return BadQuery(
        query, position, f"{sign!r} cannot stand here", "put the words in double quotes to search for them as they are"
    )


def _misplaced(query: str, error: UnexpectedToken) -> BadQuery:
    token = error.token
    position = len(query) if token.type == "$END" else int(token.start_pos or 0)
    if token.type == "$END":
        opened = _open_parenthesis(query)
        if opened is not None:
            return BadQuery(query, opened, "this parenthesis is not closed", "add ) where the group ends")
        if not query.strip():
            return BadQuery(query, 0, "the query is empty", "type a word to search for")
        return BadQuery(query, position, "the query ends where a word must follow", "add a word, or remove the last operator")
    if token.type == "RPAR":
        if _open_parenthesis(query[:position]) is None:
            return BadQuery(query, position, "this parenthesis was not opened", "remove it, or add ( where the group begins")
        return BadQuery(query, position, "a word is missing before this parenthesis", "put a word into the group, or remove it")
    if token.type in ("DISTANCE", "SHARED"):
        return BadQuery(query, position, f"{token} has no word before it", "put a word on both sides of it")
    if token.type in ("MINUS", "NOT") and position:
        return BadQuery(query, position, "what is left out cannot lie near", "write what to leave out at the end of the query")
    if token.type in ("OR", "AND", "NOT"):
        advice = f"put a word on both sides of {token}, or write it in lower case or in quotes to search for the word itself"
        return BadQuery(query, position, f"{token} has no word before it", advice)
    if token.type == "LPAR":
        return BadQuery(query, position, "a group cannot stand here", "write each date out: date:2014 OR date:2015")
    return BadQuery(query, position, f"{str(token)!r} cannot stand here", "put the words in double quotes")


def _open_parenthesis(query: str) -> int | None:
    """Where the last parenthesis that is still open stands; quoted ones do not count."""
    opened: list[int] = []
    closing = ""
    for position, sign in enumerate(query):
        if closing:
            closing = "" if sign in (closing, '"' if closing == "”" else closing) else closing
        elif sign in _CLOSING:
            closing = _CLOSING[sign]
        elif sign == "(":
            opened.append(position)
        elif sign == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
