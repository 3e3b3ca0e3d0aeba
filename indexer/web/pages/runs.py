"""What happened to the archive, and what in it cannot be read."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from indexer.build import current_index
from indexer.schema import load_manifest
from indexer.web import shapes
from indexer.web.visit import Open, Reading

router = APIRouter()

RUNS = 20


@router.get("/runs.json", responses={503: {"model": shapes.Failure}})
def runs_json(archive: Open, visit: Reading) -> shapes.Runs:
    """The latest runs, and what cannot be read now with its reason."""
    return shapes.runs(archive.store.runs(RUNS), archive.store.failures())


@router.api_route("/runs", methods=["GET", "HEAD"], include_in_schema=False)
def runs_page(archive: Open, visit: Reading) -> HTMLResponse:
    """Runs and failures as a page."""
    return visit.page(
        "runs.html",
        runs=archive.store.runs(RUNS),
        failures=archive.store.failures(),
        json_link=visit.links.runs(".json"),
    )


@router.get("/healthz", responses={503: {"model": shapes.Failure}})
def health(archive: Open) -> shapes.Health:
    """Whether the archive answers, and what it holds."""
    manifest = load_manifest(current_index(archive.config))
    archive.reader()
    generation = archive.store.generation()
    return shapes.Health(True, 200, manifest.documents, generation, manifest.generation == generation, archive.store.counts())
