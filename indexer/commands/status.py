"""``svod status``: what the archive holds, and whether the index shows it."""

from __future__ import annotations

from typing import Any

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import columns, emit, heading
from corpus.commands.status import corpus_status, print_settings, print_status, settings_status
from corpus.config import Config
from corpus.errors import IndexMissing
from indexer.commands.engine import engine_said
from indexer.generations import current_index
from indexer.schema import load_manifest


@click.command()
@click.option("--settings", "with_settings", is_flag=True, help="Show every setting and where its value comes from.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
@click.pass_context
def status(ctx: click.Context, with_settings: bool, as_json: bool) -> None:
    """Show counts, sizes, versions, the last run and the state of the index."""
    settings = open_config(ctx)
    found = corpus_status(settings)
    index = index_status(settings, found["generation"])
    if as_json:
        found["sizes"]["index"] = index["bytes"]
        emit(found | {"index": index} | ({"settings": settings_status(settings)} if with_settings else {}))
        return
    print_status(found)
    heading("Index")
    if index["engine"]:
        rows = [
            ("engine", engine_said(settings)),
            ("documents", f"{index['documents']:,}"),
            ("size (MB)", f"{index['bytes'] / 1e6:,.1f}"),
        ]
        columns(rows, indent="  ")
    if index["remedy"]:
        click.echo(f"  {index['remedy']}")
    if with_settings:
        print_settings(settings)


def index_status(settings: Config, generation: int) -> dict[str, Any]:
    """Engine, documents and bytes of the index in use, and what is wrong with it ("" when nothing is)."""
    try:
        folder = current_index(settings)
        manifest = load_manifest(folder)
    except IndexMissing as error:
        return {"engine": "", "documents": 0, "bytes": 0, "remedy": str(error)}
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    remedy = "" if manifest.generation == generation else "the store has changed since; run: svod index"
    return {"engine": manifest.engine, "documents": manifest.documents, "bytes": size, "remedy": remedy}
