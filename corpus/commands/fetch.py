"""``svod fetch``: pages of web sources, to be read by the next run."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.commands.archive import open_config
from corpus.commands.ingest import SOME_FAILED
from corpus.commands.printing import count, emit, say
from corpus.config import WEB
from corpus.errors import NotFound
from corpus.fetch import Fetched, fetch_pages


@click.command()
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One object for each address.")
@click.pass_context
def fetch(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Fetch the pages of the archive's web sources, all or those named; 'svod sync' and 'svod nightly' do so too.

    Every version of a page is kept in web-snapshots. Ends with 4 when some pages could not be had.
    """
    settings = open_config(ctx)
    known = [source.name for source in settings.sources if source.kind == WEB]
    for name in names:
        if name not in known:
            said = ", ".join(known) or "none"
            raise NotFound(f'{name}: is no web source of this archive ({said}); write kind = "web" into its [[source]]')

    def tell(fetched: Fetched) -> None:
        if as_json:
            emit(asdict(fetched))
        elif fetched.reason:
            say(f"{fetched.url}: {fetched.reason}")

    counts = fetch_pages(settings, names, tell)
    parts = [f"{number} {status}" for status, number in counts.items() if number]
    say(f"Asked for {count(sum(counts.values()), 'page')}: {', '.join(parts) or 'no web source wants any'}.")
    if counts["failed"]:
        ctx.exit(SOME_FAILED)
