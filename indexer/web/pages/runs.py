"""What happened to the archive, and what in it cannot be read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from corpus import pipeline
from corpus.errors import IndexMissing, NotFound
from corpus.store import Intake
from indexer.build import current_index
from indexer.nightly.archive import REPORTS
from indexer.nightly.history import load_history
from indexer.nightly.quality import drift
from indexer.people import Role
from indexer.schema import Manifest, load_manifest
from indexer.search import Archive
from indexer.sums import check_sizes
from indexer.web import shapes
from indexer.web.pages.sheets import SHEET, sheet
from indexer.web.person import require
from indexer.web.shapes.ledger import IndexHealth, Share
from indexer.web.visit import Open, Reading, Visit, Visiting

router = APIRouter()

RUNS = 20


@router.get("/runs.json", responses={503: {"model": shapes.Failure}})
def runs_json(archive: Open, visit: Reading) -> shapes.Runs:
    """The latest runs, and what cannot be read now with its reason."""
    return shapes.runs(archive.store.runs(RUNS), archive.store.failures(), *_health(archive, visit))


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
    index, quality = _health(archive, visit)
    return visit.page(
        "runs.html",
        runs=archive.store.runs(RUNS),
        failures=failures,
        tried=tried,
        still=tried in {line.path for line, _ in failures},
        index=index,
        quality=quality,
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


def _health(archive: Archive, visit: Visit) -> tuple[IndexHealth | None, list[Share]]:
    """How the index in use is, None while there is none, and how well the last night read; nothing of it for readers."""
    if visit.person is None or not visit.person.may(Role.RESEARCHER):
        return None, []
    # figures of a night count what is closed to some as well
    nights = load_history(archive.config.data / REPORTS) if not visit.person.hidden else []
    last, *earlier = [each.get("intake", {}) for each in reversed(nights)] or [{}]
    shares = drift(Intake(**last), reversed(earlier))
    return _index(archive, str(nights[-1].get("proved", "")) if nights else ""), [Share(**asdict(each)) for each in shares]


def _index(archive: Archive, proved: str) -> IndexHealth | None:
    try:
        folder = current_index(archive.config)
        manifest = load_manifest(folder)
    except IndexMissing:
        return None
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    fresh, store = manifest.generation == archive.store.generation(), archive.store
    return IndexHealth(manifest.engine, manifest.documents, store.present(), size, fresh, _is_whole(folder, manifest), proved)


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    try:
        check_sizes(folder, manifest)
    except IndexMissing:
        return False
    return True
