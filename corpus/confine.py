"""A process that reads untrusted bytes, shut in: it writes only where it may, and reaches no network.

By Linux's own means where they are there (Landlock, a network namespace), which bind native code and programs it starts too;
elsewhere by Python's audit hook, which binds Python code alone.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH, _VERSION_FLAG, _NO_NEW_PRIVILEGES = 1, 1, 38
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_WRITE_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_CHANGES = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
"""Writing, removing and making of every kind (linux/landlock.h)."""
_TCP = 0b11
_LIBC = ctypes.CDLL(None, use_errno=True)

_CHANGING = frozenset(
    "os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate os.chmod os.chown os.mkfifo".split()
)
_REACHING = frozenset("socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname".split())


def leave_network() -> bool:
    """True when this process is in a network namespace of its own, where there is nobody to talk to.

    It must have one thread only.
    """
    root = os.geteuid() == 0 and _LIBC.unshare(_NEW_NETWORK) == 0
    return bool(root or _LIBC.unshare(_NEW_USER | _NEW_NETWORK) == 0)


def confine(writable: Sequence[Path], *, offline: bool) -> None:
    """From now on this process and what it starts change files only below ``writable``; ``offline`` says it has no network."""
    if not _landlock(writable) or not offline:
        _watch(tuple(os.fspath(folder.resolve()) for folder in writable))


def has_landlock() -> bool:
    """True when the kernel can bind native code and started programs too."""
    return _landlock_version() >= 1


def _landlock_version() -> int:
    return int(_LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG)))


def _landlock(writable: Sequence[Path]) -> bool:
    version = _landlock_version()
    if version < 1:
        return False
    changes = _CHANGES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    asked = struct.pack("<QQ", changes, _TCP) if version >= 4 else struct.pack("<Q", changes)
    ruleset = _LIBC.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for folder in writable:
            _allow(ruleset, folder, changes)
        _allow(ruleset, Path(os.devnull), changes & (_WRITE_FILE | _TRUNCATE))
        _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(_LIBC.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, place: Path, access: int) -> None:
    try:
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # a folder that is not there cannot be written to
    try:
        rule = struct.pack("<Qi", access, handle)
        _LIBC.syscall(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _watch(writable: tuple[str, ...]) -> None:
    """Python's own ways to change files or reach others are refused; a hook cannot be taken off again."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = (*arguments, None, None, None)[:3]
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if writes and isinstance(path, str | bytes) and not _is_inside(path, writable):
                raise PermissionError(f"a reader may not write to {os.fsdecode(path)} ({mode})")
        elif event in _CHANGING and isinstance(arguments[0], str | bytes) and not _is_inside(arguments[0], writable):
            raise PermissionError(f"a reader may not change {os.fsdecode(arguments[0])}")
        elif event in _REACHING:
            raise PermissionError("a reader may not use the network")

    sys.addaudithook(refuse)


def _is_inside(path: str | bytes, writable: tuple[str, ...]) -> bool:
    real = os.path.realpath(os.fsdecode(path))
    return real == os.devnull or any(real == folder or real.startswith(folder + os.sep) for folder in writable)
