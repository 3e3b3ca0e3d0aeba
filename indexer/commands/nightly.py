"""``svod nightly``: the unattended run."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import emit, progress
from indexer import nightly as night


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The report as one object.")
@click.pass_context
def nightly(ctx: click.Context, as_json: bool) -> None:
    """Read what changed, bring the index up to it, verify both and write a report to .svod/reports.

    Ends with 0, with 4 when files failed that did not before, with 1 when store and index disagree, with 75 when another
    run holds the lock.
    """
    settings = open_config(ctx)
    with progress("Reading") as show:
        done = night.nightly(settings, show)
    if as_json:
        emit(night.as_values(done))
    else:
        click.echo(night.as_text(done), nl=False)
    if done.exit_code:
        ctx.exit(done.exit_code)
