"""``svod repair``: what is damaged is healed, and each act told."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import emit, progress, say
from indexer import care

NOT_HEALED = 1


@click.command()
@click.option("--raw/--no-raw", default=True, show_default=True, help="Compare every original file with its hash afterwards.")
@click.option("--json", "as_json", is_flag=True, help="One object: ok acts complaints.")
@click.pass_context
def repair(ctx: click.Context, raw: bool, as_json: bool) -> None:
    """Heal store and index from what is sound: rows of the store, original files, entities.jsonl.

    A damaged store is set aside in .svod/damaged, never deleted; what could not be read of it is read again from its files.
    The index is built anew where it does not agree. Ends with 1 when something is still wrong.
    """
    settings = open_config(ctx)
    with progress("Reading") as show:
        done = care.repair(settings, show, raw=raw)
    left = done.proof.complaints()
    if as_json:
        emit({"ok": done.proof.holds, "acts": list(done.acts), "complaints": left})
    else:
        for line in done.acts or ("Nothing was wrong.",):
            click.echo(line)
        for line in left:
            say(f"still wrong: {line}")
    if not done.proof.holds:
        ctx.exit(NOT_HEALED)
