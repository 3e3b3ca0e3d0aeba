"""``svod verify``: whether the store is sound, the index says the same, and the files are those that were read."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import count, emit
from indexer.care import prove

DISAGREES = 1


@click.command()
@click.option("--raw/--no-raw", default=True, show_default=True, help="Compare every original file with its hash.")
@click.option("--json", "as_json", is_flag=True, help="One object: ok documents store missing surplus fresh index raw.")
@click.pass_context
def verify(ctx: click.Context, raw: bool, as_json: bool) -> None:
    """Prove that the store is sound, that the index holds exactly what the store holds, and that no original file rotted.

    Ends with 1 when not: then 'svod repair' heals what can be healed.
    """
    settings = open_config(ctx)
    with open_store(settings) as store:
        proof = prove(settings, store, raw=raw)
    originals = proof.originals
    if as_json:
        emit(
            {
                "ok": proof.holds,
                "documents": proof.documents,
                "store": list(proof.store),
                "missing": list(proof.agreement.missing),
                "surplus": list(proof.agreement.surplus),
                "fresh": proof.agreement.fresh,
                "index": list(proof.index),
                "raw": {
                    "checked": originals.checked,
                    "rotten": list(originals.rotten),
                    "changed": originals.changed,
                    "gone": originals.gone,
                },
            }
        )
    elif proof.holds:
        click.echo(f"Store and index agree on {proof.documents:,} documents.")
        if raw:
            click.echo(f"{count(originals.checked, 'original file')} as they were read.")
    else:
        for line in proof.complaints():
            click.echo(line)
    if not as_json and originals.changed + originals.gone:
        click.echo(f"To be read again: {count(originals.changed, 'changed file')}; gone: {originals.gone}. Run: svod sync")
    if not proof.holds:
        ctx.exit(DISAGREES)
