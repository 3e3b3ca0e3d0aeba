"""Commands that are imported when they are called: ``svod --help`` loads no model and no dictionary."""

from __future__ import annotations

import difflib
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from corpus.errors import SvodError


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command not yet imported: ``target`` is ``module:attribute``, ``help`` its line in the list of commands."""

    target: str
    help: str


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists all without importing any."""

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands in the order in which they were given."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none of this name."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self.lazy[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; an unknown name is answered with the nearest known ones."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), cutoff=0.5)
            advice = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"No such command '{name}'.{advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from their one-line helps."""
        helps = {name: lazy.help for name, lazy in self.lazy.items()}
        for name in super().list_commands(ctx):
            helps[name] = self.commands[name].get_short_help_str()
        with formatter.section("Commands"):
            formatter.write_dl(list(helps.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what svod raises for people becomes a message and its exit code."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except SvodError as error:
            click.echo(f"Error: {error}", err=True)
            raise click.exceptions.Exit(error.exit_code) from error
        except sqlite3.Error as error:
            click.echo(f"Error: the store cannot be used: {error}; is the disk full or the file damaged?", err=True)
            raise click.exceptions.Exit(1) from error
        except KeyboardInterrupt as error:
            click.echo("svod: interrupted; what was finished is kept", err=True)
            raise click.exceptions.Exit(130) from error
