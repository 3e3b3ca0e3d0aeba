"""Where an archive's files are, as the ``[[source]]`` tables of ``svod.toml`` declare it: folders, remote places, mail, web."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import BadConfig

FOLDER, REMOTE, MAIL, WEB = "folder", "remote", "mail", "web"
SNAPSHOTS = "web-snapshots"
"""The folder beside ``svod.toml`` in which fetched pages are kept, a folder a source."""

_URL = re.compile(r"[a-z][a-z0-9+.-]*:(//|:)")
_CONTAINERS = ("zip", "tar", "libarchive")
_TLS = ("on", "starttls", "off")
_COMMON = ("name", "path", "kind")
_KEYS: Mapping[str, tuple[str, ...]] = {
    FOLDER: _COMMON,
    REMOTE: (*_COMMON, "key_file", "options"),
    MAIL: (*_COMMON, "key_file", "tls", "ca_file"),
    WEB: ("name", "kind", "urls", "sitemap", "feed", "hosts"),
}

HELP = """\
# Where the files are. Several [[source]] tables may stand here; a path is relative to this file. Nothing is
# ever written to a source. docs/sources.md tells more of each kind.
#
# A place elsewhere (needs the extra svod[remote]): zip, sftp, s3, webdav, http with listings, and others that fsspec knows.
# key_file holds a password, alone in its file; without it SVOD_SFTP_PASSWORD and its kin are asked. options go to fsspec.
#   [[source]]
#   name = "office"
#   path = "sftp://user@host/srv/papers"
#   key_file = "/etc/svod/office.password"
#   options = { port = 2222 }
#
# A folder of mails; the password is in key_file or SVOD_IMAP_PASSWORD. tls is on, starttls or off; ca_file a certificate
# to trust beside the system's. Nothing is marked as read.
#   [[source]]
#   name = "letters"
#   path = "imap://user@host/INBOX"
#
# Pages of the web, fetched by 'svod fetch' and kept in web-snapshots: urls, and what a sitemap or a feed (RSS, Atom) lists.
# hosts are further hosts from which pages may come; the hosts named by urls, sitemap and feed are allowed as they are.
#   [[source]]
#   name = "site"
#   kind = "web"
#   urls = ["https://example.org/about"]
#   sitemap = "https://example.org/sitemap.xml"
#   feed = "https://example.org/news.rss"
#   hosts = ["www.example.org"]
#
"""


@dataclass(frozen=True, slots=True)
class Access:
    """How a place elsewhere lets svod in: ``options`` go to fsspec, ``tls`` is on, starttls or off (mail only)."""

    key_file: Path | None = None
    tls: str = "on"
    ca_file: Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pages:
    """Which pages of the web are wanted; ``hosts`` are allowed beside those that the addresses name."""

    urls: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def allowed(self) -> frozenset[str]:
        """Every host that may be asked."""
        named = (urlsplit(url).hostname or "" for url in (*self.urls, *self.sitemaps, *self.feeds))
        return frozenset({*named, *self.hosts} - {""})


@dataclass(frozen=True, slots=True)
class Source:
    """Where raw files are; ``name`` prefixes the paths of its files.

    ``path`` is absolute: the folder itself, or the folder of snapshots of a web source. A source elsewhere has its ``url``,
    and nothing lies at its ``path``.
    """

    name: str
    path: Path
    kind: str = FOLDER
    url: str = ""
    access: Access = Access()
    pages: Pages = Pages()

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return self.url or str(self.path)

    @property
    def is_elsewhere(self) -> bool:
        """True when its files are no files of this machine."""
        return self.kind in (REMOTE, MAIL)


def read_sources(root: Path, data: Path, tables: object, where: Path) -> tuple[Source, ...]:
    """The sources that the tables declare; ``where`` is the file they stand in. Raises BadConfig."""
    if not isinstance(tables, list):
        raise BadConfig(f"{where}: 'source' is not a list of tables; write [[source]] with name and path")
    sources = tuple(_Table(table, where).source(root, data) for table in tables)
    names = [source.name for source in sources]
    if len(set(names)) != len(names):
        raise BadConfig(f"{where}: two sources share a name: {', '.join(names)}; name each differently")
    return sources


class _Table:
    """One ``[[source]]`` table, read key by key."""

    def __init__(self, table: Any, where: Path) -> None:
        self._table, self._where = table, where

    def source(self, root: Path, data: Path) -> Source:
        name, path = self._table.get("name"), self._table.get("path")
        is_web = self._table.get("kind") == WEB
        if (
            not (isinstance(path, str) or is_web)
            or not isinstance(name, str)
            or not name
            or "/" in name
            or name.startswith(".")
        ):
            raise self._bad("needs a name (without '/', not beginning with '.') and a path, or kind = \"web\" and urls")
        kind = WEB if is_web else _kind(path)
        self._check(kind)
        if kind == WEB:
            return Source(name, (root / SNAPSHOTS / name).resolve(), WEB, pages=self._pages())
        if kind == FOLDER:
            return Source(name, (root / path.removeprefix("file://")).resolve())
        return Source(name, (data / kind / name).resolve(), kind, self._url(root, path), self._access(root))

    def _check(self, kind: str) -> None:
        said = self._table.get("kind", kind)
        if said != kind:
            raise self._bad(f'has kind = "{said}", its path is a {kind}; the only kind to be said is "web"')
        unknown = sorted(self._table.keys() - set(_KEYS[kind]))
        if unknown:
            raise self._bad(f"has unknown keys: {', '.join(unknown)}; a {kind} source takes {', '.join(_KEYS[kind])}")

    def _url(self, root: Path, path: str) -> str:
        scheme, _, rest = path.partition("://")
        if scheme in _CONTAINERS and "::" not in path:
            return f"{scheme}://::file://{(root / rest).resolve()}"
        if "::" not in path and urlsplit(path).password:
            raise self._bad("holds a password; write it alone into a file and name that as key_file")
        return path

    def _access(self, root: Path) -> Access:
        tls, options = self._table.get("tls", "on"), self._table.get("options", {})
        if tls not in _TLS:
            raise self._bad(f"has tls = {tls!r}; it takes one of {', '.join(_TLS)}")
        if not isinstance(options, dict):
            raise self._bad("has options that are no table; write options = { port = 2222 }")
        return Access(self._file(root, "key_file"), tls, self._file(root, "ca_file"), options)

    def _file(self, root: Path, key: str) -> Path | None:
        found = self._texts(key)
        return (root / Path(found[0]).expanduser()).resolve() if found else None

    def _pages(self) -> Pages:
        urls, sitemaps, feeds, hosts = (self._texts(key) for key in ("urls", "sitemap", "feed", "hosts"))
        if not urls + sitemaps + feeds:
            raise self._bad("names no page; give urls, a sitemap or a feed")
        for url in urls + sitemaps + feeds:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
                raise self._bad(f"names {url!r}; it takes addresses that begin with http:// or https://, without a user")
        return Pages(urls, sitemaps, feeds, tuple(host.lower() for host in hosts))

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise self._bad(f"has {key} = {value!r}; it takes a text or a list of texts")
        return tuple(values)

    def _bad(self, reason: str) -> BadConfig:
        name = self._table.get("name", "without a name") if isinstance(self._table, dict) else self._table
        return BadConfig(f"{self._where}: [[source]] {name!r} {reason}")


def _kind(path: str) -> str:
    if not _URL.match(path) or path.startswith("file://"):
        return FOLDER
    return MAIL if path.startswith(("imap://", "imaps://")) else REMOTE
