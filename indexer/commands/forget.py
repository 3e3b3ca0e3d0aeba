"""``svod forget``: a document is erased everywhere."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus import audit
from corpus.commands.archive import open_config, open_store
from corpus.commands.printing import count, emit, say
from indexer import care


@click.command()
@click.argument("document", metavar="DOC")
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
@click.option("--json", "as_json", is_flag=True, help="One object: ids paths names edits files still unknown.")
@click.pass_context
def forget(ctx: click.Context, document: str, yes: bool, as_json: bool) -> None:
    """Erase DOC (an id, the beginning of one, or a path; also one whose file is gone) with what lies in it.

    Its text, names and contacts that no other document gives, its traces in index, suggestions, reports and fetched pages are
    gone, and the store's file is written anew. The hash of its content is kept, so that it is not read again while its file,
    which svod never touches, is still there. Backups made before are not touched either.
    """
    settings = open_config(ctx)
    with open_store(settings, write=True) as store:
        if not yes:
            click.confirm(f"Erase {document} for good?", abort=True, err=True)
        done = care.forget(settings, store, document)
    audit.record(settings.data, audit.at_this_machine(), "forget", " ".join(done.ids))
    if as_json:
        emit(asdict(done))
        return
    names = count(len(done.names), "name")
    say(f"Forgotten: {count(len(done.ids), 'document')} ({', '.join(done.ids)}) and {names} of theirs alone.")
    for file in done.files:
        say(f"removed: {file}")
    if done.edits:
        say(f"{count(done.edits, 'edit')} in entities.jsonl told of these names and do so no more.")
    for file in done.still:
        say(f"{file} still holds it, and is not read again; delete it yourself.")
    if done.unknown:
        numbers = ", ".join(map(str, done.unknown))
        say(f"entities.jsonl: edits {numbers} tell of names that no document mentions; if they were its, empty those lines.")
    say("Backups made before still hold it.")
