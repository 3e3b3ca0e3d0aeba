"""Engines behind one narrow interface, chosen by name; each is imported when it is used."""

from __future__ import annotations

from importlib import import_module

from corpus.config import Config
from corpus.errors import BadConfig
from indexer.engines.contract import FACET_VALUES, Engine, Found, Place, Reader, Turn, turned
from indexer.weights import Weights

__all__ = [
    "AUTO",
    "ENGINES",
    "FACET_VALUES",
    "LOCAL",
    "SHAPED_BY",
    "SMALL",
    "Engine",
    "Found",
    "Place",
    "Reader",
    "Turn",
    "Weights",
    "choose",
    "engine",
    "turned",
]

LOCAL = ("whoosh", "tantivy")
ENGINES = (*LOCAL, "opensearch")
AUTO = "auto"
SHAPED_BY = {"opensearch": ("opensearch.shards",)}
"""Settings of an engine with which an index is made anew when they change."""
SMALL = 5000
"""Documents up to which ``auto`` takes Whoosh. At 20,000 a faceted query takes it 75 ms of processor time, Tantivy 2."""


def choose(name: str, documents: int) -> str:
    """The engine that the setting ``name`` means for an archive of so many documents. Raises BadConfig."""
    if name == AUTO:
        return LOCAL[0] if documents <= SMALL else LOCAL[1]
    if name not in ENGINES:
        raise BadConfig(f"index.engine = {name!r} is not known here; it takes auto or {', '.join(ENGINES)}")
    return name


def engine(name: str, config: Config | None = None) -> Engine:
    """The engine of this name; one that works on other machines is found by the settings. Raises BadConfig."""
    return import_module(f"indexer.engines.{choose(name, 0)}").make(config)  # type: ignore[no-any-return]
