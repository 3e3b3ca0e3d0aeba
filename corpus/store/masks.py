"""Contacts of people made unreadable in a view: in the text, among its words, and in the lists of contacts.

A masked text is as long as it was, so that every span still means the same place.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence

from corpus.model import Span
from corpus.tokens import TokenTable

MASK = "•"
KINDS = ("phone", "fax", "email", "address")
TABLES = """
CREATE TABLE masked (
    document INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (document, start, stop)
) STRICT, WITHOUT ROWID;
CREATE TABLE masked_body (document INTEGER PRIMARY KEY, text TEXT NOT NULL, tokens BLOB NOT NULL) STRICT;
"""


def mask_contacts(connection: sqlite3.Connection) -> None:
    """No contact of a view's readable documents can be read, but those of organisations."""
    connection.execute(_MASKED.format(", ".join(f"'{kind}'" for kind in KINDS)))
    for (number,) in connection.execute("SELECT DISTINCT document FROM masked").fetchall():
        spans = _spans(connection, "SELECT start, stop FROM masked WHERE document = ?", number)
        named = _spans(connection, "SELECT start, stop FROM base.mention WHERE document = ?", number)
        text, tokens = connection.execute("SELECT text, tokens FROM base.body WHERE document = ?", (number,)).fetchone()
        kept = without(TokenTable.unpack(tokens), spans, named)
        connection.execute("INSERT INTO masked_body VALUES (?, ?, ?)", (number, masked(text, spans, named), kept.pack()))


def masked(text: str, spans: Sequence[Span], named: Sequence[Span] = ()) -> str:
    """The text with a sign in place of every letter and digit of ``spans``; what is ``named`` there, such as a city, stays."""
    letters = list(text)
    for span in spans:
        for place in range(span.start, span.stop):
            if letters[place].isalnum() and not any(each.start <= place < each.stop for each in named):
                letters[place] = MASK
    return "".join(letters)


def without(tokens: TokenTable, spans: Sequence[Span], named: Sequence[Span] = ()) -> TokenTable:
    """The words that touch none of ``spans``, or are ``named`` there; each where it was."""
    kept = [
        place
        for place, (start, length) in enumerate(zip(tokens.starts, tokens.lengths, strict=True))
        if not _touches(Span(start, start + length), spans) or _touches(Span(start, start + length), named)
    ]
    used = sorted({tokens.word_ids[place] for place in kept})
    numbers = {word: number for number, word in enumerate(used)}
    return TokenTable(
        tuple(tokens.words[word] for word in used),
        array("I", (numbers[tokens.word_ids[place]] for place in kept)),
        *(array("I", (column[place] for place in kept)) for column in (tokens.starts, tokens.lengths, tokens.positions)),
    )


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _spans(connection: sqlite3.Connection, sql: str, number: int) -> list[Span]:
    return [Span(start, stop) for start, stop in connection.execute(sql, (number,))]


_MASKED = """
INSERT INTO masked SELECT DISTINCT c.document, c.start, c.stop FROM base.contact c LEFT JOIN base.name n ON n.number = c.owner
WHERE c.document IN (SELECT number FROM readable) AND c.kind IN ({}) AND COALESCE(n.type, '') <> 'organisation'
"""
