"""Sizes and sums of an index's files: a byte that a disk lost is found before it answers wrongly."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import IndexMissing
from indexer.schema import MANIFEST, Manifest

_CHUNK = 1 << 20


def sums(folder: Path, shared: Path | None = None, known: Mapping[str, Sequence[int]] | None = None) -> dict[str, list[int]]:
    """Bytes and CRC-32 of every file in ``folder``; files that are those of the folder ``shared`` have ``known`` ones."""
    found = {}
    for file in sorted(folder.iterdir()):
        # engines keep empty files there as locks
        if not file.is_file() or file.name == MANIFEST or not file.stat().st_size:
            continue
        old = shared / file.name if shared is not None else None
        if known and file.name in known and old is not None and old.is_file() and old.samefile(file):
            found[file.name] = list(known[file.name])
        else:
            found[file.name] = [file.stat().st_size, _sum(file)]
    return found


def check_sizes(folder: Path, manifest: Manifest) -> None:
    """Every file is there and as long as it was written. Raises IndexMissing."""
    for name, (size, _) in manifest.files.items():
        try:
            found = (folder / name).stat().st_size
        except OSError:
            found = -1
        if found != size:
            raise IndexMissing(f"{folder / name}: {'is missing' if found < 0 else 'is cut short'}; {_REMEDY}")


def check_sums(folder: Path, manifest: Manifest) -> None:
    """Every file holds what was written. Raises IndexMissing."""
    check_sizes(folder, manifest)
    for name, (_, crc) in manifest.files.items():
        if _sum(folder / name) != crc:
            raise IndexMissing(f"{folder / name}: is not what was written; {_REMEDY}")


def _sum(file: Path) -> int:
    crc = 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


_REMEDY = "the index is damaged; build it anew with: svod repair"
