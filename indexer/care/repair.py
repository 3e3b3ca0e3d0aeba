"""What can be healed is healed, from the store, the original files and people's journal; each act is told.

The store first: a damaged one is rescued, and what it lost is read again. Then an erasure that was begun and not ended, then
the index, which can always be made anew.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import pipeline
from corpus.config import Config
from corpus.errors import NotFound, StoreDamaged
from corpus.pipeline import Progress
from corpus.store import FILE_NAME, Store, hold
from corpus.store.schema import is_unreachable
from indexer.build import build_index
from indexer.care.erase import finish_forgetting
from indexer.care.proof import Proof, compare, prove


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, in words and in order, and the proof afterwards."""

    acts: tuple[str, ...]
    proof: Proof


def repair(config: Config, progress: Progress | None = None, *, raw: bool = True) -> Repaired:
    """Store and index are sound, as far as the original files allow. Raises ArchiveLocked when another run writes."""
    with hold(config.data):
        acts, complaints = [*_clear(config.data)], _complaints(config)
        acts += _heal_store(config, complaints, progress)
        with _open(config) as store:
            erased = finish_forgetting(config, store)
            if erased:
                acts.append("An erasure that was broken off is complete.")
            proof, healed = heal_index(config, store, None if complaints or erased else ())
            return Repaired((*acts, *healed), replace(proof, originals=compare(config, store)) if raw else proof)


def heal_index(config: Config, store: Store, said: Sequence[str] | None = None) -> tuple[Proof, tuple[str, ...]]:
    """The proof of store and index, after the index was built anew where it needed to be; and what was done, in words.

    ``said`` is what is wrong with the store, where that is known.
    """
    proof = prove(config, store, raw=False, said=said)
    wrong = proof.index or proof.agreement.complaints()
    if not wrong:
        return proof, ()
    # damage of the files themselves must not be carried into an update of them
    damaged = bool(proof.index or proof.agreement.missing or proof.agreement.surplus)
    counts = build_index(config, store, force=damaged)
    done = f"The index was built from the store: {counts['documents']} documents."
    return prove(config, store, raw=False, said=proof.store), (*wrong, done)


def _open(config: Config) -> Store:
    return Store.of(config, write=True)


def _clear(data: Path) -> Iterator[str]:
    """What killed runs left half-done: nobody else is at work now."""
    for file in sorted((*data.glob("*.new"), *data.glob("reports/*.new"))):
        file.unlink()
        yield f"{file}: was left half-written; removed."
    if (data / "waiting").is_dir():
        shutil.rmtree(data / "waiting")
        yield f"{data / 'waiting'}: files that a killed run had fetched to read; removed."


def _heal_store(config: Config, complaints: Sequence[str], progress: Progress | None) -> Iterator[str]:
    if not complaints:
        return
    from corpus.store.rescue import rescue  # what cuts text into passages, which a sound store needs not

    if config["store.url"]:
        raise StoreDamaged(
            f"{config['store.url']}: {'; '.join(complaints)}; restore a dump with pg_restore, then run: svod sync"
        )
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
        if isinstance(error, sqlite3.Error) and is_unreachable(error):
            raise
        return [str(error).partition("; ")[0]]
