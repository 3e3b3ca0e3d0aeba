"""Compound files (OLE 2) as old Office wrote them, after [MS-CFB]: enough to hold a few streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _LEAST = 512, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; "storage/stream" lies in a storage. Streams are padded past the small ones' limit."""
    padded = {name: content.ljust(_LEAST, b"\0") for name, content in streams.items()}
    steps = [name.split("/")[:-1] for name in padded]
    storages = sorted({"/".join(each[:depth]) for each in steps for depth in range(1, len(each) + 1)})
    names = ["", *storages, *padded]
    sectors = [content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0") for content in padded.values()]
    directory_sectors = -(-len(names) // 4)
    starts, place = {}, directory_sectors
    for name, body in zip(padded, sectors, strict=True):
        starts[name] = place
        place += len(body) // _SECTOR
    tables = -(-(place + 4) // 128)
    chain = [*range(1, directory_sectors), _END]
    for body in sectors:
        first = len(chain)
        chain += [*range(first + 1, first + len(body) // _SECTOR), _END]
    chain += [_FAT] * tables
    chain += [_FREE] * (tables * 128 - len(chain))
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, 0, 0,
                         _LEAST, _END, 0, _END, 0)  # fmt: skip
    places = [place + number for number in range(tables)]
    head = header + b"".join(struct.pack("<I", each) for each in [*places, *[_FREE] * (109 - tables)])
    directory = b"".join(_entry(name, names, starts, padded) for name in names)
    body = directory.ljust(directory_sectors * _SECTOR, b"\0") + b"".join(sectors)
    return head + body + b"".join(struct.pack("<I", each) for each in chain)


def _entry(name: str, names: list[str], starts: Mapping[str, int], streams: Mapping[str, bytes]) -> bytes:
    """A directory entry; siblings hang on one another to the right, which is a tree too."""
    parent, _, own = name.rpartition("/")
    label = own or "Root Entry"
    kind = 5 if not name else 2 if name in streams else 1
    inside = [each for each in names if each and each.rpartition("/")[0] == name and kind != 2]
    siblings = [each for each in names if each and name and each.rpartition("/")[0] == parent]
    following = siblings[siblings.index(name) + 1 :] if name else []
    right = names.index(following[0]) if following else _NONE
    child = names.index(inside[0]) if inside else _NONE
    size = len(streams[name]) if name in streams else 0
    encoded = label.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded) + 2, kind, 1, _NONE, right, child, starts.get(name, _END), size)
