"""``svod nightly``: the unattended run."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config
from corpus.commands.logs import log_option, logger
from corpus.commands.printing import emit, progress
from indexer import nightly as night


@click.command()
@click.option(
    "--budget", metavar="TIME", help="Stop reading in time for the run to end after 2h, 90m, 1h30m; the next goes on."
)
@click.option("--json", "as_json", is_flag=True, help="The report as one object.")
@log_option
@click.pass_context
def nightly(ctx: click.Context, budget: str | None, as_json: bool, log: str | None) -> None:
    """Read what changed, bring the index up to it, ask saved searches, verify, and write a report to .svod/reports.

    Ends with 0, with 4 when files failed that did not before, with 1 when store and index disagree or the report could not
    be delivered, with 75 when another run holds the lock. A run that --budget ends is no failure: what was read can be
    found, and the rest is read the next night, what is most asked for and newest first.
    """
    settings = open_config(ctx)
    tell = logger(settings, log)
    with progress("Reading", quiet=tell is not None) as show:
        watcher = night.Watcher(show) if tell is None else night.Watcher(show, tell)
        done = night.nightly(settings, watcher, budget)
    if tell is not None:
        tell("done", run=done.run, seconds=done.seconds, exit_code=done.exit_code, counts=dict(done.counts))
    if as_json:
        emit(night.as_values(done))
    else:
        click.echo(night.as_text(done), nl=False)
    if done.exit_code:
        ctx.exit(done.exit_code)
