"""Where the file of a document lies, never outside its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.config import Config
from corpus.errors import NotFound
from corpus.model import StoredDocument
from corpus.store.base import PART

_SAFE = {
    "application/pdf": "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
}


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: of what kind a browser may take it to be, and under which name it is saved."""

    location: Path
    media_type: str
    name: str


def original(config: Config, document: StoredDocument) -> Original:
    """The document's file, or the file that holds it (a mail for its attachment). Raises NotFound when none is there now."""
    if not config.sources:
        raise NotFound(f"{document.id}: files as they came are not shown to you; ask for the role of a researcher")
    for location in _locations(config, document):
        whole = not any(PART in path for path in document.paths)
        # anything a browser might run, such as HTML, is handed over as bytes
        kind = _SAFE.get(document.media_type, "application/octet-stream") if whole else "application/octet-stream"
        return Original(location, kind, location.name.encode("utf-8", "replace").decode("utf-8"))
    if away := _elsewhere(config, document):
        raise NotFound(f"{document.id}: its file is not on this machine but at its source, {away}; look for it there")
    raise NotFound(f"{document.id}: none of its files is at its place now ({', '.join(document.paths)}); run: svod ingest")


def within(document: StoredDocument) -> bool:
    """True when the document lies inside another file, such as a mail."""
    return bool(document.paths) and all(PART in path for path in document.paths)


def _elsewhere(config: Config, document: StoredDocument) -> str:
    """The address of the source that a document came from, "" when it is a folder."""
    sources = {source.name: source for source in config.sources if source.is_elsewhere}
    names = (path.partition("/")[0] for path in document.paths)
    return next((sources[name].url for name in names if name in sources), "")


def _locations(config: Config, document: StoredDocument) -> Iterator[Path]:
    roots = {source.name: source.path.resolve() for source in config.sources}
    for path in document.paths:
        source, _, rest = path.partition(PART)[0].partition("/")
        if source not in roots:
            continue
        location = (roots[source] / rest).resolve()
        if location.is_relative_to(roots[source]) and location.is_file():
            yield location
