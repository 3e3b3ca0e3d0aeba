"""What lies in a folder of this machine: a walk in a stable order, and files loaded with their hash."""

from __future__ import annotations

import marshal
import os
import stat
from collections.abc import Callable, Iterator
from hashlib import blake2b, sha256
from pathlib import Path

from corpus.config import Source
from corpus.errors import UnreadableFile
from corpus.model import RawFile, Sighting, Skipped
from corpus.sources.place import cause, excluder, is_excluded, shown, skip, too_large

_SPECIAL = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


class Folder:
    """A folder as a place of files."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def absence(self, held: int) -> str:
        """Why the folder cannot be taken at its word: it is not there, or empty where there were files."""
        path = self._source.path
        if not path.is_dir():
            return f"{path} is missing or is no folder; mount it, or correct [[source]] in svod.toml"
        if held and not any(path.iterdir()):
            return f"{path} is empty; if it is not just unmounted, remove its [[source]] from svod.toml"
        return ""

    def walk(self, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        """As ``walk``."""
        return walk(self._source, exclude)

    def fingerprint(self, exclude: tuple[str, ...]) -> tuple[str, int]:
        """As ``fingerprint``."""
        return fingerprint(self._source.path, exclude)

    def content(self, sighting: Sighting, limit_bytes: int) -> bytes:
        """The file's bytes, never those of a pipe put in its place."""
        return _content(sighting.location, limit_bytes)

    def close(self) -> None:
        """A folder holds nothing open."""


def walk(source: Source, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
    """Every file below the source, ordered by name (code points) folder by folder; what cannot be seen is a ``Skipped``.

    ``exclude`` are patterns for a single file or folder name. A link to a file inside the source is a file; a link to a
    folder inside it adds nothing, for its files are met at their own place; a link that leaves the source is skipped.
    """
    root = source.path.resolve()
    if not root.is_dir():
        reason = "the source's folder is missing or is no folder; mount it, or correct [[source]] in svod.toml"
        yield Skipped(source.name, "walk", reason, source.name)
        return
    yield from _walk_folder(source, root, os.fspath(root), "", exclude)


def fingerprint(path: Path, exclude: tuple[str, ...]) -> tuple[str, int]:
    """A hash of what the file system says of every name below the folder, and how many files there are.

    It is equal when a walk would see the same files with the same stamps. "" when something cannot be seen, or is a link or
    no file: then only the walk itself can tell.
    """
    is_out = excluder(exclude)
    said, files, todo = blake2b(digest_size=16), 0, [os.fspath(path.resolve())]
    try:
        while todo:
            folder = todo.pop()
            names, seen, below = _look_at(folder, is_out)
            if names is None:
                return "", 0
            files += len(names)
            # version 0 writes no references between objects: equal values are equal bytes
            said.update(marshal.dumps([folder, below, names, seen], 0))
            todo += [f"{folder}/{name}" for name in below]
    except OSError:
        return "", 0
    return said.hexdigest(), files


def _look_at(folder: str, is_out: Callable[[str], object]) -> tuple[list[str] | None, list[int], list[str]]:
    """Files of a folder by name, what the file system says of them, and folders in it; None when there is something else."""
    names, seen, below = list[str](), list[int](), list[str]()
    # a look from inside the folder costs a fifth less than one by the whole path
    inside = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in sorted(os.listdir(inside)):  # noqa: PTH208 - a Path has no listing of an open folder
            if is_out(name):
                continue
            status = os.stat(name, dir_fd=inside, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                names.append(name)
                seen += (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            elif stat.S_ISDIR(status.st_mode):
                below.append(name)
            else:
                return None, [], []
    finally:
        os.close(inside)
    return names, seen, below


def _walk_folder(
    source: Source, root: Path, folder: str, inside: str, exclude: tuple[str, ...]
) -> Iterator[Sighting | Skipped]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield skip(source, inside.rstrip("/"), f"folder cannot be listed: {cause(error)}")
        return
    for entry in found:
        if is_excluded(entry.name, exclude):
            continue
        path = inside + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(source, root, entry.path, path + "/", exclude)
        elif entry.is_symlink():
            yield from _follow(source, root, entry, path)
        else:
            yield from _see(source, entry, path)


def _follow(source: Source, root: Path, entry: os.DirEntry[str], path: str) -> Iterator[Sighting | Skipped]:
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, up to Python 3.12
        yield skip(source, path, f"link leads nowhere: {cause(error) if isinstance(error, OSError) else 'a loop of links'}")
        return
    if not target.is_relative_to(root):
        yield skip(source, path, "link leads out of the source; add its target as a [[source]] of its own")
    elif not target.is_dir():
        yield from _see(source, entry, path)


def _see(source: Source, entry: os.DirEntry[str], path: str) -> Iterator[Sighting | Skipped]:
    try:
        status = entry.stat()
    except OSError as error:
        yield skip(source, path, f"file cannot be seen: {cause(error)}")
        return
    if not stat.S_ISREG(status.st_mode):
        yield skip(source, path, f"{_SPECIAL.get(stat.S_IFMT(status.st_mode), 'something special')}, not a file")
        return
    named = f"{source.name}/{shown(path)}"
    yield Sighting(source.name, named, entry.path, status.st_size, _stamp(status), status.st_mtime)


def load(sighting: Sighting, limit_bytes: int) -> RawFile | Skipped:
    """The file with its content and hash; ``Skipped`` when it is larger than the limit or cannot be opened."""
    try:
        content = _content(sighting.location, limit_bytes)
    except (OSError, UnreadableFile) as error:
        reason = str(error) if isinstance(error, UnreadableFile) else f"file cannot be opened: {cause(error)}"
        return Skipped(sighting.path, "read", reason, sighting.source)
    return RawFile(sighting.source, sighting.path, sha256(content).hexdigest(), content, url=sighting.url)


def raw_file(location: Path, path: str, source: str = "") -> RawFile:
    """The file at ``location`` under the name ``path``. Raises UnreadableFile."""
    try:
        content = _content(os.fspath(location), None)
    except OSError as error:
        raise UnreadableFile(f"file cannot be opened: {cause(error)}") from error
    return RawFile(source, path, sha256(content).hexdigest(), content)


def _content(location: str, limit_bytes: int | None) -> bytes:
    # without O_NONBLOCK a pipe put in the file's place since the walk would hold the run for ever
    with os.fdopen(os.open(location, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("not a file")
        if limit_bytes is not None and status.st_size > limit_bytes:
            raise UnreadableFile(too_large(status.st_size, limit_bytes))
        content = file.read() if limit_bytes is None else file.read(limit_bytes + 1)
    if limit_bytes is not None and len(content) > limit_bytes:
        raise UnreadableFile(too_large(len(content), limit_bytes))
    return content


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size:x}-{status.st_mtime_ns:x}-{status.st_ctime_ns:x}-{status.st_ino:x}"
