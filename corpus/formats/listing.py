"""A container as a document: the list of what lies in it, and each part as a file of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from corpus.charset import decode
from corpus.config import Config
from corpus.formats.builder import TextBuilder, squeeze
from corpus.model import BlockKind, Document, RawFile, Reading, Skipped

PART = "!/"
_DRIVE_CHARACTERS = 2


def listed(raw: RawFile, kind: str, children: Sequence[RawFile], skipped: Sequence[Skipped], config: Config) -> Reading:
    """The container's reading: its own name as title, the names of its parts as a list; excluded names are left out."""
    patterns = config["read.exclude"]
    kept = tuple(child for child in children if not _is_excluded(_inside(raw, child.path), patterns))
    builder = TextBuilder()
    title = squeeze(raw.path.rpartition("/")[2])
    builder.add(BlockKind.TITLE, title)
    for child in kept:
        builder.add(BlockKind.LIST_ITEM, _inside(raw, child.path), 1)
    text, blocks = builder.build()
    return Reading(Document(text, blocks, kind, title), kept, tuple(skipped))


def part_name(name: str, taken: set[str]) -> str:
    """A name that leads nowhere but into its container, different from those ``taken``, which it joins.

    Roots, drives and steps upwards are dropped: «../../etc/passwd» is «etc/passwd».
    """
    steps = [step for step in squeeze(name.replace("\\", "/")).split("/") if step not in ("", ".", "..")]
    if steps and len(steps[0]) == _DRIVE_CHARACTERS and steps[0].endswith(":"):
        steps = steps[1:]
    safe = "/".join(step.replace("!", "_") if step.endswith("!") else step for step in steps) or "part"
    number, unique = 1, safe
    while unique in taken:
        number += 1
        unique = f"{number}-{safe}"
    taken.add(unique)
    return unique


def decoded_name(name: bytes) -> str:
    """A name in an archive that does not say its charset: UTF-8 when it is that, else cp866 or what reads better."""
    try:
        return unicodedata.normalize("NFC", name.decode("utf-8"))
    except UnicodeDecodeError:
        return decode(name, "cp866")[0]


def _inside(raw: RawFile, path: str) -> str:
    return path[len(raw.path) + len(PART) :]


def _is_excluded(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(step, pattern) for step in name.split("/") for pattern in patterns)
