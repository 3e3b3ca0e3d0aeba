"""From store to index: built beside the old one, swapped in one step, never read from raw files.

``.svod/index/current`` names the folder in use, ``<generation>-<n>``. A folder is whole when its manifest is there, which is
written last; what a killed build left behind is removed by the next one. Readers keep files they have opened.
A small change is made to a new folder too, which shares the old one's files: engines replace files, they never write into them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.config import Config
from corpus.errors import ArchiveLocked, BadConfig, IndexMissing, ServerUnreachable
from corpus.store import Store
from indexer.completions import CompletionsBuilder
from indexer.crosslingual.sounds import SoundsBuilder
from indexer.departed import drop_departed
from indexer.engines import LOCAL, SHAPED_BY, Engine, Weights, choose, engine
from indexer.engines.sharing import share_files
from indexer.generations import FOLDER, LOCK, current_index, fresh_folder, point, sweep
from indexer.held import load_marks, save_marks
from indexer.lexicon import save_lexicon
from indexer.records import marks_of, records
from indexer.schema import SCHEMA_VERSION, Manifest, load_manifest
from indexer.sums import check_sizes, check_sums, sums

_DICTIONARIES = ("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "simplemma")
_NAMES = 200_000
"""Names that can be completed: those of most documents."""

_SMALL_PART = 0.2
"""Where more of the documents came or went, the index is built anew: it would keep too much of what is gone."""


_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What store and index hold: ids the index lacks, ids it should not have, and whether it was made from this store."""

    documents: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    fresh: bool

    @property
    def holds(self) -> bool:
        """True when both hold the same and nothing changed since."""
        return self.fresh and not self.missing and not self.surplus

    def complaints(self) -> list[str]:
        """How the index differs from the store, in words; empty when it does not."""
        said = []
        if self.missing:
            said.append(f"{len(self.missing)} documents are not in the index, the first is {self.missing[0]}")
        if self.surplus:
            said.append(f"{len(self.surplus)} in the index are gone from the store, the first is {self.surplus[0]}")
        if not self.fresh:
            said.append("the index was not made from the store as it is now; run: svod index")
        return said


def make_index(config: Config, store: Store, *, force: bool = False) -> Mapping[str, int]:
    """The index shows what the store holds; counts of ``documents`` held and ``indexed`` now (0: it was up to date).

    Raises ArchiveLocked when another run builds.
    """
    folder = config.data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / LOCK, timeout=0):
            return _build(config, store, folder, force)
    except Timeout as error:
        raise ArchiveLocked(f"{folder}: another run is building the index; wait for it to end") from error


def sweep_views(config: Config) -> None:
    """The engine keeps nothing of views that are gone."""
    used = _used(config)
    if used is not None and (name := load_manifest(used).engine) not in LOCAL:  # those of this machine keep nothing elsewhere
        engine(name, config).sweep_views()


def verify(config: Config, store: Store) -> Agreement:
    """Whether store and index hold the same documents. Raises IndexMissing."""
    folder = current_index(config)
    manifest = load_manifest(folder)
    check_sums(folder, manifest)
    reader = engine(manifest.engine, config).open(folder, Weights.of(config))
    try:
        indexed = set(reader.ids())
    finally:
        reader.close()
    stored = set(store.ids())
    fresh = manifest.generation == store.generation() and manifest.fits(wanted_manifest(config, store))
    return Agreement(len(stored), tuple(sorted(stored - indexed)), tuple(sorted(indexed - stored)), fresh)


def _build(config: Config, store: Store, folder: Path, force: bool) -> Mapping[str, int]:
    wanted = wanted_manifest(config, store)
    sweep(folder)
    if not force and _up_to_date(config, wanted):
        documents = load_manifest(current_index(config)).documents
        return {"documents": documents, "indexed": 0}
    update = None if force else _update(config, store, wanted)
    used, maker = _used(config), engine(wanted.engine, config)
    maker.sweep(used)
    fresh = fresh_folder(folder, wanted.generation)
    if update is None:
        documents = indexed = _whole(config, store, maker, fresh)
        made = replace(wanted, documents=documents)
    else:
        share_files(current_index(config), fresh)
        indexed = len(update.put)
        documents = _changed(config, store, maker, fresh, update)
        made = replace(wanted, documents=documents, updates=update.updates, stale=update.stale)
    replace(made, files=_sums(config, fresh, shared=update is not None)).save(fresh)
    former = load_manifest(used) if used else wanted
    point(folder, fresh.name)
    maker.publish(fresh)
    if former.engine != wanted.engine:
        _leave(former.engine, config)
    if former.settings != wanted.settings:
        # something was erased or is to be ranked otherwise: no search may end in the old one
        maker.sweep(fresh)
    sweep(folder)
    return {"documents": documents, "indexed": indexed}


