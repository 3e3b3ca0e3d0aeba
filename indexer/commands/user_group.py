"""``svod user``: who may come in, with which role, password and tokens."""

from __future__ import annotations

from collections.abc import Mapping

import click

from corpus.commands.lazy import Lazy, LazyGroup

COMMANDS: Mapping[str, Lazy] = {
    "add": Lazy("indexer.commands.user:add", "Give a person an account."),
    "list": Lazy("indexer.commands.user:show", "Who has an account."),
    "remove": Lazy("indexer.commands.user:remove", "Take an account away."),
    "password": Lazy("indexer.commands.user:password", "Give a person a new password."),
    "role": Lazy("indexer.commands.user:role", "Give a person another role."),
    "token": Lazy("indexer.commands.user_token:token", "Tokens for programs: add, list, revoke."),
}


@click.group(name="user", cls=LazyGroup, lazy=COMMANDS)
def user() -> None:
    """Say who may come in to the web view.

    While nobody has an account, the web view serves this machine alone, and whoever sits at it. Roles, each with all rights
    of those before: reader, researcher (sees contacts that are masked), editor (corrects entities), admin.
    """
