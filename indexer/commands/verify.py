"""``svod verify``: whether the store is sound and the index says the same."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import emit
from corpus.errors import IndexMissing
from indexer import build
from indexer.build import Agreement

DISAGREES = 1


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object: ok documents store missing surplus fresh.")
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Prove that the store is sound and that the index holds exactly what the store holds. Ends with 1 when not."""
    settings = open_config(ctx)
    with open_store(settings) as store:
        complaints = store.verify()
        documents = store.counts()["documents"]
        try:
            agreement = build.verify(settings, store)
        except IndexMissing as error:
            complaints.append(str(error))
            agreement = Agreement(documents, (), (), False)
    ok = agreement.holds and not complaints
    if as_json:
        emit(
            {
                "ok": ok,
                "documents": documents,
                "store": complaints,
                "missing": list(agreement.missing),
                "surplus": list(agreement.surplus),
                "fresh": agreement.fresh,
            }
        )
    elif ok:
        click.echo(f"Store and index agree on {documents:,} documents.")
    else:
        for line in [*complaints, *agreement.complaints()]:
            click.echo(line)
    if not ok:
        ctx.exit(DISAGREES)
