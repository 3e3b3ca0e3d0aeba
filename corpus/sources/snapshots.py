"""Fetched pages on a shelf: every version a file that never changes again, and an index of what was asked when."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.config import Source
from corpus.errors import SvodError
from corpus.files import write_whole
from corpus.model import Sighting, Skipped
from corpus.sources.local import Folder
from corpus.sources.place import shown

_NAME_BYTES = 80
_KEPT_NAME = re.compile(r"(.+)\.\d{8}T\d{6}Z(?:-\d+)?(?:\.\w+)?")


@dataclass(frozen=True, slots=True)
class Visit:
    """The last answer to an address: ``time`` (ISO, UTC) of asking, HTTP ``status`` (0: none), and why it failed, "" if not.

    ``etag`` and ``modified`` are what the server says of ``file``, the newest snapshot ("" before the first), below the shelf.
    """

    url: str
    time: str
    status: int = 0
    etag: str = ""
    modified: str = ""
    sha256: str = ""
    file: str = ""
    reason: str = ""


class Shelf:
    """The snapshots of one web source: files below ``folder``, and ``<folder>.jsonl``, a line an address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._index = folder, folder.with_name(f"{folder.name}.jsonl")

    def visits(self) -> dict[str, Visit]:
        """Every address asked so far with its last answer. Raises SvodError."""
        if not self._index.is_file():
            return {}
        try:
            lines = [json.loads(line) for line in self._index.read_text("utf-8").splitlines()]
            return {line["url"]: Visit(**line) for line in lines}
        except (ValueError, TypeError, KeyError) as error:
            raise SvodError(
                f"{self._index}: is no index of snapshots ({error}); restore it, or move it away: pages are then asked for anew"
            ) from error

    def note(self, visits: dict[str, Visit]) -> None:
        """The index holds these visits, whole or not at all."""
        self._index.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(asdict(visits[url]), ensure_ascii=False) for url in sorted(visits))
        write_whole(self._index, "".join(f"{line}\n" for line in lines))

    def forget_files(self, files: Collection[str]) -> None:
        """The index names none of these files; their hash stays, so that the same page is not kept again."""
        visits = self.visits()
        held = {url for url, visit in visits.items() if visit.file in files}
        if held:
            self.note(visits | {url: replace(visits[url], file="", etag="", modified="") for url in held})

    def keep(self, url: str, content: bytes, time: str, suffix: str) -> str:
        """The content lies on the shelf under the address and the time, read-only; its path below the shelf."""
        stem = f"{snapshot_name(url)}.{re.sub(r'[^0-9TZ]', '', time)}"
        for number in range(1000):
            place = self._folder / f"{stem}{f'-{number}' if number else ''}{suffix}"
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with place.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                continue
            place.chmod(0o444)
            return place.relative_to(self._folder).as_posix()
        raise SvodError(f"{self._folder / stem}: a thousand snapshots of one second; is the clock standing still?")


class Snapshots(Folder):
    """A web source as a place of files: its snapshots, and a line for every address that could not be fetched."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._shelf = Shelf(source.path)

    def absence(self, held: int) -> str:
        """Why the shelf cannot be taken at its word: nothing was fetched yet, or snapshots are gone."""
        if not self._source.path.is_dir():
            lost = f" ({self._source.path} is gone; restore it)" if held else ""
            return f"no page was fetched yet{lost}; run: svod fetch"
        return super().absence(held)

    def fingerprint(self, exclude: tuple[str, ...]) -> tuple[str, int]:
        """Nothing: what could not be fetched stands in no file."""
        return "", 0

    def walk(self, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        """Every snapshot by its name with the address it came from, then what could not be fetched."""
        visits = self._shelf.visits()
        addresses = {snapshot_name(url): url for url in visits}
        for item in super().walk(exclude):
            yield replace(item, url=self._address(item, addresses)) if isinstance(item, Sighting) else item
        for visit in visits.values():
            if visit.reason:
                yield Skipped(f"{self._source.name}/{shown(visit.url)}", "fetch", visit.reason, self._source.name)

    def _address(self, snapshot: Sighting, addresses: Mapping[str, str]) -> str:
        """Where a snapshot, the newest or an older one, was fetched from; "" for a file that somebody put beside them."""
        kept = _KEPT_NAME.fullmatch(snapshot.path.removeprefix(f"{self._source.name}/"))
        return addresses.get(kept.group(1), "") if kept else ""


def snapshot_name(url: str) -> str:
    """A path for an address, readable and its own: ``example.org/news/1-0a1b2c3d``.

    What a file system or a pattern of names might mind becomes ``_``; the number is of the whole address.
    """
    parts = urlsplit(url)
    steps = [_plain(step) for step in unquote(parts.path).split("/") if step.strip(". ")]
    last = (steps.pop() if steps else "index") + (f"_{_plain(parts.query)}" if parts.query else "")
    number = sha256(url.encode()).hexdigest()[:8]
    return "/".join([_plain(parts.netloc), *(_cut(step) for step in steps), f"{_cut(last)}-{number}"])


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text).strip("._~") or "_"


def _cut(text: str) -> str:
    return text.encode()[:_NAME_BYTES].decode("utf-8", "ignore")
