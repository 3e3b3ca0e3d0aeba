"""The archive written out for other programs: tables, lines of JSON, FollowTheMoney, a network; each a stream of lines."""

from indexer.exports.followthemoney import followthemoney
from indexer.exports.graphml import graphml
from indexer.exports.references import bibtex, ris
from indexer.exports.sheet import csv_lines, sheet_lines
from indexer.exports.tables import TABLES, document_row, entity_row, jsonl_lines

__all__ = [
    "TABLES", "bibtex", "csv_lines", "document_row", "entity_row", "followthemoney", "graphml",
    "jsonl_lines", "ris", "sheet_lines",
]  # fmt: skip
