"""Connections that lead to public addresses alone, and that nobody can keep open longer than a page may take."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from corpus.errors import Unfetchable


class Clock:
    """When the page that is being fetched must be there: each wait for bytes is cut to what is left."""

    def __init__(self) -> None:
        self._deadline = float("inf")

    def start(self, seconds: float) -> None:
        """From now on so many seconds are left."""
        self._deadline = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that may be waited. Raises httpcore.ReadTimeout when none is left."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time of the page is over")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """The address is looked up once, judged, and then connected to: a second look-up might give another."""

    def __init__(self, clock: Clock, private: bool) -> None:
        self._clock, self._private, self._inner = clock, private, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = [address for address in _addresses(host, port) if self._private or is_public(address)]
        if not addresses:
            raise Unfetchable(f"{host} has a private address; allow it with fetch.private = true if it is a site of your own")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(address, port, self._clock.left(timeout), local_address, socket_options)
            except httpcore.ConnectError:
                if address == addresses[-1]:
                    raise
            else:
                return _Stream(stream, self._clock)
        raise AssertionError  # the last address connects or raises


def transport(clock: Clock, *, private: bool) -> httpx.HTTPTransport:
    """A transport over such connections; proxies of the environment are not used, for they would look addresses up."""
    made = httpx.HTTPTransport(trust_env=False)
    made._pool.close()
    made._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), max_connections=1, network_backend=_Backend(clock, private)
    )
    return made


def is_public(address: str) -> bool:
    """True for an address of the open internet, also seen through IPv6's ways of writing IPv4."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in ipaddress.IPv6Network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(found.packed[12:])
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} is not known ({error})") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
