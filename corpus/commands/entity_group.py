"""``svod entity``: show one, or say what rules cannot know of it."""

from __future__ import annotations

from collections.abc import Mapping

import click

from corpus.commands.lazy import Lazy, LazyGroup

COMMANDS: Mapping[str, Lazy] = {
    "show": Lazy("corpus.commands.entity:show", "Show NAME with its evidence; 'show' may be left out."),
    "merge": Lazy("corpus.commands.entity_edits:merge", "Declare entities to be one."),
    "split": Lazy("corpus.commands.entity_edits:split", "Take names out of an entity."),
    "rename": Lazy("corpus.commands.entity_edits:rename", "Call an entity by another name."),
    "alias": Lazy("corpus.commands.entity_edits:alias", "Say what an entity is called besides."),
    "type": Lazy("corpus.commands.entity_edits:retype", "Say of which type an entity is."),
    "hide": Lazy("corpus.commands.entity_edits:hide", "Take an entity out of all lists."),
    "undo": Lazy("corpus.commands.entity_edits:undo", "Take an edit back."),
    "edits": Lazy("corpus.commands.entity_edits:edits", "List what people decided."),
}


class ShowByDefault(LazyGroup):
    """A group that reads anything but the name of a command as the arguments of ``show``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, with ``show`` before arguments that name no command."""
        if args and args[0] not in self.lazy and args[0] not in ctx.help_option_names:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(name="entity", cls=ShowByDefault, lazy=COMMANDS)
def entity() -> None:
    """Show a person, organisation or place with its evidence, or correct what rules made of it.

    svod entity NAME shows it. What people decide is kept in entities.jsonl beside svod.toml, outranks every rule, survives a
    re-index from zero, and can be undone.
    """
