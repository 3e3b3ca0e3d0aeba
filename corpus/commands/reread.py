"""``svod reread``: a file read again, in a charset that a person knows better."""

from __future__ import annotations

import click

from corpus import pipeline
from corpus.charset import known_codec
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import progress, say
from corpus.commands.show import charset_verdict
from corpus.errors import NotFound

FAILED = 1


@click.command()
@click.argument("document", metavar="DOC")
@click.option(
    "--as", "charset", metavar="CHARSET", default="", help="Read its bytes as this, for good: cp866, koi8-r, cp1251 ..."
)
@click.pass_context
def reread(ctx: click.Context, document: str, charset: str) -> None:
    """Read DOC again: an id, the beginning of one, or a path as listed, also one that could not be read.

    With --as its bytes are read in that charset from now on, wherever they lie; without, svod judges by itself again.
    """
    codec = known_codec(charset)
    if charset and not codec:
        raise click.BadParameter(f"{charset!r} is no charset that Python knows; try cp866, cp1251, koi8-r", param_hint="--as")
    settings = open_config(ctx)
    with open_store(settings, write=True) as store, progress("Reading") as show:
        root = store.choose_charset(document, codec)
        report = pipeline.ingest(settings, store, [root], show)
        for line in report.skipped:
            say(f"{line.path}: {line.reason}")
        try:
            found = store.document(document)
        except NotFound:
            ctx.exit(FAILED)
        say(f"{found.title or found.paths[0]}: {charset_verdict(found.charset) if found.charset else 'holds no bytes of text'}")
