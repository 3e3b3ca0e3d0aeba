"""Archives whose index is in a cluster, and records that cost nothing to make."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cluster.servers import Nodes

from corpus import config as configuration
from corpus.config import Config
from corpus.model import IndexRecord, Span, Token
from corpus.tokens import TokenTable
from indexer.cli import main
from indexer.schema import PATH

_WORDS = [f"слово{number}" for number in range(2000)]


def cluster_options(hosts: Sequence[str], **options: Any) -> dict[str, Any]:
    """Settings of an archive whose index is in this cluster."""
    return {
        "index.engine": "opensearch", "opensearch.hosts": tuple(hosts), "opensearch.index": f"t{secrets.token_hex(4)}",
        "opensearch.patience_seconds": 30, **options,
    }  # fmt: skip


@pytest.fixture
def clustered(nodes: Nodes, tmp_path: Path) -> Iterator[Callable[..., Config]]:
    """Makes the configuration of an empty archive whose index is in the cluster; its indexes are removed afterwards."""
    names: list[str] = []

    def make(hosts: Sequence[str] = (), **options: Any) -> Config:
        chosen = cluster_options(hosts or nodes.hosts, **options)
        names.append(chosen["opensearch.index"])
        folder = tmp_path / "archive"
        if not folder.exists():
            (folder / "raw").mkdir(parents=True)
            (folder / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
        return configuration.load(folder, chosen, environment={})

    yield make
    for name in names:
        nodes.ask(f"/{name}-*", method="DELETE")


def make_record(number: int, words: int = 30, cities: int = 40) -> IndexRecord:
    """A document of random words; the same number, the same document. Lower cities are named more often."""
    chance = random.Random(number)
    said = [chance.choice(_WORDS) for _ in range(words)]
    tokens = TokenTable.of([[Token(Span(at, at + 1), word, word) for at, word in enumerate(said)]])
    id = f"{number:08}"
    city = f"c{min(chance.randrange(cities), chance.randrange(cities)):05}"
    day = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    none = TokenTable.of([])
    return IndexRecord(
        id, "", id, "raw", "text/plain", day, day, int(day[:4]), ("ru",), "", tokens, none, (),
        {"language": ("ru",), "city": (city,)}, more={PATH: none},
    )  # fmt: skip


@pytest.fixture
def svod() -> Callable[..., Result]:
    """Runs a command of svod."""

    def run(folder: Path, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["--archive", str(folder), *arguments], prog_name="svod")

    return run


@pytest.fixture
def placed(nodes: Nodes, fresh: Path, svod: Callable[..., Result]) -> Iterator[Path]:
    """An archive of three documents, read and indexed on this machine, with the cluster in its settings."""
    settings = cluster_options(nodes.hosts)
    for key, value in settings.items():
        if key.startswith("opensearch."):
            configuration.change(fresh, key, value)
    svod(fresh, "sync")
    yield fresh
    nodes.ask(f"/{settings['opensearch.index']}-*", method="DELETE")
