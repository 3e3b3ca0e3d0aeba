"""How fast documents go from the store into OpenSearch, beside a bare loader: ``python bench/loading.py ARCHIVE``.

The documents of ARCHIVE are put into a store of the bench again and again under other ids until there are enough. Their ready
terms are written to a file; the bare loader reads it and sends parcels of the same size, as many at once, and knows no retry,
order or count. Both fill an index of the same mapping on two nodes, in turns; what a turn takes ends when all can be searched.
Of each the best turn counts. Nodes are started as the tests start them (``make test-cluster`` fetches what they need).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import config as configuration
from corpus.config import Config
from corpus.model import Analysis, Document, StoredDocument
from corpus.store import Store
from indexer.build import build_index
from indexer.engines.opensearch_bulk import Change
from indexer.engines.opensearch_client import Connection, connect
from indexer.engines.opensearch_mapping import document, index_body
from indexer.records import records

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from cluster.servers import Nodes, why_not_fetched  # where the jars are is the tests' matter

TARGET = 0.7


def main() -> None:
    """The figures stand on the terminal, as JSON."""
    options = _options()
    if reason := why_not_fetched():
        sys.exit(reason)
    with tempfile.TemporaryDirectory(dir=options.work) as place:
        folder = Path(place)
        config = _filled(options.archive, folder, options.documents)
        (folder / "nodes").mkdir()
        every = sorted(os.sched_getaffinity(0))
        half = len(every) // 2 if options.apart else 0
        # whatever is started now stays on these processors
        os.sched_setaffinity(0, every[half:])
        nodes = Nodes.start(folder / "nodes", 2, heap="2g", parcels="256mb")
        os.sched_setaffinity(0, every[:half] or every)
        try:
            print(json.dumps(_measure(config, nodes, folder, options.turns), indent=1))
        finally:
            nodes.stop()


def _measure(config: Config, nodes: Nodes, folder: Path, turns: int) -> dict[str, Any]:
    chosen = {"index.engine": "opensearch", "opensearch.hosts": nodes.hosts, "opensearch.shards": 2}
    config = configuration.load(config.root, chosen, environment={})
    with Store.of(config) as store:
        ready = folder / "ready.ndjson"
        with ready.open("wb") as file:
            for record in records(store):
                file.write(Change(record.id, document(record)).lines())
        documents = store.counts()["documents"]
        bare, svod = [], []
        for turn in range(turns):
            bare.append(_timed(lambda turn=turn: _load(config, ready, f"bare-{turn}")))
            svod.append(_timed(lambda: build_index(config, store, force=True)))
    best = {name: min(taken) for name, taken in (("bare", bare), ("svod", svod))}
    return {
        "documents": documents, "ready_mb": round(ready.stat().st_size / 1e6, 1), "turns": turns,
        "bare_s": [round(wall, 1) for wall, _ in bare], "svod_s": [round(wall, 1) for wall, _ in svod],
        "bare_cpu_s": round(best["bare"][1], 1), "svod_cpu_s": round(best["svod"][1], 1),
        "bare_documents_s": round(documents / best["bare"][0]), "svod_documents_s": round(documents / best["svod"][0]),
        "share": round(best["bare"][0] / best["svod"][0], 3), "target": TARGET,
    }  # fmt: skip


def _load(config: Config, ready: Path, index: str) -> None:
    """The bare loader: every line of the file is in the index and can be found."""
    client = connect(Connection.of(config))
    shards, replicas = config["opensearch.shards"], config["opensearch.replicas"]
    client.indices.create(index=index, body=index_body(shards, replicas, {}))
    client.cluster.health(index=index, params={"wait_for_status": "green", "timeout": "60s", "request_timeout": 90})
    size, parcels = config["opensearch.bulk_mb"] << 20, config["opensearch.bulk_parcels"]
    answer = {"filter_path": "errors", "request_timeout": 300}
    with ready.open("rb") as file, ThreadPoolExecutor(parcels) as pool:
        waiting = []
        for parcel in _parcels(file, size):
            waiting.append(pool.submit(client.bulk, body=parcel, index=index, params=answer))
            if len(waiting) > parcels:
                _check(waiting.pop(0).result())
        for each in waiting:
            _check(each.result())
    client.indices.refresh(index=index, params={"request_timeout": 300})
    client.indices.delete(index=index)


def _parcels(file: Any, size: int) -> Iterator[bytes]:
    parcel = b""
    while lines := list(islice(file, 64)):
        parcel += b"".join(lines)
        if len(parcel) >= size:
            yield parcel
            parcel = b""
    if parcel:
        yield parcel


def _check(answer: Any) -> None:
    if answer["errors"]:
        sys.exit("the bare loader was refused documents, so its time says nothing: give the nodes more memory")


def _timed(work: Any) -> tuple[float, float]:
    """Seconds of wall clock, and of this process's processor time."""
    wall, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - spent


def _filled(archive: Path, folder: Path, documents: int) -> Config:
    """An archive that holds the documents of another so often that there are enough."""
    place = folder / "archive"
    place.mkdir()
    (place / "svod.toml").write_text("", "utf-8")
    config = configuration.load(place, environment={})
    with Store.of(configuration.load(archive)) as source, Store.of(config, write=True) as store:
        run = store.begin_run("ingest")
        known = [_analysis(source, source.document(id)) for id in sorted(source.ids())]
        for number in range(documents):
            store.put(_moved(known[number % len(known)], number), run)
    return config


def _moved(made: Analysis, number: int) -> Analysis:
    """The same document in another place; no passage of it counts as shared, for in an archive few are."""
    path = f"raw/{number}.txt"
    sha256 = hashlib.sha256((path + made.sha256).encode()).hexdigest()
    passages = tuple(replace(each, fingerprint=f"{number}.{place}") for place, each in enumerate(made.passages))
    return replace(made, path=path, sha256=sha256, passages=passages)


def _analysis(store: Store, held: StoredDocument) -> Analysis:
    said = Document(held.text, (), held.media_type, title=held.title, author=held.author)
    return Analysis(
        "raw", held.id, held.id, held.size_bytes, said, tuple(store.passages(held.id)), store.tokens(held.id), held.language,
        held.languages, held.date,
    )  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("archive", type=Path, help="an archive whose documents are taken")
    parser.add_argument("--documents", type=int, default=50_000, help="how many (default: %(default)s)")
    parser.add_argument("--apart", action="store_true", help="nodes and loaders on processors of their own, as on machines")
    parser.add_argument("--turns", type=int, default=2, help="how often each is timed (default: %(default)s)")
    parser.add_argument("--work", type=Path, help="where store and nodes lie meanwhile (default: the system's place)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
