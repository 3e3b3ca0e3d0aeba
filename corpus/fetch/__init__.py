"""Pages of the web, fetched politely and kept as snapshots: the files that a web source holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.config import WEB, Config

__all__ = ["STATUSES", "Fetched", "fetch_pages"]

STATUSES = ("new", "changed", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address: new, changed, unchanged or failed, the snapshot below its source ("" when none), and why."""

    source: str
    url: str
    status: str
    file: str = ""
    reason: str = ""


def fetch_pages(config: Config, names: Sequence[str] = (), tell: Callable[[Fetched], None] | None = None) -> Mapping[str, int]:
    """Every page that the web sources (all, or those named) want was asked for once; how many of each status.

    What could not be had stands in the index of snapshots, from where the next run takes it to the ledger. Raises
    ArchiveLocked when another run writes.
    """
    counts = dict.fromkeys(STATUSES, 0)
    wanted = [source for source in config.sources if source.kind == WEB and (not names or source.name in names)]
    if not wanted:
        return counts
    # 100 ms of imports, which an archive without web sources need not spend
    from corpus.fetch.run import fetch_source
    from corpus.store import hold

    with hold(config.data):
        for source in wanted:
            for fetched in fetch_source(config, source):
                counts[fetched.status] += 1
                if tell is not None:
                    tell(fetched)
    return counts
