"""``svod ingest`` and ``svod retry``: files into the store, each outcome told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from corpus import pipeline
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import count, emit, progress, say
from corpus.config import Config
from corpus.model import Report
from corpus.pipeline import Outcome
from corpus.store import Store

SOME_FAILED = 4

Run = Callable[[Config, Store, Sequence[str | Path], pipeline.Progress, pipeline.Tell], Report]


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--executor", metavar="dask://HOST:PORT", help="Read and analyse on the workers of this dask scheduler.")
@click.option("--json", "as_json", is_flag=True, help="One object for each file that is new, changed, moved, gone or failed.")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[str, ...], executor: str | None, as_json: bool) -> None:
    """Read what is new or changed in the archive's sources, or below PATHs, into the store.

    Ends with 4 when some files could not be read: see 'svod failures'.
    """
    settings = open_config(ctx, {"run.executor": executor} if executor else None)
    with open_store(settings, write=True) as store, progress("Reading") as show:
        report = pipeline.ingest(settings, store, paths, show, _told(as_json))
        left = store.counts()["failures"]
    say(summary(report, left))
    _end(ctx, report)


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One object for each file tried.")
@click.pass_context
def retry(ctx: click.Context, paths: tuple[str, ...], as_json: bool) -> None:
    """Try the files again that are listed by 'svod failures', all or those below PATHs."""
    settings = open_config(ctx)
    with open_store(settings, write=True) as store, progress("Reading") as show:
        outcomes: list[Outcome] = []
        report = pipeline.retry(settings, store, paths, show, outcomes.append)
        lines = store.failures()
        since = {line.path: time for line, time in lines}
    for outcome in outcomes:
        if as_json:
            stage = next((line.stage for line in report.skipped if line.path == outcome.path), "")
            emit(_values(outcome) | {"stage": stage, "since": since.get(outcome.path, "")})
        elif outcome.status == "failed":
            say(f"{outcome.path}: {outcome.reason}")
    say(
        f"Tried {count(report.counts['retried'], 'file')} again, {report.counts['failed']} failed; "
        f"{count(len(lines), 'line')} in the ledger."
    )
    _end(ctx, report)


def summary(report: Report, left: int) -> str:
    """What a run did, in words."""
    counts = report.counts
    parts = [f"{counts[key]} {key}" for key in ("new", "changed", "moved", "vanished", "failed") if counts[key]]
    if parts:
        text = (
            f"{count(counts['seen'], 'file')} in {report.seconds:.1f} s: {', '.join(parts)}, {counts['unchanged']} unchanged."
        )
    else:
        text = f"Nothing changed: {count(counts['seen'], 'file')} as before ({report.seconds:.1f} s)."
    return text + (f" {count(left, 'line')} in the ledger: svod failures" if left else "")


def _told(as_json: bool) -> pipeline.Tell:
    def tell(outcome: Outcome) -> None:
        if as_json:
            emit(_values(outcome))
        elif outcome.reason:
            say(f"{outcome.path}: {outcome.reason}")

    return tell


def _values(outcome: Outcome) -> dict[str, str]:
    return {
        "path": outcome.path,
        "status": outcome.status,
        "document": outcome.document,
        "reason": outcome.reason,
    }


def _end(ctx: click.Context, report: Report) -> None:
    if report.counts["failed"]:
        ctx.exit(SOME_FAILED)
