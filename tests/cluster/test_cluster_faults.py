"""Nodes die in the middle of builds and searches: no confirmed document is lost, answers stay whole, the run goes on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cluster.conftest import cluster_options, make_record
from cluster.servers import Node, Nodes, mode, why_not

from corpus import config as configuration
from corpus.config import Config
from corpus.model import IndexRecord
from indexer.engines import Found, Reader, Weights, engine
from indexer.engines.opensearch_bulk import Change, Loader
from indexer.engines.opensearch_client import Connection, connect
from indexer.engines.opensearch_mapping import document, index_body
from indexer.plan import Everything, Keyword

DOCUMENTS = 6000 if mode() == "whole" else 2000


@pytest.fixture
def doomed(nodes: Nodes) -> Iterator[Node]:
    """The second node, which does not lead; it is back when the test is over."""
    yield nodes.nodes[1]
    nodes.nodes[1].kill()
    nodes.launch(nodes.nodes[1])
    nodes.wait_for(2)


def _killing(records: Iterator[IndexRecord], node: Node, after: int) -> Iterator[IndexRecord]:
    for number, record in enumerate(records):
        if number == after:
            node.kill()
        yield record


def _folder(tmp_path: Path, name: str = "one") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def test_cluster_loses_a_node_while_building(clustered: Callable[..., Config], doomed: Node, tmp_path: Path) -> None:
    """Half-way through a build a node is killed that holds primaries; the build goes on, and holds every document."""
    config = clustered(**{"opensearch.shards": 4, "opensearch.bulk_mb": 1})
    made, folder = engine("opensearch", config), _folder(tmp_path)
    every = (make_record(number, 200) for number in range(DOCUMENTS))
    assert made.build(folder, _killing(every, doomed, DOCUMENTS // 2), Weights()) == DOCUMENTS
    reader = made.open(folder, Weights())
    assert list(reader.ids()) == [f"{number:08}" for number in range(DOCUMENTS)]


def test_cluster_loses_a_node_while_searched(
    clustered: Callable[..., Config], nodes: Nodes, doomed: Node, tmp_path: Path
) -> None:
    """Readers who ask all the while get the same whole answers before, while and after a node dies, and none is refused."""
    config = clustered(**{"opensearch.shards": 4})
    made, folder = engine("opensearch", config), _folder(tmp_path)
    made.build(folder, (make_record(number) for number in range(DOCUMENTS)), Weights())
    nodes.wait_for(2, "green")
    reader = made.open(folder, Weights())
    wanted = _ask(reader)
    assert wanted.total == DOCUMENTS
    ended, answers, errors = threading.Event(), [wanted], list[Exception]()

    def read() -> None:
        while not ended.is_set():
            try:
                answers.append(_ask(reader))
            except Exception as error:  # noqa: BLE001 - whatever a reader would see fails the test
                errors.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    doomed.kill()
    for _ in range(15):
        assert _ask(reader) == wanted
    ended.set()
    for each in readers:
        each.join()
    assert not errors, errors
    assert all(answer == wanted for answer in answers)
    assert reader.count(Keyword("city", ("c00001",))) == wanted.facets["city"]["c00001"]


def _ask(reader: Reader) -> Found:
    return reader.search(Everything(), page=2, size=20, sort="date", facets=("city", "language"))


def test_cluster_that_is_busy_gets_less(clustered: Callable[..., Config], nodes: Nodes) -> None:
    """When nodes refuse parcels for want of memory they are sent again, fewer at once, until every document is held."""
    config = clustered()
    connection = Connection.of(config)
    client, index = connect(connection), f"{config['opensearch.index']}-busy"
    client.indices.create(index=index, body=index_body(1, 0, {}))
    line = json.loads(document(make_record(0)))
    changes = [Change(str(number), json.dumps(line | {"path_exact": "слово " * 15_000}).encode()) for number in range(300)]
    loader = Loader(connection, client, index, parcel_bytes=3 << 20, parcels=12, patience_s=120)
    assert loader.send(changes) == len(changes)
    client.indices.refresh(index=index)
    assert client.count(index=index)["count"] == len(changes)
    assert _rejections(nodes) > 0


def _rejections(nodes: Nodes) -> int:
    stats = nodes.ask("/_nodes/stats/indexing_pressure")["nodes"].values()
    found: list[dict[str, Any]] = [each["indexing_pressure"]["memory"]["total"] for each in stats]
    return sum(each["coordinating_rejections"] + each["primary_rejections"] + each["replica_rejections"] for each in found)


def test_cluster_loses_its_leader(tmp_path: Path) -> None:
    """Of three nodes the one that leads is killed half-way through a build: another leads, and nothing is missing."""
    if mode() != "whole":
        pytest.skip(why_not() or "starts three more nodes: make test-cluster")
    if reason := why_not():
        pytest.skip(reason)
    cluster = Nodes.start(_folder(tmp_path, "three"), 3)
    try:
        folder = _folder(tmp_path, "archive")
        (folder / "svod.toml").write_text("", "utf-8")
        options = cluster_options(cluster.hosts, **{"opensearch.shards": 3, "opensearch.bulk_mb": 1})
        made = engine("opensearch", configuration.load(folder, options, environment={}))
        name = next(iter(cluster.ask("/_cat/cluster_manager?format=json")))["node"]
        leader = next(node for node in cluster.nodes if node.name == name)
        every = (replace(make_record(number, 100), title="") for number in range(DOCUMENTS))
        index = _folder(tmp_path)
        assert made.build(index, _killing(every, leader, DOCUMENTS // 2), Weights()) == DOCUMENTS
        cluster.wait_for(2)
        assert len(made.open(index, Weights()).matching(Everything())) == DOCUMENTS
    finally:
        cluster.stop()
