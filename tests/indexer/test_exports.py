"""The archive written out: what is written parses back to what the store holds."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from corpus import config as configuration
from corpus import pipeline
from corpus.languages import LANGUAGES
from corpus.model import Entity, EntityType
from corpus.store import Store
from indexer import exports
from indexer.cli import main
from indexer.exports.followthemoney import _ISO3, _schema
from indexer.exports.graphml import _data
from indexer.exports.sheet import harmless

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture
def store(sample: Path) -> Iterator[Store]:
    """The sample archive's store, open for reading."""
    with Store.of(configuration.load(sample, environment={})) as opened:
        yield opened


@pytest.fixture
def entities(store: Store) -> list[dict[str, Any]]:
    """The FollowTheMoney export, parsed."""
    return [json.loads(line) for line in exports.followthemoney(store)]


@pytest.mark.parametrize("table", exports.TABLES)
def test_csv_parses_back(store: Store, table: str) -> None:
    """A head, then a row for every thing of the JSON lines, in the same order; every cell says the same."""
    rows = list(csv.DictReader(io.StringIO("".join(exports.csv_lines(store, table)), newline="")))
    whole = [json.loads(line) for line in exports.jsonl_lines(store, table)]
    assert rows
    assert len(rows) == len(whole)
    assert tuple(rows[0]) == exports.TABLES[table].columns
    for row, value in zip(rows, whole, strict=True):
        shared = [key for key in row.keys() & value.keys() if isinstance(value[key], str | int)]
        assert shared
        assert all(row[key] == str(harmless(value[key])) for key in shared)


def test_contacts_know_whose_they_are(store: Store) -> None:
    """A phone that stands with a person leads to that person's entity."""
    rows = [json.loads(line) for line in exports.jsonl_lines(store, "contacts")]
    phone = next(row for row in rows if row["kind"] == "phone")
    assert phone["value"] == "+77272785110"
    assert store.entity(phone["entity"]).name == "Татьяна Шакирова"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=2+3", "'=2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("+7 (727) 278-51-10", "+7 (727) 278-51-10"),
        ("-5,2", "-5,2"),
        ("Тараз", "Тараз"),
        (3, 3),
    ],
)
def test_no_cell_is_a_formula(cell: object, written: object) -> None:
    """What documents say is never calculated; phones and numbers stay as they are."""
    assert harmless(cell) == written


def test_followthemoney_hangs_together(entities: list[dict[str, Any]]) -> None:
    """Ids are unique, every reference leads to an entity that is there, every property is a list of non-empty strings."""
    ids = Counter(entity["id"] for entity in entities)
    assert max(ids.values()) == 1
    references = ("document", "resolved", "employee", "employer", "proof")
    for entity in entities:
        assert list(entity) == ["id", "schema", "properties"]
        for key, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert key not in references or all(value in ids for value in values)


def test_followthemoney_says_what_the_store_says(entities: list[dict[str, Any]]) -> None:
    """The person with her names, phone and post; the town with its place on earth; the document with whom it names."""
    by_name = {entity["properties"].get("name", [""])[0]: entity for entity in entities if entity["schema"] != "Mention"}
    person = by_name["Татьяна Шакирова"]
    assert person["schema"] == "Person"
    assert "Tatiana Shakirova" in person["properties"]["alias"]
    assert person["properties"]["phone"] == ["+77272785110"]
    assert person["properties"]["email"] == ["tatiana.shakirova@carec.kz"]
    town = by_name["Тараз"]["properties"]
    assert (town["city"], town["country"]) == (["Тараз"], ["kz"])
    assert 42 < float(town["latitude"][0]) < 44
    release = next(entity for entity in entities if entity["properties"].get("fileName") == ["release.txt"])
    assert release["schema"] == "PlainText"
    assert release["properties"]["language"] == ["rus"]
    assert release["properties"]["date"] == ["2014-02-19", "2014-02-20"]
    assert "Татьяна Шакирова" in release["properties"]["peopleMentioned"]
    named = {entity["properties"]["resolved"][0] for entity in entities if entity["schema"] == "Mention"}
    assert person["id"] in named


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("акимат Тараза", "PublicBody"),
        ("Министерство энергетики", "PublicBody"),
        ("European Commission", "PublicBody"),
        ("Институт коммунального тепла", "Organization"),
        ("Municipal Heat Ltd", "Organization"),
    ],
)
def test_offices_of_a_state(name: str, schema: str) -> None:
    """Told by a word of the name."""
    assert _schema(Entity("x", EntityType.ORGANISATION, name, {"ru": (name,)}, 1, 1, {})) == schema


