"""``svod engine``: which engine holds the index, and a change to another."""

from __future__ import annotations

import time

import click

from corpus import config as configuration
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import count, say
from corpus.config import Config
from corpus.errors import BadConfig, IndexMissing
from indexer.build import build_index
from indexer.engines import AUTO, ENGINES, SMALL, choose
from indexer.generations import current_index
from indexer.schema import load_manifest

_KEY = "index.engine"


@click.group(invoke_without_command=True)
@click.pass_context
def engine(ctx: click.Context) -> None:
    """Show which engine holds the index, or choose another with 'use'."""
    if ctx.invoked_subcommand is None:
        click.echo(engine_said(open_config(ctx)))


@engine.command()
@click.argument("name", metavar="|".join((AUTO, *ENGINES)))
@click.pass_context
def use(ctx: click.Context, name: str) -> None:
    """Set the engine in svod.toml and build the index with it from the store; searches use the old one until it is whole."""
    settings = open_config(ctx)
    choose(name, 0)
    if settings.root is None or settings.origins[_KEY] not in ("default", str(settings.root / configuration.FILE_NAME)):
        raise BadConfig(f"{_KEY} is set by {settings.origins[_KEY]}, which outranks svod.toml; change it there")
    began = time.monotonic()
    chosen = configuration.load(settings.root, {_KEY: name})
    with open_store(chosen) as store:
        indexed = build_index(chosen, store)["indexed"]
    configuration.change(settings.root, _KEY, name)
    if indexed:
        say(f"Indexed {count(indexed, 'document')} in {time.monotonic() - began:.1f} s.")
    click.echo(engine_said(open_config(ctx)))


def engine_said(settings: Config) -> str:
    """The engine in use and why: «tantivy (auto: more than 5,000 documents)»."""
    try:
        manifest = load_manifest(current_index(settings))
    except IndexMissing:
        return f"{settings[_KEY]}, and no index yet: run svod index"
    if settings[_KEY] != AUTO:
        return f"{manifest.engine} (set in {settings.origins[_KEY]})"
    wanted = choose(AUTO, manifest.documents)
    held = f"{manifest.documents:,} documents; whoosh up to {SMALL:,}, tantivy beyond"
    return f"{manifest.engine} (auto: {held})" + (
        "" if wanted == manifest.engine else f"; the next 'svod index' takes {wanted}"
    )
