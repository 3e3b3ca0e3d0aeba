"""The index shows what the store holds, and the views of all who may not read everything show what is open to them."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.config import VIEWS, Config
from corpus.store import Store
from indexer.generations import current_index as current_index
from indexer.making import Agreement as Agreement
from indexer.making import make_index, sweep_views
from indexer.making import verify as verify


def build_index(config: Config, store: Store, *, force: bool = False) -> Mapping[str, int]:
    """The index shows what the store holds; counts of ``documents`` held and ``indexed`` now (0: it was up to date).

    The views of people to whom some collections are closed are made anew where they are due. Raises ArchiveLocked when
    another run builds.
    """
    counts = make_index(config, store, force=force)
    if config.collections or config["web.mask_contacts"] or (config.house / VIEWS).exists():
        from indexer.views import make_views  # people, passwords and the search itself: most archives have no views

        make_views(config)
    sweep_views(config)
    return counts
