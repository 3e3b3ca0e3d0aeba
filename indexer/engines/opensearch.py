"""OpenSearch for archives that one machine cannot hold: an index for each generation, an alias on the one in use.

A folder of the archive still holds what is read beside an index, and the index's name; the index itself is never written to
after it was made. A change is made to a clone, whose files the nodes share with the old one's. The index before the one in use
stays until the next is begun, for searches may be under way in it.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.config import VIEWS, Config
from corpus.errors import BadConfig, IndexMissing, ServerUnreachable, SvodError
from corpus.model import IndexRecord
from indexer.engines.contract import Engine, Reader
from indexer.engines.opensearch_bulk import Change, Loader
from indexer.engines.opensearch_client import Connection, ask, connect
from indexer.engines.opensearch_frequent import FrequentBuilder
from indexer.engines.opensearch_mapping import document, index_body
from indexer.engines.opensearch_reader import OpenSearchReader
from indexer.engines.opensearch_searches import Searches
from indexer.engines.sharing import write_anew
from indexer.engines.vocabulary import VocabularyBuilder, load_vocabulary
from indexer.weights import Weights

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_PLACE, _IDENTITY = "opensearch.json", "opensearch.id"
_SLOW_S = 600
"""Seconds that cloning, refreshing or deleting an index may take."""
_LOG = logging.getLogger(__name__)


def make(config: Config | None) -> Engine:
    """The engine as the settings have it. Raises BadConfig."""
    if config is None:
        raise BadConfig("OpenSearch is reached by the settings of an archive")
    return Cluster(config)


@dataclass(frozen=True, slots=True)
class _Options:
    """What a new index is made with."""

    alias: str
    shards: int
    replicas: int
    parcel_bytes: int
    parcels: int
    patience_s: float


class Cluster:
    """The engine for archives of any size on several machines."""

    name = "opensearch"
    updates = 200

    def __init__(self, config: Config) -> None:
        self._connection = Connection.of(config)
        self._client: OpenSearch = connect(self._connection)
        self._identity, self._view, self._view_folder = _identity(config.house), config.view, config.house / VIEWS
        own = f"{config['opensearch.index']}-{self._identity}"
        self._views = f"{own}-view"
        self._prefix = f"{self._views}-{self._view.replace('/', '-')}" if self._view else f"{own}-archive"
        self._options = _Options(
            config["opensearch.index"], config["opensearch.shards"], config["opensearch.replicas"],
            config["opensearch.bulk_mb"] << 20, config["opensearch.bulk_parcels"], config["opensearch.patience_seconds"],
        )  # fmt: skip

    def build(self, folder: Path, records: Iterable[IndexRecord], weights: Weights) -> int:
        """An index of all ``records``, in order of id, is in the cluster, and its name in ``folder``; the number of documents.

        Raises ServerUnreachable, ServerRefused, BadConfig.
        """
        self._check_alias()
        forms, frequent = VocabularyBuilder(), FrequentBuilder()
        body = index_body(self._options.shards, self._options.replicas, {"archive": self._identity})
        with self._making(folder) as index:
            self._ask(lambda: self._client.indices.create(index=index, body=body))
            # a node that dies before its replicas are there takes with it what it confirmed
            self._await_replicas(index)
            sent = self._loader(index).send(_changes(_in_order(records), forms, frequent))
            held = self._finish(index)
            if held != sent:
                raise ServerUnreachable(
                    f"OpenSearch confirmed {sent} documents and holds {held} in {index}; run svod index again"
                )
        forms.save(folder)
        frequent.save(folder)
        return held

    def update(self, folder: Path, records: Iterable[IndexRecord], gone: Collection[str], weights: Weights) -> int:
        """An index that holds ``records`` for what the one named in ``folder`` held under their ids, and not ``gone``."""
        old = _index_in(folder)
        forms = VocabularyBuilder(load_vocabulary(folder).forms)
        with self._making(folder) as index:
            self._clone(old, index)
            self._await_replicas(index)
            changes = (*(Change(id, None) for id in sorted(gone)), *_changes(_in_order(records), forms, FrequentBuilder()))
            self._loader(index).send(changes)
            held = self._finish(index)
        forms.save(folder)
        return held

    def open(self, folder: Path, weights: Weights) -> Reader:
        """A reader of the index named in ``folder``. Raises IndexMissing when there is none."""
        return OpenSearchReader(folder, Searches(self._connection, self._client, _index_in(folder)), weights)

    def publish(self, folder: Path) -> None:
        """The alias is on the index named in ``folder``, in one step; views are found by their folders alone."""
        if self._view:
            return
        actions: list[dict[str, Any]] = [{"add": {"index": _index_in(folder), "alias": self._options.alias}}]
        if self._holders():
            actions.insert(0, {"remove": {"index": f"{self._prefix}-*", "alias": self._options.alias}})
        self._ask(lambda: self._client.indices.update_aliases(body={"actions": actions}))

    def sweep(self, used: Path | None) -> None:
        """The cluster holds no index of the archive, or of the view that the settings are of, but the one named in ``used``."""
        kept = _index_in(used) if used and (used / _PLACE).exists() else ""
        for index in self._indexes(self._prefix):
            if index != kept:
                self._drop(index)

    def sweep_views(self) -> None:
        """The cluster holds no index of a view whose folder is gone."""
        kept = tuple(
            f"{self._views}-{view.parent.name}-{view.name}-" for view in self._view_folder.glob("*/*") if view.is_dir()
        )
        for index in self._indexes(self._views):
            if not index.startswith(kept):
                self._drop(index)

    @contextmanager
    def _making(self, folder: Path) -> Iterator[str]:
        """The name of an index to be made; one that fails half-way is removed."""
        index = f"{self._prefix}-{folder.name}"
        try:
            yield index
        except BaseException:
            self._drop_if_reached(index)
            raise
        write_anew(folder / _PLACE, json.dumps({"index": index, "alias": self._options.alias}).encode())

    def _clone(self, old: str, index: str) -> None:
        """``index`` holds what ``old`` does and can be written to."""
        settings = {"index.blocks.write": None, "index.number_of_replicas": self._options.replicas}
        self._ask(lambda: self._client.indices.clone(
            index=old, target=index, body={"settings": settings},
            params={"request_timeout": _SLOW_S, "timeout": f"{_SLOW_S}s", "wait_for_active_shards": "1"},
        ))  # fmt: skip

    def _finish(self, index: str) -> int:
        """All that was sent can be found, nothing more can be; the number of documents."""
        slow = {"request_timeout": _SLOW_S}
        self._ask(lambda: self._client.indices.refresh(index=index, params=slow))
        self._ask(lambda: self._client.indices.put_settings(index=index, body={"index.blocks.write": True}, params=slow))
        self._await_replicas(index)
        return int(self._ask(lambda: self._client.count(index=index))["count"])

    def _await_replicas(self, index: str) -> None:
        """Every shard has its replicas; where they do not come, that is said."""
        health = self._ask(lambda: self._client.cluster.health(index=index))
        if health["number_of_data_nodes"] > self._options.replicas:
            wait = {"wait_for_status": "green", "timeout": f"{self._options.patience_s:.0f}s", "request_timeout": _SLOW_S}
            health = self._ask(lambda: self._client.cluster.health(index=index, params=wait | {"ignore": 408}))
        if health["status"] != "green":
            nodes = health["number_of_data_nodes"]
            _LOG.warning("OpenSearch: %s is %s: not every replica has a place on %d nodes", index, health["status"], nodes)

    def _check_alias(self) -> None:
        foreign = [index for index in self._holders() if not index.startswith(f"{self._options.alias}-{self._identity}-")]
        if foreign:
            raise BadConfig(
                f"opensearch.index = '{self._options.alias}' is in use for {foreign[0]}, which this archive did not make; "
                "give each archive a name of its own"
            )

    def _holders(self) -> list[str]:
        """Indexes that the alias is on."""
        alias = self._options.alias
        if not self._ask(lambda: self._client.indices.exists_alias(name=alias)):
            return []
        return sorted(self._ask(lambda: self._client.indices.get_alias(name=alias)))

    def _indexes(self, prefix: str) -> list[str]:
        return sorted(self._ask(lambda: self._client.indices.get(index=f"{prefix}-*")))

    def _drop(self, index: str) -> None:
        slow = {"request_timeout": _SLOW_S, "ignore_unavailable": "true"}
        self._ask(lambda: self._client.indices.delete(index=index, params=slow))

    def _drop_if_reached(self, index: str) -> None:
        try:
            self._drop(index)
        except SvodError as error:
            _LOG.warning("OpenSearch: half-made index %s is left for the next run to remove: %s", index, error)

    def _loader(self, index: str) -> Loader:
        options = self._options
        return Loader(self._connection, self._client, index, options.parcel_bytes, options.parcels, options.patience_s)

    def _ask(self, call: Any) -> Any:
        return ask(self._connection, call)


def _identity(data: Path) -> str:
    """Eight signs that no other archive has, kept in its folder of data."""
    place = data / _IDENTITY
    if not place.exists():
        data.mkdir(parents=True, exist_ok=True)
        write_anew(place, secrets.token_hex(4).encode())
    return place.read_text("utf-8").strip()


def _index_in(folder: Path) -> str:
    try:
        return str(json.loads((folder / _PLACE).read_text("utf-8"))["index"])
    except (OSError, ValueError, KeyError) as error:
        raise IndexMissing(f"{folder}: names no index of a cluster ({error}); build it with: svod index") from error


def _changes(records: Iterable[IndexRecord], forms: VocabularyBuilder, frequent: FrequentBuilder) -> Iterator[Change]:
    for record in records:
        forms.add(record)
        frequent.add(record)
        yield Change(record.id, document(record))


def _in_order(records: Iterable[IndexRecord]) -> Iterator[IndexRecord]:
    last = ""
    for record in records:
        if record.id <= last:
            raise ValueError(f"record {record.id} comes after {last}: records must be in order of id")
        last = record.id
        yield record
