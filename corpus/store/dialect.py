"""The store's SQL as PostgreSQL takes it: signs where values go, and many rows in one statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import Any

from corpus.store.door import Values

ROWS = 500
"""So many rows are sent in one statement."""

_PLACE = re.compile(r"'(?:[^']|'')*'|::|\?|:([a-z_][a-z0-9_]*)|%")
_ROWS = re.compile(r"\s*(INSERT INTO .*? VALUES )(\(\?(?:, \?)*\))(.*)", re.DOTALL)


@lru_cache(1000)
def translate(sql: str) -> str:
    """``?`` and ``:name`` as psycopg has them; what stands in quotes is left as it is."""
    return _PLACE.sub(_sign, sql)


def _sign(found: re.Match[str]) -> str:
    said = found[0]
    if said == "?":
        return "%s"
    if found[1]:
        return f"%({found[1]})s"
    return said.replace("%", "%%")


def plain(values: Values) -> Values:
    """Values as a server takes them: the value of an enumeration, and no character of code 0, which PostgreSQL's text cannot
    hold; another stands in its place, so that every span means what it did."""
    if isinstance(values, Mapping):
        return {key: _plain(value) for key, value in values.items()}
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def parcels(sql: str, values: Iterable[Values]) -> Iterator[tuple[str, Values]]:
    """Statements that together do what the one does with each of the values: rows are inserted many at a time."""
    found = _ROWS.fullmatch(sql)
    if found is None:
        for each in values:
            yield translate(sql), plain(each)
        return
    head, marks, tail = found.groups()
    waiting = iter(values)
    while some := list(islice(waiting, ROWS)):
        yield translate(head + ", ".join([marks] * len(some)) + tail), plain(_flat(some))


def _flat(rows: Sequence[Values]) -> list[Any]:
    return [value for row in rows for value in (row.values() if isinstance(row, Mapping) else row)]
