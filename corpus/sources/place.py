"""What a place of raw files must offer, and what all places share: names for people, and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase, translate
from typing import Protocol

from corpus.config import Source
from corpus.model import Sighting, Skipped

MEGABYTE = 1024 * 1024


class Place(Protocol):
    """Where the files of one source are. Nothing is asked of it before its first use, and nothing ever written to it."""

    def absence(self, held: int) -> str:
        """Why it cannot be taken at its word now, "" when it can; ``held`` files were read from it before."""

    def walk(self, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        """Every file in a stable order; what cannot be seen is a ``Skipped``."""

    def fingerprint(self, exclude: tuple[str, ...]) -> tuple[str, int]:
        """Equal while a walk would see the same, "" where that cannot be told without one; and how many files there are."""

    def content(self, sighting: Sighting, limit_bytes: int) -> bytes:
        """The file's bytes. Raises OSError, and UnreadableFile when it is larger than the limit."""

    def close(self) -> None:
        """Connections are closed; the next use opens them again."""


def skip(source: Source, path: str, reason: str) -> Skipped:
    """A line for what could not be seen on a walk."""
    return Skipped(f"{source.name}/{shown(path)}".rstrip("/"), "walk", reason, source.name)


def shown(path: str) -> str:
    """The path as text that can be printed and stored: a byte that is not UTF-8 becomes ``\\xef``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_excluded(name: str, exclude: tuple[str, ...]) -> bool:
    """True for a single file or folder name that a pattern meets."""
    return any(fnmatchcase(name, pattern) for pattern in exclude)


def excluder(exclude: tuple[str, ...]) -> Callable[[str], object]:
    """``is_excluded`` with these patterns, made once for many names."""
    return re.compile("|".join(map(translate, exclude)) or r"(?!)").match


def cause(error: OSError) -> str:
    """What went wrong, in words."""
    return (error.strerror or type(error).__name__).lower()


def too_large(size_bytes: int, limit_bytes: int) -> str:
    """Why a file of this size is not read."""
    return f"{size_bytes / MEGABYTE:.1f} MB, limit {limit_bytes / MEGABYTE:g} MB (read.file_mb)"
