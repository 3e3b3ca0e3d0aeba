"""``svod serve``: the web view."""

from __future__ import annotations

import click

from corpus.commands.archive import open_config
from indexer.web.server import serve as listen


@click.command()
@click.option("--host", help="Address to listen on.  [default: web.host, 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes any free one.  [default: web.port, 8080]")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@click.option("--public", is_flag=True, help="Let everyone who can reach the address read what is open to all.")
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, workers: int, public: bool) -> None:
    """Serve the web view and its JSON until interrupted: to this machine, to people with an account (svod user), or to all."""
    settings = open_config(ctx)
    listen(
        settings,
        settings["web.host"] if host is None else host,
        settings["web.port"] if port is None else port,
        public=public,
        workers=workers,
    )
