"""``svod embed``: passages that are new or changed get their vectors, for search by meaning."""

from __future__ import annotations

import time

import click

from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import count, progress, say
from corpus.errors import BadConfig
from corpus.store import hold
from indexer.semantic import installed
from indexer.semantic.embed import embed as embed_passages


@click.command()
@click.pass_context
def embed(ctx: click.Context) -> None:
    """Embed what is new or changed, so that 'svod search --meaning' finds it by meaning. Takes the extra svod[semantic].

    A processor embeds about 1,000 tokens a second: 10,000 pages in an hour. What is done is kept when it is stopped.
    """
    if not installed():
        raise BadConfig("search by meaning needs an extra that is not installed: pip install 'svod[semantic]'")
    settings = open_config(ctx)
    began = time.monotonic()
    with hold(settings.data), open_store(settings) as store, progress("Embedding") as show:
        counts = embed_passages(settings, store, show)
    seconds = time.monotonic() - began
    say(f"Embedded {count(counts['embedded'], 'passage')} of {counts['passages']:,} in {seconds:.1f} s.")
