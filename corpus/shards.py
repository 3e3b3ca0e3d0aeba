"""A part of an archive's files analysed on a machine of a batch system, in one file that the driver takes into the store.

A shard file is the line ``MAGIC``, a line of JSON that says what it was made with, then for each file a line of JSON
``{"path", "sha256", "bytes"}`` and so many bytes (zlib around a pickle of the results), and at the end ``{"files": N}``.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpus import __version__
from corpus.config import Config
from corpus.errors import NotFound, ShardUnusable
from corpus.marks import ANALYSIS_VERSION, attempt, version
from corpus.model import Sighting, Skipped
from corpus.pipeline import Progress, inside, locate
from corpus.sources import Places
from corpus.store import Store

if TYPE_CHECKING:
    from corpus.turns import Results

MAGIC = b"svod shard 1\n"
"""The first line of every shard file; the number is that of the format."""

_MADE_WITH = ("svod", "analysis", "settings")
_ROOMS = ("corpus.model", "corpus.tokens")
_PLAIN = {
    ("array", "array"), ("array", "_array_reconstructor"), ("builtins", "frozenset"), ("builtins", "set"),
    ("datetime", "date"), ("types", "MappingProxyType"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The ``number``-th, from 1, of ``count`` parts of an archive's files: disjoint, and together all."""

    number: int
    count: int

    @classmethod
    def parse(cls, said: str) -> Part:
        """The part that ``2/16`` means. Raises ValueError."""
        number, _, count = said.partition("/")
        if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
            raise ValueError(f"{said!r} is no part of a whole: write 1/16 for the first of sixteen, up to 16/16")
        return cls(int(number), int(count))

    def holds(self, path: str) -> bool:
        """True when the file of this path belongs to the part, on every machine alike."""
        digest = sha256(path.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Written:
    """A shard file was written: files in it, how many of them cannot be read, and what could not be seen on the walk."""

    files: int
    failed: int
    unseen: tuple[Skipped, ...]


def write_shard(config: Config, part: Part, place: Path, paths: Sequence[str | Path], progress: Progress) -> Written:
    """The file at ``place`` holds what the part's files say that the store, where one can be read, does not know.

    The archive is not written to. Raises OutsideSources.
    """
    from corpus.turns import read_files  # every reader, model and dictionary

    scopes = [locate(config, path) for path in paths]
    known, charsets = _known(config)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="svod-shard-") as room:
        here = replace(config, root=Path(room))  # copies from elsewhere and caches: other parts have theirs
        with Places(here) as places, _whole(place) as out:
            seen, unseen = _look(here, places, part, scopes)
            pending = [sighting for sighting in seen if known.get(sighting.path) != sighting.stamp]
            _line(out, _header(config) | {"part": str(part), "charsets": dict(charsets)})
            for done, (sighting, results) in enumerate(read_files(pending, here, charsets, places), 1):
                failed += isinstance(results[0], Skipped)
                packed = zlib.compress(pickle.dumps(results, pickle.HIGHEST_PROTOCOL), 6)
                _line(out, {"path": sighting.path, "sha256": _hash(sighting, results, places), "bytes": len(packed)})
                out.write(packed)
                progress(done, len(pending), sighting.path)
            _line(out, {"files": len(pending)})
    return Written(len(pending), failed, tuple(unseen))


def _known(config: Config) -> tuple[dict[str, str], Mapping[str, str]]:
    """Stamps of the files that the store holds as this svod reads them, and the charsets that people chose."""
    try:
        with Store.of(config) as store:
            return store.stamps((version(config), attempt(config))), store.charset_choices()
    except NotFound:
        return {}, {}


def _look(config: Config, places: Places, part: Part, scopes: Sequence[str]) -> tuple[list[Sighting], list[Skipped]]:
    seen: list[Sighting] = []
    unseen: list[Skipped] = []
    for source in config.sources:
        if scopes and not any(inside(scope, [source.name]) for scope in scopes):
            continue
        if reason := places.absence(source):
            unseen.append(Skipped(source.name, "walk", reason, source.name))
            continue
        for item in places.walk(source):
            if not (inside(item.path, scopes) and part.holds(item.path)):
                continue
            if isinstance(item, Skipped):
                unseen.append(item)
            else:
                seen.append(item)
    return seen, unseen


def _hash(sighting: Sighting, results: Results, places: Places) -> str:
    """The hash of what was read; "" when nothing could be."""
    return results[0].sha256 or _hash_now(sighting, places)


