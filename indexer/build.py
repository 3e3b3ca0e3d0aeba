"""From store to index: built beside the old one, swapped in one step, never read from raw files.

``.svod/index/current`` names the folder in use, ``<generation>-<n>``. A folder is whole when its manifest is there, which is
written last; what a killed build left behind is removed by the next one. Readers keep files they have opened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.config import Config
from corpus.errors import ArchiveLocked, IndexMissing
from corpus.model import EntityType, IndexRecord, StoredDocument
from corpus.morphology import read_words
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.engines import Weights, choose, engine
from indexer.query.facts import FACTS
from indexer.schema import (
    ANY,
    AUTHOR,
    HAS,
    LANGUAGE,
    PATH,
    RELEASED,
    SCHEMA_VERSION,
    SOURCE,
    TYPE,
    YEAR,
    Manifest,
    load_manifest,
)
from indexer.terms import words_of

_FOLDER, _CURRENT, _LOCK = "index", "current", "lock"
_DICTIONARIES = ("pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "simplemma")
_YEARS = 20
"""A document that speaks from more years than this is counted under its first and last only."""


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


def build_index(config: Config, store: Store, *, force: bool = False) -> Mapping[str, int]:
    """The index shows what the store holds; counts of ``documents`` held and ``indexed`` now (0: it was up to date).

    Raises ArchiveLocked when another run builds.
    """
    folder = config.data / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=0):
            return _build(config, store, folder, force)
    except Timeout as error:
        raise ArchiveLocked(f"{folder}: another run is building the index; wait for it to end") from error


def current_index(config: Config) -> Path:
    """The folder of the index in use. Raises IndexMissing."""
    folder = config.data / _FOLDER
    try:
        name = (folder / _CURRENT).read_text("utf-8").strip()
    except OSError as error:
        raise IndexMissing(f"{folder}: there is no index yet; build it with: svod index") from error
    return folder / name


def verify(config: Config, store: Store) -> Agreement:
    """Whether store and index hold the same documents. Raises IndexMissing."""
    folder = current_index(config)
    manifest = load_manifest(folder)
    reader = engine(manifest.engine).open(folder, Weights.of(config))
    try:
        indexed = set(reader.ids())
    finally:
        reader.close()
    stored = set(store.ids())
    fresh = manifest.generation == store.generation() and manifest.fits(_manifest(config, store))
    return Agreement(len(stored), tuple(sorted(stored - indexed)), tuple(sorted(indexed - stored)), fresh)


def records(store: Store) -> Iterator[IndexRecord]:
    """Every document of the store as an index takes it, in order of id."""
    ids = sorted(store.ids())
    released = store.releases(ids)
    for document_id in ids:
        document = store.document(document_id)
        tokens, entities = store.tokens(document_id), store.document_entities(document_id)
        facets: dict[str, tuple[str, ...]] = {
            LANGUAGE: document.languages,
            TYPE: (document.media_type,),
            SOURCE: (document.source,),
            HAS: _facts(store, document, {kind for _, kind, *_ in entities}),
            YEAR: _years(document),
            RELEASED: (ANY, document.id) if document.id in released else (),
        }
        for entity_id, entity_type, *_ in entities:
            facets[entity_type] = (*facets.get(entity_type, ()), entity_id)
        yield IndexRecord(
            id=document.id,
            title=document.title,
            path=document.paths[0] if document.paths else "",
            source=document.source,
            media_type=document.media_type,
            date=document.date.start if document.date else "",
            date_stop=document.date.stop if document.date else "",
            year=int(document.date.start[:4]) if document.date else 0,
            languages=document.languages,
            text=document.text,
            tokens=tokens,
            title_tokens=words_of(document.title, document.languages),
            entities=tuple(entity_id for entity_id, *_ in entities),
            facets=facets,
            boilerplate=store.boilerplate(document_id),
            more={
                AUTHOR: words_of(document.author, document.languages),
                PATH: TokenTable.of(read_words(path, document.languages) for path in document.paths),
            },
            numbers={"pages": document.pages, "words": len(tokens), "size": document.size_bytes},
        )


def _build(config: Config, store: Store, folder: Path, force: bool) -> Mapping[str, int]:
    wanted = _manifest(config, store)
    _sweep(folder)
    if not force and _up_to_date(config, wanted):
        documents = load_manifest(current_index(config)).documents
        return {"documents": documents, "indexed": 0}
    fresh = _fresh_folder(folder, wanted.generation)
    weights = Weights.of(config)
    documents = engine(wanted.engine).build(fresh, records(store), weights)
    replace(wanted, documents=documents).save(fresh)
    _point(folder, fresh.name)
    _sweep(folder)
    return {"documents": documents, "indexed": documents}


def _manifest(config: Config, store: Store) -> Manifest:
    return Manifest(
        schema=SCHEMA_VERSION,
        engine=choose(config["index.engine"], store.counts()["documents"]),
        languages=tuple(config["archive.languages"]),
        dictionaries={name: version(name) for name in _DICTIONARIES},
        settings={name: float(config[name]) for name in ("search.weight_boilerplate", "analysis.boilerplate_documents")},
        generation=store.generation(),
    )


def _up_to_date(config: Config, wanted: Manifest) -> bool:
    try:
        held = load_manifest(current_index(config))
    except IndexMissing:
        return False
    return held.fits(wanted) and held.generation == wanted.generation


def _fresh_folder(folder: Path, generation: int) -> Path:
    number = 1
    while (folder / f"{generation}-{number}").exists():
        number += 1
    fresh = folder / f"{generation}-{number}"
    fresh.mkdir()
    return fresh


def _point(folder: Path, name: str) -> None:
    """``current`` names the new folder, in one step that a reader sees wholly or not at all."""
    waiting = folder / f"{_CURRENT}.new"
    with waiting.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder / _CURRENT)


def _sweep(folder: Path) -> None:
    """Only the index in use is left: old ones and those a killed build left half-done are removed."""
    try:
        used = (folder / _CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        used = ""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != used:
            shutil.rmtree(entry)


def _facts(store: Store, document: StoredDocument, kinds: set[EntityType]) -> tuple[str, ...]:
    """What there is in a document that one may ask for: «has:phone»."""
    held = {
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "url": document.url,
        "pages": document.pages,
    }
    contacts = {contact.kind for contact in store.contacts(document.id)}
    told = {
        *(name for name, value in held.items() if value),
        *contacts,
        *kinds,
        *(("role",) if store.roles(document.id) else ()),
    }
    return tuple(sorted(told & set(FACTS)))


def _years(document: StoredDocument) -> tuple[str, ...]:
    if document.date is None:
        return ()
    first, last = int(document.date.start[:4]), int(document.date.stop[:4])
    years = range(first, last + 1) if last - first < _YEARS else (first, last)
    return tuple(f"{year:04}" for year in years)
