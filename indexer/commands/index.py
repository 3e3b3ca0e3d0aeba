"""``svod index`` and ``svod sync``: the index shows what the store holds."""

from __future__ import annotations

import time
from collections.abc import Sequence

import click

from corpus import pipeline
from corpus.commands.archive import open_config, open_store
from corpus.commands.ingest import SOME_FAILED, summary
from corpus.commands.logs import Tell, log_option, logger
from corpus.commands.printing import count, progress, say
from corpus.config import Config
from corpus.fetch import fetch_pages
from corpus.model import Report
from corpus.pipeline import Outcome
from corpus.store import Store
from indexer.build import build_index


@click.command()
@click.option("--force", is_flag=True, help="Build it anew even when nothing changed.")
@click.pass_context
def index(ctx: click.Context, force: bool) -> None:
    """Bring the index up to the store; searches use the old one until the new one is whole."""
    settings = open_config(ctx)
    with open_store(settings) as store:
        say(_indexed(settings, store, force=force))


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@log_option
@click.pass_context
def sync(ctx: click.Context, paths: tuple[str, ...], log: str | None) -> None:
    """Read what is new or changed in the archive's sources, or below PATHs, then bring the index up to it.

    Without PATHs the pages of web sources are fetched first. Ends with 4 when some files could not be read: see
    'svod failures'.
    """
    settings = open_config(ctx)
    if bring_up_to_date(settings, paths, logger(settings, log)).counts["failed"]:
        ctx.exit(SOME_FAILED)


def bring_up_to_date(settings: Config, paths: Sequence[str] = (), log: Tell | None = None) -> Report:
    """Web sources were fetched (unless PATHs are named), files read, the index built; told on stderr, or to ``log``."""
    with open_store(settings, write=True) as store:
        if not paths:
            fetch_pages(settings)
        course = pipeline.Course() if log is None else pipeline.Course(begun=lambda run: log("begun", run=run))
        with progress("Reading", quiet=log is not None) as show:
            report = pipeline.ingest(settings, store, paths, show, _tell if log is None else _logged(log), course)
        indexed = _indexed(settings, store)
        if log is None:
            say(summary(report, store.ledger_lines()))
            say(indexed)
        else:
            log("done", seconds=report.seconds, counts=dict(report.counts), index=indexed)
    return report


def _indexed(settings: Config, store: Store, *, force: bool = False) -> str:
    """What the build did, in words."""
    began = time.monotonic()
    counts = build_index(settings, store, force=force)
    seconds = time.monotonic() - began
    if not counts["indexed"]:
        return f"The index is up to date: {count(counts['documents'], 'document')}."
    return f"Indexed {count(counts['indexed'], 'document')} in {seconds:.1f} s."


def _logged(log: Tell) -> pipeline.Tell:
    return lambda outcome: log(outcome.status, path=outcome.path, document=outcome.document, reason=outcome.reason)


def _tell(outcome: Outcome) -> None:
    if outcome.reason:
        say(f"{outcome.path}: {outcome.reason}")
