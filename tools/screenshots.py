"""Pictures of the pages for docs/pictures, taken of the sample archive by Chromium; ``make screenshots`` runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from corpus import config as configuration
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 900

PAGES = {
    "home": "/",
    "search": "/search?q=семинар+Алматы",
    "document": "/document/{document}?q=семинар",
    "scan": "/document/{scan}/page/1",
    "entity": "/entity/{city}",
    "correct": "/entity/{person}/correct?same=Сапарова",
    "map": "/map",
    "network": "/network",
    "timeline": "/timeline?year=2014",
    "compare": "/compare?a=Алматы&b=Тараз",
}
DARK = ("search", "map")
NARROW = ("document",)


def main() -> int:
    """The pictures are new; the archive they show is thrown away."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium here: apt-get install chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        known = archive(root)
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "from indexer.cli import main; main()",
            "--archive",
            scratch,
            "serve",
            "--port",
            "0",
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
            assert server.stderr is not None
            try:
                photograph(chromium, server.stderr.readline().strip().rstrip("/"), known)
            finally:
                server.terminate()
    return 0


def archive(root: Path) -> dict[str, str]:
    """The sample is read and indexed; ids that the addresses need."""
    (root / configuration.FILE_NAME).write_text(configuration.template("Тёплый город", str(ROOT / "raw")), "utf-8")
    config = configuration.load(root, {"archive.languages": ["ru", "en", "uk", "kk", "ro"]}, environment={})
    with Store.of(config, write=True) as store:
        ingest(config, store)
        build_index(config, store)
        document = next(id for id in store.ids() if re.match("Первый Вводный", store.document(id).title))
        scan = next(id for id in store.ids() if "skan" in store.document(id).paths[0])
        city, person = (store.find_entities(name)[0].id for name in ("Алматы", "Сапарова"))
        return {"document": document, "scan": scan, "city": city, "person": person}


def photograph(chromium: str, address: str, known: dict[str, str]) -> None:
    """Every page in light colours, some in dark ones and on a phone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-quic"])
        wanted = [(name, "light", WIDTH) for name in PAGES] + [(name, "dark", WIDTH) for name in DARK]
        for name, scheme, width in wanted + [(name, "light", 400) for name in NARROW]:
            context = browser.new_context(
                base_url=address, locale="ru-RU", color_scheme=scheme, reduced_motion="reduce",
                viewport={"width": width, "height": HEIGHT},
            )  # fmt: skip
            save(context.new_page(), name + ("-dark" if scheme == "dark" else "-phone" if width < WIDTH else ""), name, known)
            context.close()
        browser.close()


def save(page: Any, file: str, name: str, known: dict[str, str]) -> None:
    """One picture; the page is asked for twice, so that it is shown as a warm server shows it."""
    for _ in range(2):
        page.goto(PAGES[name].format(**known), wait_until="networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=str(PICTURES / f"{file}.png"))


if __name__ == "__main__":
    sys.exit(main())
