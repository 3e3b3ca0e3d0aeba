"""Commands that are imported when they are called: ``svod --help`` loads no model and no dictionary."""

from __future__ import annotations

import difflib
import errno
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from corpus.errors import SvodError

_ROOM = "what was finished is kept; make room"
_ROOM_AND_RIGHTS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EROFS: "the disk is read-only; mount it for writing",
    errno.EACCES: "give the user who runs svod the right to",
    errno.EPERM: "give the user who runs svod the right to",
    errno.EIO: "the disk fails; move the archive to another",
}
"""What the machine may lack, and what to do about it."""


class Stopped(KeyboardInterrupt):
    """The process was told to end, as a service is when it is stopped."""


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends what is going on inside as Ctrl-C does; a command that hears signals itself is left alone."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _stop(*_: object) -> None:
    raise Stopped


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command not yet imported: ``target`` is ``module:attribute``, ``help`` its line in the list of commands."""

    target: str
    help: str


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists all without importing any.

    ``sections`` are the headings of the list, each with its commands; what none of them names stands at its end.
    """

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, Lazy] | None = None,
        sections: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})
        self.sections = dict(sections or {})

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
        """The list of commands by section, from their one-line helps."""
        helps = {name: lazy.help for name, lazy in self.lazy.items()}
        for name in super().list_commands(ctx):
            helps[name] = self.commands[name].get_short_help_str()
        width = max(map(len, helps))
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), helps.pop(name)) for name in names if name in helps])
        if helps:
            with formatter.section("Commands"):
                formatter.write_dl([(name.ljust(width), said) for name, said in helps.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what svod raises for people becomes a message and its exit code."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            with stoppable():
                return super().invoke(ctx)
        except SvodError as error:
            click.echo(f"Error: {error}", err=True)
            raise click.exceptions.Exit(error.exit_code) from error
        except sqlite3.Error as error:
            from corpus.store.schema import is_unreachable  # few commands end so

            advice = "is its disk full, read-only or gone?" if is_unreachable(error) else "heal it with: svod repair"
            click.echo(f"Error: the store cannot be used: {error}; {advice}", err=True)
            raise click.exceptions.Exit(1) from error
        except OSError as error:
            if error.errno not in _ROOM_AND_RIGHTS:
                raise
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"Error: {where}{error.strerror}; {_ROOM_AND_RIGHTS[error.errno]}, then run this again", err=True)
            raise click.exceptions.Exit(1) from error
        except Stopped as error:
            click.echo("svod: told to stop; what was finished is kept, the next run goes on from there", err=True)
            raise click.exceptions.Exit(128 + signal.SIGTERM) from error
        except KeyboardInterrupt as error:
            click.echo("svod: interrupted; what was finished is kept", err=True)
            raise click.exceptions.Exit(130) from error
