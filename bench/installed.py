"""What an installation takes: svod in a fresh environment, without extras, byte-compiled as pip leaves it.

``python bench/installed.py`` (``make size``) prints the sum and the largest parts, and ends with 1 above ``LIMIT_MB``. Needs
the network; the versions are those of ``requirements.lock`` where they exist for this Python.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIMIT_MB = 600
PARTS = ("pyproject.toml", "README.md", "LICENSE", "corpus", "indexer")
SHOWN = 15


def measure(folder: Path) -> dict[str, Any]:
    """MB on disk of an environment made at ``folder``: of all of it, and of each distribution, the largest first."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    source = folder / "source"
    source.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)  # pip builds in place and leaves the build behind
    locked = ["-c", str(ROOT / "requirements.lock")] if sys.version_info[:2] == (3, 11) else []
    subprocess.run([environment / "bin" / "python", "-m", "pip", "install", "-q", *locked, source], check=True)
    (site,) = environment.glob("lib/python*/site-packages")
    return {"total_mb": disk_mb(environment.rglob("*")), "parts": dict(parts(site)), "limit_mb": LIMIT_MB}


def parts(site: Path) -> list[tuple[str, float]]:
    """Each distribution in a folder of packages with its MB, the largest first."""
    sizes = {found.name: disk_mb(Path(str(found.locate_file(file))) for file in found.files or ()) for found in _found(site)}
    return sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))


def disk_mb(paths: Iterable[Path]) -> float:
    """What files take on disk, in MB of a million bytes; links take nothing."""
    return sum(path.lstat().st_blocks * 512 for path in paths if path.is_file() and not path.is_symlink()) / 1e6


def _found(site: Path) -> Iterable[Any]:
    return distributions(path=[str(site)])


def main() -> int:
    """Says what an installation takes."""
    with tempfile.TemporaryDirectory(prefix="svod-size-") as folder:
        figures = measure(Path(folder))
    if sys.argv[1:] == ["--json"]:
        print(json.dumps(figures))
    else:
        print(f"{figures['total_mb']:7.1f} MB  all")
        for name, size in list(figures["parts"].items())[:SHOWN]:
            print(f"{size:7.1f} MB  {name}")
    return int(figures["total_mb"] > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
