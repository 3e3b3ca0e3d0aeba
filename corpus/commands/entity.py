"""``svod entity``: one person, organisation or place with everything that speaks for it."""

from __future__ import annotations

import click

from corpus.commands import values
from corpus.commands.archive import open_config, open_store
from corpus.commands.entity_find import find
from corpus.commands.printing import columns, count, emit, heading, marked, say
from corpus.languages import language
from corpus.model import Entity, EntityType, HeldRole
from corpus.store import Store

MEANT_TOO = 5


@click.command(name="show")
@click.argument("words", metavar="NAME", nargs=-1, required=True)
@click.option("--type", "kind", type=click.Choice([each.value for each in EntityType]), help="Only an entity of this type.")
@click.option("--evidence", "shown", type=click.IntRange(min=0), default=20, show_default=True, help="Sentences to show.")
@click.option("--why", is_flag=True, help="Show by which rule each name came to this entity.")
@click.option("--json", "as_json", is_flag=True, help="One object: id type name names documents mentions links first last ...")
@click.pass_context
def show(ctx: click.Context, words: tuple[str, ...], kind: str | None, shown: int, why: bool, as_json: bool) -> None:
    """Show what the archive knows of NAME: an id, or a name in any form («Таразе», «Шакировой»)."""
    with open_store(open_config(ctx)) as store:
        name = " ".join(words)
        found = find(store, name, EntityType(kind) if kind else None)
        best, *others = found
        if as_json:
            emit(
                values.entity(best)
                | {
                    "roles": values.roles(store.roles_of(best.id)),
                    "contacts": values.known_contacts(store.contacts_of(best.id)),
                    "evidence": values.evidence(store.evidence(best.id, shown)),
                    "merges": [{"name": m.name, "rule": m.rule, "score": m.score, "reason": m.reason} for m in best.merges],
                }
            )
        else:
            _print(store, best, shown, why)
    if others:
        also = "; ".join(f"{each.name} ({each.type}, {each.documents}): {each.id}" for each in others[:MEANT_TOO])
        say(f"\nAlso answers to «{name}»: {also}")


def _print(store: Store, found: Entity, shown: int, why: bool) -> None:
    click.secho(found.name, bold=True, nl=False)
    span = f", {found.first} to {found.last}" if found.first else ""
    click.echo(f"  {found.type} · {found.id} · {count(found.documents, 'document')}, {count(found.mentions, 'mention')}{span}")
    columns([(language(code).name, " · ".join(names)) for code, names in sorted(found.names.items())], indent="  ")
    _print_links(found)
    _print_roles(found, store.roles_of(found.id))
    contacts = store.contacts_of(found.id)
    if contacts:
        heading("Contacts")
        columns(
            [(c.kind, c.value + (f" ext. {c.extension}" if c.extension else ""), c.document) for c in contacts], indent="  "
        )
    if why:
        heading("Why these names")
        columns([(m.name, m.rule, f"{m.score:.2f}", m.reason) for m in found.merges], indent="  ")
    _print_company(store, found)
    _print_documents(store, found)
    _print_evidence(store, found, shown)


def _print_links(found: Entity) -> None:
    if found.links:
        click.echo("  " + ", ".join(f"{key} {value}" for key, value in sorted(found.links.items())))


def _print_roles(found: Entity, roles: list[HeldRole]) -> None:
    """Each position once, with the newest document that says it."""
    known: dict[tuple[str, str], str] = {}
    for role in roles:
        other = role.organisation_name if role.person == found.id else role.person_name
        known.setdefault((" ".join(role.position.split()), other), f"{role.date} {role.document}".strip())
    if known:
        heading("Roles")
        columns([(position, other, where) for (position, other), where in known.items()], indent="  ")


def _print_company(store: Store, found: Entity) -> None:
    together = store.neighbours(found.id, 8)
    if together:
        heading("Together with")
        columns([(count, each.name, each.type) for each, count in together], right=(0,), indent="  ")


def _print_documents(store: Store, found: Entity) -> None:
    heading("Documents")
    listed = store.entity_documents(found.id, 20)
    columns([(date or "undated", id, f"{count}×", title) for id, date, title, count in listed], right=(2,), indent="  ")
    if found.documents > len(listed):
        click.echo(f"  … and {found.documents - len(listed)} older ones")


def _print_evidence(store: Store, found: Entity, shown: int) -> None:
    lines = store.evidence(found.id, shown)
    if lines:
        heading("Evidence")
    for line in lines:
        page = f", page {line.page}" if line.page else ""
        page += f" (OCR, {line.recognised:.2f})" if line.recognised else ""
        note = f"  ({line.note})" if line.note else ""
        click.echo(f"  {line.date or 'undated'} {line.document}{page}: {marked(line.sentence, line.span)}{note}")
