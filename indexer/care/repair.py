"""What can be healed is healed, from the store, the original files and people's journal; each act is told.

The store first: a damaged one is rescued, and what it lost is read again. Then an erasure that was begun and not ended, then
the index, which can always be made anew.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import pipeline
from corpus.config import Config
from corpus.errors import NotFound, StoreDamaged
from corpus.pipeline import Progress
from corpus.store import FILE_NAME, Store, hold
from indexer.build import build_index
from indexer.care.erase import finish_forgetting
from indexer.care.proof import Proof, prove


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, in words and in order, and the proof afterwards."""

    acts: tuple[str, ...]
    proof: Proof


def repair(config: Config, progress: Progress | None = None, *, raw: bool = True) -> Repaired:
    """Store and index are sound, as far as the original files allow. Raises ArchiveLocked when another run writes."""
    with hold(config.data):
        acts = [*_clear(config.data), *_heal_store(config, progress)]
        with _open(config) as store:
            if finish_forgetting(config, store):
                acts.append("An erasure that was broken off is complete.")
            acts += _heal_index(config, store)
            return Repaired(tuple(acts), prove(config, store, raw=raw))


def heal_index(config: Config, store: Store) -> list[str]:
    """What had to be done for the index to agree with the store; nothing when it did."""
    return list(_heal_index(config, store))


def _open(config: Config) -> Store:
    return Store.open(config.data, write=True, boilerplate_documents=config["analysis.boilerplate_documents"])


def _clear(data: Path) -> Iterator[str]:
    """What killed runs left half-done: nobody else is at work now."""
    for file in sorted(data.glob("*.new")):
        file.unlink()
        yield f"{file}: was left half-written; removed."
    if (data / "waiting").is_dir():
        shutil.rmtree(data / "waiting")
        yield f"{data / 'waiting'}: files that a killed run had fetched to read; removed."


def _heal_store(config: Config, progress: Progress | None) -> Iterator[str]:
    complaints = _complaints(config)
    if not complaints:
        return
    from corpus.store.rescue import rescue  # what cuts text into passages, which a sound store needs not

    yield from (f"{config.data / FILE_NAME}: {line}" for line in complaints)
    rescued = rescue(config.data)
    counted = ", ".join(f"{count:,} {table}" for table, count in rescued.rows.items() if count)
    yield f"The damaged file is set aside in {rescued.aside}; read from it: {counted or 'nothing'}."
    with _open(config) as store:
        report = pipeline.ingest(config, store, (), progress)
        present = set(store.ids())
    lost = [id for id in rescued.torn if id not in present]
    torn, files = len(rescued.torn), {key: report.counts[key] for key in ("seen", "new", "changed", "failed")}
    yield f"{torn} documents could not be read whole; {torn - len(lost)} of them were read again from their files."
    yield f"Files: {', '.join(f'{number} {key}' for key, number in files.items())}."
    if lost:
        yield f"{len(lost)} documents are lost until their files are back: {', '.join(lost[:20])}{' ...' * (len(lost) > 20)}"


def _complaints(config: Config) -> list[str]:
    """What is wrong with the store; [] when it is sound, or not made yet."""
    try:
        with _open(config) as store:
            return store.verify()
    except NotFound:
        return []
    except (StoreDamaged, sqlite3.DatabaseError) as error:
        return [str(error).partition("; ")[0]]


def _heal_index(config: Config, store: Store) -> Iterator[str]:
    proof = prove(config, store, raw=False)
    wrong = proof.index or proof.agreement.complaints()
    if not wrong:
        return
    yield from wrong
    # damage of the files themselves must not be carried into an update of them
    counts = build_index(config, store, force=bool(proof.index or proof.agreement.missing or proof.agreement.surplus))
    yield f"The index was built from the store: {counts['documents']} documents."
