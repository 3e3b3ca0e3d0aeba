"""One page after the other, asked for politely: robots.txt, pauses, conditions, limits, and redirects that stay at home."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx

from corpus import __version__
from corpus.config import Config
from corpus.errors import Unfetchable, UnreadableFile
from corpus.fetch.listing import unpack
from corpus.fetch.network import Clock, transport
from corpus.fetch.robots import Robots
from corpus.sources import MEGABYTE

_REDIRECTS = 10
_BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. ``content`` is whole and unpacked; 304 has none. ``url`` is where redirects ended."""

    status: int
    url: str
    content: bytes = b""
    media_type: str = ""
    etag: str = ""
    modified: str = ""
    location: str = ""
    wait_seconds: float = 0.0


class Client:
    """Asks the ``hosts``, and no other. Close it."""

    def __init__(self, config: Config, hosts: frozenset[str]) -> None:
        self._config, self._hosts = config, hosts
        self._clock = Clock()
        self._asked: dict[str, float] = {}
        agent = str(config["fetch.agent"])
        self._robots = Robots(agent, self._ask_robots)
        self._http = httpx.Client(
            transport=transport(self._clock, private=config["fetch.private"]),
            headers={"User-Agent": f"{agent}/{__version__}", "Accept-Encoding": "gzip"},
            timeout=config["fetch.seconds"],
            trust_env=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.close()

    def ask(self, url: str, etag: str = "", modified: str = "") -> Answer:
        """The page, or 304 when it is as ``etag`` and ``modified`` say. Raises Unfetchable for every other answer.

        While its server is down or busy it is asked for ``fetch.tries`` times, at growing distances or as the server wishes.
        """
        tries = max(1, self._config["fetch.tries"])
        for number in range(1, tries + 1):
            try:
                return self._follow(url, etag, modified)
            except Unfetchable as error:
                wait = max(error.wait_seconds, self._config["fetch.pause_seconds"] * 2**number)
                if number == tries or not error.again or wait > self._config["fetch.seconds"]:
                    raise
                time.sleep(wait)
        raise AssertionError  # the last try returns or raises

    def _follow(self, url: str, etag: str, modified: str) -> Answer:
        seen = {url}
        for _ in range(_REDIRECTS):
            self._check(url)
            answer = self._ask_once(url, etag, modified)
            if not answer.location:
                return _judged(answer)
            url = answer.location
            if url in seen:
                raise Unfetchable("redirects in a circle", answer.status)
            seen.add(url)
        raise Unfetchable(f"redirects more than {_REDIRECTS} times", answer.status)

    def _check(self, url: str) -> None:
        self._check_host(url)
        if refusal := self._robots.refusal(url):
            raise Unfetchable(refusal)

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.username:
            raise Unfetchable(f"leads to {url}, which is no address of a page")
        if (parts.hostname or "") not in self._hosts:
            raise Unfetchable(f"leads to {parts.hostname}, which is not among the source's hosts; add it there if it should be")

    def _ask_robots(self, url: str) -> tuple[int, bytes]:
        """Status and content of a robots.txt; its redirects may not leave the hosts either."""
        for _ in range(5):
            self._check_host(url)
            answer = self._ask_once(url, "", "", is_robots=True)
            if not answer.location:
                return answer.status, answer.content
            url = answer.location
        raise Unfetchable("redirects more than 5 times")

    def _ask_once(self, url: str, etag: str, modified: str, *, is_robots: bool = False) -> Answer:
        self._pause(url, 0.0 if is_robots else self._robots.pause_seconds(url))
        self._clock.start(self._config["fetch.seconds"])
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            with self._http.stream("GET", url, headers=headers) as response:
                content = self._content(response) if 200 <= response.status_code < 300 else b""
        except httpx.TimeoutException as error:
            raise Unfetchable(
                f"took longer than {self._config['fetch.seconds']:g} seconds (fetch.seconds)", again=True
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unfetchable(f"cannot be had: {str(error) or type(error).__name__}", again=True) from error
        return _answer(response, content)

    def _pause(self, url: str, wished_seconds: float) -> None:
        """As much time as host and settings wish lies between two questions to one host."""
        host = urlsplit(url).netloc
        pause = max(self._config["fetch.pause_seconds"], wished_seconds)
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if since < pause:
            time.sleep(pause - since)
        self._asked[host] = time.monotonic()

    def _content(self, response: httpx.Response) -> bytes:
        """The body, never more of it than the limit: packed bytes are unpacked here, where they cannot grow unseen."""
        limit = self._config["fetch.file_mb"] * MEGABYTE
        parts: list[bytes] = []
        size = 0
        for part in response.iter_raw():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Unfetchable(f"larger than {self._config['fetch.file_mb']} MB (fetch.file_mb)", response.status_code)
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        content = b"".join(parts)
        if packing in ("", "identity"):
            return content
        if packing not in ("gzip", "x-gzip"):
            raise Unfetchable(f"is packed as {packing}, for which nobody asked", response.status_code)
        try:
            return unpack(content, limit)
        except UnreadableFile as error:
            raise Unfetchable(str(error), response.status_code) from error


def _answer(response: httpx.Response, content: bytes) -> Answer:
    headers = response.headers
    moved = response.status_code in (301, 302, 303, 307, 308)
    wait = headers.get("retry-after", "")
    return Answer(
        response.status_code,
        str(response.url),
        content,
        headers.get("content-type", "").partition(";")[0].strip().lower(),
        headers.get("etag", ""),
        headers.get("last-modified", ""),
        urljoin(str(response.url), headers.get("location", "")) if moved and headers.get("location") else "",
        float(wait) if wait.isascii() and wait.isdigit() else 0.0,
    )


def _judged(answer: Answer) -> Answer:
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return answer
    if status in (404, 410):
        raise Unfetchable(f"the page is gone (HTTP {status}); its snapshots are kept", status)
    asks = f"; the server asks to wait {answer.wait_seconds:g} seconds" if answer.wait_seconds else ""
    raise Unfetchable(
        f"the server answers HTTP {status}{asks}", status, again=status in _BUSY, wait_seconds=answer.wait_seconds
    )
