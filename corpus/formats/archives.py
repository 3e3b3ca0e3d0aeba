"""Archives: zip, tar, gzip, bzip2, xz, 7z, rar through a system tool; nothing in them is written under its own name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import squeeze
from corpus.formats.listing import PART, decoded_name, listed, part_name
from corpus.formats.sniff import BZIP2, GZIP, RAR, SEVEN_ZIP, TAR, XZ, ZIP, sniff
from corpus.formats.tools import find_tool, run_tool
from corpus.formats.zips import open_zip
from corpus.model import RawFile, Reading, Skipped
from corpus.sources import MEGABYTE

_BROKEN = (
    *(BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError, IndexError, TypeError),
    *(zlib.error, lzma.LZMAError, tarfile.TarError, OverflowError, MemoryError),
)
_UTF_8 = 0x800
_ENCRYPTED = 1
_CUTS = (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".tbz", ".txz")
_RATIO_FROM = 10 * MEGABYTE
"""Below this size a part may have any ratio: a log of blanks is no bomb."""


class _Unpacking:
    """The parts of one archive as they come out, with what may come out counted against the configuration's limits."""

    def __init__(self, raw: RawFile, config: Config) -> None:
        self._raw, self._config = raw, config
        self._left, self._files_left = config["read.file_mb"] * MEGABYTE, config["read.files"]
        self._taken: set[str] = set()
        self.children: list[RawFile] = []
        self.skipped: list[Skipped] = []

    def take(self, name: str, content: IO[bytes], packed: int) -> None:
        """The part is a child, unless it would break a limit. Raises UnreadableFile when the archive as a whole would."""
        if self._files_left <= 0:
            raise UnreadableFile(f"more than {self._config['read.files']} files in it (read.files)")
        self._files_left -= 1
        path = self._path(name)
        most = min(self._left, max(_RATIO_FROM, self._config["read.ratio"] * packed)) if packed else self._left
        body = content.read(most + 1)
        if len(body) > most:
            if most < self._left:
                self.skip(path, f"unpacks to more than {self._config['read.ratio']} times its size (read.ratio)")
                return
            raise UnreadableFile(f"unpacks to more than {self._config['read.file_mb']} MB (read.file_mb)")
        self._left -= len(body)
        if body:
            self.children.append(RawFile(self._raw.source, path, sha256(body).hexdigest(), body))

    def inner_name(self) -> str:
        """What a compressed file is called when it is not: «a.txt» of «a.txt.gz»."""
        name = self._raw.path.rpartition("/")[2]
        stem = next((name[: -len(end)] for end in _CUTS if name.lower().endswith(end)), "")
        return stem or "content"

    def skip_named(self, name: str, reason: str) -> None:
        """A part that cannot be taken has a line in the ledger."""
        self.skip(self._path(name), reason)

    def skip(self, path: str, reason: str) -> None:
        """As ``skip_named``, for a path already made."""
        self.skipped.append(Skipped(path, "read", reason, self._raw.source))

    def _path(self, name: str) -> str:
        return f"{self._raw.path}{PART}{part_name(name, self._taken)}"


def read(raw: RawFile, config: Config) -> Reading:
    """What the archive holds as children ``a.zip!/name``; a part that cannot be unpacked is skipped alone.

    Raises UnreadableFile for a broken archive and for one that breaks a limit.
    """
    kind = sniff(raw.content, raw.path)
    unpacking = _Unpacking(raw, config)
    try:
        _UNPACKERS[kind](raw.content, unpacking, config)
    except _BROKEN as error:
        if not unpacking.children:
            raise UnreadableFile(f"broken archive, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
        unpacking.skip(raw.path, f"the archive breaks off after {len(unpacking.children)} files ({squeeze(str(error))[:120]})")
    return listed(raw, kind, unpacking.children, unpacking.skipped, config)


def _unpack_zip(content: bytes, unpacking: _Unpacking, config: Config) -> None:
    with open_zip(content, config["read.file_mb"], encrypted=True) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = info.filename if info.flag_bits & _UTF_8 else decoded_name(_bare_name(info))
            if info.flag_bits & _ENCRYPTED:
                unpacking.skip_named(name, "encrypted; save the archive without a password")
                continue
            _take_zipped(archive, info, name, unpacking)


def _take_zipped(archive: ZipFile, info: ZipInfo, name: str, unpacking: _Unpacking) -> None:
    try:
        with archive.open(info) as stream:
            unpacking.take(name, stream, info.compress_size)
    except _BROKEN as error:
        unpacking.skip_named(name, f"broken in the archive ({squeeze(str(error))[:120]})")


def _bare_name(info: ZipInfo) -> bytes:
    try:
        return info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename.encode("utf-8")


def _unpack_tar(content: bytes, unpacking: _Unpacking, config: Config) -> None:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            name = decoded_name(info.name.encode("utf-8", "surrogateescape"))
            if info.isreg():
                stream = archive.extractfile(info)
                if stream is not None:
                    unpacking.take(name, stream, 0)
            elif not info.isdir():
                unpacking.skip_named(name, "a link or device in the archive, not followed")


def _unpack_stream(opened: Callable[[IO[bytes]], IO[bytes]]) -> Callable[[bytes, _Unpacking, Config], None]:
    def unpack(content: bytes, unpacking: _Unpacking, config: Config) -> None:
        limit = config["read.file_mb"] * MEGABYTE
        most = min(limit, max(_RATIO_FROM, config["read.ratio"] * len(content)))
        with opened(io.BytesIO(content)) as stream:
            body = stream.read(most + 1)
        if len(body) > most:
            broken = (
                f"{config['read.file_mb']} MB (read.file_mb)"
                if most == limit
                else f"{config['read.ratio']} times its size (read.ratio)"
            )
            raise UnreadableFile(f"unpacks to more than {broken}")
        if body[257:262] == b"ustar":
            _unpack_tar(body, unpacking, config)
        else:
            unpacking.take(unpacking.inner_name(), io.BytesIO(body), 0)

    return unpack


def _unpack_seven_zip(content: bytes, unpacking: _Unpacking, config: Config) -> None:
    if find_spec("py7zr") is None:
        _unpack_by_tool(content, unpacking, config, "7z archives are read with pip install 'svod[archives]', or with")
        return
    seven: Any = import_module("corpus.formats.seven")  # only now: it takes 100 ms
    for name, body in seven.parts(content, config["read.file_mb"], config["read.files"]):
        unpacking.take(name, io.BytesIO(body), 0)


def _unpack_rar(content: bytes, unpacking: _Unpacking, config: Config) -> None:
    _unpack_by_tool(content, unpacking, config, "rar archives are read with")


def _unpack_by_tool(content: bytes, unpacking: _Unpacking, config: Config, remedy: str) -> None:
    """The archive made into a tar by libarchive's program, which writes nothing but its output."""
    tool = find_tool("bsdtar")
    if not tool:
        raise UnreadableFile(f"{remedy} the system tool bsdtar: apt install libarchive-tools")
    _unpack_tar(run_tool((tool, "-cf", "-", "--format=pax", "@-"), content, config), unpacking, config)


_UNPACKERS: dict[str, Callable[[bytes, _Unpacking, Config], None]] = {
    ZIP: _unpack_zip,
    TAR: _unpack_tar,
    GZIP: _unpack_stream(lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file))),
    BZIP2: _unpack_stream(bz2.BZ2File),
    XZ: _unpack_stream(lzma.LZMAFile),
    SEVEN_ZIP: _unpack_seven_zip,
    RAR: _unpack_rar,
}
