"""``svod entity merge|split|rename|alias|hide|type|undo|edits``: people's word on entities, kept in the archive's journal."""

from __future__ import annotations

import getpass
import os
from dataclasses import asdict, replace

import click

from corpus import editing
from corpus.commands.archive import open_config, open_store
from corpus.commands.entity_find import find
from corpus.commands.printing import columns, emit, say
from corpus.config import Config
from corpus.editing import Wish
from corpus.entities import Edit
from corpus.errors import NotFound
from corpus.model import Entity, EntityType
from corpus.store import Store

_TYPES = click.Choice([each.value for each in EntityType])
kind_option = click.option("--type", "kind", type=_TYPES, help="Only an entity of this type.")
by_option = click.option("--by", default="", help="Who decides.  [default: your login name]")
because_option = click.option("--because", default="", metavar="REASON", help="Why, for those who read the list of edits.")


@click.command()
@click.argument("names", nargs=-1, required=True)
@kind_option
@by_option
@because_option
@click.pass_context
def merge(ctx: click.Context, names: tuple[str, ...], kind: str | None, by: str, because: str) -> None:
    """Declare the entities called NAMES (two or more) to be one: svod entity merge 'И. Городиская' 'Iryna Horodyska'."""
    if len(names) < 2:
        raise click.UsageError("name at least two entities to merge")
    with _editing(ctx) as (settings, store):
        one, *others = [_one(store, name, kind).id for name in names]
        _say(editing.decide(settings, store, Wish("merge", one, "", tuple(others), because), by or _login()))


@click.command()
@click.argument("name")
@click.argument("apart", nargs=-1, required=True)
@kind_option
@by_option
@because_option
@click.pass_context
def split(ctx: click.Context, name: str, apart: tuple[str, ...], kind: str | None, by: str, because: str) -> None:
    """Take the names APART out of the entity NAME: they are one thing of their own from now on."""
    _decide(ctx, name, kind, by, Wish("split", "", "", apart, because))


@click.command()
@click.argument("name")
@click.argument("new")
@kind_option
@by_option
@because_option
@click.pass_context
def rename(ctx: click.Context, name: str, new: str, kind: str | None, by: str, because: str) -> None:
    """Call the entity NAME by NEW; its names in documents stay."""
    _decide(ctx, name, kind, by, Wish("rename", "", new, (), because))


@click.command()
@click.argument("name")
@click.argument("also")
@kind_option
@by_option
@because_option
@click.pass_context
def alias(ctx: click.Context, name: str, also: str, kind: str | None, by: str, because: str) -> None:
    """Say that the entity NAME is ALSO called so, though no document may write it: it is found by that name too."""
    _decide(ctx, name, kind, by, Wish("alias", "", also, (), because))


@click.command()
@click.argument("name")
@kind_option
@by_option
@because_option
@click.pass_context
def hide(ctx: click.Context, name: str, kind: str | None, by: str, because: str) -> None:
    """Take the entity NAME out of all lists: it is a mistake, or nothing worth listing."""
    _decide(ctx, name, kind, by, Wish("hide", "", "", (), because))


@click.command(name="type")
@click.argument("name")
@click.argument("new", type=_TYPES)
@kind_option
@by_option
@because_option
@click.pass_context
def retype(ctx: click.Context, name: str, new: str, kind: str | None, by: str, because: str) -> None:
    """Say that the entity NAME is of type NEW."""
    _decide(ctx, name, kind, by, Wish("type", "", new, (), because))


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@by_option
@because_option
@click.pass_context
def undo(ctx: click.Context, number: int, by: str, because: str) -> None:
    """Take back the edit with this NUMBER (see: svod entity edits)."""
    with _editing(ctx) as (settings, store):
        _say(editing.take_back(settings, store, number, by or _login(), because))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object an edit.")
@click.pass_context
def edits(ctx: click.Context, as_json: bool) -> None:
    """List what people decided, and which decisions hold."""
    settings = open_config(ctx)
    with open_store(settings) as store:
        told = editing.told(settings, store)
    if as_json:
        for each in told:
            emit(asdict(each.edit) | {"holds": each.holds, "unknown": list(each.unknown)})
        return
    for each in told:
        for name in each.unknown if each.holds else ():
            say(f"edit {each.edit.number}: no document mentions «{name}» any more")
    columns([_row(each.edit, each.holds) for each in told], right=(0,))


def _row(edit: Edit, holds: bool) -> tuple[object, ...]:
    return edit.number, edit.at[:10], edit.by, edit.do, _told(edit), edit.because, "" if holds else "undone"


class _editing:  # noqa: N801 - used as a statement, like open()
    """The archive's settings and its store, locked for writing."""

    def __init__(self, ctx: click.Context) -> None:
        self._settings = open_config(ctx)
        self._store = open_store(self._settings, write=True)

    def __enter__(self) -> tuple[Config, Store]:
        return self._settings, self._store.__enter__()

    def __exit__(self, *error: object) -> None:
        self._store.close()


def _decide(ctx: click.Context, name: str, kind: str | None, by: str, wish: Wish) -> None:
    with _editing(ctx) as (settings, store):
        wanted = replace(wish, entity=_one(store, name, kind).id)
        _say(editing.decide(settings, store, wanted, by or _login()))


def _say(made: Edit) -> None:
    say(
        f"Edit {made.number}: {made.do} {_told(made)}. Bring the index up to it with: svod index; take it back with: "
        f"svod entity undo {made.number}"
    )


def _told(edit: Edit) -> str:
    return " · ".join(dict.fromkeys(name for _, name in edit.names)) + (f" → {edit.value}" if edit.value else "")


def _one(store: Store, name: str, kind: str | None) -> Entity:
    best, *others = find(store, name, EntityType(kind) if kind else None)
    alike = [each for each in others if each.name == best.name]
    if alike:
        ids = ", ".join(each.id for each in (best, *alike))
        raise NotFound(f"«{name}» is the name of several: say which by its id: {ids}")
    return best


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "")
