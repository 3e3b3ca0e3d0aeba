"""A folder of mails on an IMAP server: each message a file, read without being marked as read."""

from __future__ import annotations

import base64
import errno
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from corpus.config import Source
from corpus.errors import BadConfig, UnreadableFile
from corpus.model import Sighting, Skipped
from corpus.sources.passwords import password
from corpus.sources.place import cause, too_large

T = TypeVar("T")

_SIZE = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")
_PORT, _TLS_PORT = 143, 993
_BATCH = 5000
"""Messages whose sizes are asked for at a time: an answer is held in memory."""


class MailFolder:
    """An IMAP folder as a place of files, opened for reading only. An answer may take ``seconds``.

    A message is ``<UIDVALIDITY>.<UID>.eml``: the server promises that these two name the same bytes for ever.
    """

    def __init__(self, source: Source, seconds: float) -> None:
        self._source, self._seconds = source, seconds
        self._server: imaplib.IMAP4 | None = None
        self._validity = ""
        self._count = 0

    def absence(self, held: int) -> str:
        """Why the folder cannot be taken at its word: not reachable, not there, or empty where there were mails."""
        try:
            self._open()
        except BadConfig as error:
            return str(error)
        except OSError as error:
            return f"{self._source.url} cannot be reached: {cause(error)}"
        if held and not self._count:
            return f"{self._source.url} is empty; if that is as it should be, remove its [[source]] from svod.toml"
        return ""

    def walk(self, exclude: tuple[str, ...]) -> Iterator[Sighting | Skipped]:
        """Every message by its UID; ``exclude`` is for names of files, and a message has none."""
        try:
            for uid, size in self._sizes():
                name = f"{self._validity}.{uid}"
                yield Sighting(self._source.name, f"{self._source.name}/{name}.eml", str(uid), size, f"{name} {size}")
        except (BadConfig, OSError) as error:
            reason = str(error) if isinstance(error, BadConfig) else f"folder cannot be listed: {cause(error)}"
            yield Skipped(self._source.name, "walk", reason, self._source.name)

    def fingerprint(self, exclude: tuple[str, ...]) -> tuple[str, int]:
        """Nothing: a server says what it holds only by listing it."""
        return "", 0

    def content(self, sighting: Sighting, limit_bytes: int) -> bytes:
        """The message as the server keeps it. Raises OSError, UnreadableFile."""
        if sighting.size_bytes > limit_bytes:
            raise UnreadableFile(too_large(sighting.size_bytes, limit_bytes))
        validity, _, _ = sighting.stamp.partition(".")

        def fetch(server: imaplib.IMAP4) -> bytes:
            if self._validity != validity:
                raise UnreadableFile("the server has numbered its mails anew since; the next run finds this one again")
            found = _answer(*server.uid("FETCH", sighting.location, "(BODY.PEEK[])"))
            bodies = [part[1] for part in found if isinstance(part, tuple)]
            if not bodies:
                raise UnreadableFile("the mail is not there any more")
            return bytes(bodies[0])

        return self._ask(fetch)

    def close(self) -> None:
        """The server was told good-bye."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
            with suppress(OSError):
                server.shutdown()

    def _sizes(self) -> Iterator[tuple[int, int]]:
        """UID and size in bytes of every message."""
        self._open()
        for start in range(1, self._count + 1, _BATCH):
            numbers = f"{start}:{min(start + _BATCH - 1, self._count)}"
            found = self._ask(lambda server, numbers=numbers: _answer(*server.fetch(numbers, "(UID RFC822.SIZE)")))  # type: ignore[misc]
            for line in found:
                if match := _SIZE.search(line[0] if isinstance(line, tuple) else line or b""):
                    uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                    yield int(uid), int(size)

    def _ask(self, question: Callable[[imaplib.IMAP4], T]) -> T:
        """The answer; a connection that was lost since the last question is opened again, once. Raises OSError."""
        for last in (False, True):
            server = self._open()
            try:
                return question(server)
            except (imaplib.IMAP4.abort, OSError) as error:
                self.close()
                if last:
                    raise OSError(errno.EIO, f"the mail server broke off: {error}") from error
            except imaplib.IMAP4.error as error:
                raise OSError(errno.EIO, f"the mail server refused: {error}") from error
        raise AssertionError  # the loop returns or raises

    def _open(self) -> imaplib.IMAP4:
        if self._server is not None:
            return self._server
        parts = urlsplit(self._source.url)
        user, secret = unquote(parts.username or ""), password(self._source, "imap")
        if not user or not parts.hostname or not secret:
            raise BadConfig(
                f"{self._source.url}: source '{self._source.name}' needs a user in its path (imap://user@host/INBOX) "
                "and a password, in key_file or SVOD_IMAP_PASSWORD"
            )
        try:
            self._server = self._connect(parts.hostname, parts.port)
            _log_in(self._server, user, secret)
            self._select(self._server, unquote(parts.path).strip("/") or "INBOX")
        except imaplib.IMAP4.error as error:
            self.close()
            raise OSError(errno.EACCES, f"the mail server refused: {_said(error)}") from error
        except OSError:
            self.close()
            raise
        return self._server

    def _connect(self, host: str, port: int | None) -> imaplib.IMAP4:
        access = self._source.access
        context = ssl.create_default_context()
        if access.ca_file is not None:
            context.load_verify_locations(access.ca_file)
        if access.tls == "on":
            return imaplib.IMAP4_SSL(host, port or _TLS_PORT, ssl_context=context, timeout=self._seconds)
        server = imaplib.IMAP4(host, port or _PORT, timeout=self._seconds)
        if access.tls == "starttls":
            self._server = server  # closed should the handshake fail
            server.starttls(context)
        return server

    def _select(self, server: imaplib.IMAP4, folder: str) -> None:
        name = mailbox_name(folder).replace("\\", "\\\\").replace('"', '\\"')
        self._count = int(_answer(*server.select(f'"{name}"', readonly=True))[0] or 0)
        self._validity = (server.response("UIDVALIDITY")[1][0] or b"0").decode("ascii")


def _log_in(server: imaplib.IMAP4, user: str, secret: str) -> None:
    """The server lets us in. AUTH=PLAIN takes any character; LOGIN, for servers without it, takes ASCII alone."""
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
    elif f"{user}{secret}".isascii():
        server.login(user, secret)
    else:
        raise OSError(errno.EACCES, "the mail server takes no other letters than ASCII in user and password")


def mailbox_name(folder: str) -> str:
    """The folder as IMAP spells it, in modified UTF-7 (RFC 3501, 5.1.3): «Отправленные» → «&BB4EQgQ,…-»."""

    def spell(match: re.Match[str]) -> str:
        if match[0] == "&":
            return "&-"
        return "&" + base64.b64encode(match[0].encode("utf-16-be"), b"+,").decode("ascii").rstrip("=") + "-"

    return re.sub(r"&|[^\x20-\x7e]+", spell, folder)


def _answer(status: str, found: list[Any]) -> list[Any]:
    if status != "OK":
        raise imaplib.IMAP4.error(_said(found[0] if found else status))
    return found


def _said(what: object) -> str:
    argument = what.args[0] if isinstance(what, imaplib.IMAP4.error) and what.args else what
    return argument.decode("utf-8", "replace") if isinstance(argument, bytes) else str(argument)
