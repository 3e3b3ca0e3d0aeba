"""``svod failures``: the ledger of what could not go on."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import columns, emit, say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object a line: path stage reason since.")
@click.pass_context
def failures(ctx: click.Context, as_json: bool) -> None:
    """List what could not be read, and why; 'svod retry' tries it again."""
    with open_store(open_config(ctx)) as store:
        lines = store.failures()
    if as_json:
        for line, since in lines:
            emit({"path": line.path, "stage": line.stage, "reason": line.reason, "since": since})
    elif lines:
        columns(
            [("PATH", "STAGE", "SINCE", "REASON"), *((line.path, line.stage, since[:16], line.reason) for line, since in lines)]
        )
    else:
        say("Nothing failed.")
