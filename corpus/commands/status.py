"""``svod status``: what the archive holds, and what it was made with."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping
from typing import Any

import click

from corpus import __version__
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import columns, emit, heading
from corpus.config import SETTINGS, Config
from corpus.errors import NotFound
from corpus.model import Report
from corpus.store import store_bytes


@click.command()
@click.option("--settings", "with_settings", is_flag=True, help="Show every setting and where its value comes from.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
@click.pass_context
def status(ctx: click.Context, with_settings: bool, as_json: bool) -> None:
    """Show counts, sizes, versions and the last run."""
    settings = open_config(ctx)
    found = corpus_status(settings)
    if as_json:
        emit(found | ({"settings": settings_status(settings)} if with_settings else {}))
        return
    print_status(found)
    if with_settings:
        print_settings(settings)


def corpus_status(settings: Config) -> dict[str, Any]:
    """The state of the corpus side: archive, sources, counts, languages, sizes, versions, the last run (None before it)."""
    try:
        with open_store(settings) as store:
            counts, languages, runs, version = store.counts(), store.languages(), store.runs(1), store.generation()
            database = store.versions_used()
    except NotFound:
        counts, languages, runs, version, database = {}, {}, [], 0, {}
    return {
        "archive": settings.name,
        "folder": str(settings.root),
        "sources": {source.name: source.place for source in settings.sources},
        "counts": dict(counts),
        "languages": dict(languages),
        "sizes": {"store": store_bytes(settings)},
        "versions": {"svod": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version, **database},
        "generation": version,
        "last_run": run_status(runs[0]) if runs else None,
    }


def run_status(run: Report) -> dict[str, Any]:
    """A run as an object."""
    return {
        "run": run.run,
        "kind": run.kind,
        "started": run.started,
        "seconds": run.seconds,
        "counts": dict(run.counts),
    }


def settings_status(settings: Config) -> dict[str, Any]:
    """Every setting with its value and origin."""
    return {each.key: {"value": settings[each.key], "origin": settings.origins[each.key]} for each in SETTINGS}


def print_status(found: Mapping[str, Any]) -> None:
    """The state, laid out."""
    click.secho(found["archive"], bold=True, nl=False)
    click.echo(f"  {found['folder']}")
    columns([(f"source {name}", path) for name, path in found["sources"].items()], indent="  ")
    if not found["counts"]:
        click.echo("  Nothing was read yet: svod ingest")
        return
    heading("Holds")
    columns([(key, f"{count:,}") for key, count in found["counts"].items()], right=(1,), indent="  ")
    heading("Documents by language")
    columns([(code, f"{count:,}") for code, count in found["languages"].items()], right=(1,), indent="  ")
    heading("Size and versions")
    columns([(f"{key} (MB)", f"{size / 1e6:,.1f}") for key, size in found["sizes"].items()], indent="  ")
    columns(list(found["versions"].items()), indent="  ")
    last = found["last_run"]
    if last:
        heading("Last run")
        done = (
            ", ".join(f"{count} {key}" for key, count in last["counts"].items())
            or "broken off; the next run goes on from there"
        )
        click.echo(f"  {last['run']} {last['kind']}, {last['started']}, {last['seconds']} s: {done}")


def print_settings(settings: Config) -> None:
    """Every setting with its value, its origin and what it does."""
    heading("Settings")
    columns([(each.key, settings[each.key], settings.origins[each.key], each.help) for each in SETTINGS], indent="  ")
