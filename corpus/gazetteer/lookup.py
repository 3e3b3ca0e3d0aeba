"""Names to entries, by exact folded spelling; inflection is the caller's business."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.gazetteer.build import gazetteer_file, key, may_hold
from corpus.model import EntityType

_COLUMNS = "entry.link, entry.type, entry.name, entry.country, entry.latitude, entry.longitude, entry.population"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a name may mean. ``country`` is ISO 3166, "" for what lies in none; population 0 when unknown."""

    link: str
    type: EntityType
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@lru_cache(maxsize=100_000)
def find(name: str) -> tuple[Entry, ...]:
    """Everything called ``name`` (any capitals, dashes, ё), most populous first; () when nothing is."""
    folded = key(name)
    if not may_hold(_sieve(), folded):
        return ()
    rows = _connection().execute(
        f"SELECT {_COLUMNS} FROM alias JOIN entry USING (link) WHERE alias.name = ? ORDER BY entry.population DESC, entry.link",
        (folded,),
    )
    return tuple(_entry(row) for row in rows)


@lru_cache(maxsize=20_000)
def facts(link: str) -> Mapping[str, str]:
    """What is known of a linked entity, ready to show: geonames id, country, latitude, longitude; {} when unknown."""
    row = _connection().execute(f"SELECT {_COLUMNS} FROM entry WHERE link = ?", (link,)).fetchone()
    if row is None:
        return {}
    entry = _entry(row)
    known = {"country": entry.country} if entry.country else {}
    if link.startswith("geonames:"):
        known = {
            "geonames": link.removeprefix("geonames:"),
            **known,
            "latitude": f"{entry.latitude:.5f}",
            "longitude": f"{entry.longitude:.5f}",
        }
    return known


def reach(word: str) -> int:
    """How many words the longest name has that begins with this folded word, 0 when none of several words does."""
    return _reaches().get(word, 0)


@lru_cache(maxsize=1)
def _reaches() -> Mapping[str, int]:
    # asked a dozen times for each capital of a text: a query each took a tenth of all that finding names takes
    return dict(_connection().execute("SELECT word, words FROM opening"))


@lru_cache(maxsize=1)
def _sieve() -> bytes:
    # most words that are looked up name nothing: asking SQLite took a tenth of all that finding names takes
    bits: bytes = _connection().execute("SELECT bits FROM sieve").fetchone()[0]
    return bits


def _entry(row: tuple[str, str, str, str, float, float, int]) -> Entry:
    link, kind, name, country, latitude, longitude, population = row
    return Entry(link, EntityType(kind), name, country, latitude, longitude, population)


@lru_cache(maxsize=1)
def _connection() -> sqlite3.Connection:
    # SQLite is compiled serialised: the threads of a web server share the reader
    return sqlite3.connect(f"{gazetteer_file().resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
