"""``svod saved``: searches that are asked again whenever the archive changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from corpus.commands.archive import open_config
from corpus.commands.printing import columns, emit, say
from corpus.errors import NotFound
from indexer.readers import Readers
from indexer.saved import LOCAL, MAIL, REPORT, Book, News, SavedSearch, find_news, save_search
from indexer.schema import KEYWORDS
from indexer.terms import Precision

_owner = click.option("--owner", default=LOCAL, show_default=True, help="Whose searches.")
_json = click.option("--json", "as_json", is_flag=True, help="One object a line.")


@click.group()
def saved() -> None:
    """Save searches, and see what came that answers them. 'svod nightly' asks them all, and mails what is new."""


@saved.command()
@click.argument("query")
@click.option("--name", default="", help="What to call it.  [default: the query]")
@click.option("--mail", default="", metavar="ADDRESS", help="Who is told by mail (settings mail.*).")
@click.option(
    "--filter", "filters", multiple=True, metavar="FIELD=VALUE", help=f"Only documents that have it: {', '.join(KEYWORDS)}."
)
@click.option("--precision", type=click.Choice([each.value for each in Precision]), default="wide", show_default=True)
@click.option("--no-across", is_flag=True, help="Do not look for the words in other languages.")
@_owner
@_json
@click.pass_context
def add(ctx: click.Context, /, query: str, owner: str, as_json: bool, **said: Any) -> None:
    """Save QUERY: what answers it now is known, what comes later is news. The same question again changes its name and mail."""
    settings = open_config(ctx)
    search = SavedSearch(
        owner,
        query,
        said["name"],
        _filters(said["filters"]),
        said["precision"],
        not said["no_across"],
        mail=said["mail"],
    )
    with Book.open(settings.data) as book, Readers(settings, LOCAL) as readers:
        found = save_search(book, readers.archive(owner), search, readers.archive(LOCAL).store.generation())
    if as_json:
        emit(found.as_values())
    else:
        say(f"Saved as {found.number}: {found.title}")


@saved.command("list")
@click.option("--all", "everyone", is_flag=True, help="Everyone's.")
@_owner
@_json
@click.pass_context
def list_saved(ctx: click.Context, owner: str, everyone: bool, as_json: bool) -> None:
    """List saved searches. Ends with 3 when there is none."""
    settings = open_config(ctx)
    with Book.open(settings.data) as book:
        found = book.searches(None if everyone else owner)
    if not found:
        raise NotFound("no search is saved; save one with: svod saved add QUERY")
    if as_json:
        for search in found:
            emit(search.as_values())
        return
    columns([(each.number, each.owner, each.title, each.mail, each.since[:10]) for each in found], right=(0,))


@saved.command()
@click.argument("number", type=int)
@_owner
@click.pass_context
def remove(ctx: click.Context, number: int, owner: str) -> None:
    """Save the search NUMBER no longer."""
    settings = open_config(ctx)
    with Book.open(settings.data) as book:
        say(f"Removed: {book.remove(number, owner).title}")


@saved.command()
@click.option("--all", "everyone", is_flag=True, help="Everyone's.")
@_owner
@_json
@click.pass_context
def run(ctx: click.Context, owner: str, everyone: bool, as_json: bool) -> None:
    """Ask saved searches now: what came since they were asked last, each document once. Ends with 3 when nothing did."""
    settings = open_config(ctx)
    with Book.open(settings.data) as book, Readers(settings, LOCAL) as readers:
        found = list(find_news(book, readers.archive(LOCAL), None if everyone else owner, readers.archive))
        for news in found:
            book.say(news.search.number, news.hits, MAIL, REPORT)
    for news in found:
        if news.trouble:
            say(f"{news.search.title}: {news.trouble}")
        for hit in news.hits:
            if as_json:
                emit({"number": news.search.number, "owner": news.search.owner, "name": news.search.title, **hit.as_values()})
        if news.hits and not as_json:
            _print(news)
    if not any(news.hits for news in found):
        raise NotFound(f"nothing new; saved searches asked: {len(found)}")


def _print(news: News) -> None:
    click.secho(f"{news.search.title}: {len(news.hits)} new", bold=True)
    for hit in news.hits:
        click.echo(f"  {hit.title or hit.path}  {hit.document}")
        click.echo(f"    {' '.join((hit.match or '; '.join(hit.why)).split())}")


def _filters(said: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in said:
        name, mark, value = each.partition("=")
        if not mark or name not in KEYWORDS:
            raise click.BadParameter(f"{each}: write FIELD=VALUE with one of {', '.join(KEYWORDS)}", param_hint="--filter")
        found[name] = (*found.get(name, ()), value)
    return found
