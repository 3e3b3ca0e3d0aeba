"""``svod entity merge|split|rename|hide|type|undo|edits``: people's word on entities, kept in the archive's journal."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from corpus import entities, pipeline
from corpus.commands.archive import open_config, open_store
from corpus.commands.entity_find import find
from corpus.commands.printing import columns, emit, say
from corpus.config import Config
from corpus.entities import Edit
from corpus.errors import NotFound
from corpus.model import Entity, EntityType
from corpus.store import Store

_TYPES = click.Choice([each.value for each in EntityType])
kind_option = click.option("--type", "kind", type=_TYPES, help="Only an entity of this type.")
by_option = click.option("--by", default="", help="Who decides.  [default: your login name]")


@click.command()
@click.argument("names", nargs=-1, required=True)
@kind_option
@by_option
@click.pass_context
def merge(ctx: click.Context, names: tuple[str, ...], kind: str | None, by: str) -> None:
    """Declare the entities called NAMES (two or more) to be one: svod entity merge 'И. Городиская' 'Iryna Horodyska'."""
    if len(names) < 2:
        raise click.UsageError("name at least two entities to merge")
    with _editing(ctx) as (settings, store):
        found = [_one(store, name, kind) for name in names]
        _decide(settings, store, _edit(by, "merge", [key for each in found for key in store.entity_names(each.id)]))


@click.command()
@click.argument("name")
@click.argument("apart", nargs=-1, required=True)
@kind_option
@by_option
@click.pass_context
def split(ctx: click.Context, name: str, apart: tuple[str, ...], kind: str | None, by: str) -> None:
    """Take the names APART out of the entity NAME: they are one thing of their own from now on."""
    with _editing(ctx) as (settings, store):
        entity = _one(store, name, kind)
        names = store.entity_names(entity.id)
        unknown = [each for each in apart if each not in {name for _, name in names}]
        if unknown:
            known = ", ".join(dict.fromkeys(name for _, name in names))
            raise NotFound(f"«{entity.name}» has no name «{unknown[0]}»; its names: {known}")
        _decide(settings, store, _edit(by, "split", [key for key in names if key[1] in apart]))


@click.command()
@click.argument("name")
@click.argument("new")
@kind_option
@by_option
@click.pass_context
def rename(ctx: click.Context, name: str, new: str, kind: str | None, by: str) -> None:
    """Call the entity NAME by NEW; its names in documents stay."""
    with _editing(ctx) as (settings, store):
        entity = _one(store, name, kind)
        _decide(settings, store, _edit(by, "rename", store.entity_names(entity.id), new))


@click.command()
@click.argument("name")
@kind_option
@by_option
@click.pass_context
def hide(ctx: click.Context, name: str, kind: str | None, by: str) -> None:
    """Take the entity NAME out of all lists: it is a mistake, or nothing worth listing."""
    with _editing(ctx) as (settings, store):
        entity = _one(store, name, kind)
        _decide(settings, store, _edit(by, "hide", store.entity_names(entity.id)))


@click.command(name="type")
@click.argument("name")
@click.argument("new", type=_TYPES)
@kind_option
@by_option
@click.pass_context
def retype(ctx: click.Context, name: str, new: str, kind: str | None, by: str) -> None:
    """Say that the entity NAME is of type NEW."""
    with _editing(ctx) as (settings, store):
        entity = _one(store, name, kind)
        _decide(settings, store, _edit(by, "type", store.entity_names(entity.id), new))


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@by_option
@click.pass_context
def undo(ctx: click.Context, number: int, by: str) -> None:
    """Take back the edit with this NUMBER (see: svod entity edits)."""
    with _editing(ctx) as (settings, store):
        if number not in {edit.number for edit in entities.load_journal(settings.root)}:
            raise NotFound(f"there is no edit {number}; list them with: svod entity edits")
        _decide(settings, store, _edit(by, "undo", (), str(number)))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object an edit.")
@click.pass_context
def edits(ctx: click.Context, as_json: bool) -> None:
    """List what people decided, and which decisions hold."""
    settings = open_config(ctx)
    journal = entities.load_journal(settings.root)
    holding = {edit.number for edit in entities.standing(journal)}
    with open_store(settings) as store:
        known = {(str(name.type), name.name) for name in store.names()}
    lost = {(edit.number, name) for edit, name in entities.unknown_names(journal, known)}
    if as_json:
        for edit in journal:
            emit(
                asdict(edit)
                | {"holds": edit.number in holding, "unknown": [name for _, name in edit.names if (edit.number, name) in lost]}
            )
        return
    for edit in journal:
        for type_, name in edit.names:
            if (edit.number, name) in lost and edit.number in holding:
                say(f"edit {edit.number}: no document mentions «{name}» ({type_}) any more")
    columns([(e.number, e.at[:10], e.by, e.do, _told(e), "" if e.number in holding else "undone") for e in journal], right=(0,))


class _editing:  # noqa: N801 - used as a statement, like open()
    """The archive's settings and its store, locked for writing."""

    def __init__(self, ctx: click.Context) -> None:
        self._settings = open_config(ctx)
        self._store = open_store(self._settings, write=True)

    def __enter__(self) -> tuple[Config, Store]:
        return self._settings, self._store.__enter__()

    def __exit__(self, *error: object) -> None:
        self._store.close()


def _decide(settings: Config, store: Store, edit: Edit) -> None:
    root = settings.root or Path()
    made = entities.add_edit(root, edit)
    pipeline.relink(settings, store)
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


def _edit(by: str, do: str, names: Sequence[tuple[str, str]], value: str = "") -> Edit:
    return Edit(0, datetime.now(UTC).isoformat(timespec="seconds"), by or _login(), do, tuple(dict.fromkeys(names)), value)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "")
