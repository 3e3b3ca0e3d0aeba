"""A table as CSV that a spreadsheet may open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.store import Store
from indexer.exports.tables import TABLES, Row

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s().,-]+")


def csv_lines(store: Store, table: str) -> Iterator[str]:
    """A table of the whole archive, as ``sheet_lines`` writes it."""
    return sheet_lines(TABLES[table].columns, TABLES[table].rows(store))


def sheet_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A head and a line a row, as RFC 4180 has them but with line feeds; cells may hold line breaks."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row[column]) for column in columns])
        yield sheet.getvalue()
        sheet.seek(0)
        sheet.truncate()
    yield sheet.getvalue()


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: «=2+3» gets an apostrophe before it, a phone «+7 727 …» does not."""
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else value
