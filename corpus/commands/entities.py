"""``svod entities``: who and what the archive knows."""

from __future__ import annotations

from collections.abc import Iterator

import click

from corpus.commands import values
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import columns, emit, say
from corpus.model import Entity, EntityType
from corpus.store import Store

PAGE = 500
NOTHING_FOUND = 3


@click.command()
@click.option("--type", "kind", type=click.Choice([each.value for each in EntityType]), help="Only this type.")
@click.option("--limit", type=click.IntRange(min=0), default=0, show_default="all", help="Show so many at most.")
@click.option("--json", "as_json", is_flag=True, help="One object a line: id type name names documents mentions ...")
@click.pass_context
def entities(ctx: click.Context, kind: str | None, limit: int, as_json: bool) -> None:
    """List the people, organisations, places and programmes that the archive knows, in most documents first."""
    with open_store(open_config(ctx)) as store:
        found = _ranked(store, EntityType(kind) if kind else None, limit)
        shown = 0
        for page in found:
            shown += len(page)
            if as_json:
                for entity in page:
                    emit(values.entity(entity))
            else:
                _table(page, with_head=shown == len(page))
    if not shown:
        say(f"No {kind or 'entity'} is known; run 'svod ingest' (with analysis.entities = true).")
        ctx.exit(NOTHING_FOUND)


def _ranked(store: Store, kind: EntityType | None, limit: int) -> Iterator[list[Entity]]:
    """Pages of entities in order, ``limit`` in all, or every one when it is 0."""
    shown = 0
    while page := store.entities(kind, min(PAGE, limit - shown) if limit else PAGE, shown):
        yield page
        shown += len(page)
        if shown == limit:
            return


def _table(page: list[Entity], *, with_head: bool) -> None:
    head = [("DOCUMENTS", "MENTIONS", "TYPE", "NAME", "COUNTRY", "FIRST", "LAST", "ID")] if with_head else []
    rows = [
        (each.documents, each.mentions, each.type, each.name, each.links.get("country", ""), each.first, each.last, each.id)
        for each in page
    ]
    columns([*head, *rows], right=(0, 1))
