"""The commands of the corpus side, each imported when it is called: ``svod --help`` loads no model and no dictionary."""

from __future__ import annotations

import difflib
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from corpus import __version__
from corpus.errors import SvodError


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command not yet imported: ``target`` is ``module:attribute``, ``help`` its line in the list of commands."""

    target: str
    help: str


CORPUS_COMMANDS: Mapping[str, Lazy] = {
    "init": Lazy("corpus.commands.init:init", "Make an archive: svod.toml with every setting explained."),
    "ingest": Lazy("corpus.commands.ingest:ingest", "Read what is new or changed into the store."),
    "retry": Lazy("corpus.commands.ingest:retry", "Try files again that could not be read."),
    "failures": Lazy("corpus.commands.failures:failures", "List what could not be read, and why."),
    "show": Lazy("corpus.commands.show:show", "Show a document with what was found in it."),
    "entities": Lazy("corpus.commands.entities:entities", "List people, organisations, places the archive knows."),
    "entity": Lazy("corpus.commands.entity_group:entity", "Show one of them with its evidence, or correct it."),
    "analyse": Lazy("corpus.commands.analyse:analyse", "Analyse files or lines of text without an archive."),
    "status": Lazy("corpus.commands.status:status", "Counts, sizes, versions and the last run."),
}


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


def svod_group(lazy: Mapping[str, Lazy]) -> LazyGroup:
    """The command ``svod`` with these commands; ``ctx.obj`` is the folder given with --archive, or None."""

    @click.group(name="svod", cls=LazyGroup, lazy=lazy, context_settings={"help_option_names": ["-h", "--help"]})
    @click.option(
        "--archive",
        metavar="DIR",
        type=click.Path(path_type=Path),
        envvar="SVOD_ARCHIVE",
        show_envvar=True,
        help="Folder with svod.toml.  [default: the nearest one upwards]",
    )
    @click.version_option(__version__, prog_name="svod")
    @click.pass_context
    def svod(ctx: click.Context, archive: Path | None) -> None:
        """Search an archive of documents by any word form, and see who, where and what it speaks of."""
        ctx.obj = archive

    return svod


corpus_commands = svod_group(CORPUS_COMMANDS)
