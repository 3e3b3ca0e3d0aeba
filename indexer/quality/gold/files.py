"""Files of gold sets: found in a stable order, read as they are."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from indexer.quality.values import NoGold

_LANGUAGE = re.compile(r"(?:\A|[._-])([a-z]{2})(?=[._-]|\Z)")
_HEADING = re.compile(r"[a-z_]+")


def files(folder: Path, *suffixes: str) -> list[Path]:
    """All files below ``folder`` that end so, in order of path, or the one file that it is; readmes are no data."""
    seen = [folder] if folder.is_file() else folder.rglob("*")
    found = (path for path in seen if path.name.endswith(suffixes) and path.is_file())
    return sorted(path for path in found if not path.stem.lower().startswith(("readme", "license")))


def text_of(path: Path) -> str:
    """The file's text with its line ends untouched: offsets count them. Raises NoGold."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoGold(f"{path}: is not UTF-8 ({error}); convert it first") from error


def lines_of(path: Path) -> Iterator[str]:
    """The file's lines without their ends."""
    return iter(re.split(r"\r?\n", text_of(path)))


def records(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON Lines file. Raises NoGold."""
    for number, line in enumerate(lines_of(path), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise NoGold(f"{path}, line {number}: no JSON ({error})") from error


def rows(path: Path) -> list[list[str]]:
    """The cells of a tab-separated file, blank lines left out."""
    return [row for row in csv.reader(lines_of(path), delimiter="\t", quoting=csv.QUOTE_NONE) if any(row)]


def tables(folder: Path, *columns: str) -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """Every .tsv file below ``folder`` whose first line names all these columns, as records by column."""
    for path in files(folder, ".tsv"):
        head, _, _ = text_of(path).partition("\n")
        names = head.rstrip("\r").split("\t")
        if set(columns) <= set(names) and all(_HEADING.fullmatch(name) for name in names):
            yield path, [dict(zip(names, row, strict=False)) for row in rows(path)[1:]]


def language_of(path: Path) -> str:
    """The language a file's name states: ``ru_gsd-ud-dev.conllu``, ``docs.ru.jsonl``; "" when it states none."""
    found = _LANGUAGE.search(path.name)
    return found[1] if found else ""
