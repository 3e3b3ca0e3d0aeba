"""The archive written out for other programs: tables, lines of JSON, FollowTheMoney; each export is a stream of lines."""

from indexer.exports.followthemoney import followthemoney
from indexer.exports.sheet import csv_lines
from indexer.exports.tables import TABLES, jsonl_lines

__all__ = ["TABLES", "csv_lines", "followthemoney", "jsonl_lines"]
