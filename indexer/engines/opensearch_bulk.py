"""Documents on their way into a cluster, in parcels: as many at once as it takes, each sent until all of it is confirmed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Any

from corpus.errors import ServerRefused
from indexer.engines.opensearch_client import Connection, is_passing, translated

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_BUSY = (429, 503)
_GONE = 404
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 10.0
_SHARD_S = "15s"
"""What a server waits for a shard that has no node just now; it is asked again then."""
_RESPONSE_S = 120.0
"""A parcel is sent again only when no answer came for so long: the server may still be at it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document to be put, as a line of JSON, or to be deleted: ``line`` None."""

    id: str
    line: bytes | None

    def lines(self) -> bytes:
        """As the server reads it."""
        if self.line is None:
            return b'{"delete":{"_id":%b}}\n' % json.dumps(self.id).encode()
        return b'{"index":{"_id":%b}}\n%b\n' % (json.dumps(self.id).encode(), self.line)


class Gate:
    """Lets so many parcels through at once: half as many after a «busy», one more after each that went well."""

    def __init__(self, width: int) -> None:
        self._widest, self._width, self._inside = width, float(width), 0
        self._changed = Condition()

    def __enter__(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._inside < max(1, int(self._width)))
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()

    def narrow(self) -> None:
        """The server is busy."""
        with self._changed:
            self._width = max(1.0, self._width / 2)

    def widen(self) -> None:
        """The server kept up."""
        with self._changed:
            self._width = min(float(self._widest), self._width + 1 / self._width)
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class Loader:
    """Sends changes to one index. A parcel that is not confirmed for ``patience_s`` ends the run."""

    connection: Connection
    client: OpenSearch
    index: str
    parcel_bytes: int
    parcels: int
    patience_s: float

    def send(self, changes: Iterable[Change]) -> int:
        """Every change is confirmed by the cluster, in any order; how many. Raises ServerUnreachable, ServerRefused."""
        gate, confirmed = Gate(self.parcels), 0
        with ThreadPoolExecutor(self.parcels, "bulk") as pool:
            under_way: set[Future[int]] = set()
            try:
                for parcel in _parcels(changes, self.parcel_bytes):
                    if len(under_way) > self.parcels:
                        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                        confirmed += sum(each.result() for each in done)
                    under_way.add(pool.submit(self._send, parcel, gate))
                return confirmed + sum(each.result() for each in under_way)
            finally:
                for each in under_way:
                    each.cancel()

    def _send(self, parcel: Sequence[Change], gate: Gate) -> int:
        left, deadline, pause = list(parcel), time.monotonic() + self.patience_s, _FIRST_PAUSE_S
        while True:
            with gate:
                rejected = self._try(left, last=time.monotonic() > deadline)
            if not rejected:
                gate.widen()
                return len(parcel)
            gate.narrow()
            if len(rejected) < len(left):
                deadline = time.monotonic() + self.patience_s
            left = rejected
            time.sleep(pause * random.uniform(0.5, 1))
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    def _try(self, parcel: Sequence[Change], *, last: bool) -> list[Change]:
        """What of the parcel is to be sent again. Raises when nothing can be hoped for, or patience is at its end."""
        from opensearchpy.exceptions import TransportError

        try:
            answer = self.client.bulk(
                body=b"".join(change.lines() for change in parcel),
                index=self.index,
                params={
                    "filter_path": "errors,items.*.status,items.*.error",
                    "timeout": _SHARD_S,
                    "request_timeout": _RESPONSE_S,
                },
            )
        except TransportError as error:
            if last or not is_passing(error):
                raise translated(self.connection, error) from error
            return list(parcel)
        return self._rejected(parcel, answer, last=last) if answer["errors"] else []

    def _rejected(self, parcel: Sequence[Change], answer: Any, *, last: bool) -> list[Change]:
        rejected = []
        for change, item in zip(parcel, answer["items"], strict=True):
            (outcome,) = item.values()
            if "error" not in outcome or (change.line is None and outcome["status"] == _GONE):
                continue
            if outcome["status"] not in _BUSY or last:
                reason = f"{outcome['status']} {outcome['error']}"
                raise ServerRefused(f"document {change.id}: OpenSearch does not take it into {self.index} ({reason})")
            rejected.append(change)
        return rejected


def _parcels(changes: Iterable[Change], limit_bytes: int) -> Iterator[list[Change]]:
    parcel: list[Change] = []
    size = 0
    for change in changes:
        parcel.append(change)
        size += len(change.line or b"")
        if size >= limit_bytes:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel
