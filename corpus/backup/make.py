"""A consistent copy of an archive, while runs write to it and people search it."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import __version__
from corpus.backup.container import Opened, create, pour
from corpus.backup.parts import is_database, originals, state
from corpus.config import DATA_FOLDER, Config
from corpus.errors import ArchiveMissing, BackupUnusable, PlaceTaken, StoreDamaged
from corpus.model import Skipped
from corpus.store import FILE_NAME, Store

MANIFEST = "backup.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that is whole: its ``manifest``, as ``backup.json`` holds it, and what was ``left_out`` with the reason."""

    place: Path
    manifest: dict[str, Any]
    left_out: tuple[Skipped, ...]

    @property
    def size_bytes(self) -> int:
        """Bytes of all parts before they are packed."""
        return sum(part["bytes"] for part in self.manifest["files"].values())


def back_up(config: Config, place: Path, *, raw: bool = False) -> Copied:
    """A copy of store, decisions, settings and fetched pages is at ``place``, with ``raw`` of the original files too.

    It holds what was committed when it began; no run waits for it. Raises PlaceTaken, NotFound, StoreDamaged, BackupUnusable.
    """
    _refuse(config, place)
    with Store.of(config) as store:
        documents, generation = store.counts()["documents"], store.generation()
    try:
        with create(place) as copy:
            files, left_out = _fill(config, copy, place.parent, raw)
            manifest = {
                "format": FORMAT,
                "svod": __version__,
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "archive": config.name,
                "documents": documents,
                "generation": generation,
                "raw": raw,
                "sources": {source.name: source.place for source in config.sources},
                "files": files,
            }
            with copy.writing(MANIFEST) as stream:
                stream.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise BackupUnusable(f"{place}: the backup could not be written ({error}); nothing of it was left there") from error
    return Copied(place, manifest, tuple(left_out))


def _refuse(config: Config, place: Path) -> None:
    if config.root is None:
        raise ArchiveMissing("no archive is open; give --archive DIR")
    if config["store.url"]:
        raise BackupUnusable(
            f"{place}: the store is on a PostgreSQL server, whose own programs copy it whole; run: "
            f"pg_dump --schema={config['store.schema']} --format=custom --file=store.dump '{config['store.url']}' "
            "and copy the archive's folder beside it"
        )
    inside = [config.data, *(source.path for source in config.sources if not source.is_elsewhere)]
    for folder in inside:
        if place.resolve().is_relative_to(folder.resolve()):
            raise PlaceTaken(f"{place}: lies in {folder}, which is being copied; name a place outside it")
    if place.is_dir() and not any(place.iterdir()):
        return
    if place.exists():
        raise PlaceTaken(f"{place}: something is there already, and a backup overwrites nothing; name a new file or folder")


def _fill(config: Config, copy: Opened, room: Path, raw: bool) -> tuple[dict[str, Any], list[Skipped]]:
    files: dict[str, Any] = {}
    left_out: list[Skipped] = []
    for name, file in state(config):
        files[name] = _database(file, copy, name, room) if is_database(file) else _file(file, copy, name)
    if f"{DATA_FOLDER}/{FILE_NAME}" not in files:
        raise StoreDamaged(f"{config.data / FILE_NAME}: is no store; heal it with: svod repair")
    for item in originals(config) if raw else ():
        if isinstance(item, Skipped):
            left_out.append(item)
            continue
        try:
            files[item[0]] = _file(item[1], copy, item[0])
        except PermissionError as error:
            left_out.append(Skipped(item[0], "backup", f"cannot be read: {error.strerror}"))
        except FileNotFoundError:
            left_out.append(Skipped(item[0], "backup", "vanished while the backup was made"))
    return files, left_out


def _file(file: Path, copy: Opened, name: str) -> dict[str, Any]:
    with file.open("rb") as source, copy.writing(name) as target:
        size, digest = pour(source, target)
    return {"bytes": size, "sha256": digest}


def _database(file: Path, copy: Opened, name: str, room: Path) -> dict[str, Any]:
    """What was last committed, as a new file without what was erased from the old one."""
    with tempfile.TemporaryDirectory(prefix=".svod-", dir=room) as folder:
        whole = Path(folder) / "copy"
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
                version = int(connection.execute("PRAGMA user_version").fetchone()[0])
                connection.execute("VACUUM INTO ?", (str(whole),))
        except sqlite3.OperationalError as error:
            raise BackupUnusable(f"{file}: could not be copied ({error}); is there room in {room}?") from error
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(f"{file}: {error}; heal it with: svod repair, then back up again") from error
        return _file(whole, copy, name) | {"version": version}
