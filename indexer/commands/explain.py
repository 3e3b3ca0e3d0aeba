"""``svod explain``: how a query was read, what was searched for it, and why a document answers."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import count, emit, say
from indexer.explain import Explanation, explain
from indexer.search import Archive
from indexer.terms import Precision

NOTHING_FOUND = 3


@click.command("explain")
@click.argument("query")
@click.argument("document", metavar="[DOC]", default="")
@click.option(
    "--precision",
    type=click.Choice([each.value for each in Precision]),
    default=Precision.WIDE.value,
    show_default=True,
    help="wide: every form and reading of a word; word: its forms only; exact: as typed.",
)
@click.option("--json", "as_json", is_flag=True, help="One object: tree parts places total advice corrections.")
@click.pass_context
def explain_query(ctx: click.Context, query: str, document: str, precision: str, as_json: bool) -> None:
    """Show how QUERY is understood: each word's terms, closest first, with the documents that have them.

    With DOC, also where it answers. Ends with 3 when nothing is found, saying which word or filter is to blame.
    """
    with Archive.open(open_config(ctx)) as archive:
        said = explain(archive, query, document=document, precision=precision)
    if as_json:
        emit(_values(said))
    else:
        _print(said, document)
    if not said.results.total:
        ctx.exit(NOTHING_FOUND)


def _values(said: Explanation) -> dict[str, object]:
    return {
        "tree": said.tree,
        "parts": [asdict(part) for part in said.parts],
        "places": [asdict(place) for place in said.places],
        "total": said.results.total,
        "advice": said.results.advice,
        "corrections": [{"word": each.word, "term": each.term, "by": each.by} for each in said.results.expansions],
    }


def _print(said: Explanation, document: str) -> None:
    click.echo(f"read as: {said.tree}")
    for part in said.parts:
        counts = "" if part.weight == 1 else f", counts {part.weight:g}"
        click.echo(f"{part.kind}: {part.text} ({count(part.documents, 'document')}{counts})")
        for term in part.terms:
            click.echo(f"    {term.tier:<8} {term.term} {term.documents}")
    for each in said.results.expansions:
        click.echo(f"also: {each} ({each.language}, {each.by})")
    for place in said.places:
        click.echo(f"{place.start:>7} {place.tier:<8} {place.seen} ({place.term}): {place.around}")
    if document and not said.places:
        say("No place in the text of this document answers.")
    if said.results.total:
        say(f"found: {count(said.results.total, 'document')}")
    else:
        say(f"Nothing found. {said.results.advice}".strip())
