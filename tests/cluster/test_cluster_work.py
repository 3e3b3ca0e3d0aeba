"""Reading on the workers of a dask cluster: two processes, of which one is killed; files that only workers fetch."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from cluster.servers import mode
from elsewhere import KINDS

from corpus import config as configuration
from corpus import pipeline
from corpus.config import Config
from corpus.errors import BadConfig, ServerUnreachable
from corpus.pipeline import Outcome
from corpus.store import Store

distributed = pytest.importorskip("distributed", reason="needs dask: pip install 'svod[cluster]'")
pytestmark = pytest.mark.skipif(not mode(), reason="takes minutes: make cluster-sample")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each a process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, memory_limit=0
        )
        yield made
        made.close()


def spread(folder: Path, cluster: Any) -> Config:
    """The archive's settings with the cluster's workers in place of this machine's."""
    return configuration.load(folder, {"run.executor": cluster.scheduler_address.replace("tcp://", "dask://")})


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_workers_say_what_this_machine_says(fresh: Path, cluster: Any, tmp_path: Path, kind: str) -> None:
    """The same documents, text and failures; files behind a server are fetched by the workers themselves."""
    served = tmp_path / "served"
    served.mkdir()
    (served / "far.txt").write_text("Письмо из Бишкека о тепле в школах.", "utf-8")
    with KINDS[kind](served) as source:
        with (fresh / "svod.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[[source]]\nname = "far"\n{source}\n')
        here = configuration.load(fresh)
        with Store.of(here, write=True) as store:
            pipeline.ingest(here, store)
            before = ([store.document(id) for id in store.ids()], store.failures()[0][0].reason)
        (fresh / ".svod").rename(tmp_path / "aside")
        there = spread(fresh, cluster)
        with Store.of(there, write=True) as store:
            report = pipeline.ingest(there, store)
            after = ([store.document(id) for id in store.ids()], store.failures()[0][0].reason)
    assert report.counts["new"] == 4
    assert {each.id: each for each in after[0]} == {each.id: each for each in before[0]}
    assert after[1] == before[1]


def test_a_killed_worker_costs_a_retry_and_no_document(fresh: Path, cluster: Any) -> None:
    """One of two workers is killed in the middle of a run: every file is read all the same, none stands in the ledger."""
    (fresh / "raw" / "empty.txt").unlink()
    for number in range(60):
        (fresh / "raw" / f"{number:03}.txt").write_text(f"Протокол № {number}. Встреча в Алматы.", "utf-8")
    config, killed = spread(fresh, cluster), list[int]()
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = sorted(client.run(os.getpid).values())

    def kill(outcome: Outcome) -> None:
        if not killed:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    with Store.of(config, write=True) as store:
        report = pipeline.ingest(config, store, tell=kill)
        assert killed
        assert report.counts["new"] == store.present() == 63
        assert store.failures() == []
        assert store.verify() == []


def test_addresses_that_cannot_be_used(fresh: Path, svod: Callable[..., Result]) -> None:
    """Another kind of executor is refused (exit 2); a scheduler that does not answer is told (exit 69)."""
    refused = svod(fresh, "ingest", "--executor", "ray://host:1")
    assert refused.exit_code == BadConfig.exit_code
    assert "dask://host:8786" in refused.stderr
    silent = svod(fresh, "ingest", "--executor", "dask://127.0.0.1:9")
    assert silent.exit_code == ServerUnreachable.exit_code
    assert "no scheduler answers" in silent.stderr
