"""Which archive a command works on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from corpus import config
from corpus.config import Config
from corpus.errors import ArchiveMissing
from corpus.store import Store


def open_config(ctx: click.Context, options: Mapping[str, Any] | None = None) -> Config:
    """The configuration of the archive given with --archive, else of the nearest one upwards. Raises ArchiveMissing."""
    folder: Path | None = ctx.obj
    return config.load(config.find_archive(Path.cwd()) if folder is None else folder, options)


def config_or_defaults(ctx: click.Context, options: Mapping[str, Any] | None = None) -> Config:
    """As ``open_config``; without an archive the defaults, unless one was asked for."""
    try:
        return open_config(ctx, options)
    except ArchiveMissing:
        if ctx.obj is not None:
            raise
        return config.load(None, options)


def open_store(settings: Config, *, write: bool = False) -> Store:
    """The archive's store. Raises NotFound when nothing was ingested yet, ArchiveLocked when another run writes."""
    return Store.of(settings, write=write)
