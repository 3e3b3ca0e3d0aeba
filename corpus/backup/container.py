"""A copy as a folder or as one zip file: parts go in, come out, and are told by their hash."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Protocol

from corpus.errors import BackupUnusable

SUFFIX = ".zip"
"""A copy of this name is one file; every other is a folder."""

_CHUNK = 1 << 20


class Opened(Protocol):
    """A copy that is open: each part is a stream of bytes."""

    def writing(self, name: str) -> Any:
        """A stream into the part, to be used in a ``with`` statement."""

    def reading(self, name: str) -> Any:
        """A stream out of the part. Raises KeyError, OSError."""

    def names(self) -> set[str]:
        """Parts that are there."""


class _FolderCopy:
    def __init__(self, place: Path) -> None:
        self._place = place

    def writing(self, name: str) -> IO[bytes]:
        file = self._place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("xb")

    def reading(self, name: str) -> IO[bytes]:
        return (self._place / name).open("rb")

    def names(self) -> set[str]:
        return {file.relative_to(self._place).as_posix() for file in self._place.rglob("*") if file.is_file()}


class _ZipCopy:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def writing(self, name: str) -> IO[bytes]:
        return self._archive.open(name, "w", force_zip64=True)

    def reading(self, name: str) -> IO[bytes]:
        return self._archive.open(name)

    def names(self) -> set[str]:
        return set(self._archive.namelist())


@contextmanager
def create(place: Path) -> Iterator[Opened]:
    """A new copy that stands at ``place`` when all went well, and nowhere otherwise. What a killed one left is replaced."""
    waiting = place.with_name(f"{place.name}.partial")
    place.parent.mkdir(parents=True, exist_ok=True)
    remove(waiting)
    try:
        if place.suffix == SUFFIX:
            with zipfile.ZipFile(waiting, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield _ZipCopy(archive)
        else:
            waiting.mkdir()
            yield _FolderCopy(waiting)
        if place.is_dir():
            place.rmdir()  # an empty folder, or the caller would have refused
        waiting.replace(place)
    except BaseException:
        remove(waiting)
        raise


@contextmanager
def opened(place: Path) -> Iterator[Opened]:
    """The copy at ``place``. Raises BackupUnusable."""
    if place.is_dir():
        yield _FolderCopy(place)
        return
    if not place.is_file():
        raise BackupUnusable(f"{place}: there is no backup here")
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError) as error:
        raise BackupUnusable(f"{place}: is no backup of svod ({error})") from error
    with archive:
        yield _ZipCopy(archive)


def pour(source: IO[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    """Bytes and SHA-256 of a stream, which is now in ``target`` too (None: only looked at)."""
    digest, size = sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return size, digest.hexdigest()


def remove(place: Path) -> None:
    """Nothing is at ``place``."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