def _whole(config: Config, store: Store, maker: Engine, fresh: Path) -> int:
    """An index of all documents is in ``fresh``, with all that lies beside it; how many it holds."""
    weights, sounds, completions, marks = Weights.of(config), SoundsBuilder(), CompletionsBuilder(), dict[str, str]()
    documents = maker.build(fresh, completions.passing(sounds.passing(records(store, marks=marks))), weights)
    reader = maker.open(fresh, weights)
    save_lexicon(fresh, store, reader)
    reader.close()
    sounds.save(fresh)
    save_marks(fresh, marks)
    completions.save(fresh, store.ranked_names(_NAMES))
    return documents


def _changed(config: Config, store: Store, maker: Engine, fresh: Path, update: _Update) -> int:
    """The copy in ``fresh`` is changed, and only what the change concerns is written; how many documents it holds."""
    weights, sounds, completions, documents = Weights.of(config), SoundsBuilder(), CompletionsBuilder(), update.held
    completions.load(fresh)
    if update.put or update.gone:
        sounds.load(fresh)
        marks = {id: mark for id, mark in load_marks(fresh).items() if id not in update.gone}
        taken = completions.passing(sounds.passing(records(store, update.put, marks)))
        documents = maker.update(fresh, taken, update.gone, weights)
        if documents < update.held + len(update.put):
            reader = maker.open(fresh, weights)
            drop_departed(fresh, reader, store, completions, sounds)
            reader.close()
        sounds.save(fresh)
        save_marks(fresh, marks)
    completions.save(fresh, store.ranked_names(_NAMES))
    return documents


def _used(config: Config) -> Path | None:
    """The folder of the index in use, if it can be read."""
    try:
        folder = current_index(config)
        load_manifest(folder)
    except IndexMissing:
        return None
    return folder


def _leave(former: str, config: Config) -> None:
    """An engine that is no longer used keeps nothing of the archive; where it cannot be reached, that is said."""
    try:
        engine(former, config).sweep(None)
    except (ServerUnreachable, BadConfig) as error:
        _LOG.warning("%s still holds an index of this archive: %s", former, error)


@dataclass(frozen=True, slots=True)
class _Update:
    """A change small enough to be made to a copy of the index: how many it held, what comes and goes, what will be counted."""

    held: int
    put: frozenset[str]
    gone: frozenset[str]
    updates: int
    stale: int


def _update(config: Config, store: Store, wanted: Manifest) -> _Update | None:
    """The change since the index was made; None when it must be built anew."""
    try:
        held = load_manifest(current_index(config))
    except IndexMissing:
        return None
    if not held.fits(wanted):
        return None
    changes = store.changed_since(held.generation)
    gone, most = frozenset(changes.deleted), _SMALL_PART * held.documents - held.stale
    put = _otherwise(store, changes.put, load_marks(current_index(config)), most - len(gone))
    is_rewritten = bool(put or gone)
    stale = held.stale + len(put) + len(gone)
    if is_rewritten and (len(put) + len(gone) > most or held.updates >= engine(held.engine, config).updates):
        return None
    try:
        check_sums(current_index(config), held)  # last: it reads every byte
    except IndexMissing:
        return None
    return _Update(held.documents, put, gone, held.updates + is_rewritten, stale)


def _otherwise(store: Store, ids: Sequence[str], held: Mapping[str, str], most: float) -> frozenset[str]:
    """Those of ``ids`` that the index does not hold as they are now; looking ends where they are more than ``most``.

    Whoever renames an entity changes what the store says of every document that mentions it, and nothing that an index holds.
    """
    found = {id for id in ids if id not in held}
    for id, mark in marks_of(store, held.keys() & ids):
        if len(found) > most:
            break
        if mark != held[id]:
            found.add(id)
    return frozenset(found)


def wanted_manifest(config: Config, store: Store) -> Manifest:
    """How an index of the store would be made now."""
    chosen = choose(config["index.engine"], store.present())
    names = ("search.weight_boilerplate", "analysis.boilerplate_documents", *SHAPED_BY.get(chosen, ()))
    forgotten = len(store.forgotten())
    # what people had erased must leave an index whole, which no update does
    erased = {"forgotten": float(forgotten)} if forgotten else {}
    return Manifest(
        schema=SCHEMA_VERSION,
        engine=chosen,
        languages=tuple(config["archive.languages"]),
        dictionaries={name: version(name) for name in _DICTIONARIES},
        settings={name: float(config[name]) for name in names} | erased,
        generation=store.generation(),
    )


def _sums(config: Config, fresh: Path, *, shared: bool) -> dict[str, list[int]]:
    old = current_index(config) if shared else None
    return sums(fresh, old, load_manifest(old).files if old else None)


def _up_to_date(config: Config, wanted: Manifest) -> bool:
    try:
        held = load_manifest(current_index(config))
        check_sizes(current_index(config), held)
    except IndexMissing:
        return False
    return held.fits(wanted) and held.generation == wanted.generation
