"""Who is measured side by side: svod, Recoll, Omega, bare libraries; the commands of each, and why one is absent.

Commands run in the bench's work folder with paths relative to it, so that they can be repeated as printed. Each peer has a
home and a configuration of its own below ``race/``; nothing of the user's is read or written.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from texts import Question, typed

PYTHON = sys.executable
SVOD = (PYTHON, "-c", "from indexer.cli import main; main()")
BARE = str(Path(__file__).with_name("bare.py"))
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own Python, where python3-xapian lives."""

STEMS = "russian english german french"
BLAS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Contender:
    """One way from files to an index: ``build`` is timed, ``prepare`` (work folder, files) is not.

    ``ask`` is the call that asks a question from the command line; ``inside`` says who asks in one process: the Python, the
    engine of ``bare.py``, the index. ``texts`` says that texts are given instead of files.
    """

    name: str
    version: str
    build: Sequence[str]
    index: str
    prepare: Callable[[Path, Path], None] = lambda work, files: None
    environment: Mapping[str, str] = field(default_factory=dict)
    ask: Callable[[Question], Sequence[str]] | None = None
    inside: tuple[str, str, str] | None = None
    texts: bool = False
    accepted: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class Absent:
    """A peer that is not installed, and how it would be."""

    name: str
    wanted: str


def contenders(files: str, texts: str) -> list[Contender | Absent]:
    """All of them, in the order in which they take turns; ``files`` and ``texts`` are paths from the work folder."""
    own = [_svod(engine, entities, files) for entities in (False, True) for engine in ("tantivy", "whoosh")]
    return [*own, _recoll(files), _omega(files), *(_bare(name, texts) for name in ("tantivy", "whoosh", "fts5"))]


def shown(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """A command as a person types it."""
    line = " ".join(f"'{part}'" if re.search(r"[\s\"*]", part) else part for part in command)
    line = line.replace(f"{PYTHON} -c '{SVOD[2]}'", "svod").replace(PYTHON, "python").replace(BARE, "../bare.py")
    said = " ".join(f"{name}={value}" for name, value in (environment or {}).items())
    return f"{said} {line}".strip()


def _svod(engine: str, entities: bool, files: str) -> Contender:
    folder = f"race/svod-{engine}{'-entities' if entities else ''}"

    def prepare(work: Path, _: Path) -> None:
        shutil.rmtree(work / folder, ignore_errors=True)
        subprocess.run([*SVOD, "init", folder, "--source", files], cwd=work, check=True, capture_output=True)

    return Contender(
        f"svod, {engine}" + (", entities" if entities else ""),
        version("svod"),
        (*SVOD, "--archive", folder, "sync"),
        f"{folder}/.svod/index",
        prepare,
        {"SVOD_INDEX_ENGINE": engine, "SVOD_ANALYSIS_ENTITIES": str(entities).lower()},
        lambda question: (*SVOD, "--archive", folder, "search", "--size", "10", "--", typed(question)),
        (PYTHON, "svod", folder),
        accepted=frozenset({0, 4}),
    )


def _recoll(files: str) -> Contender | Absent:
    if not (shutil.which("recollindex") and shutil.which("recollq")):
        return Absent("Recoll", "apt install recollcmd")
    folder = "race/recoll"

    def prepare(work: Path, corpus: Path) -> None:
        shutil.rmtree(work / folder, ignore_errors=True)
        (work / folder).mkdir(parents=True)
        settings = (f"topdirs = {corpus}", f"indexstemminglanguages = {STEMS}", "idxniceprio = 0", "loglevel = 1", "")
        (work / folder / "recoll.conf").write_text("\n".join(settings), "utf-8")

    return Contender(
        "Recoll",
        _said(["recollindex", "-h"], r"Recoll (\d\S*)"),
        ("recollindex", "-c", folder, "-z"),
        f"{folder}/xapiandb",
        prepare,
        {"HOME": "race/home", "LC_ALL": "C.UTF-8"},
        lambda question: ("recollq", "-c", folder, "-n", "10", typed(question)),
    )


def _omega(files: str) -> Contender | Absent:
    if not (shutil.which("omindex") and shutil.which("quest")):
        return Absent("Xapian Omega", "apt install xapian-omega xapian-tools")
    folder = "race/omega"
    inside = (SYSTEM_PYTHON, "xapian", folder) if _has_xapian() else None
    return Contender(
        "Xapian Omega",
        _said(["omindex", "--version"], r"(\d[\d.]+)"),
        ("omindex", "--db", folder, "--stemmer=russian", "--url=/", files),
        folder,
        lambda work, _: shutil.rmtree(work / folder, ignore_errors=True),
        {"HOME": "race/home", "LC_ALL": "C.UTF-8"},
        lambda question: ("quest", f"--db={folder}", "--stemmer=russian", "--default-op=and", "--msize=10", typed(question)),
        inside,
    )


def _bare(engine: str, texts: str) -> Contender | Absent:
    package = {"tantivy": "tantivy", "whoosh": "whoosh-reloaded", "fts5": ""}[engine]
    name = {"tantivy": "bare tantivy", "whoosh": "bare whoosh", "fts5": "SQLite FTS5"}[engine]
    try:
        number = (
            version(package) if package else _said([PYTHON, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], r"(\S+)")
        )
    except PackageNotFoundError:
        return Absent(name, f"pip install {package}")
    folder = f"race/bare-{engine}"
    build = (PYTHON, BARE, "build", engine, texts, folder)
    return Contender(name, number, build, folder, inside=(PYTHON, engine, folder), texts=True)


def _has_xapian() -> bool:
    asked = [SYSTEM_PYTHON, "-c", "import xapian"]
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _said(command: Sequence[str], pattern: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1] if found else "?"
