"""Versions and translations of one release as one result: the best of those that answer stands for all.

Folding only narrows the plan, so totals and pages of every engine stay exact and agree with one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.engines import Reader
from indexer.plan import All, Keyword, Plan
from indexer.schema import ANY, RELEASED

DUPLICATES = ("fold", "show")
"""What becomes of versions of one release in an answer: one result for all of them, or one each."""


def folded(reader: Reader, asked: Plan, releases: Mapping[str, str], sort: str) -> Plan:
    """The plan without the versions of a release that come after another of it in the answer's order."""
    rivals = All((asked, Keyword(RELEASED, (ANY,))))
    count = reader.count(rivals)
    if count < 2:
        return asked
    page = reader.search(rivals, page=1, size=count, sort=sort, facets=()).page
    behind = _behind([document for document, _ in page], releases)
    return All((asked,), (Keyword(RELEASED, behind),)) if behind else asked


def _behind(ranked: Sequence[str], releases: Mapping[str, str]) -> tuple[str, ...]:
    seen: set[str] = set()
    behind = []
    for document in ranked:
        release = releases.get(document, document)
        if release in seen:
            behind.append(document)
        seen.add(release)
    return tuple(behind)
