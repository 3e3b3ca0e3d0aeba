"""The commands of the corpus side, each imported when it is called: ``svod --help`` loads no model and no dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from corpus import __version__
from corpus.commands.lazy import Lazy, LazyGroup

__all__ = ["CORPUS_COMMANDS", "Lazy", "LazyGroup", "corpus_commands", "svod_group"]

CORPUS_COMMANDS: Mapping[str, Lazy] = {
    "init": Lazy("corpus.commands.init:init", "Make an archive: svod.toml with every setting explained."),
    "ingest": Lazy("corpus.commands.ingest:ingest", "Read what is new or changed into the store."),
    "fetch": Lazy("corpus.commands.fetch:fetch", "Fetch the pages of web sources."),
    "retry": Lazy("corpus.commands.ingest:retry", "Try files again that could not be read."),
    "reread": Lazy("corpus.commands.reread:reread", "Read a file again, in a charset that you name."),
    "failures": Lazy("corpus.commands.failures:failures", "List what could not be read, and why."),
    "show": Lazy("corpus.commands.show:show", "Show a document with what was found in it."),
    "entities": Lazy("corpus.commands.entities:entities", "List people, organisations, places the archive knows."),
    "entity": Lazy("corpus.commands.entity_group:entity", "Show one of them with its evidence, or correct it."),
    "analyse": Lazy("corpus.commands.analyse:analyse", "Analyse files or lines of text without an archive."),
    "store": Lazy("corpus.commands.store:store", "Where the store is kept; move it to a PostgreSQL server, or back."),
    "backup": Lazy("corpus.commands.backup:backup", "A copy of the archive, made while it is at work."),
    "restore": Lazy("corpus.commands.backup:restore", "Put a backup into an empty place."),
    "status": Lazy("corpus.commands.status:status", "Counts, sizes, versions and the last run."),
}


def svod_group(lazy: Mapping[str, Lazy], sections: Mapping[str, Sequence[str]] | None = None) -> LazyGroup:
    """The command ``svod`` with these commands; ``ctx.obj`` is the folder given with --archive, or None."""

    @click.group(
        name="svod",
        cls=LazyGroup,
        lazy=lazy,
        sections=sections,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="'svod COMMAND --help' explains one; where it begins: docs/first-archive.md.",
    )
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
        """Search an archive of documents by any word form, and see who, where and what it speaks of.

        \b
        Begin:
          svod init ~/archive --source ~/documents  say where the files are
          cd ~/archive && svod sync                 read and index; again at any time
          svod search Тараз                         also finds Таразе, Taraz, Таразда
          svod search '"городами Азии" -отчёт'      a phrase, but not this word
          svod search 'город:Ош дата:2014'          by what they speak of, and when
          svod serve                                the same in a browser
        """
        ctx.obj = archive

    return svod


corpus_commands = svod_group(CORPUS_COMMANDS)
