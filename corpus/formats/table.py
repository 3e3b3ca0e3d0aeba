"""Comma- and tab-separated values: one table row a record."""

from __future__ import annotations

import csv
import io

from corpus.charset import decode
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder
from corpus.model import Document, RawFile, Reading

_DELIMITERS = "\t;,|"


def read(raw: RawFile, config: Config) -> Reading:
    """Each record as a table row, the delimiter taken from the first lines. Raises UnreadableFile."""
    text, charset = decode(raw.content, charset=raw.charset)
    lines = text.split("\n", 20)[:20]
    delimiter = max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), lines[0].count(mark)))
    builder = TextBuilder()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            builder.add_row(row)
    except csv.Error as error:
        raise UnreadableFile(f"not a readable table: {error}") from error
    body, blocks = builder.build()
    return Reading(Document(body, blocks, "text/csv", charset=charset))