def _hash_now(sighting: Sighting, places: Places) -> str:
    raw = places.load(sighting)
    return "" if isinstance(raw, Skipped) else raw.sha256


def _header(config: Config) -> dict[str, Any]:
    return {"svod": __version__, "analysis": ANALYSIS_VERSION, "settings": attempt(config)}


def _line(out: IO[bytes], value: Mapping[str, Any]) -> None:
    out.write(json.dumps(value).encode() + b"\n")


@contextmanager
def _whole(place: Path) -> Iterator[IO[bytes]]:
    """A shard file that is there whole or not at all: written beside its place, on disk before it is moved there."""
    waiting = place.with_name(f"{place.name}.new")
    try:
        with waiting.open("wb") as out:
            out.write(MAGIC)
            yield out
            out.flush()
            os.fsync(out.fileno())
        waiting.replace(place)
    finally:
        waiting.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where the results of one file lie, the hash of what was read, and charsets that were chosen then."""

    file: Path
    offset: int
    length: int
    sha256: str
    charsets: Mapping[str, str]

    def results(self) -> Results:
        with self.file.open("rb") as opened:
            opened.seek(self.offset)
            packed = opened.read(self.length)
        try:
            return _Unpickler(io.BytesIO(zlib.decompress(packed))).load()  # type: ignore[no-any-return]
        except (zlib.error, pickle.UnpicklingError, EOFError) as error:
            raise ShardUnusable(f"{self.file}: damaged at byte {self.offset} ({error}); make or copy it anew") from error


class _Unpickler(pickle.Unpickler):
    """Makes values of svod's own and a few plain ones: a shard file cannot have anything else done."""

    def find_class(self, module: str, name: str) -> Any:
        if (module in _ROOMS and "." not in name) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no analysis holds")


class Shards:
    """Shard files, open for a run that takes its results from them; of a file that is in several, the last one counts.

    Raises ShardUnusable when one is not whole, or was made by another svod or under other settings.
    """

    def __init__(self, files: Sequence[Path], config: Config) -> None:
        self._entries: dict[str, _Entry] = {}
        for file in files:
            self._entries.update(_index(file, _header(config)))
        self.changed: list[str] = []
        """Files that are not what the shard read any more; they wait for the next run."""

    def read(
        self, sightings: Sequence[Sighting], config: Config, charsets: Mapping[str, str], places: Places
    ) -> Iterator[tuple[Sighting, Results]]:
        """Each file that is in a shard and has not changed since, with its results."""
        for sighting in sightings:
            entry = self._entries.get(sighting.path)
            if entry is None:
                continue
            results = entry.results()
            if _hash_now(sighting, places) != entry.sha256 or _is_read_otherwise(results, entry.charsets, charsets):
                self.changed.append(sighting.path)
            else:
                yield sighting, results


def _is_read_otherwise(results: Results, then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """True when people chose another charset since for something in the file."""
    return any(then.get(item.sha256) != now.get(item.sha256) for item in results)


def _index(file: Path, wanted: Mapping[str, Any]) -> Iterator[tuple[str, _Entry]]:
    try:
        with file.open("rb") as opened:
            if opened.readline(100) != MAGIC:
                raise ShardUnusable(f"{file}: no shard file of this svod (format {MAGIC.decode().strip()!r})")
            header = json.loads(opened.readline())
            _refuse_other(file, header, wanted)
            yield from _entries(file, opened, header["charsets"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ShardUnusable(f"{file}: not a whole shard file ({error}); make or copy it anew") from error


def _refuse_other(file: Path, header: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for key in _MADE_WITH:
        if header[key] != wanted[key]:
            raise ShardUnusable(
                f"{file}: made with {key} {header[key]}, here it is {wanted[key]}; "
                "make it anew with the same svod and the same [archive], [analysis] and [read] as here"
            )


def _entries(file: Path, opened: IO[bytes], charsets: Mapping[str, str]) -> Iterator[tuple[str, _Entry]]:
    size = os.fstat(opened.fileno()).st_size
    for files, line in enumerate(iter(opened.readline, b"")):
        if not line.endswith(b"\n"):
            break
        said: dict[str, Any] = json.loads(line)
        if "files" in said:
            if said["files"] != files or opened.tell() != size:
                raise ValueError(f"{files} files where it says {said['files']}")
            return
        yield said["path"], _Entry(file, opened.tell(), said["bytes"], said["sha256"], charsets)
        opened.seek(said["bytes"], os.SEEK_CUR)
    raise ValueError("its end is missing")
