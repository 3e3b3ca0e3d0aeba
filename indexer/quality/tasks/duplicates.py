"""Duplicates: the documents of a set become a store, and pairs that it knows to be alike are held against people's labels.

``labels.tsv`` names pairs: dup, contained, nondup or translation (anything else is not judged); ``docs.jsonl`` has the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.analysis import analyse_text
from corpus.duplicates import Likeness
from corpus.entities import link
from corpus.relate import relate
from corpus.store import Store
from indexer.quality.analysed import defaults
from indexer.quality.gold.files import files, records, tables
from indexer.quality.measures import share
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import Figure, NoGold, Options

_SAME = (Likeness.COPY, Likeness.VERSION, Likeness.PART)

Pair = frozenset[str]


def measure(options: Options) -> Iterator[Measured]:
    """recall of copies, whole or in part, pairs found that are none, and recall of translations; a pair is a unit."""
    labels = _labels(options)
    if not labels:
        raise NoGold(f"{options.folder}: wanted labels.tsv (a, b, label, kind) and docs.jsonl (id, text)")
    found = _found(options)
    name = set_name(options)
    for metric, wanted, kinds in (("recall", ("dup", "contained"), _SAME), ("translations", ("translation",), tuple(Likeness))):
        judged = [pair for pair, label in labels.items() if label in wanted]
        if judged:
            yield name, share(metric, [(float(found.get(pair) in kinds), 1.0) for pair in judged])
    apart = [pair for pair, label in labels.items() if label == "nondup"]
    wrong = float(sum(pair in found for pair in apart))
    yield name, Figure("false_pairs", wrong, len(apart), wrong, wrong)


def _labels(options: Options) -> dict[Pair, str]:
    held = [row for _, found in tables(options.folder, "a", "b", "label") for row in found]
    return {frozenset((row["a"], row["b"])): row["label"] for row in options.sample(held)}


def _found(options: Options) -> Mapping[Pair, Likeness]:
    settings = defaults()
    with TemporaryDirectory(prefix="svod-quality-") as folder, Store.open(Path(folder), write=True) as store:
        run = store.begin_run("ingest")
        names: dict[int, str] = {}
        with store.batch():
            for path in files(options.folder, ".jsonl"):
                for record in records(path):
                    found = analyse_text(str(record["text"]), settings, f"raw/{record['id']}")
                    # equal texts stay two documents, as the set has them
                    id = store.put(replace(found, sha256=f"{len(names):012}{found.sha256}"), run)
                    names[store.numbers([id])[0]] = str(record["id"])
        store.relink(link(store.names(), store.aliases()))
        relate(store)
        return {frozenset((names[one], names[other])): kind for kind in Likeness for one, other in store.pairs(kind)}
