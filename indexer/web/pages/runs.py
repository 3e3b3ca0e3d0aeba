"""What happened to the archive, and what in it cannot be read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from corpus import pipeline
from corpus.errors import IndexMissing, NotFound
from indexer.build import current_index
from indexer.people import Role
from indexer.schema import Manifest, load_manifest
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.person import require
from indexer.web.visit import Open, Reading, Visiting

router = APIRouter()

RUNS = 20


@router.get("/runs.json", responses={503: {"model": shapes.Failure}})
def runs_json(archive: Open, visit: Reading) -> shapes.Runs:
    """The latest runs, and what cannot be read now with its reason."""
    return shapes.runs(archive.store.runs(RUNS), archive.store.failures())


@router.get("/runs.csv", response_class=StreamingResponse, responses=SHEET)
def runs_csv(archive: Open, visit: Reading) -> StreamingResponse:
    """What cannot be read now, as a table."""
    rows = (
        {"path": line.path, "stage": line.stage, "reason": line.reason, "since": since}
        for line, since in archive.store.failures()
    )
    return sheet(visit, "failures.csv", ("path", "stage", "reason", "since"), rows)


@router.api_route("/runs", methods=["GET", "HEAD"], include_in_schema=False)
def runs_page(archive: Open, visit: Reading, tried: Annotated[str, Query(max_length=4096)] = "") -> HTMLResponse:
    """Runs and failures as a page; ``tried`` is a file that was just read again."""
    failures = archive.store.failures()
    return visit.page(
        "runs.html",
        runs=archive.store.runs(RUNS),
        failures=failures,
        tried=tried,
        still=tried in {line.path for line, _ in failures},
        index=_index(archive),
        generation=archive.store.generation(),
        section="runs",
        csv_link=visit.links.runs(".csv"),
        json_link=visit.links.runs(".json"),
    )


@router.post("/runs/retry", dependencies=[require(Role.EDITOR, everything=True)], include_in_schema=False)
def retry(archive: Open, visit: Visiting, path: Annotated[str, Form()] = "") -> RedirectResponse:
    """One file of the ledger was read again, and the index shows what it says. Raises NotFound, ArchiveLocked."""
    if path not in {line.path for line, _ in archive.store.failures()}:
        raise NotFound(f"{path}: it is not among the files that could not be read; see /runs")
    with visit.door.writing() as store:
        pipeline.retry(archive.config, store, [path])
    return RedirectResponse(visit.links.runs(tried=path), 303)


def _index(archive: Archive) -> Manifest | None:
    """How the index in use was made; None while there is none."""
    try:
        return load_manifest(current_index(archive.config))
    except IndexMissing:
        return None
