"""The sentences of press releases keep their own notation, stand once each, and are as many as the page of the gold says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.quality.gold.brackets import unmark
from indexer.quality.gold.files import tables

GOLD = Path(__file__).parents[1] / "gold"
FILES = sorted(GOLD.glob("*/press-*.tsv"))
OPEN_ALONE = sorted(GOLD.glob("open/release-*.tsv"))
QUOTES = "«»“”„\"'"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a table of marked sentences."""
    for _, table in tables(path, "id", "language", "marked"):
        yield from table


@pytest.mark.parametrize("path", [*FILES, *OPEN_ALONE], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_brackets_are_whole(path: Path) -> None:
    """Every bracket is read, none is left over, and kinds are the three that there are."""
    for row in rows(path):
        text, names = unmark(row["marked"])
        assert not set("[]=") & set(text), row
        assert {name.kind for name in names} <= {"PER", "LOC", "ORG"}, row


@pytest.mark.parametrize("path", [*FILES, *OPEN_ALONE], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_names_are_whole_words(path: Path) -> None:
    """A name begins and ends where a word does, holds a capital, and its nominative is another form."""
    for row in rows(path):
        text, names = unmark(row["marked"])
        for name in names:
            start, stop = name.span.start, name.span.stop
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum()), row
            assert not (text[stop - 1].isalnum() and text[stop : stop + 1].isalnum()), row
            assert text[start:stop] == text[start:stop].strip(), row
            assert text[start:stop].strip(QUOTES)[:1].isalnum(), row
            assert any(letter.isupper() for letter in text[start:stop]), row
        for name, said in zip(names, re.findall(r"\[[A-Z]+ [^\]=]+(=)?", row["marked"]), strict=True):
            assert not said or name.nominative != text[name.span.start : name.span.stop], row


def test_sentences_stand_once() -> None:
    """No sentence and no id is in both halves, or twice in one."""
    all_rows = [row for path in [*FILES, *OPEN_ALONE] for row in rows(path)]
    for key in (lambda row: row["id"], lambda row: unmark(row["marked"])[0]):
        twice = [value for value, count in Counter(map(key, all_rows)).items() if count > 1]
        assert not twice


def test_halves_are_dealt_by_number() -> None:
    """Odd numbers are open, even ones held; the language is the file's."""
    for path in FILES:
        for row in rows(path):
            _, language, number = row["id"].split("-")
            assert path.stem == f"press-{language}" == f"press-{row['language']}"
            assert path.parent.name == ("open" if int(number) % 2 else "held")


def test_readme_counts_them() -> None:
    """The page of the gold says how many sentences of each language there are."""
    for start, paths in (("| press-", FILES), ("| release-", OPEN_ALONE)):
        counts = Counter(row["language"] for path in paths for row in rows(path))
        line = next(line for line in (GOLD / "README.md").read_text("utf-8").splitlines() if line.startswith(start))
        stated = {language: int(count) for language, count in re.findall(r"\b([a-z]{2}) (\d+)", line)}
        assert stated == dict(counts)
