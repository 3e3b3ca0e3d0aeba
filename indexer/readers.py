"""Whose archive is it: each person's own, opened once, for work that is done in their name while they are away."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from corpus.config import Config
from indexer.people import Role, register
from indexer.search import Archive
from indexer.views import view_of


class Readers:
    """Archives by the name of who reads; ``local`` is the name that the person at this machine bears here."""

    def __init__(self, config: Config, local: str) -> None:
        self._config, self._local = config, local
        self._people = register(config.house)
        self._open: dict[frozenset[str], Archive] = {}

    def archive(self, name: str) -> Archive:
        """The archive as this person may read it; one without an account among people who have one reads as strangers do.

        Raises IndexMissing where it is not made yet.
        """
        hidden = frozenset[str]()
        if name != self._local and not self._people.is_empty():
            account = self._people.account(name)
            hidden = self._config.hidden_from(name if account else "", account.role if account else Role.READER)
        if hidden not in self._open:
            self._open[hidden] = Archive.open(view_of(self._config, hidden))
        return self._open[hidden]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for archive in self._open.values():
            archive.close()
        self._open = {}
