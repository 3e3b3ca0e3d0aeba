"""The gazetteer's file, made from ``settlements.tsv.gz`` (GeoNames), Babel's CLDR and ``known.tsv``: a few seconds, once."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path

from corpus.errors import SvodError
from corpus.files import shared_cache
from corpus.languages import fold

REGION = frozenset("AM AZ BY EE GE KG KZ LT LV MD RO RU TJ TM UA UZ".split())
"""Countries whose small settlements are known too (``tools/settlements.py``)."""

COUNTRY_LANGUAGES = "ru en uk be kk ky uz tg az hy ka ro tr de fr pl tk".split()
_SCHEMA = """
CREATE TABLE entry(link TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
                   latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alias(name TEXT NOT NULL, link TEXT NOT NULL, PRIMARY KEY(name, link)) STRICT, WITHOUT ROWID;
CREATE TABLE opening(word TEXT PRIMARY KEY, words INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sieve(bits BLOB NOT NULL) STRICT;
"""
_NAMES = "SELECT DISTINCT name FROM alias"
_SIEVE_BITS = 1 << 21
"""256 KB, of which the names set one bit in thirteen."""


def key(name: str) -> str:
    """The spelling a name is looked up by: folded, one kind of dash, single spaces, no full stops."""
    return " ".join(re.sub(r"\s*[‐‑–—-]\s*", "-", fold(name)).replace(".", " ").split())


def may_hold(sieve: bytes, folded: str) -> bool:
    """False where no name of the gazetteer is so spelt; true for all that are and, by chance, for one in thirteen others."""
    place, bit = _bit(folded)
    return bool(sieve[place] & bit)


def _bit(folded: str) -> tuple[int, int]:
    number = zlib.crc32(folded.encode()) % _SIEVE_BITS
    return number >> 3, 1 << (number & 7)


def gazetteer_file() -> Path:
    """The path of the gazetteer, made now if this version of it is not there yet. Raises SvodError when it cannot be."""
    folder = shared_cache()
    path = folder / f"gazetteer-{_version()}.sqlite"
    if not path.exists():
        import filelock  # needed once a version

        try:
            folder.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(folder / "gazetteer.lock"):
                if not path.exists():
                    _build(path)
        except OSError as error:
            raise SvodError(f"{folder}: the gazetteer cannot be written here ({error}); set SVOD_CACHE to a folder") from error
    return path


def _version() -> str:
    parts = [_settlements_sum(), metadata.version("babel"), _known_text(), Path(__file__).read_text("utf-8")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _settlements_sum() -> str:
    """The checksum and length that a gzip file ends with."""
    with _settlements_file().open("rb") as file:
        file.seek(-8, os.SEEK_END)
        return file.read().hex()


def _settlements_file() -> Path:
    return Path(__file__).with_name("settlements.tsv.gz")


def _known_text() -> str:
    return resources.files("corpus.gazetteer").joinpath("known.tsv").read_text("utf-8")


def _build(path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="gazetteer-", suffix=".new")
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        connection.executescript(_SCHEMA)
        with connection:
            for row, names in (*_known(), *_countries(), *_cities()):
                if row[1] != "city" or row[3]:  # a city of known.tsv only lends names to the entry of GeoNames
                    connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(link) DO NOTHING", row)
                connection.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?)", [(key(each), row[0]) for each in names])
            several = [each for (each,) in connection.execute(f"{_NAMES} WHERE name LIKE '% %'")]
            connection.executemany("INSERT INTO opening VALUES (?, ?)", _reaches(several).items())
            connection.execute("INSERT INTO sieve VALUES (?)", (_sieve(each for (each,) in connection.execute(_NAMES)),))
        connection.close()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _sieve(names: Iterable[str]) -> bytes:
    bits = bytearray(_SIEVE_BITS // 8)
    for place, bit in map(_bit, names):
        bits[place] |= bit
    return bytes(bits)


def _reaches(names: Iterable[str]) -> dict[str, int]:
    """For each word that begins a name of several words, how many words the longest has; an apostrophe counts as two."""
    reaches: dict[str, int] = {}
    for name in names:
        first, *rest = name.split()
        reaches[first] = max(reaches.get(first, 0), 1 + len(rest) + 2 * name.count("'"))
    return reaches


Row = tuple[str, str, str, str, float, float, int]


def _known() -> Iterator[tuple[Row, list[str]]]:
    for line in _known_text().splitlines():
        if line and not line.startswith("#"):
            link, kind, *fields = line.split("\t")
            names = [name for field in fields for name in field.split(":", 1)[1].split("|")]
            country = link.removeprefix("country:") if kind == "country" else ""
            yield (link, kind, names[0], country, 0.0, 0.0, 0), names


def _countries() -> Iterator[tuple[Row, list[str]]]:
    from babel import Locale  # needed once a version

    locales = [Locale.parse(language) for language in COUNTRY_LANGUAGES]
    for code in map(str, Locale("ru").territories):
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
            names = [str(locale.territories[code]) for locale in locales if code in locale.territories]
            yield (f"country:{code}", "country", names[0], code, 0.0, 0.0, 0), names


def _cities() -> Iterator[tuple[Row, list[str]]]:
    with gzip.open(_settlements_file(), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, country, latitude, longitude, population, *written = line.rstrip("\n").split("\t")
            names = written[0].split("|")
            row = (f"geonames:{number}", "city", names[0], country, float(latitude), float(longitude), int(population))
            yield row, names
