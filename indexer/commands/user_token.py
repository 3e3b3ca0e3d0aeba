"""``svod user token add|list|revoke``: tokens for programs."""

from __future__ import annotations

from dataclasses import asdict

import click

from corpus.commands.printing import columns, emit, say
from indexer.commands.user import noted, opened
from indexer.people import Scope


@click.group()
def token() -> None:
    """Let programs in: each shows a token of its own, which can be revoked without touching the person's password."""


@token.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice([each.value for each in Scope]), default=[Scope.READ.value],
    show_default=True, help="What it may be used for; no more than NAME may.",
)  # fmt: skip
@click.option("--label", default="", help="What it is for, to tell it from others.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def add(ctx: click.Context, name: str, scopes: tuple[str, ...], label: str, as_json: bool) -> None:
    """Make a token for NAME and print it, this once."""
    settings, people = opened(ctx)
    number, secret = people.add_token(name, [Scope(each) for each in scopes], label)
    noted(settings, f"token {number} of {name}: {' '.join(sorted(scopes))}")
    if as_json:
        emit({"number": number, "token": secret})
        return
    click.echo(secret)
    say("It is shown this once. A program sends it as the header 'Authorization: Bearer TOKEN'.")


@token.command("list")
@click.argument("name", default="")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def show(ctx: click.Context, name: str, as_json: bool) -> None:
    """List the tokens of NAME, or of everyone, with their last use."""
    _, people = opened(ctx)
    found = people.tokens(name)
    if as_json:
        for each in found:
            emit(asdict(each) | {"scopes": sorted(each.scopes)})
        return
    columns([(each.number, each.person, " ".join(sorted(each.scopes)), each.label, _state(each.used, each.revoked))
             for each in found], right=(0,))  # fmt: skip


@token.command()
@click.argument("number", type=int)
@click.pass_context
def revoke(ctx: click.Context, number: int) -> None:
    """Let the token NUMBER open nothing any more."""
    settings, people = opened(ctx)
    people.revoke_token(number)
    noted(settings, f"token {number} revoked")
    say(f"Token {number} is revoked.")


def _state(used: str, revoked: str) -> str:
    return f"revoked {revoked}" if revoked else f"used {used}" if used else "never used"
