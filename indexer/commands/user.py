"""``svod user add|list|remove|password|role``: accounts."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from corpus.audit import at_this_machine, record
from corpus.commands.archive import open_config
from corpus.commands.printing import columns, emit, say
from corpus.config import Config
from indexer.people import Register, Role, register

ROLES = click.Choice([each.value for each in Role])
stdin_option = click.option("--stdin", is_flag=True, help="Read the password from the first line of standard input.")


@click.command()
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.READER.value, show_default=True, help="What the person may do.")
@click.option("--no-password", is_flag=True, help="For one who comes through a proxy or with tokens alone.")
@stdin_option
@click.pass_context
def add(ctx: click.Context, name: str, role: str, no_password: bool, stdin: bool) -> None:
    """Give NAME an account; the password is asked for."""
    settings, people = opened(ctx)
    people.add(name, Role(role), "" if no_password else _asked(stdin))
    noted(settings, f"add {name} as {role}")
    say(f"{name} may come in as {role}.")


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def show(ctx: click.Context, as_json: bool) -> None:
    """List who has an account."""
    _, people = opened(ctx)
    found = people.accounts()
    if as_json:
        for each in found:
            emit(asdict(each))
        return
    columns([(each.name, each.role, "password" if each.password else "no password", each.created) for each in found])
    if not found:
        say("Nobody has an account: the web view serves this machine alone. Add one with: svod user add NAME")


@click.command()
@click.argument("name")
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Take NAME's account, sessions and tokens away."""
    settings, people = opened(ctx)
    people.remove(name)
    noted(settings, f"remove {name}")
    say(f"{name} has no account any more.")


@click.command()
@click.argument("name")
@stdin_option
@click.pass_context
def password(ctx: click.Context, name: str, stdin: bool) -> None:
    """Give NAME a new password, and end their sessions."""
    settings, people = opened(ctx)
    people.give_password(name, _asked(stdin))
    noted(settings, f"password of {name}")
    say(f"{name} has a new password, and logs in again.")


@click.command()
@click.argument("name")
@click.argument("role", type=ROLES)
@click.pass_context
def role(ctx: click.Context, name: str, role: str) -> None:
    """Give NAME the ROLE reader, researcher, editor or admin."""
    settings, people = opened(ctx)
    people.give_role(name, Role(role))
    noted(settings, f"role of {name}: {role}")
    say(f"{name} is {role} from now on.")


def opened(ctx: click.Context) -> tuple[Config, Register]:
    """The archive's settings and its register."""
    settings = open_config(ctx)
    return settings, register(settings.data)


def noted(settings: Config, what: str) -> None:
    """The change stands in the audit log."""
    record(settings.data, at_this_machine(), "user", what)


def _asked(stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
