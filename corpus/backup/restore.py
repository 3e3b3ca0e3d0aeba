"""An archive out of a copy: proved whole first, then put into an empty place in one step."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from corpus import __version__
from corpus.backup.container import Opened, opened, pour, remove
from corpus.backup.make import FORMAT, MANIFEST
from corpus.backup.parts import RAW, place_of
from corpus.config import DATA_FOLDER, FILE_NAME, load
from corpus.errors import BackupUnusable, PlaceTaken, SvodError
from corpus.store import FILE_NAME as STORE_FILE
from corpus.store import newest_version


@dataclass(frozen=True, slots=True)
class Restored:
    """An archive at ``place`` with so many ``documents`` and files; ``differences`` say what is not as it was, in words."""

    place: Path
    documents: int
    files: int
    made: str
    differences: tuple[str, ...]


def restore(backup: Path, place: Path) -> Restored:
    """The archive of the copy is at ``place``, which was empty or not there. Raises PlaceTaken, BackupUnusable."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise PlaceTaken(f"{place}: is not empty, and nothing is overwritten; name a new folder")
    with opened(backup) as copy:
        manifest = _manifest(backup, copy)
        waiting = place.with_name(f"{place.name}.partial")
        remove(waiting)
        try:
            _unpack(backup, copy, manifest, waiting)
            if place.is_dir():
                place.rmdir()
            waiting.replace(place)
        except OSError as error:
            raise BackupUnusable(f"{place}: could not be written ({error}); nothing was left there") from error
        finally:
            remove(waiting)
        extra = sorted(copy.names() - set(manifest["files"]) - {MANIFEST})
    return Restored(
        place, manifest["documents"], len(manifest["files"]), manifest["made"], tuple(_differences(place, manifest, extra))
    )


def _manifest(backup: Path, copy: Opened) -> dict[str, Any]:
    try:
        with copy.reading(MANIFEST) as stream:
            manifest: dict[str, Any] = json.loads(stream.read())
        version, files = manifest["format"], manifest["files"]
        store = files[f"{DATA_FOLDER}/{STORE_FILE}"]["version"]
    except (KeyError, OSError, ValueError, TypeError) as error:
        raise BackupUnusable(
            f"{backup}: holds no readable {MANIFEST} ({error}); it is no backup, or not a whole one"
        ) from error
    if version > FORMAT or store > newest_version():
        raise BackupUnusable(f"{backup}: was made by a newer svod ({manifest['svod']}, this is {__version__}); upgrade svod")
    for name in files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupUnusable(f"{backup}: names a file outside the archive ({name}); it is not to be trusted")
    return manifest


def _unpack(backup: Path, copy: Opened, manifest: dict[str, Any], archive: Path) -> None:
    """Settings first, for they say where original files belong; a part that is not what was put in ends it."""
    sources: dict[str, Path] = {}
    names = sorted(manifest["files"], key=lambda name: (name != FILE_NAME, name))
    for name in names:
        target = place_of(name, archive, sources)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with copy.reading(name) as source, target.open("xb") as file:
                found = pour(source, file)
        except (KeyError, FileNotFoundError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupUnusable(f"{backup}: {name} is missing or damaged ({error}); use another backup") from error
        if found != (manifest["files"][name]["bytes"], manifest["files"][name]["sha256"]):
            raise BackupUnusable(f"{backup}: {name} is not what was put in (its hash differs); use another backup")
        if name == FILE_NAME:
            sources = {source.name: source.path for source in load(archive).sources}


def _differences(place: Path, manifest: dict[str, Any], extra: list[str]) -> list[str]:
    said = ["The index is made anew from the store by: svod index"]
    if manifest["svod"] != __version__:
        said.append(f"The backup was made by svod {manifest['svod']}, this is {__version__}")
    version = manifest["files"][f"{DATA_FOLDER}/{STORE_FILE}"]["version"]
    if version < newest_version():
        said.append(f"The store's tables are of version {version}; the next run brings them to {newest_version()}")
    if extra:
        said.append(f"{len(extra)} files of the backup are not in its list and were left, the first is {extra[0]}")
    try:
        sources = load(place).sources
    except SvodError as error:
        return [*said, f"Its settings cannot be read here: {error}"]
    for source in sources:
        if source.is_elsewhere or source.path.is_dir():
            continue
        moved = place / RAW / source.name
        where = f"its files are in {moved}" if moved.is_dir() else "its documents are kept, its files are not in the backup"
        said.append(f"Source {source.name}: {source.path} is not here; {where}; correct [[source]] in svod.toml")
    return said
