"""Where natasha's packaged data lie: its weights and name lists are read as files, natasha itself is not imported."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import SvodError


@lru_cache(maxsize=1)
def data() -> Path:
    """The data folder inside the installed wheel. Raises SvodError when natasha is not installed."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise SvodError("the package natasha, which holds the name model, is not installed; install svod again")
    return Path(spec.submodule_search_locations[0]) / "data"
