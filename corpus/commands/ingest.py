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
from corpus.pipeline import Course, Outcome
from corpus.shards import Part, Shards, write_shard
from corpus.store import Store

SOME_FAILED = 4

Run = Callable[[Config, Store, Sequence[str | Path], pipeline.Progress, pipeline.Tell], Report]


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--executor", metavar="dask://HOST:PORT", help="Read and analyse on the workers of this dask scheduler.")
@click.option(
    "--shard",
    type=(str, Path),
    metavar="I/N OUT",
    help="Write what the I-th of N parts of the files says to OUT, not the store.",
)
@click.option("--merge", is_flag=True, help="PATHs are such files OUT: take what they say into the store.")
@click.option("--json", "as_json", is_flag=True, help="One object for each file that is new, changed, moved, gone or failed.")
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[str, ...],
    executor: str | None,
    shard: tuple[str, Path] | None,
    merge: bool,
    as_json: bool,
) -> None:
    """Read what is new or changed in the archive's sources, or below PATHs, into the store.

    Ends with 4 when some files could not be read: see 'svod failures'.
    """
    if (shard is not None) + merge + (executor is not None) > 1:
        raise click.UsageError("--executor, --shard and --merge exclude each other")
    if shard is not None:
        _write_shard(ctx, *shard, paths)
        return
    settings = open_config(ctx, {"run.executor": executor} if executor else None)
    if merge and not paths:
        raise click.UsageError("--merge needs the files that 'svod ingest --shard' wrote")
    taken = Shards([Path(path) for path in paths], settings) if merge else None
    course = Course(read=taken.read) if taken is not None else None
    with open_store(settings, write=True) as store, progress("Reading") as show:
        report = pipeline.ingest(settings, store, () if merge else paths, show, _told(as_json), course)
        left = store.counts()["failures"]
    if taken is not None:
        _say_left(taken, report)
    say(summary(report, left))
    _end(ctx, report)


def _write_shard(ctx: click.Context, said: str, out: Path, paths: Sequence[str]) -> None:
    try:
        part = Part.parse(said)
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param_hint="--shard") from error
    if not out.parent.is_dir():
        raise click.BadParameter(f"{out.parent} is no folder", ctx, param_hint="--shard")
    with progress("Reading") as show:
        written = write_shard(open_config(ctx, {"run.executor": ""}), part, out, paths, show)
    for line in written.unseen:
        say(f"{line.path}: {line.reason}")
    say(f"Part {part}: {count(written.files, 'file')} in {out}, {written.failed} of them cannot be read.")
    if written.failed or written.unseen:
        ctx.exit(SOME_FAILED)


def _say_left(taken: Shards, report: Report) -> None:
    for path in taken.changed:
        say(f"{path}: changed since its shard read it; the next 'svod ingest' reads it")
    absent = report.counts["left"] - len(taken.changed)
    if absent:
        say(f"{count(absent, 'file')} in none of these shards: left to the other shards, or the next 'svod ingest'")


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
