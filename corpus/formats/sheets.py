"""Spreadsheets (.xlsx, .xls): a page a sheet, under its name, each row with its cells apart."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

import python_calamine

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ooxml
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.ole import summary
from corpus.formats.sniff import OLE_MARK, XLS, XLSX
from corpus.formats.zips import open_zip
from corpus.model import BlockKind, Document, RawFile, Reading

_WHAT = "spreadsheet"
_PANIC = "PanicException"


def read(raw: RawFile, config: Config) -> Reading:
    """Every sheet with a value: its name as a heading, its rows. Raises UnreadableFile."""
    kind, claims = _claims(raw.content, config["read.file_mb"])
    builder = TextBuilder()
    names = _add_sheets(builder, raw.content)
    text, blocks = builder.build()
    return Reading(Document(text, blocks, kind, claims.title, claims.author, date=claims.date, pages=names))


def _add_sheets(builder: TextBuilder, content: bytes) -> int:
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            for page, name in enumerate(book.sheet_names, start=1):
                rows = [_row(row) for row in book.get_sheet_by_name(name).to_python()]
                if any(rows):
                    builder.add(BlockKind.HEADING, name, 1, page)
                for row in rows:
                    builder.add_row(row, page)
            return len(book.sheet_names)
    except python_calamine.PasswordError as error:
        raise UnreadableFile("encrypted spreadsheet; save a copy without a password") from error
    except (python_calamine.CalamineError, ValueError, OSError, OverflowError) as error:
        raise UnreadableFile(f"broken spreadsheet, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:  # what the engine, written in Rust, raises for a fault of its own
            raise
        raise UnreadableFile(f"broken spreadsheet ({squeeze(str(error))[:120]})") from error


def _row(cells: Iterable[object]) -> list[str]:
    """The cells as people see them, up to the last that says something."""
    row = [_shown(cell) for cell in cells]
    while row and not row[-1].strip():
        row.pop()
    return row


def _shown(cell: object) -> str:
    """A value as a sheet shows it: 3 for 3.0, 2014-02-19 for a day without a time."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def _claims(content: bytes, limit_mb: int) -> tuple[str, ooxml.Claims]:
    """The kind of spreadsheet and what it says about itself."""
    if content.startswith(OLE_MARK):
        return XLS, summary(content)
    with open_zip(content, limit_mb) as archive:
        return XLSX, ooxml.claims(archive, _WHAT)
