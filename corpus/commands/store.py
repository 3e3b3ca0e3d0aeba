"""``svod store``: where the store is kept."""

from __future__ import annotations

import click

from corpus import config as configuration
from corpus.commands.archive import open_config
from corpus.commands.printing import columns
from corpus.errors import ArchiveMissing, BadConfig
from corpus.store.move import FILE, move

KEY = "store.url"


@click.group()
def store() -> None:
    """Keep the store in the archive's folder, or on a PostgreSQL server."""


@store.command("move")
@click.argument("target", metavar="URL|file")
@click.pass_context
def move_store(ctx: click.Context, target: str) -> None:
    """Move the store to postgresql://user@host/database, or back to a file.

    Every row is copied and compared; then svod.toml names the new place. The old store is not
    touched until all rows are proved to be equal.
    """
    settings = open_config(ctx)
    if settings.root is None:
        raise ArchiveMissing("no archive is open; give --archive DIR")
    if settings.origins[KEY] not in ("default", str(settings.root / configuration.FILE_NAME)):
        raise BadConfig(f"{settings.origins[KEY]} says where the store is; unset it, so that svod.toml can")
    # the change of settings must be possible before hours are spent
    configuration.change(settings.root, KEY, settings[KEY])
    moved = move(settings, target, lambda table, rows: click.echo(f"\r{table}: {rows:,} rows ", err=True, nl=False))
    configuration.change(settings.root, KEY, "" if target == FILE else target)
    click.echo("", err=True)
    columns([(each.table, f"{each.rows:,}", each.sha256[:16]) for each in moved.tables], right=(1,))
    click.echo(f"{len(moved.tables)} tables are equal in both places, row by row; svod uses {target} now.")
    if moved.left:
        click.echo(moved.left[0].upper() + moved.left[1:] + ".")
