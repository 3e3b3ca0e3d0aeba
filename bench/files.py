"""The bench's corpus: real files out of public Debian documentation packages, the same choice every time.

Files are copied as they lie in the package. Only what a packager compressed (manual pages, ``.gz``) is unpacked, and named
``.txt``: it is text with roff marks.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("packages.txt")
SUFFIXES = (".html", ".htm", ".txt", ".pdf", ".gz")
LEAST_BYTES = 300


@dataclass(frozen=True, slots=True)
class Share:
    """A package, how much of the corpus it gives (relative to the others), and what its files' paths must hold."""

    package: str
    weight: int
    part: str = ""


def read_list(text: str) -> list[Share]:
    """The shares of a list of packages; lines that begin with # say nothing."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [Share(line[0], int(line[1]), line[2] if len(line) > 2 else "") for line in lines]


def listed() -> str:
    """The hash of the list of packages: figures over other files are not to be compared."""
    return hashlib.sha1(LIST.read_bytes()).hexdigest()


def build(work: Path, wanted: int) -> Path:
    """The folder ``work/files-WANTED`` holds ``wanted`` files; packages are fetched once and kept in ``work``."""
    folder, mark = work / f"files-{wanted}", work / f"files-{wanted}.done"
    shares = read_list(LIST.read_text("utf-8"))
    said = f"{wanted} {listed()}"
    if mark.exists() and mark.read_text("utf-8") == said:
        return folder
    mark.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    for share in shares:
        unpack(work, share.package)
    for package, path in choose(work, shares, wanted):
        copy(path, folder / package / _name(path.relative_to(work / "unpacked" / package)))
    mark.write_text(said, "utf-8")
    return folder


def unpack(work: Path, package: str) -> None:
    """The package's files lie below ``work/unpacked``. Raises SystemExit where it cannot be fetched."""
    target, archives = work / "unpacked" / package, work / "debs"
    if target.is_dir():
        return
    archives.mkdir(parents=True, exist_ok=True)
    if not list(archives.glob(f"{package}_*.deb")):
        print(f"fetching {package}", file=sys.stderr)
        fetched = subprocess.run(["apt-get", "download", "-qq", package], cwd=archives, capture_output=True, text=True)
        if fetched.returncode:
            reason = fetched.stderr.strip()
            sys.exit(f"bench: {package} cannot be fetched ({reason}); run 'apt-get update', or leave it out of {LIST}")
    waiting = target.with_suffix(".part")
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir(parents=True)
    subprocess.run(["dpkg-deb", "-x", sorted(archives.glob(f"{package}_*.deb"))[-1], waiting], check=True)
    waiting.rename(target)


def choose(work: Path, shares: Sequence[Share], wanted: int) -> list[tuple[str, Path]]:
    """``wanted`` files with their packages, by the hash of their paths; what a package lacks is filled from the first ones."""
    total = sum(share.weight for share in shares)
    chosen: dict[Path, str] = {}
    for share, room in [*((share, wanted * share.weight // total) for share in shares), *((share, wanted) for share in shares)]:
        found = (path for path in candidates(work / "unpacked" / share.package, share.part) if path not in chosen)
        chosen.update(dict.fromkeys(ranked(found)[: min(room, wanted - len(chosen))], share.package))
    if len(chosen) < wanted:
        print(f"bench: the packages hold {len(chosen)} files, {wanted} were asked for", file=sys.stderr)
    return [(package, path) for path, package in chosen.items()]


def candidates(root: Path, part: str) -> list[Path]:
    """Documents below ``root`` whose path holds ``part``: no links, no licences and changelogs, nothing nearly empty."""
    found = []
    for path in root.rglob("*"):
        known = path.suffix in SUFFIXES and path.name not in ("changelog.gz", "changelog.Debian.gz")
        if known and part in path.as_posix() and not path.is_symlink() and path.stat().st_size >= LEAST_BYTES:
            found.append(path)
    return found


def ranked(paths: Iterable[Path]) -> list[Path]:
    """``paths`` in an order that no one chose and that is the same everywhere: by a hash of package and name."""
    return sorted(paths, key=lambda path: hashlib.sha1("/".join(path.parts[-6:]).encode()).hexdigest())


def copy(path: Path, target: Path) -> None:
    """The file lies at ``target``, unpacked if it was compressed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        target.with_name(target.name.removesuffix(".gz") + ".txt").write_bytes(gzip.decompress(path.read_bytes()))
    else:
        shutil.copyfile(path, target)


def _name(inside: Path) -> str:
    return "/".join(part for part in inside.parts if part not in ("usr", "share", "doc"))
