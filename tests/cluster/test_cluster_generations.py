"""An index for each generation behind an alias: what is in the cluster after each run of svod."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from cluster.servers import Nodes

from corpus import config as configuration

Svod = Callable[..., Result]


def _indexes(nodes: Nodes, place: Path) -> list[str]:
    name = configuration.load(place, environment={})["opensearch.index"]
    return sorted(nodes.ask(f"/{name}-*"))


def _aliased(nodes: Nodes, place: Path) -> list[str]:
    name = configuration.load(place, environment={})["opensearch.index"]
    return sorted(nodes.ask(f"/_alias/{name}"))


def _hits(svod: Svod, place: Path, query: str) -> list[str]:
    return [json.loads(line)["id"] for line in svod(place, "search", query, "--json").stdout.splitlines()]


def test_cluster_holds_one_index_a_generation(nodes: Nodes, placed: Path, svod: Svod) -> None:
    """The engine is changed and answers the same; a change is made to a clone; the index before stays for one run."""
    before = _hits(svod, placed, "Таразом")
    assert len(before) == 2
    assert svod(placed, "engine", "use", "opensearch").exit_code == 0
    assert _hits(svod, placed, "Таразом") == before
    (first,) = _indexes(nodes, placed)
    assert _aliased(nodes, placed) == [first]
    for turn in range(8):
        (placed / "raw" / f"more{turn}.txt").write_text(f"В Таразе открыли школу номер {turn}.", "utf-8")
    svod(placed, "sync")
    (second,) = _aliased(nodes, placed)
    assert _indexes(nodes, placed) == sorted((first, second))
    (placed / "raw" / "last.txt").write_text("В Таразе закрыли школу.", "utf-8")
    svod(placed, "sync")
    assert first not in _indexes(nodes, placed)
    (third,) = _aliased(nodes, placed)
    assert _indexes(nodes, placed) == sorted((second, third))
    assert nodes.ask(f"/{third}/_settings")[third]["settings"]["index"]["resize"]["source"]["name"] == second
    assert len(_hits(svod, placed, "Таразом")) == 10
    assert json.loads(svod(placed, "verify", "--json").stdout)["ok"]
    assert svod(placed, "engine", "use", "tantivy").exit_code == 0
    assert _indexes(nodes, placed) == []
    assert len(_hits(svod, placed, "Таразом")) == 10


def test_cluster_index_that_was_deleted_is_made_again(nodes: Nodes, placed: Path, svod: Svod) -> None:
    """The message says how, and the run does it."""
    assert svod(placed, "engine", "use", "opensearch").exit_code == 0
    (index,) = _indexes(nodes, placed)
    nodes.ask(f"/{index}", method="DELETE")
    missed = svod(placed, "search", "Таразом")
    assert (missed.exit_code, "svod index --force" in missed.stderr) == (1, True), missed.output
    assert svod(placed, "index", "--force").exit_code == 0
    assert len(_hits(svod, placed, "Таразом")) == 2


def test_cluster_alias_of_another_archive_is_left_alone(nodes: Nodes, placed: Path, svod: Svod) -> None:
    """Two archives cannot have one name in a cluster; the second is refused before anything is made."""
    assert svod(placed, "engine", "use", "opensearch").exit_code == 0
    held = _indexes(nodes, placed)
    (placed / ".svod" / "opensearch.id").write_text("0badc0de", "utf-8")
    refused = svod(placed, "index", "--force")
    assert (refused.exit_code, "give each archive a name of its own" in refused.stderr) == (2, True), refused.output
    assert _indexes(nodes, placed) == held
