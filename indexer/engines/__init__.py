"""Engines behind one narrow interface, chosen by name."""

from __future__ import annotations

from corpus.errors import BadConfig
from indexer.engines import whoosh
from indexer.engines.contract import Engine, Found, Reader, Weights

__all__ = ["ENGINES", "Engine", "Found", "Reader", "Weights", "engine"]

ENGINES: dict[str, Engine] = {each.name: each for each in (whoosh.Whoosh(),)}


def engine(name: str) -> Engine:
    """The engine of this name; ``auto`` takes the first there is. Raises BadConfig."""
    if name == "auto":
        return next(iter(ENGINES.values()))
    if name not in ENGINES:
        raise BadConfig(f"index.engine = {name!r} is not known here; it takes auto or {', '.join(ENGINES)}")
    return ENGINES[name]
