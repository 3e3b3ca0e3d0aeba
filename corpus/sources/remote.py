"""Files elsewhere, by fsspec: in a zip, behind sftp, s3, webdav, or an http server that lists its folders."""

from __future__ import annotations

import errno
import importlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from corpus.config import Source
from corpus.errors import BadConfig, UnreadableFile
from corpus.model import Sighting, Skipped
from corpus.sources.passwords import password
from corpus.sources.place import cause, is_excluded, skip, too_large

T = TypeVar("T")

EXTRA = "needs the extra svod[remote]; run: pip install 'svod[remote]'"
_DEEPEST = 50
_WEB = ("http", "https")
_DAV = {"webdav": "http", "dav": "http", "webdavs": "https", "davs": "https"}
_STAMPS = tuple("ETag etag Content-MD5 CRC mtime LastModified Last-Modified modified last_modified date_time".split())
"""What file systems call their word on a file's version."""


class Remote:
    """A folder of a file system that fsspec knows, as a place of files. Every question to it has ``seconds``."""

    def __init__(self, source: Source, seconds: float) -> None:
        self._source, self._seconds = source, seconds
        self._scheme = re.split(r"://|::", source.url, maxsplit=1)[0]
        self._opened: tuple[Any, str] | None = None

    def absence(self, held: int) -> str:
        """Why the place cannot be taken at its word: not installed, not reachable, or empty where there were files."""
        try:
            system, root = self._system()
            found = self._list(system, root)
        except BadConfig as error:
            return str(error)
        except OSError as error:
            return f"{self._source.url} cannot be reached: {_told(error)}"
        if held and not found:
            return f"{self._source.url} is empty; if that is as it should be, remove its [[source]] from svod.toml"
        return ""

    def walk(self, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        """Every file below the place by name, folder by folder; links are not followed, for they may lead anywhere."""
        try:
            system, root = self._system()
        except (BadConfig, OSError) as error:
            reason = str(error) if isinstance(error, BadConfig) else f"{self._source.url} cannot be reached: {_told(error)}"
            yield Skipped(self._source.name, "walk", reason, self._source.name)
            return
        yield from self._walk_folder(system, root, "", exclude)

    def fingerprint(self, exclude: tuple[str, ...]) -> tuple[str, int]:
        """Nothing: a server says what it holds only by listing it."""
        return "", 0

    def content(self, sighting: Sighting, limit_bytes: int) -> bytes:
        """The file's bytes. Raises OSError, UnreadableFile."""
        if sighting.size_bytes > limit_bytes:
            raise UnreadableFile(too_large(sighting.size_bytes, limit_bytes))
        system, _ = self._system()
        content = self._ask(lambda: _read(system, sighting.location, limit_bytes + 1, self._scheme))
        if len(content) > limit_bytes:
            raise UnreadableFile(too_large(len(content), limit_bytes))
        return content

    def close(self) -> None:
        """What the file system holds open is closed, as far as it offers that."""
        if self._opened is not None:
            system, self._opened = self._opened[0], None
            if callable(close := getattr(system, "close", None)):
                close()

    def _system(self) -> tuple[Any, str]:
        if self._opened is None:
            self._opened = self._ask(lambda: _open(self._source, self._scheme))
        return self._opened

    def _walk_folder(self, system: Any, folder: str, inside: str, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        try:
            found = self._list(system, folder)
        except OSError as error:
            yield skip(self._source, inside.rstrip("/"), f"folder cannot be listed: {_told(error)}")
            return
        for name, entry in found:
            if is_excluded(name, exclude):
                continue
            path = inside + name
            if entry["type"] == "directory" and inside.count("/") >= _DEEPEST:
                yield skip(self._source, path, f"deeper than {_DEEPEST} folders: a loop, most likely")
            elif entry["type"] == "directory":
                yield from self._walk_folder(system, entry["name"], path + "/", exclude)
            elif entry["type"] == "file":
                yield self._see(system, entry, path)
            else:
                yield skip(self._source, path, f"a {entry['type']}, not a file; links are not followed in places elsewhere")

    def _list(self, system: Any, folder: str) -> list[tuple[str, Mapping[str, Any]]]:
        """What a folder holds, by name; the folder itself and what lies elsewhere are left out."""
        found = []
        for entry in self._ask(lambda: _list(system, folder)):
            name = _child(folder, str(entry["name"]))
            if not name or (self._scheme in _WEB and re.search("[?#]", name)):
                continue
            name = unquote(name) if self._scheme in _WEB else name
            if "/" not in name and name not in (".", ".."):
                found.append((name, entry))
        return sorted(found, key=lambda pair: pair[0])

    def _see(self, system: Any, entry: Mapping[str, Any], path: str) -> Sighting | Skipped:
        if self._scheme in _WEB:  # a listing of an http server says names alone
            try:
                entry = self._ask(lambda: {**entry, **system.info(entry["name"]), "name": entry["name"]})
            except OSError as error:
                return skip(self._source, path, f"file cannot be seen: {_told(error)}")
        size = int(entry.get("size") or 0)
        return Sighting(self._source.name, f"{self._source.name}/{path}", str(entry["name"]), size, _stamp(entry))

    def _ask(self, question: Callable[[], T]) -> T:
        """The answer, or OSError: each file system has errors of its own, and one that says nothing is not waited for."""
        answer: list[T] = []
        failure: list[BaseException] = []

        def put() -> None:
            try:
                answer.append(question())
            except BaseException as error:  # noqa: BLE001 - carried to the thread that asked
                failure.append(error)

        thread = Thread(target=put, daemon=True)
        thread.start()
        thread.join(self._seconds)
        if failure and isinstance(failure[0], (OSError, BadConfig, UnreadableFile)):
            raise failure[0]
        if failure:
            error = failure[0]
            raise OSError(errno.EIO, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}") from error
        if not answer:
            raise OSError(errno.ETIMEDOUT, f"no answer within {self._seconds:g} seconds (read.remote_seconds)")
        return answer[0]


def _open(source: Source, scheme: str) -> tuple[Any, str]:
    try:
        fsspec = importlib.import_module("fsspec.core")
        _register(scheme)
        options = {**_login(source, scheme), **source.access.options}
        if scheme in _DAV:
            return _open_dav(source.url, scheme, options)
        system, root = fsspec.url_to_fs(source.url, **options)
    except ImportError as error:
        raise BadConfig(f"{source.url}: source '{source.name}' {EXTRA} ({error})") from error
    except (ValueError, TypeError) as error:
        raise BadConfig(
            f"{source.url}: source '{source.name}' cannot be used ({error}); correct its path or options in svod.toml"
        ) from error
    return system, str(root)


def _open_dav(url: str, scheme: str, options: Mapping[str, Any]) -> tuple[Any, str]:
    """Paths of a WebDAV server are seen from the folder that the address names."""
    webdav = importlib.import_module("webdav4.fsspec")
    parts = urlsplit(url)
    address = f"{_DAV[scheme]}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return webdav.WebdavFileSystem(address, **options), ""


def _register(scheme: str) -> None:
    """sftp by asyncssh, which knows the hosts of ~/.ssh/known_hosts; fsspec's own would trust any."""
    if scheme in ("sftp", "ssh"):
        registry, sshfs = importlib.import_module("fsspec"), importlib.import_module("sshfs")
        registry.register_implementation(scheme, sshfs.SSHFileSystem, clobber=True)


def _login(source: Source, scheme: str) -> dict[str, Any]:
    secret = password(source, scheme)
    options: dict[str, Any] = {"skip_instance_cache": True}
    if scheme in ("sftp", "ssh"):
        options |= {"known_hosts": ()} | ({"password": secret} if secret else {})
    elif scheme in _DAV and (user := urlsplit(source.url).username):
        options |= {"auth": (unquote(user), secret)}
    return options


def _child(folder: str, path: str) -> str:
    """The name of what lies directly in the folder, "" for all else: the folder itself, or what a link leads to."""
    above, whole = folder.strip("/"), path.strip("/")
    inside = whole[len(above) :] if whole.startswith(above) else ""
    name = inside.removeprefix("/") if above else inside
    return "" if "/" in name or (above and not inside.startswith("/")) else name


def _list(system: Any, folder: str) -> list[Mapping[str, Any]]:
    system.invalidate_cache()
    found: list[Mapping[str, Any]] = system.ls(folder, detail=True)
    return found


def _read(system: Any, location: str, size: int, scheme: str) -> bytes:
    # a file behind http is read in one stream: not every server gives parts
    options = {"block_size": 0} if scheme in _WEB else {}
    with system.open(location, "rb", **options) as file:
        parts: list[bytes] = []
        while size > 0 and (part := file.read(min(size, 1 << 20))):
            parts.append(part)
            size -= len(part)
    return b"".join(parts)


def _stamp(entry: Mapping[str, Any]) -> str:
    """The file system's word on the version: size with etag, checksum or time; without those the file is read every time."""
    said = [f"{key}={entry[key]}" for key in _STAMPS if entry.get(key)]
    return f"{entry.get('size')} {' '.join(said)}" if said else f"unknown {time.time_ns()}"


def _told(error: OSError) -> str:
    return cause(error) if error.errno not in (None, errno.EIO) else (error.strerror or str(error) or type(error).__name__)
