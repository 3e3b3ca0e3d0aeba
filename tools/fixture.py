"""Makes the small archive by which a release is remembered: ``python tools/fixture.py`` writes tests/data/archives/VERSION.zip.

Done once, when a version is released, with that version: later ones must open it, bring it up to date and answer as it did.
It holds files, store, index, people's journal, and ``answers.json``: what the version itself said of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from corpus import __version__
from corpus import config as configuration

PLACE = Path(__file__).parents[1] / "tests" / "data" / "archives" / f"{__version__}.zip"

FILES = {
    "release.txt": (
        "Семинар по энергосбережению в Таразе\n\nг. Тараз, 19–20 февраля 2014 года. Семинар открыла Татьяна Шакирова, директор "
        "Проектного офиса «Тёплый город», тел.: +7 (727) 278-51-10, t.shakirova@example.org. "
        "Затем в Алматы приехал Андрей Кирчив.\n"
    ).encode(),
    "letter.txt": "Уважаемая Татьяна Михайловна!\n\nПросим Татьяну Шакирову приехать в Алматы 12 марта 2015 года.\n".encode(
        "cp1251"
    ),
    "old.txt": "Письмо из города Бишкек. Школа № 5 просит угля.\n".encode("cp866"),
    "news.md": (
        b"# Warm schools of Almaty\n\nAlmaty, 5 June 2018. Tatiana Shakirova visited two schools in Almaty and one in Taraz.\n"
    ),
    "gone.txt": "Этого документа больше нет: подписка на журнал.\n".encode(),
    "empty.txt": b"",
}
QUERIES = ("Таразе", "школа", "Алматы", '"Татьяна Шакирова"', "журнал", "schools")


def svod(archive: Path, *words: str) -> list[dict[str, object]]:
    """What a command says to programs."""
    command = [sys.executable, "-W", "ignore", "-c", "from indexer.cli import main; main()", "--archive", str(archive), *words]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode not in (0, 3, 4):
        raise SystemExit(said.stderr)
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def make(archive: Path) -> None:
    """The archive after two nights, with what people decided."""
    (archive / "raw").mkdir(parents=True)
    for name, content in FILES.items():
        (archive / "raw" / name).write_bytes(content)
    (archive / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    svod(archive, "nightly")
    svod(archive, "reread", "raw/old.txt", "--as", "cp866")
    svod(archive, "entity", "rename", "Тараз", "Аулие-Ата", "--by", "anna")
    (archive / "raw" / "gone.txt").unlink()
    svod(archive, "nightly")


def answers(archive: Path) -> dict[str, object]:
    """What this version says of it."""
    found = {query: [hit["path"] for hit in svod(archive, "search", query, "--json")] for query in QUERIES}
    shown = {
        path: svod(archive, "show", path, "--json")[0] for path in sorted({path for paths in found.values() for path in paths})
    }
    kept = ("id", "title", "text", "languages", "date", "mentions", "contacts")
    return {
        "version": __version__,
        "search": found,
        "documents": {path: {key: said[key] for key in kept} for path, said in shown.items()},
        "entities": sorted([each["type"], each["name"], each["documents"]] for each in svod(archive, "entities", "--json")),
        "failures": sorted(str(each["path"]) for each in svod(archive, "failures", "--json")),
    }


def main() -> None:
    """The zip is written; one that is there is left alone."""
    if PLACE.exists():
        raise SystemExit(f"{PLACE} is there already: a released version is made once")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        make(archive)
        said = answers(archive)
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(PLACE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for file in sorted(archive.rglob("*")):
                if file.is_file() and not file.name.startswith("lock") and not file.name.endswith(("-wal", "-shm")):
                    packed.write(file, file.relative_to(archive).as_posix())
            packed.writestr("answers.json", json.dumps(said, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
