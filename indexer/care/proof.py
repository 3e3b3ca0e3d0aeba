"""Whether all is as it should be: the store, the index that was made from it, and the original files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.config import Config
from corpus.errors import IndexMissing
from corpus.model import RawFile, Sighting
from corpus.sources import MEGABYTE, load, walk
from corpus.store import Store
from indexer import build
from indexer.build import Agreement


@dataclass(frozen=True, slots=True)
class Originals:
    """Original files compared with what was read: ``rotten`` changed though nothing says so, ``changed`` are to be read again.

    ``gone`` are no longer there. Sources that are no folders of this machine are not looked at.
    """

    checked: int = 0
    rotten: tuple[str, ...] = ()
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: ``store`` and ``index`` say in words what is wrong with each."""

    documents: int
    store: tuple[str, ...]
    index: tuple[str, ...]
    agreement: Agreement
    originals: Originals

    @property
    def holds(self) -> bool:
        """True when nothing is wrong; files that are to be read again are no fault."""
        return self.agreement.holds and not self.store and not self.index and not self.originals.rotten

    def complaints(self) -> list[str]:
        """All that is wrong, in words."""
        said = [*self.store, *self.index]
        if not self.index:
            said += self.agreement.complaints()
        return said + [
            f"{path}: its content is not what was read, though its time did not change; restore it from a copy"
            for path in self.originals.rotten
        ]


def prove(config: Config, store: Store, *, raw: bool, said: Sequence[str] | None = None) -> Proof:
    """Store, index and, with ``raw``, every original file were looked at whole.

    ``said`` is what is wrong with the store, where that was asked a moment ago: every row is read for it.
    """
    complaints, index, documents = store.verify() if said is None else said, [], store.present()
    try:
        agreement = build.verify(config, store)
    except IndexMissing as error:
        index.append(str(error))
        agreement = Agreement(documents, (), (), False)
    originals = compare(config, store) if raw else Originals()
    return Proof(documents, tuple(complaints), tuple(index), agreement, originals)


def compare(config: Config, store: Store) -> Originals:
    """Every original file beside what was read from it."""
    known = store.read_files()
    rotten, changed, checked = [], 0, 0
    for sighting in _sightings(config):
        stamp, sha256 = known.pop(sighting.path, ("", ""))
        if not sha256:
            continue
        if stamp != sighting.stamp:
            changed += 1
            continue
        checked += 1
        raw = load(sighting, config["read.file_mb"] * MEGABYTE)
        if not isinstance(raw, RawFile) or raw.sha256 != sha256:
            rotten.append(sighting.path)
    elsewhere = {source.name for source in config.sources if source.is_elsewhere or not Path(source.path).is_dir()}
    gone = sum(path.partition("/")[0] not in elsewhere for path, (_, sha256) in known.items() if sha256)
    return Originals(checked, tuple(rotten), changed, gone)


def _sightings(config: Config) -> Iterator[Sighting]:
    for source in config.sources:
        if not source.is_elsewhere and source.path.is_dir():
            yield from (item for item in walk(source, config["read.exclude"]) if isinstance(item, Sighting))
