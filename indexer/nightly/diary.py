"""What a night did so far, on disk as it happens: a night that is killed is finished, and reported, by the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from corpus.files import write_whole
from corpus.model import Skipped
from corpus.pipeline import Outcome

FILE_NAME = "night.jsonl"


class Diary:
    """The night's lines; ``healed`` is True when an earlier night began it and was broken off."""

    def __init__(self, data: Path, first: Mapping[str, Any]) -> None:
        self._place = data / FILE_NAME
        lines = _read(self._place)
        self.healed = bool(lines)
        self.first: Mapping[str, Any] = lines[0] if lines else dict(first)
        self._lines = lines[1:]
        self._file: TextIO | None = None

    def outcome(self, outcome: Outcome) -> None:
        """Something happened to a file."""
        self._write({"outcome": asdict(outcome)})

    def failed(self, line: Skipped) -> None:
        """A line came to the ledger."""
        self._write({"failed": asdict(line)})

    def linked(self, entities: list[str], links: list[list[Any]]) -> None:
        """Entities and doubtful links that were not there before."""
        self._write({"entities": entities, "links": links})

    def said(self, name: str) -> list[Any]:
        """All that was noted under a name, in order."""
        return [line[name] for line in self._lines if name in line]

    def close(self) -> None:
        """The file is let go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def forget(self) -> None:
        """The night is reported: its diary is gone."""
        self._place.unlink(missing_ok=True)

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is None:
            # a night in which nothing happens writes nothing; one that goes on leaves out a line that the kill cut short
            self._file = self._begin()
        self._lines.append(line)
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def _begin(self) -> TextIO:
        lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in (self.first, *self._lines)]
        write_whole(self._place, "".join(lines))
        return self._place.open("a", encoding="utf-8")


def _read(place: Path) -> list[dict[str, Any]]:
    """The whole lines of an unfinished night; a line cut by a kill is left out."""
    if not place.is_file():
        return []
    found = []
    for line in place.read_text("utf-8", "replace").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            break
    return found
