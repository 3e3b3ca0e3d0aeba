"""Words read before: what the dictionaries say of them, in a file, so that asking for one loads no dictionary.

A dictionary takes a tenth of a second to load, a look-up here 10 µs. Only what a query needs is kept: no cases, no scores.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from corpus.languages import language
from corpus.morphology.dictionaries import readings
from corpus.morphology.reading import NAMES, Reading

_SCHEMA = "CREATE TABLE word (word TEXT, code TEXT, lemmas TEXT NOT NULL, PRIMARY KEY (word, code)) WITHOUT ROWID, STRICT"
_ASK = "SELECT lemmas FROM word WHERE word = ? AND code = ?"


class _Consulted:
    """The lexicon in use, None at first: it only spares work, so it is the process's, not an archive's."""

    connection: sqlite3.Connection | None = None


def consult(path: Path) -> None:
    """Words are looked up in the lexicon at ``path`` from now on, where there is one."""
    held, _Consulted.connection = _Consulted.connection, None
    if held is not None:
        held.close()
    if path.is_file():
        _Consulted.connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def brief_readings(word: str, code: str) -> tuple[Reading, ...]:
    """Lemmas of ``word`` in the language ``code``, likeliest first, with part of speech, kind of name, and whether known."""
    connection = _Consulted.connection
    row = connection.execute(_ASK, (_key(word, code), code)).fetchone() if connection is not None else None
    if row is None:
        return readings(word, code)
    return tuple(map(_reading, row[0].split("\t")))


def write_lexicon(path: Path, words: Iterable[tuple[str, str]]) -> None:
    """``path`` holds these words, each with a language's code, as the dictionaries read them."""
    waiting = path.with_name(path.name + ".new")
    waiting.unlink(missing_ok=True)
    connection = sqlite3.connect(waiting)
    try:
        connection.execute(_SCHEMA)
        connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", map(_row, words))
        connection.commit()
    finally:
        connection.close()
    waiting.replace(path)


def _row(named: tuple[str, str]) -> tuple[str, str, str]:
    word, code = named
    return _key(word, code), code, "\t".join(dict.fromkeys(map(_said, readings(word, code))))


def _said(reading: Reading) -> str:
    """«+NOUN,Surn:иванов»: known or not, part of speech, which kind of name, lemma."""
    marks = ",".join((reading.pos, *sorted(NAMES & reading.grammemes)))
    return f"{'+' if reading.known else '-'}{marks}:{reading.lemma}"


def _reading(said: str) -> Reading:
    marks, lemma = said.split(":", 1)
    pos, *names = marks[1:].split(",")
    return Reading(lemma, pos, frozenset(names), 1.0, marks[0] == "+")


def _key(word: str, code: str) -> str:
    """Word lists read «Stadt» and «stadt» alike; usage, by which pymorphy's readings are ordered, tells «Київ» from «київ»."""
    small = word.lower()
    return small if word in (small, small.capitalize()) and language(code).lemmatiser != "pymorphy" else word
