"""What may be typed next: words, phrases and names of the archive, as browsers and the box ask for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from indexer import guide
from indexer.web import shapes
from indexer.web.asked import Asked
from indexer.web.visit import Open, Reading

router = APIRouter()

SUGGESTIONS = 8
MEDIA_TYPE = "application/x-suggestions+json"


@router.get(
    "/suggest.json",
    response_class=JSONResponse,
    responses={
        200: {"content": {MEDIA_TYPE: {"schema": {"type": "array"}}}, "description": "OpenSearch suggestions"},
        **{status: {"model": shapes.Failure} for status in (400, 503)},
    },
)
def suggest_json(archive: Open, visit: Reading, q: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
    """OpenSearch suggestions 1.1: what was typed, queries that begin so, how many documents each has, and their addresses."""
    before, _, last = q.rpartition(" ")
    found = guide.complete(archive, q, SUGGESTIONS) if q.strip() else []
    queries = [each.text for each in found]
    if not found and last.strip():
        found = guide.complete(archive, last, SUGGESTIONS)
        queries = [f"{before} {each.text}" for each in found]
    counts = [visit.texts.count("documents", each.documents) for each in found]
    addresses = [visit.base + visit.links.search(Asked(query)) for query in queries]
    return JSONResponse([q, queries, counts, addresses], media_type=MEDIA_TYPE, headers=visit.headers())
