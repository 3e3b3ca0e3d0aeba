"""Bilingual dictionaries as sorted lines, looked up where they lie: opening one costs nothing, a word some microseconds."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"

Translations = list[tuple[str, float]]
"""Words or phrases of another language, likeliest first; the first weighs 1."""


class Dictionary:
    """Translations from one language into another: a line a headword, ``word TAB translation=weight|…``, in byte order."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # an empty file cannot be mapped
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""

    def look_up(self, word: str) -> Translations:
        """The translations of a folded word or phrase; none when it is not there."""
        wanted = word.encode()
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = self._lines.rfind(b"\n", 0, middle) + 1
            stop = self._lines.find(b"\n", middle)
            line = bytes(self._lines[start : stop if stop >= 0 else len(self._lines)])
            head, _, rest = line.partition(b"\t")
            if head == wanted:
                return [_read(each) for each in rest.decode().split("|")]
            if head < wanted:
                low = stop + 1 if stop >= 0 else high
            else:
                high = start
        return []


@cache
def dictionary(source: str, target: str) -> Dictionary | None:
    """The dictionary that ships for a pair of languages, None when there is none."""
    path = FOLDER / f"{source}-{target}.tsv"
    return Dictionary(path) if path.is_file() else None


def write_dictionary(path: Path, entries: Iterable[tuple[str, Sequence[tuple[str, float]]]]) -> int:
    """The entries are in the file, in the order that ``look_up`` needs; how many."""
    lines = {word.encode(): "|".join(f"{other}={weight:.2f}" for other, weight in others).encode() for word, others in entries}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(word + b"\t" + lines[word] for word in sorted(lines)))
    return len(lines)


def _read(pair: str) -> tuple[str, float]:
    word, _, weight = pair.rpartition("=")
    return word, float(weight)
