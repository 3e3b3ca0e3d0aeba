"""Puts the files that pages need into indexer/web/static/vendor, unchanged, from their npm packages at fixed versions.

Needs npm and the network; run it as ``make vendor``. A package whose file differs from the sum written here is refused.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES, TESTS = ROOT / "indexer" / "web" / "static" / "vendor", ROOT / "tests" / "browser" / "vendor"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file of an npm package: where it lies in it, under which name we keep it, its licence, and the sum of its bytes."""

    package: str
    version: str
    inside: str
    name: str
    licence: str
    sha256: str
    folder: Path = PAGES


FILES = (
    Vendored(
        "htmx.org",
        "2.0.11",
        "dist/htmx.min.js",
        "htmx-2.0.11.min.js",
        "0BSD",
        "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    ),
    Vendored(
        "leaflet",
        "1.9.4",
        "dist/leaflet.js",
        "leaflet-1.9.4.js",
        "BSD-2-Clause",
        "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    ),
    Vendored(
        "leaflet",
        "1.9.4",
        "dist/leaflet.css",
        "leaflet-1.9.4.css",
        "BSD-2-Clause",
        "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    ),
    Vendored(
        "topojson-client",
        "3.1.0",
        "dist/topojson-client.min.js",
        "topojson-client-3.1.0.min.js",
        "ISC",
        "25cd02ae486cc5063e0215a4e4cfb15de83700c87ac48bac4d57dc6aaf3ebb89",
    ),
    Vendored(
        "world-atlas",
        "2.0.2",
        "countries-50m.json",
        "countries-50m-2.0.2.json",
        "ISC",
        "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    ),
    Vendored(
        "graphology",
        "0.26.0",
        "dist/graphology.umd.min.js",
        "graphology-0.26.0.min.js",
        "MIT",
        "dc337efa23903f61e064c8e7e7f93a429e6855dccfc2458802b4ed30c621c087",
    ),
    Vendored(
        "sigma",
        "3.0.3",
        "dist/sigma.min.js",
        "sigma-3.0.3.min.js",
        "MIT",
        "58e30383ab428f832068d9d16a5215c65ba12430d438ed091c5703f398de9e16",
    ),
    Vendored(
        "axe-core",
        "4.14.0",
        "axe.min.js",
        "axe-4.14.0.min.js",
        "MPL-2.0",
        "20c09fe157a8a34a30e241aaa1fcdade657734f08ab379ecfbeb7d45cc46e878",
        TESTS,
    ),
)

LICENCES = {
    "htmx.org": ("LICENSE", "htmx-LICENSE.txt", PAGES),
    "leaflet": ("LICENSE", "leaflet-LICENSE.txt", PAGES),
    "topojson-client": ("LICENSE", "topojson-client-LICENSE.txt", PAGES),
    "world-atlas": ("LICENSE", "world-atlas-LICENSE.txt", PAGES),
    "graphology": ("LICENSE.txt", "graphology-LICENSE.txt", PAGES),
    "sigma": ("LICENSE.txt", "sigma-LICENSE.txt", PAGES),
    "axe-core": ("LICENSE", "axe-LICENSE.txt", TESTS),
}
"""Where a package keeps its licence, and where we do."""

HEAD = """# Vendored files

Taken unchanged from their packages by `make vendor`; nothing is fetched from elsewhere when pages are shown.

| file | package, version, file in it | licence | sha256 |
|---|---|---|---|
"""


def fetch(package: str, version: str, folder: Path) -> Path:
    """The package's archive, got by npm, which checks it against the registry's own sum."""
    command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return folder / told.split()[-1]


def read(archive: Path, inside: str) -> bytes:
    """A file of a package."""
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{inside}")
        if member is None:
            raise FileNotFoundError(f"{archive.name}: there is no {inside} in it")
        return member.read()


def save(vendored: Vendored, content: bytes) -> None:
    """The file is where pages find it. Raises ValueError when it is not the file that was looked at."""
    seen = hashlib.sha256(content).hexdigest()
    if seen != vendored.sha256:
        raise ValueError(f"{vendored.package} {vendored.version}, {vendored.inside}: sha256 {seen}, not {vendored.sha256}")
    vendored.folder.mkdir(parents=True, exist_ok=True)
    (vendored.folder / vendored.name).write_bytes(content)


def lines(folder: Path) -> Iterator[str]:
    """The list of a folder's files."""
    yield HEAD
    for each in FILES:
        if each.folder == folder:
            licence = f"{each.licence} ({LICENCES[each.package][1]})"
            source = f"npm {each.package} {each.version}, {each.inside}"
            yield f"| {each.name} | {source} | {licence} | {each.sha256} |\n"


def main() -> int:
    """Everything is fetched, checked, put in its place and listed."""
    with tempfile.TemporaryDirectory() as scratch:
        archives = {
            (each.package, each.version): fetch(each.package, each.version, Path(scratch))
            for each in {(file.package, file.version): file for file in FILES}.values()
        }
        for each in FILES:
            save(each, read(archives[each.package, each.version], each.inside))
            inside, name, folder = LICENCES[each.package]
            (folder / name).write_bytes(read(archives[each.package, each.version], inside))
    for folder in (PAGES, TESTS):
        (folder / "VENDORED.md").write_text("".join(lines(folder)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
