"""Dates: in sentences of a table (``barred`` text, ``edtf``), and the day a web page speaks from, given with its gold.

A sentence is right when the barred words, and no others, are read as exactly this date; without bars no date may be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.analysis import analyse
from corpus.dating import find_dates
from corpus.model import Analysis, Span
from corpus.sources import raw_file
from indexer.quality.analysed import defaults
from indexer.quality.gold.files import files, records, tables
from indexer.quality.measures import mean
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

_BAR = "|"

Sentence = tuple[str, str]
Page = tuple[Path, str]


def measure(options: Options) -> Iterator[Measured]:
    """exact; ``n`` counts sentences and pages."""
    sentences = [(row["barred"], row["edtf"]) for row in _rows(options)]
    pages = list(_pages(options.folder))
    if not sentences and not pages:
        raise NoGold(f"{options.folder}: wanted a table with columns id language barred edtf, or a .jsonl of {{file, date}}")
    right = [is_right(*each) for each in options.sample(sentences)] + [_is_dated(*each) for each in options.sample(pages)]
    yield set_name(options), mean("exact", [float(each) for each in right])


def is_right(barred: str, edtf: str) -> bool:
    """True when the words between bars are read as this date and nothing else in the sentence as any."""
    before, *inside = barred.split(_BAR)
    text = barred.replace(_BAR, "")
    wanted = [(Span(len(before), len(before) + len(inside[0])), edtf)] if inside else []
    return [(date.span, date.edtf) for date in find_dates(text)] == wanted


def _rows(options: Options) -> Iterator[dict[str, str]]:
    for _, table in tables(options.folder, "id", "language", "barred", "edtf"):
        yield from (row for row in table if options.language in ("", row["language"]))


def _pages(folder: Path) -> Iterator[Page]:
    for path in files(folder, ".jsonl"):
        for record in records(path):
            page = path.parent / str(record.get("file", ""))
            if record.get("date") and page.is_file():
                yield page, str(record["date"])[:10]


def _is_dated(page: Path, day: str) -> bool:
    found = analyse(raw_file(page, page.name), defaults(analysis__entities=False))[0]
    return isinstance(found, Analysis) and found.date is not None and found.date.edtf == day
