"""``svod watch``: the archive is brought up to date whenever its files change."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

import click

from corpus.commands.archive import open_config
from corpus.commands.logs import logger
from corpus.commands.printing import say
from corpus.config import FOLDER, Config, Source
from corpus.errors import ArchiveLocked, BadConfig
from corpus.sources import is_excluded
from indexer.commands.index import bring_up_to_date

LOCKED_SECONDS = 10.0
"""Until the next try when another run holds the lock."""

LONGEST_SECONDS = 60.0
"""Files that never come to rest are read at least so often."""


@click.command()
@click.pass_context
def watch(ctx: click.Context) -> None:
    """Sync once, then again whenever files change in the archive's folders, until SIGTERM or SIGINT.

    Sources that are no folders (mail, web, elsewhere) are read at the start alone: leave them to 'svod nightly'. The
    archive's lock is held during a run only.
    """
    settings = open_config(ctx)
    folders = [source for source in settings.sources if source.kind == FOLDER and source.path.is_dir()]
    for source in settings.sources:
        if source not in folders:
            say(f"Not watched: {source.name} ({source.place})")
    if not folders:
        raise BadConfig(f"{settings.root}: no source is a folder that is there; name one as [[source]], or use: svod nightly")
    with until_told() as stop:
        _run(settings, (), stop)
        for paths in _changes(settings, folders, stop):
            _run(settings, paths, stop)
    say("Stopped watching.")


@contextmanager
def until_told() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set; they end what is going on inside, which keeps all that was finished."""
    stop = Event()

    def tell(number: int, frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    except KeyboardInterrupt:
        if not stop.is_set():
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _changes(settings: Config, folders: list[Source], stop: Event) -> Iterator[tuple[str, ...]]:
    """Folders of the sources in which files changed, each time that they came to rest."""
    import watchfiles

    exclude, data = settings["read.exclude"], settings.data.resolve()

    def wanted(_: watchfiles.Change, path: str) -> bool:
        place = Path(path)
        return not place.is_relative_to(data) and any(
            not any(is_excluded(part, exclude) for part in place.relative_to(source.path).parts)
            for source in folders
            if place.is_relative_to(source.path)
        )

    say(f"Watching {', '.join(source.name for source in folders)}.")
    step_ms = max(1, round(settings["watch.quiet_seconds"] * 1000))
    for changes in watchfiles.watch(
        *(source.path for source in folders),
        watch_filter=wanted,
        debounce=max(step_ms, round(LONGEST_SECONDS * 1000)),
        step=step_ms,
        stop_event=stop,
        raise_interrupt=False,
    ):
        places = [Path(path) for _, path in changes]
        yield tuple(str(source.path) for source in folders if any(place.is_relative_to(source.path) for place in places))


def _run(settings: Config, paths: tuple[str, ...], stop: Event) -> None:
    """A run over these folders (all sources, when none is named); while another run is at work it waits."""
    while not stop.is_set():
        try:
            bring_up_to_date(settings, paths, logger(settings, None))
        except ArchiveLocked as error:
            say(f"{error}; trying again in {LOCKED_SECONDS:g} seconds")
            time.sleep(LOCKED_SECONDS)
        else:
            return
