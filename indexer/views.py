"""Views for people: who may not read everything gets an archive made of what is open to them, whole with its own index.

So a hidden document is not filtered out of each answer but was never there: not in totals, facets, snippets, names, links,
suggestions or the weights of words. A view is kept for each set of closed collections that somebody has, in
``.svod/views/<key>/<n>``; ``current`` names the folder in use, as with the index.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from filelock import FileLock

from corpus.collections import CONTACTS, Collection
from corpus.config import VIEWS, Config
from corpus.errors import BadConfig, BadQuery, IndexMissing
from corpus.naming import link_names
from corpus.relate import relate
from corpus.store import FILE_NAME, Closed, making_view, newest_version, open_view
from indexer.generations import CURRENT, LOCK, current_index, fresh_folder, point, sweep
from indexer.making import make_index
from indexer.people import Role, register
from indexer.schema import load_manifest
from indexer.search import Archive

MADE = "made.json"
_STRANGER = ("", Role.READER)


def view_of(config: Config, hidden: frozenset[str]) -> Config:
    """The archive of people to whom the ``hidden`` collections are closed. Raises IndexMissing when it is not made yet."""
    if not hidden:
        return config
    _refuse(config)
    key = _key(config, hidden)
    folder = config.house / VIEWS / key
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
        made = json.loads((folder / name / MADE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise IndexMissing(f"{folder}: what you may read is not prepared yet; run: svod index") from error
    if (made["tables"], made["store"]) != (newest_version(), _identity(config)):
        raise IndexMissing(f"{folder}: what you may read was prepared from another store; run: svod index")
    # a file as it came shows what is masked in its text
    return replace(config, view=f"{key}/{name}", sources=() if CONTACTS in hidden else config.sources)


def make_views(config: Config, also: Iterable[frozenset[str]] = ()) -> int:
    """Every view that somebody needs shows the archive as its index does; how many were made. Others are removed.

    ``also`` are sets of closed collections that are needed besides those of people with an account. Raises BadConfig for a
    collection whose query cannot be read, IndexMissing while the archive has no index.
    """
    folder = config.house / VIEWS
    if not (config.collections or config["web.mask_contacts"]) and not folder.exists():
        return 0
    _refuse(config)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / LOCK):
        wanted = {_key(config, hidden): hidden for hidden in _needed(config, folder, also)}
        for entry in folder.iterdir():
            if entry.is_dir() and entry.name not in wanted:
                shutil.rmtree(entry)
        state = _state(config) if wanted else {}
        due = {key: hidden for key, hidden in wanted.items() if _made(folder / key) != state}
        for key, hidden in due.items():
            _make(config, key, hidden, state)
    return len(due)


def _refuse(config: Config) -> None:
    """Raises BadConfig where the store is not in a file: a view is a file that stands before it."""
    if config["store.url"]:
        raise BadConfig(
            "svod.toml: [[collection]] and web.mask_contacts need the store in a file, and store.url names a server; "
            "bring it back with: svod store move file"
        )


def _needed(config: Config, folder: Path, also: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    """What is closed to each person with an account, and to strangers where they were here before; never nothing."""
    found = {config.hidden_from(each.name, each.role) for each in register(config.house).accounts()}
    stranger = config.hidden_from(*_STRANGER)
    if (folder / _key(config, stranger)).is_dir():
        found.add(stranger)
    return {*found, *also} - {frozenset()}


def _make(config: Config, key: str, hidden: frozenset[str], state: dict[str, Any]) -> None:
    folder = config.house / VIEWS / key
    folder.mkdir(exist_ok=True)
    generation, boilerplate = int(state["generation"]), int(config["analysis.boilerplate_documents"])
    fresh = fresh_folder(folder, generation)
    collections = [each for each in config.collections if each.name in hidden]

    def closes(source: str, path: str) -> bool:
        return any(each.holds(source, path) for each in collections)

    closed = Closed(closes, _answering(config, collections), CONTACTS in hidden)
    with making_view(fresh, config.house, closed, generation, boilerplate) as store:
        relate(store)
        link_names(config, store)
    with open_view(fresh, config.house, boilerplate) as store:
        make_index(replace(config, view=f"{key}/{fresh.name}"), store)
    (fresh / MADE).write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    point(folder, fresh.name)
    sweep(folder)


def _answering(config: Config, closed: Sequence[Collection]) -> set[str] | None:
    """Documents that belong to closed collections by what they say; None where no collection asks for that."""
    asking = [each for each in closed if each.query]
    if not asking:
        return None
    found = set[str]()
    with Archive.open(config) as archive:
        for each in asking:
            try:
                found.update(archive.every(each.query, duplicates="show", across=False))
            except BadQuery as error:
                raise BadConfig(f"svod.toml: [[collection]] {each.name!r} has a query that cannot be read: {error}") from error
    return found


def _state(config: Config) -> dict[str, Any]:
    """What a view is made from: as long as it stays, the view does."""
    manifest = asdict(load_manifest(current_index(config)))
    for name in ("documents", "updates", "stale", "files"):
        del manifest[name]
    said: dict[str, Any] = {"tables": newest_version(), "store": _identity(config), **manifest}
    found: dict[str, Any] = json.loads(json.dumps(said))
    return found


def _made(folder: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):  # none was made, or not to its end
        found: dict[str, Any] = json.loads((folder / (folder / CURRENT).read_text("utf-8").strip() / MADE).read_text("utf-8"))
        return found
    return None


def _identity(config: Config) -> str:
    """Differs when another store was put in the place of this one."""
    status = (config.house / FILE_NAME).stat()
    return f"{status.st_dev:x}.{status.st_ino:x}"


def _key(config: Config, hidden: frozenset[str]) -> str:
    """A set of collections with all that makes them: when one is declared otherwise, its views are others."""
    closed = sorted((each.name, each.paths, each.sources, each.query) for each in config.collections if each.name in hidden)
    said = json.dumps([closed, CONTACTS in hidden], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
