"""What people did, for admins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.audit import Deed, deeds
from indexer.people import Role
from indexer.web import shapes
from indexer.web.pages.sheets import CSV, described, sheet
from indexer.web.person import require
from indexer.web.shapes.ledger import Audit
from indexer.web.visit import Visiting

router = APIRouter(dependencies=[require(Role.ADMIN)])

NEWEST = 200
_COLUMNS = ("at", "who", "did", "what", "address")
_FAILING: dict[int | str, dict[str, Any]] = {status: {"model": shapes.Failure} for status in (401, 403, 503)}


@router.get("/audit.json", responses=_FAILING)
def audit_json(visit: Visiting) -> Audit:
    """The newest deeds first."""
    return Audit(True, _newest(visit))


@router.get("/audit.csv", response_class=StreamingResponse, responses=described(CSV, 401, 403))
def audit_csv(visit: Visiting) -> StreamingResponse:
    """All of them, as a table."""
    return sheet(visit, "audit.csv", _COLUMNS, (asdict(each) for each in deeds(visit.door.config)))


@router.api_route("/audit", methods=["GET", "HEAD"], include_in_schema=False)
def audit_page(visit: Visiting) -> HTMLResponse:
    """The newest as a page."""
    return visit.page(
        "audit.html",
        section="audit",
        deeds=_newest(visit),
        json_link=visit.links.audit(".json"),
        csv_link=visit.links.audit(".csv"),
    )


def _newest(visit: Visiting) -> list[Deed]:
    return deeds(visit.door.config)[:NEWEST]
