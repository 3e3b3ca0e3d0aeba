"""What programs may ask, and what they are promised."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from indexer.web.visit import Reading

router = APIRouter()

ADDRESSES = (
    ("/search.json?q=Тараз&lang=ru&after=…", "api_search"),
    ("/search.csv, .jsonl, .bib, .ris", "api_search_whole"),
    ("/search.atom", "api_feed"),
    ("/home.json", "api_home"),
    ("/suggest.json?q=Тар", "api_suggest"),
    ("/document/{id}.json", "api_document"),
    ("/document/{id}.bib, .ris", "api_reference"),
    ("/document/{id}/page/{number}.json, .jpg", "api_facsimile"),
    ("/document/{id}/beside/{other}.json", "api_beside"),
    ("/entities.json, .csv", "api_entities"),
    ("/entity/{id}.json, .csv", "api_entity"),
    ("/map.json, .csv", "api_map"),
    ("/network.json, .csv", "api_network"),
    ("/timeline.json, .csv", "api_timeline"),
    ("/compare.json, .csv?a=…&b=…", "api_compare"),
    ("/runs.json, .csv", "api_runs"),
    ("/edits.json, .csv", "api_edits"),
    ("/saved.json, .csv, /saved/{number}.atom", "api_saved"),
    ("/healthz", "api_alive"),
    ("/readyz", "api_health"),
    ("/metrics", "api_metrics"),
)
"""Addresses and the phrase for what comes back."""

PROMISES = ("api_promise_1", "api_promise_2", "api_promise_3", "api_promise_4", "api_promise_5", "api_promise_6")


@router.api_route("/api", methods=["GET", "HEAD"], include_in_schema=False)
def api_page(visit: Reading) -> HTMLResponse:
    """The page about it."""
    return visit.page("api.html", section="api", addresses=ADDRESSES, promises=PROMISES)
