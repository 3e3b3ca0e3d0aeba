"""What hosts ask of programs in robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from corpus.errors import Unfetchable

_LIMIT_BYTES = 512 * 1024
"""So much of a robots.txt is read (RFC 9309, 2.5 wants at least 500 KiB)."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parser: RobotFileParser
    refusal: str = ""


class Robots:
    """The rules of every host met, each asked once. ``ask`` gives status and content of an address, or raises Unfetchable."""

    def __init__(self, agent: str, ask: Callable[[str], tuple[int, bytes]]) -> None:
        self._agent, self._ask = agent, ask
        self._hosts: dict[str, _Rules] = {}

    def refusal(self, url: str) -> str:
        """Why the page may not be asked for, "" when it may."""
        rules = self._rules(url)
        return rules.refusal or ("" if rules.parser.can_fetch(self._agent, url) else "robots.txt of its host forbids it")

    def pause_seconds(self, url: str) -> float:
        """The pause that the host asks for, 0 when none."""
        return float(self._rules(url).parser.crawl_delay(self._agent) or 0)

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._hosts:
            self._hosts[host] = self._read(host)
        return self._hosts[host]

    def _read(self, host: str) -> _Rules:
        """A host without the file allows all; one that fails to answer allows nothing, for it may be busy."""
        parser = RobotFileParser()
        try:
            status, content = self._ask(f"{host}/robots.txt")
        except Unfetchable as error:
            return _Rules(parser, f"robots.txt of its host cannot be had: {error}")
        if 200 <= status < 300:
            parser.parse(content[:_LIMIT_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
        elif 400 <= status < 500 and status != 429:
            parser.parse([])
        else:
            return _Rules(parser, f"robots.txt of its host cannot be had (HTTP {status})")
        return _Rules(parser)
