"""A document is forgotten: first by all that lies around the store, then by the store, then by the index.

Killed at any point, it is either still in the store, and can be forgotten again, or the next run of ``forget``, ``repair`` or
``nightly`` ends what is left: purging the store's file and building the index whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus import audit, entities, pipeline
from corpus.config import WEB, Config
from corpus.errors import SvodError
from corpus.sources import Shelf
from corpus.store import Store
from corpus.store.erasing import Erased
from indexer.build import build_index
from indexer.saved.book import FILE_NAME as BOOK
from indexer.saved.book import Book
from indexer.semantic import installed
from indexer.semantic.place import vectors_folder

DROPPED = ("ocr", "pages", "waiting", "damaged")
"""Folders of the data folder that hold parts of documents under names that do not tell which: they go whole."""

_REPORTS, _DIARY = "reports", "night.jsonl"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is gone: documents, their paths, names that nothing else mentions, edits and files that told of them.

    ``still`` are files of the sources that hold it: svod writes to none, and will not read these again. ``unknown`` are
    edits, by number, about names that no document mentions (any more): only people can say whether it was this one.
    """

    ids: tuple[str, ...]
    paths: tuple[str, ...]
    names: tuple[str, ...]
    edits: int
    files: tuple[str, ...]
    still: tuple[str, ...]
    unknown: tuple[int, ...]


def forget(config: Config, store: Store, document: str) -> Forgotten:
    """Nothing in the archive's folder tells of the document but the hash of its content. Raises NotFound, SvodError."""
    with store.batch():
        erased = store.erase(document)
        erased = replace(erased, paths=tuple(dict.fromkeys((*erased.paths, *_reported_paths(config, erased.ids)))))
        edits = entities.forget_names(config.data.parent, frozenset(erased.names))
        still = tuple(_still(config, erased))
        _forget_readers(config, erased)
        files = (*_forget_snapshots(config, erased), *_forget_reports(config, erased), *_drop_folders(config))
    finish_forgetting(config, store)
    names = tuple(dict.fromkeys(name for _, name in erased.names))
    held = {(str(name.type), name.name) for name in store.names()}
    unknown = entities.unknown_names(entities.load_journal(config.root), held)
    numbers = tuple(dict.fromkeys(edit.number for edit, _ in unknown))
    return Forgotten(erased.ids, erased.paths, names, edits, files, still, numbers)


def finish_forgetting(config: Config, store: Store) -> bool:
    """True when something was erased and store and index are now free of it. Raises SvodError when a reader holds on to it."""
    if not store.purge_is_due():
        return False
    pipeline.relink(config, store)
    _forget_vectors(config, store)
    build_index(config, store)
    if not store.purge():
        raise SvodError(
            f"{config.data}: it is erased, but another program still reads the state before; "
            "end it (the web view, an export), then run: svod repair"
        )
    return True


def _forget_readers(config: Config, erased: Erased) -> None:
    """Neither what saved searches were told nor the log of deeds tells of it; that somebody had it forgotten is on record."""
    if (config.data / BOOK).is_file():
        with Book.open(config.data) as book:
            book.forget(erased.ids)
    audit.redact(config.data, {*erased.paths, *erased.titles, *(name for _, name in erased.names)})


def _still(config: Config, erased: Erased) -> Iterator[str]:
    folders = {source.name: source.path for source in config.sources if not source.is_elsewhere and source.kind != WEB}
    for path in erased.paths:
        name, _, inside = path.partition("/")
        if name in folders and (folders[name] / inside).is_file():
            yield str(folders[name] / inside)


def _forget_snapshots(config: Config, erased: Erased) -> Iterator[str]:
    """Fetched pages that hold it are gone; that their addresses were asked stays, so that they are not fetched again."""
    for source in config.sources:
        if source.kind != WEB:
            continue
        gone = [path.partition("/")[2] for path in erased.paths if path.startswith(f"{source.name}/")]
        for inside in gone:
            if (source.path / inside).is_file():
                (source.path / inside).unlink()
                yield str(source.path / inside)
        Shelf(source.path).forget_files(gone)


def _forget_reports(config: Config, erased: Erased) -> Iterator[str]:
    """Nights whose report tells of it have none any more, in no form: what one form does not say, another does."""
    needles = [*erased.ids, *erased.paths, *erased.titles, *(name for _, name in erased.names)]
    spelt = [each.encode() for needle in needles for each in (needle, json.dumps(needle)[1:-1]) if each]
    # the diary of a night that was broken off is a report that is not written yet
    files = [config.data / _DIARY, *sorted((config.data / _REPORTS).rglob("*"))]
    files = [file for file in files if file.is_file()]
    nights = {file.stem for file in files if any(each in file.read_bytes() for each in spelt)}
    for file in files:
        if file.stem in nights:
            file.unlink()
            yield str(file)


def _reported_paths(config: Config, ids: tuple[str, ...]) -> Iterator[str]:
    """Where the documents lay, as reports tell: a tombstone does not know."""
    for file in sorted((config.data / _REPORTS).glob("*.json")):
        for each in json.loads(file.read_text("utf-8")).get("files", ()):
            if each["document"] in ids:
                yield each["path"]


def _drop_folders(config: Config) -> Iterator[str]:
    for name in DROPPED:
        if (folder := config.data / name).is_dir():
            held = any(file.is_file() for file in folder.rglob("*"))
            shutil.rmtree(folder)
            if held:
                yield str(folder)


def _forget_vectors(config: Config, store: Store) -> None:
    folder = vectors_folder(config)
    if not folder.is_dir():
        return
    if installed():
        from indexer.semantic.embed import embed  # numpy and the model

        embed(config, store)
    else:
        shutil.rmtree(folder)
