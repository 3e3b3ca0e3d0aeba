"""ARCHITECTURE.md and the packaging say what is in the tree: no line missing, none stale."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
LINE = re.compile(r"- `(?P<path>[^`]+)`: (?P<question>.+)")


def modules() -> set[str]:
    """Every module of the packages and the bench, as a path from the root."""
    found = (file for folder in ("corpus", "indexer", "bench") for file in (ROOT / folder).rglob("*.py"))
    return {file.relative_to(ROOT).as_posix() for file in found if "work" not in file.relative_to(ROOT).parts}


def lines() -> list[tuple[str, str]]:
    """Path and question of each line of the map."""
    matches = (LINE.fullmatch(line) for line in (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines())
    return [(match["path"], match["question"]) for match in matches if match]


def test_every_module_has_its_line() -> None:
    """A new module brings a line, `path`: the question it answers."""
    missing = sorted(modules() - {path for path, _ in lines()})
    assert not missing, f"add a line to ARCHITECTURE.md for {missing}"


def test_no_line_is_stale() -> None:
    """A module that went takes its line along, and none stands twice."""
    paths = [path for path, _ in lines()]
    stale = sorted(set(paths) - modules())
    assert not stale, f"remove from ARCHITECTURE.md: {stale}"
    assert len(paths) == len(set(paths))


def test_lines_are_questions() -> None:
    """Short ones: a line is for finding the way, the module's docstring says the rest."""
    for path, question in lines():
        assert "?" in question, path
        assert len(question) <= 100, path


def test_every_data_file_is_packaged() -> None:
    """What a package holds beside its modules comes along when svod is installed."""
    globs = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    for package, patterns in globs.items():
        files = (file for file in (ROOT / package).rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc"))
        for file in files:
            inner = PurePosixPath(file.relative_to(ROOT / package))
            assert any(inner.match(pattern.removeprefix("**/")) for pattern in patterns), f"{package}/{inner} is not packaged"
