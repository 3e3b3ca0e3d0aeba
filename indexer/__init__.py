"""svod's second package: it finds what the first one read.

``from indexer import Archive, load``: ``Archive.open(load(folder))`` is an archive with its store and index, for reading.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.config import load
    from indexer.search import Archive, Facet, Results

__all__ = ["Archive", "Facet", "Results", "load"]

_HOMES = {"Archive": "indexer.search", "Facet": "indexer.search", "Results": "indexer.search", "load": "corpus.config"}


def __getattr__(name: str) -> Any:
    """The public names, imported when asked for: a command that prints its help needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
