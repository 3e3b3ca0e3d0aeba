"""Answers that are saved as files: tables, lines of JSON, bibliographies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi.responses import StreamingResponse

from indexer.exports import sheet_lines
from indexer.exports.tables import Row
from indexer.web import shapes
from indexer.web.visit import Visit

CSV, JSONL, BIB, RIS = (
    "text/csv; charset=utf-8",
    "application/jsonl; charset=utf-8",
    "application/x-bibtex; charset=utf-8",
    "application/x-research-info-systems; charset=utf-8",
)
EXCEL = "\ufeff"
"""Without it Excel reads UTF-8 as the system's old charset; pages ask for it, programs need not."""


def described(media_type: str, *failing: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of an address that answers with a file; ``failing`` are statuses besides 400 and 503."""
    content = {media_type.partition(";")[0]: {"schema": {"type": "string"}}}
    failures: dict[int | str, dict[str, Any]] = {status: {"model": shapes.Failure} for status in (400, 503, *failing)}
    return {200: {"content": content, "description": "A file"}, **failures}


SHEET = described(CSV)


def file(visit: Visit, name: str, media_type: str, lines: Iterable[str]) -> StreamingResponse:
    """A file of this name, sent as it is made; that a person took it stands in the audit log."""
    visit.note("export")
    headers = visit.headers() | {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def sheet(visit: Visit, name: str, columns: Sequence[str], rows: Iterable[Row]) -> StreamingResponse:
    """A table as CSV; ``?excel=1`` begins it with the mark by which Excel knows UTF-8."""
    lines = sheet_lines(columns, rows)
    return file(visit, name, CSV, _marked(lines) if visit.request.query_params.get("excel") == "1" else lines)


def _marked(lines: Iterable[str]) -> Iterable[str]:
    yield EXCEL
    yield from lines
