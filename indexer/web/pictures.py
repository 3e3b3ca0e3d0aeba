"""Pictures of pages: drawn in a guarded child when first asked for, and kept while there is room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from corpus.config import Config
from corpus.errors import NotFound
from corpus.formats.facsimile import KINDS, Wish, picture
from corpus.guard import Guard, Lost
from corpus.model import StoredDocument
from indexer.web.original import original, within

SMALL, LARGE = 240, 1100
"""Widths in pixels: beside the text, and to read from."""

_FOLDER = "pages"
_MEGABYTE = 1 << 20


class Pictures:
    """The pictures of one archive; one is drawn at a time, so that many visitors cannot take the machine."""

    def __init__(self, config: Config) -> None:
        self._config, self._folder = config, config.data / _FOLDER
        self._guard: Guard | None = None
        self._lock = Lock()

    def page(self, document: StoredDocument, number: int, width: int) -> bytes:
        """Page ``number`` (from 1) of a document as JPEG. Raises NotFound where there is nothing to show, with the reason."""
        if not has_pictures(document) or not 1 <= number <= max(1, document.pages):
            raise NotFound(f"{document.id}: page {number} has no picture")
        kept = self._folder / f"{document.sha256}-{number}-{width}.jpg"
        return _read(kept) or self._drawn(kept, Wish(original(self._config, document).location, number, width, self._config))

    def close(self) -> None:
        """The child that draws is let go."""
        with self._lock:
            if self._guard is not None:
                self._guard.__exit__(None, None, None)
                self._guard = None

    def _drawn(self, kept: Path, wish: Wish) -> bytes:
        with self._lock:
            if content := _read(kept):  # another visitor asked for it meanwhile
                return content
            if self._guard is None:
                self._guard = Guard(1, self._config["read.seconds"], self._config["read.memory_mb"], None)
            _, drawn = next(self._guard.map(_DRAW, [wish]))
            if isinstance(drawn, Lost):
                raise NotFound(f"{wish.file.name}, page {wish.number}: {drawn.reason}")
            self._keep(kept, drawn)
            return drawn

    def _keep(self, place: Path, content: bytes) -> None:
        """Kept, and those drawn longest ago given up beyond ``web.pages_mb``."""
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(place)
        files = sorted(((each.stat(), each) for each in self._folder.glob("*.jpg")), key=lambda each: each[0].st_mtime_ns)
        excess = sum(status.st_size for status, _ in files) - self._config["web.pages_mb"] * _MEGABYTE
        for status, file in files:
            if excess <= 0:
                break
            file.unlink(missing_ok=True)
            excess -= status.st_size


_DRAW: Callable[[Wish], bytes] = picture


def has_pictures(document: StoredDocument) -> bool:
    """True for a document whose pages can be shown: a PDF, DjVu or picture that lies in no other file."""
    return document.media_type in KINDS and not within(document)


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return b""
