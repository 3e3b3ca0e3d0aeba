"""Reads dictionaries in the DICT format as FreeDict and WikDict write it: a headword, then translations and what they mean."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.languages import script

_HEAD = re.compile(r"(?P<word>\S.*?)(?: /[^\s].*/)? ?<(?P<kind>[^>]+)>\s*")
_NUMBER = re.compile(r"\A\d+\.\s+")
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_STRESS = re.compile("[\u0301\u0300]")
_ENGLISH = re.compile(r"\(en: ([^()]+)\)")

MOST_WORDS = 3
"""A longer translation explains more than it translates."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a headword: its translations in order, ``gloss`` is what tells it from other meanings, "" when nothing."""

    word: str
    gloss: str
    translations: tuple[str, ...]


def read_senses(path: Path, writing: str) -> Iterator[Sense]:
    """The senses of a ``.dict.dz`` file whose translations are written in a script (ISO 15924: Cyrl, Latn)."""
    word = ""
    said: tuple[str, ...] = ()
    for line in gzip.decompress(path.read_bytes()).decode("utf-8", "replace").split("\n"):
        head = _HEAD.fullmatch(line)
        if head is not None:
            if said:
                yield Sense(word, "", said)
            word, said = head["word"].split(" /")[0].strip(), ()
        elif word and line.strip():
            found = _translations(line, writing) if not said or _NUMBER.match(line) else ()
            if found:
                if said:
                    yield Sense(word, "", said)
                said = found
            elif said:
                yield Sense(word, _NUMBER.sub("", line.strip()), said)
                said = ()
    if said:
        yield Sense(word, "", said)


def read_japanese(path: Path) -> Iterator[Sense]:
    """Senses that name their English translation themselves, as WaDokuJT's Russian part does: «монета (en: coin)»."""
    for line in gzip.decompress(path.read_bytes()).decode("utf-8", "replace").split("\n"):
        for english in _ENGLISH.findall(line):
            found = _translations(_ENGLISH.sub(" ", line), "Cyrl")
            if found:
                yield Sense(english.strip().lower(), "", found)


def _translations(line: str, writing: str) -> tuple[str, ...]:
    plain = _STRESS.sub("", _NOTE.sub(" ", _NUMBER.sub("", line.strip())))
    parts = [" ".join(part.split()).strip(" .!?;") for part in re.split("[,;]", plain)]
    kept = [part for part in parts if part and len(part.split()) <= MOST_WORDS and script(part) == writing]
    return tuple(kept) if len(kept) == len([part for part in parts if part]) else ()