def test_every_language_has_its_three_letters() -> None:
    """No language that svod knows is lost, except those that FollowTheMoney does not list."""
    assert LANGUAGES.keys() - _ISO3.keys() <= {"tt"}


def test_followthemoney_is_valid(entities: list[dict[str, Any]]) -> None:
    """The library that defines the schema takes every entity, and drops no value."""
    library = pytest.importorskip("followthemoney", reason="the library is not needed for the export, only for this proof")
    for entity in entities:
        proxy = library.model.get_proxy(entity, cleaned=False)
        for key, values in entity["properties"].items():
            assert set(proxy.get(key)) == set(values), (entity["schema"], key)


def test_a_file_is_whole_or_not_there(sample: Path, tmp_path: Path) -> None:
    """--output writes beside and renames; --excel begins the file with the mark of UTF-8."""
    runner, target = CliRunner(), tmp_path / "documents.csv"
    result = runner.invoke(main, ["--archive", str(sample), "export", "csv", "--excel", "--output", str(target)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    assert [file.name for file in tmp_path.iterdir()] == ["documents.csv"]
    for kind in ("csv", "jsonl", "ftm", "graphml"):
        assert runner.invoke(main, ["--archive", str(sample), "export", kind]).stdout


def test_graphml_is_a_graph(store: Store) -> None:
    """It is XML with every entity; edges join nodes that are there, and no pair shares more documents than either has."""
    root = ElementTree.fromstring("".join(exports.graphml(store, 5000)))
    documents = {node.attrib["id"]: int(_said(node, "node-documents")) for node in root.iter(f"{SPACE}node")}
    assert documents.keys() == store.entity_ids()
    edges = list(root.iter(f"{SPACE}edge"))
    assert edges
    for edge in edges:
        shared = int(_said(edge, "edge-documents"))
        assert 0 < shared <= min(documents[edge.attrib["source"]], documents[edge.attrib["target"]])


def test_graphml_names_positions(tmp_path: Path) -> None:
    """Who holds which position where is an edge of its own."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Выступила Дина Оспанова, директор Фонда «Зелёная Среда».", "utf-8")
    (tmp_path / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    settings = configuration.load(tmp_path, environment={})
    with Store.open(settings.data, write=True) as store:
        pipeline.ingest(settings, store)
        root = ElementTree.fromstring("".join(exports.graphml(store, 100)))
    names = {node.attrib["id"]: _said(node, "node-name") for node in root.iter(f"{SPACE}node")}
    assert [
        (names[edge.attrib["source"]], _said(edge, "edge-position"), names[edge.attrib["target"]])
        for edge in root.iter(f"{SPACE}edge")
        if _said(edge, "edge-kind") == "position"
    ] == [("Дина Оспанова", "директор", "Фонд «Зелёная Среда»")]


def _said(element: ElementTree.Element, key: str) -> str:
    return element.findtext(f"{SPACE}data[@key='{key}']", "")


def test_graphml_keeps_to_what_xml_may_hold() -> None:
    """Signs that XML has no place for are left out, those with a meaning are escaped."""
    assert _data("node", {"name": "A&B\x0b<C>", "country": ""}) == '<data key="node-name">A&amp;B&lt;C&gt;</data>'
