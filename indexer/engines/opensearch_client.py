"""A connection to an OpenSearch cluster: certificates checked, failures told in words, busy servers asked again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from corpus.config import Config
from corpus.errors import BadConfig, IndexMissing, QueryTooWide, ServerRefused, ServerUnreachable
from corpus.passwords import read_password

if TYPE_CHECKING:
    from opensearchpy import OpenSearch
    from opensearchpy.exceptions import TransportError

T = TypeVar("T")
Answer = Mapping[str, Any]

_PAUSES_S = (0.1, 0.4, 1.5)
"""Between tries of a search: what a cluster takes to name a replica the new primary."""
_BUSY = (429, 502, 503, 504)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a cluster is and how svod shows who it is; the password is read when the connection is made."""

    hosts: tuple[str, ...]
    user: str
    password: str = field(repr=False)
    ca_file: str
    timeout_s: float

    @classmethod
    def of(cls, config: Config) -> Connection:
        """As the settings have it. Raises BadConfig."""
        hosts = tuple(config["opensearch.hosts"])
        user, ca_file = str(config["opensearch.user"]), str(config["opensearch.ca_file"])
        _check_hosts(hosts, bool(user))
        if ca_file and not Path(ca_file).is_file():
            raise BadConfig(f"opensearch.ca_file: there is no file {ca_file}")
        key_file = Path(config["opensearch.key_file"]) if config["opensearch.key_file"] else None
        password = read_password(key_file, "opensearch.key_file", "SVOD_OPENSEARCH_PASSWORD") if user else ""
        return cls(hosts, user, password, ca_file, float(config["opensearch.timeout_seconds"]))


@cache
def connect(connection: Connection) -> OpenSearch:
    """A client that threads share; certificates are verified. Nothing is asked of the cluster yet. Raises BadConfig."""
    try:
        from opensearchpy import OpenSearch  # an extra
    except ImportError as error:
        raise BadConfig(
            "index.engine = 'opensearch' needs an extra that is not installed: pip install 'svod[cluster]'"
        ) from error
    # what its retries say is said by our errors when they end
    logging.getLogger("opensearch").addHandler(logging.NullHandler())
    secure = connection.hosts[0].startswith("https:")
    tls: dict[str, Any] = {"verify_certs": True, "ca_certs": connection.ca_file or None} if secure else {}
    return OpenSearch(
        list(connection.hosts),
        http_auth=(connection.user, connection.password) if connection.user else None,
        timeout=connection.timeout_s,
        max_retries=len(connection.hosts),
        retry_on_timeout=True,
        pool_maxsize=16,
        **tls,
    )


def ask(connection: Connection, call: Callable[[], T], pauses_s: Sequence[float] = _PAUSES_S) -> T:
    """What ``call`` answers, tried again after each pause while the cluster is busy or away.

    Raises ServerUnreachable, ServerRefused, BadConfig, IndexMissing, QueryTooWide.
    """
    from opensearchpy.exceptions import ConnectionTimeout, TransportError

    for pause in (*pauses_s, None):
        try:
            return call()
        except TransportError as error:
            # the client has asked every node by then, and whoever waits has waited long enough
            if pause is None or not is_passing(error) or isinstance(error, ConnectionTimeout):
                raise translated(connection, error) from error
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def is_passing(error: TransportError) -> bool:
    """True when the same question may be answered in a moment."""
    from opensearchpy.exceptions import ConnectionError, SSLError

    return (isinstance(error, ConnectionError) and not isinstance(error, SSLError)) or error.status_code in _BUSY


def translated(connection: Connection, error: TransportError) -> Exception:
    """The same failure as an error for people."""
    from opensearchpy.exceptions import ConnectionError, SSLError

    where = ", ".join(connection.hosts)
    reasons = _reasons(error)
    if isinstance(error, SSLError):
        return ServerUnreachable(
            f"OpenSearch at {where}: its certificate is not trusted ({error.info}); "
            "name the certificate of your authority as opensearch.ca_file"
        )
    if isinstance(error, ConnectionError):
        return ServerUnreachable(
            f"OpenSearch at {where} cannot be reached ({type(error).__name__}: {error.info}); "
            "see that it runs and that opensearch.hosts is right, then ask again"
        )
    if error.status_code in (401, 403):
        return BadConfig(
            f"OpenSearch at {where} refuses user '{connection.user}' ({error.status_code}); "
            "set opensearch.user and SVOD_OPENSEARCH_PASSWORD or opensearch.key_file, and see docs/scale.md for its rights"
        )
    if error.status_code == 404:
        return IndexMissing(
            f"OpenSearch at {where} has no such index ({error.error}); if asking again does not help: svod index --force"
        )
    if "too_many" in reasons:
        return QueryTooWide(
            "the query stands for more terms than the cluster takes in one; leave out words or wildcards, "
            "or raise indices.query.bool.max_clause_count there"
        )
    if error.status_code in _BUSY:
        return ServerUnreachable(f"OpenSearch at {where} cannot answer now ({error.status_code} {reasons}); try again later")
    return ServerRefused(f"OpenSearch at {where} does not do what it was asked ({error.status_code} {reasons})")


def _reasons(error: TransportError) -> str:
    info = error.info if isinstance(error.info, dict) else {}
    said = info.get("error", {})
    causes = [said, *said.get("root_cause", ()), said.get("caused_by") or {}] if isinstance(said, dict) else []
    return "; ".join(dict.fromkeys(f"{each.get('type')}: {each.get('reason')}" for each in causes if each)) or str(error.info)


def _check_hosts(hosts: Sequence[str], with_password: bool) -> None:
    if not hosts:
        raise BadConfig('opensearch.hosts names no server; it takes addresses such as ["https://search.example:9200"]')
    for host in hosts:
        parts = urlsplit(host)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.password:
            raise BadConfig(f"opensearch.hosts: {host!r} is no address such as https://search.example:9200")
        if with_password and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise BadConfig(f"opensearch.hosts: {host} would be sent a password in clear; use https")
    if len({urlsplit(host).scheme for host in hosts}) > 1:
        raise BadConfig("opensearch.hosts: all servers are asked by http or all by https")
