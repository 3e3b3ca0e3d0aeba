"""All sources of an archive as places, and files from elsewhere brought where a reader without network can open them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from corpus.config import MAIL, WEB, Config, Source
from corpus.errors import UnreadableFile
from corpus.model import RawFile, Sighting, Skipped
from corpus.sources.local import Folder
from corpus.sources.place import MEGABYTE, Place, cause


class Places:
    """The places of an archive's sources. Close it: connections are open, and files may be waiting to be read."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._sources = {source.name: source for source in config.sources}
        self._places: dict[str, Place] = {}
        self._waiting: Path | None = None

    def __enter__(self) -> Places:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for place in self._places.values():
            place.close()
        self._places = {}
        if self._waiting is not None:
            shutil.rmtree(self._waiting, ignore_errors=True)
            self._waiting = None

    def absence(self, source: Source, held: int = 0) -> str:
        """Why a source cannot be taken at its word now, "" when it can; ``held`` files were read from it before."""
        return self._place(source).absence(held)

    def walk(self, source: Source) -> Iterator[Sighting | Skipped]:
        """Every file of the source in a stable order; what cannot be seen is a ``Skipped``."""
        return self._place(source).walk(self._config["read.exclude"])

    def fingerprint(self, source: Source) -> tuple[str, int]:
        """Equal while the source's walk would see the same, "" where only the walk can tell; and how many files it has."""
        return self._place(source).fingerprint(self._config["read.exclude"])

    def load(self, sighting: Sighting) -> RawFile | Skipped:
        """The file with its content and hash; ``Skipped`` when it is larger than the limit or cannot be had."""
        content = self._content(sighting)
        if isinstance(content, Skipped):
            return content
        return RawFile(sighting.source, sighting.path, sha256(content).hexdigest(), content, url=sighting.url)

    def bring(self, sighting: Sighting) -> Sighting | Skipped:
        """The file where this machine can open it: itself, or a copy that waits in the archive until ``release``."""
        if not self._is_elsewhere(sighting):
            return sighting
        content = self._content(sighting)
        if isinstance(content, Skipped):
            return content
        copy = self._room() / _copy_name(sighting)
        copy.write_bytes(content)
        return replace(sighting, location=str(copy))

    def release(self, sighting: Sighting) -> None:
        """The copy of a file that was read is gone."""
        if self._waiting is not None and self._is_elsewhere(sighting):
            (self._waiting / _copy_name(sighting)).unlink(missing_ok=True)

    def _content(self, sighting: Sighting) -> bytes | Skipped:
        place = self._place(self._sources[sighting.source])
        try:
            return place.content(sighting, self._config["read.file_mb"] * MEGABYTE)
        except (OSError, UnreadableFile) as error:
            reason = str(error) if isinstance(error, UnreadableFile) else f"file cannot be opened: {cause(error)}"
            return Skipped(sighting.path, "read", reason, sighting.source)

    def _is_elsewhere(self, sighting: Sighting) -> bool:
        source = self._sources.get(sighting.source)
        return source is not None and source.is_elsewhere

    def _place(self, source: Source) -> Place:
        if source.name not in self._places:
            self._places[source.name] = _open(source, self._config["read.remote_seconds"])
        return self._places[source.name]

    def _room(self) -> Path:
        """The folder of waiting copies; what a killed run left there is gone."""
        if self._waiting is None:
            self._waiting = self._config.data / "waiting"
            shutil.rmtree(self._waiting, ignore_errors=True)
            self._waiting.mkdir(parents=True)
        return self._waiting


def _copy_name(sighting: Sighting) -> str:
    return sha256(sighting.path.encode("utf-8", "surrogateescape")).hexdigest()


def _open(source: Source, seconds: float) -> Place:
    # a run over folders alone spends no time on importing the others
    if source.kind == WEB:
        from corpus.sources.snapshots import Snapshots

        return Snapshots(source)
    if source.kind == MAIL:
        from corpus.sources.mail import MailFolder

        return MailFolder(source, seconds)
    if source.is_elsewhere:
        from corpus.sources.remote import Remote

        return Remote(source, seconds)
    return Folder(source)
