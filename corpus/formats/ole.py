"""Compound files of old Office: their streams, and what they say about themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import olefile

from corpus.charset import decode
from corpus.errors import UnreadableFile
from corpus.formats.builder import squeeze
from corpus.formats.claims import claimed_date, claimed_title
from corpus.formats.ooxml import Claims


@contextmanager
def open_ole(content: bytes, what: str) -> Iterator[Any]:
    """The compound file, closed afterwards. Raises UnreadableFile for a broken one, also while it is read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_FATAL) as ole:
            yield ole
    except (OSError, IndexError, KeyError, ValueError, TypeError, AttributeError, MemoryError, EOFError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"broken {what}, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error


def stream(ole: Any, name: str) -> bytes:
    """A stream's content, b"" when the file has none of this name."""
    return bytes(ole.openstream(name).read()) if ole.exists(name) else b""


def summary(content: bytes) -> Claims:
    """Title, author and day from the summary information; a damaged one says nothing."""
    with open_ole(content, "Office file") as ole:
        return claims(ole)


def claims(ole: Any) -> Claims:
    """Title, author and day of an open compound file."""
    try:
        found = ole.get_metadata()
    except (OSError, ValueError, IndexError, KeyError, TypeError, OverflowError):
        return Claims("", "", None)
    codepage = f"cp{found.codepage & 0xFFFF}" if isinstance(found.codepage, int) else ""
    when = found.create_time or found.last_saved_time
    day = when.date().isoformat() if isinstance(when, datetime) and when.year > 1980 else None
    title, author = (_said(value, codepage) for value in (found.title, found.author))
    return Claims(claimed_title(title), squeeze(author), claimed_date(day, "file"))


def _said(value: object, codepage: str) -> str:
    if isinstance(value, bytes):
        bare = value.rstrip(b"\0")
        return decode(bare, codepage)[0] if bare else ""
    return str(value or "")
