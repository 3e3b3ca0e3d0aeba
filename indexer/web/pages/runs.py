"""What happened to the archive, and what in it cannot be read."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from corpus.errors import IndexMissing
from indexer.build import current_index
from indexer.schema import Manifest, load_manifest
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.visit import Open, Reading

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
def runs_page(archive: Open, visit: Reading) -> HTMLResponse:
    """Runs and failures as a page."""
    return visit.page(
        "runs.html",
        runs=archive.store.runs(RUNS),
        failures=archive.store.failures(),
        index=_index(archive),
        generation=archive.store.generation(),
        section="runs",
        csv_link=visit.links.runs(".csv"),
        json_link=visit.links.runs(".json"),
    )


def _index(archive: Archive) -> Manifest | None:
    """How the index in use was made; None while there is none."""
    try:
        return load_manifest(current_index(archive.config))
    except IndexMissing:
        return None


@router.get("/healthz", responses={503: {"model": shapes.Failure}})
def health(archive: Open) -> shapes.Health:
    """Whether the archive answers, and what it holds."""
    manifest = load_manifest(current_index(archive.config))
    archive.reader()
    generation = archive.store.generation()
    return shapes.Health(True, 200, manifest.documents, generation, manifest.generation == generation, archive.store.counts())
