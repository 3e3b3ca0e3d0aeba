"""A real server over the sample archive, and the system's Chromium in front of it.

Without a browser or without playwright these tests are skipped, and say so. ``SVOD_WHOLE=1`` (make test-browser) looks at
every page in every language and colour scheme; else a sample of them is looked at, in less than a minute.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from corpus.config import Config
from corpus.store import Store

ROOT = Path(__file__).parents[2]
AXE = Path(__file__).parent / "vendor" / "axe-4.14.0.min.js"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
WHOLE = os.environ.get("SVOD_WHOLE") == "1"

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

PROGRAM = """
import sys
from pathlib import Path
from corpus import config
from indexer.web.server import serve
serve(config.load(Path(sys.argv[1]), environment={}), "127.0.0.1", 0)
"""

HEAVIEST_BYTES = 100_000

PATIENCE_MS = 180_000
"""A correction is in the index before its page is shown: ten seconds of a processor, more where others use it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the sample holds, by ids that addresses are made of."""

    document: str
    versions: tuple[str, str]
    city: str
    person: str
    scan: str


@dataclass(slots=True)
class Seen:
    """A page, and what a browser complained of while it was open."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    def failed(self, request: Any) -> None:
        """A request that got no answer; one the browser let go because it left the page is no fault of the page."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def said(self, message: Any) -> None:
        """What the page's scripts or the browser wrote; a renderer in software says of itself that it is slow."""
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.complaints.append(message.text)

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and good practice."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary'][:300]}"
                for each in found["violations"]]  # fmt: skip

    def weight(self) -> int:
        """Bytes sent for the page with all it loads."""
        script = """() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
            .reduce((sum, each) => sum + each.transferSize, 0)"""
        return int(self.page.evaluate(script))


@pytest.fixture(scope="session")
def sample_config(read_raw: Callable[[Path], Config], tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A sample archive of the browser's own, read and indexed: its tests correct names in it."""
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install --group test")
    return read_raw(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def known(sample_config: Config) -> Known:
    """A document with names, two versions of one, a city and a person."""
    with Store.of(sample_config) as store:
        ids = list(store.ids())
        versions = next((id, found[0].id) for id in ids if (found := store.versions(id)) and found[0].kind == "version")
        document = next(id for id in ids if store.document(id).title.startswith("Первый Вводный"))
        types = {entity.type.value: entity.id for entity in reversed(store.entities(limit=60))}
        scan = next(id for id in ids if "skan" in store.document(id).paths[0])
        return Known(document, versions, types["city"], types["person"], scan)


@pytest.fixture(scope="session")
def address(sample_config: Config) -> Iterator[str]:
    """Where the server listens, without a slash at the end."""
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(sample_config.root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stderr is not None
        yield process.stderr.readline().strip().rstrip("/")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium(sample_config: Config) -> Iterator[Any]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Callable[..., Any]:
    """Opens a page as someone who speaks ``language``; ``scheme`` is of colours, ``width`` of the screen in pixels."""

    @contextmanager
    def visiting(
        path: str, language: str = "ru", *, scripts: bool = True, scheme: str = "light", width: int = 1280
    ) -> Iterator[Seen]:
        context = chromium.new_context(
            base_url=address, locale=language, java_script_enabled=scripts, color_scheme=scheme, reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        seen = Seen(context.new_page())
        seen.page.set_default_timeout(PATIENCE_MS)
        seen.page.on("console", lambda message: seen.said(message))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("requestfailed", lambda request: seen.failed(request))
        seen.page.on("response", lambda answer: seen.complaints.extend([answer.url] if answer.status >= 400 else []))
        seen.page.goto(path)
        if scripts and seen.page.locator("#map").count():
            seen.page.locator(".spot").first.wait_for()
        yield seen
        context.close()

    return visiting
