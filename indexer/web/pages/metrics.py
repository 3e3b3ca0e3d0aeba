"""What machines that watch over machines ask: is it alive, is it ready, how much does it hold."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from corpus import __version__
from indexer.build import current_index
from indexer.nightly.archive import REPORTS
from indexer.nightly.history import load_history
from indexer.schema import load_manifest
from indexer.web import shapes
from indexer.web.pages.sheets import described
from indexer.web.visit import Open

router = APIRouter()

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz")
def health() -> shapes.Alive:
    """The server answers, whatever the archive holds; asks nobody who they are."""
    return shapes.Alive(True, 200, __version__)


@router.get("/readyz", responses={503: {"model": shapes.Failure}})
def ready(archive: Open) -> shapes.Health:
    """Whether the archive answers, and what it holds."""
    manifest = load_manifest(current_index(archive.config))
    archive.reader()
    generation = archive.store.generation()
    return shapes.Health(True, 200, manifest.documents, generation, manifest.generation == generation, archive.store.counts())


@router.get("/metrics", response_class=Response, responses=described(EXPOSITION))
def metrics(archive: Open) -> Response:
    """Gauges of the archive and of its last night, for Prometheus."""
    from indexer.nightly.metrics import exposition  # prometheus_client, of use to few

    nights = load_history(archive.config.data / REPORTS)
    current_index(archive.config)  # an archive without one is not measured: 503
    now = {"documents": archive.store.present(), "ledger_lines": archive.store.ledger_lines()}
    return Response(exposition(archive.config.name, {**(nights[-1] if nights else {}), **now}), media_type=EXPOSITION)
