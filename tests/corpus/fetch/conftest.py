"""A site on loopback whose answers the test decides, and an archive that fetches from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus import config
from corpus.fetch import Fetched, fetch_pages

Page = Callable[[BaseHTTPRequestHandler], None]


def page(
    content: str | bytes = "<html><body><p>Семинар в Таразе.</p></body></html>",
    status: int = 200,
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> Page:
    """A page that is always the same."""
    body = content.encode() if isinstance(content, str) else content

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def in_turn(*pages: Page) -> Page:
    """The first time the first page, then the next; the last one from then on."""
    left = list(pages)

    def answer(request: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request)

    return answer


@dataclass
class Site:
    """What the site answers, by path, and what it was asked: method, path and headers."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def paths(self) -> list[str]:
        """Paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.pages.get(self.path, page("nothing here", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):  # the fetcher hung up, as it should
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Reader:
    """An archive with one web source."""

    root: Path
    site: Site

    def declare(self, lines: str = "", **settings: Any) -> Reader:
        """The source wants these; ``{url}`` is the site's. Settings are of the table fetch."""
        said = {"private": "true", "pause_seconds": 0.01, "seconds": 2, "file_mb": 1, **settings}
        table = "\n".join(f"{key} = {value}" for key, value in said.items())
        lines = (lines or 'urls = ["{url}/a"]').replace("{url}", self.site.url)
        start = "[analysis]\nentities = false\n[run]\nworkers = 1\n"
        text = f'{start}[fetch]\n{table}\n[[source]]\nname = "site"\nkind = "web"\n{lines}\n'
        (self.root / "svod.toml").write_text(text, "utf-8")
        return self

    def fetch(self) -> dict[str, Fetched]:
        """What became of each path."""
        found: list[Fetched] = []
        fetch_pages(config.load(self.root, environment={}), (), found.append)
        return {fetched.url.removeprefix(self.site.url): fetched for fetched in found}

    def reason(self, path: str = "/a") -> str:
        """Why a page could not be had."""
        return self.fetch()[path].reason

    def snapshots(self) -> list[Path]:
        """All files on the shelf."""
        return sorted(file for file in (self.root / "web-snapshots" / "site").rglob("*") if file.is_file())


@pytest.fixture
def reader(tmp_path: Path, site: Site) -> Reader:
    return Reader(tmp_path, site)


@pytest.fixture
def pages() -> Callable[..., Page]:
    """Makes a page."""
    return page


@pytest.fixture
def turns() -> Callable[..., Page]:
    """Makes a page of several, in turn."""
    return in_turn
