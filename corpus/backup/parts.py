"""Which files of an archive cannot be made again: all that a copy must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.config import DATA_FOLDER, WEB, Config
from corpus.model import Skipped
from corpus.sources import walk

REBUILT = frozenset({"index", "views", "vectors", "ocr", "pages", "waiting", "damaged"})
"""Folders of the data folder that svod makes again by itself, and what repair set aside."""

RAW = "raw"
"""Original files stand below this in a copy, under the name of their source."""

_BESIDE = frozenset({".toml", ".jsonl", ".json", ".sqlite"})
"""Endings of files beside ``svod.toml`` that are settings, decisions of people, or users."""

_PASSING = (".new", ".lock", ".owner", "-wal", "-shm", "-journal", ".partial")
_SQLITE = b"SQLite format 3\0"


def state(config: Config) -> Iterator[tuple[str, Path]]:
    """Every file of state by its path below the archive's folder, the store first and people's decisions after it.

    A store that is copied before the journal holds no decision that the journal lacks; one that it has not seen yet is applied
    by the next run.
    """
    root = config.data.parent.resolve()
    data = sorted(file for file in config.data.rglob("*") if file.is_file() and not file.is_symlink())
    kept = [file for file in data if file.relative_to(config.data).parts[0] not in REBUILT and not _is_passing(file)]
    kept += [file for source in config.sources if source.kind == WEB for file in _fetched(source.path)]
    beside = [file for file in root.iterdir() if file.is_file() and file.suffix in _BESIDE and not _is_passing(file)]
    for file in (
        *(each for each in kept if is_database(each)),
        *(each for each in kept if not is_database(each)),
        *sorted(beside),
    ):
        # the archive may be named from where one stands, a source never is
        yield (file.parent.resolve() / file.name).relative_to(root).as_posix(), file


def _fetched(shelf: Path) -> Iterator[Path]:
    """The pages that were fetched of a source, and the list of what was asked when."""
    index = shelf.with_name(f"{shelf.name}.jsonl")
    yield from (file for file in sorted((index, *shelf.rglob("*"))) if file.is_file() and not _is_passing(file))


def originals(config: Config) -> Iterator[tuple[str, Path] | Skipped]:
    """Every file of the sources that are folders, by its path in a copy; what cannot be had is a ``Skipped``."""
    for source in config.sources:
        if source.kind == WEB:
            continue  # fetched pages are state already
        if source.is_elsewhere:
            yield Skipped(
                source.name, "backup", f"{source.place} is no folder of this machine; copy it where it is", source.name
            )
            continue
        for item in walk(source, config["read.exclude"]):
            if isinstance(item, Skipped):
                yield item
            elif _is_utf8(item.location):
                inside = Path(item.location).relative_to(source.path.resolve()).as_posix()
                yield f"{RAW}/{source.name}/{inside}", Path(item.location)
            else:
                yield Skipped(item.path, "backup", "its name is not UTF-8; copy it by hand", source.name)


def is_database(file: Path) -> bool:
    """True for a file that SQLite may be writing to while it is copied."""
    with file.open("rb") as opened:
        return opened.read(len(_SQLITE)) == _SQLITE


def place_of(name: str, archive: Path, sources: dict[str, Path]) -> Path:
    """Where a part of a copy belongs in the archive; originals go to their source's folder, if that lies in the archive."""
    if not name.startswith(f"{RAW}/"):
        return archive / name
    source, _, inside = name.removeprefix(f"{RAW}/").partition("/")
    folder = sources.get(source, archive / RAW / source)
    return (
        folder
        if folder.is_relative_to(archive) and not folder.is_relative_to(archive / DATA_FOLDER)
        else archive / RAW / source
    ) / inside


def _is_passing(file: Path) -> bool:
    return file.name == "lock" or file.name.endswith(_PASSING)


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
