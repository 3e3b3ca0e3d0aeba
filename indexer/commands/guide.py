"""``svod suggest`` and ``svod similar``: what may be typed, and documents like one."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import columns, count, emit, say
from indexer import guide
from indexer.search import Archive

NOTHING_FOUND = 3


@click.command()
@click.argument("typed", metavar="PREFIX", nargs=-1, required=True)
@click.option("--size", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One object a line: text kind language documents.")
@click.pass_context
def suggest(ctx: click.Context, typed: tuple[str, ...], size: int, as_json: bool) -> None:
    """Words, phrases of titles and names of the archive that begin with PREFIX, those in most documents first.

    Ends with 3 when there is none.
    """
    with Archive.open(open_config(ctx)) as archive:
        found = guide.complete(archive, " ".join(typed), size)
    if as_json:
        for each in found:
            emit(asdict(each))
    else:
        columns([(each.text, each.kind, f"{each.documents:,}") for each in found], right=(2,))
    if not found:
        say("Nothing in the archive begins so.")
        ctx.exit(NOTHING_FOUND)


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--size", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One object a line: id title path date language score shared.")
@click.pass_context
def similar(ctx: click.Context, document: str, size: int, as_json: bool) -> None:
    """Documents like DOC (an id, the beginning of one, or a path), with the names and rare words they share.

    Ends with 3 when there is none.
    """
    with Archive.open(open_config(ctx)) as archive:
        found = guide.similar(archive, document, size)
    for number, each in enumerate(found, 1):
        if as_json:
            emit(asdict(each) | {"shared": list(each.shared)})
            continue
        click.echo(f"{number:>3}. ", nl=False)
        click.secho(each.title or "(no title)", bold=True)
        facts = (each.date or "undated", each.language, each.id, each.path)
        click.secho("     " + " · ".join(fact for fact in facts if fact), dim=True)
        click.echo("     " + ", ".join(each.shared))
    say(count(len(found), "document"))
    if not found:
        ctx.exit(NOTHING_FOUND)
