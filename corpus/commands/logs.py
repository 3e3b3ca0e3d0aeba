"""A run as a log for programs: an object a line on stderr, each with the run's number and the document it speaks of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from corpus.config import Config
from corpus.errors import BadConfig

TEXT, JSON = "text", "json"

Tell = Callable[..., None]

log_option = click.option(
    "--log",
    type=click.Choice([TEXT, JSON]),
    help="json: what happens, an object a line on stderr.  [default: log.format, text]",
)


def logger(settings: Config, chosen: str | None) -> Tell | None:
    """What writes an event with its values as a line of JSON; None when people are to read. Raises BadConfig.

    Once an event names the ``run``, every later line bears its number.
    """
    wanted = settings["log.format"] if chosen is None else chosen
    if wanted not in (TEXT, JSON):
        raise BadConfig(f"log.format = {wanted!r}; it takes {TEXT} or {JSON}")
    return _Log(settings.name) if wanted == JSON else None


class _Log:
    """A structlog logger that learns the run's number."""

    def __init__(self, archive: str) -> None:
        # 60 ms, which talk for people is spared; what it says of its own types is not what mypy reads
        structlog: Any = import_module("structlog")
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            wrapper_class=structlog.BoundLogger,
        )
        self._log = self._log.bind(archive=archive)

    def __call__(self, event: str, **values: Any) -> None:
        if "run" in values:
            self._log = self._log.bind(run=values.pop("run"))
        said = {name: value for name, value in values.items() if value not in ("", None)}
        write = self._log.warning if event == "failed" else self._log.info
        write(event, **said)
