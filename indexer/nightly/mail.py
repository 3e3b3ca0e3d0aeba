"""Mails of the night: the report to those who run the archive, news to those who saved a search."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from corpus.config import Config
from corpus.errors import BadConfig
from corpus.passwords import read_password
from indexer.nightly.forms import as_page, as_text
from indexer.nightly.parts import verdict
from indexer.nightly.report import Night
from indexer.saved import MAIL, Book, SavedSearch, Told

TIMEOUT_S = 30
_TLS = ("starttls", "on", "off")
_WHEN = ("always", "changes", "failures")


def send_report(config: Config, night: Night) -> None:
    """The report is with everyone in mail.to, when mail.when wants it. Raises BadConfig, OSError, SMTPException."""
    if not is_wanted(config, night):
        return
    with _server(config) as server:
        message = _message(config, config["mail.to"], f"{night.archive}: {verdict(night).splitlines()[0]}")
        message.set_content(as_text(night))
        message.add_alternative(as_page(night), subtype="html")
        server.send_message(message)


def send_news(config: Config, book: Book) -> int:
    """Everyone who gave an address with a saved search has its news, each hit in one mail only; how many mails went out.

    What a mail could not say is said by the next. Raises BadConfig, OSError, SMTPException.
    """
    waiting = _waiting(book)
    if not config["mail.host"] or not waiting:
        return 0
    with _server(config) as server:
        for address, news in waiting.items():
            number = sum(len(hits) for _, hits in news)
            message = _message(config, [address], f"{config.name}: {number} new for your saved searches")
            message.set_content("\n\n".join(_said(config, search, hits) for search, hits in news) + "\n")
            server.send_message(message)
            for search, hits in news:
                book.say(search.number, hits, MAIL)
    return len(waiting)


def is_wanted(config: Config, night: Night) -> bool:
    """True when mail.when lets this night's report go out. Raises BadConfig."""
    when = config["mail.when"]
    if when not in _WHEN:
        raise BadConfig(f"mail.when = {when!r}; it takes one of {', '.join(_WHEN)}")
    if not config["mail.host"] or not config["mail.to"]:
        return False
    return when == "always" or bool(night.exit_code) or (when == "changes" and night.happened)


def password(config: Config, environment: Mapping[str, str] = os.environ) -> str:
    """What mail.key_file holds, without the line's end; else SVOD_SMTP_PASSWORD; "" when nobody says. Raises BadConfig."""
    file = _file(config, "mail.key_file") if config["mail.key_file"] else None
    return read_password(file, "mail.key_file", "SVOD_SMTP_PASSWORD", environment)


@contextmanager
def _server(config: Config) -> Iterator[smtplib.SMTP]:
    tls, host, port = config["mail.tls"], config["mail.host"], config["mail.port"]
    if tls not in _TLS:
        raise BadConfig(f"mail.tls = {tls!r}; it takes one of {', '.join(_TLS)}")
    user, secret = config["mail.user"], password(config)
    if tls == "off" and user and host not in ("localhost", "127.0.0.1", "::1"):
        raise BadConfig(f"mail.tls = 'off' would send the password of {user} to {host} in clear; use starttls or on")
    trust = ssl.create_default_context()
    if config["mail.ca_file"]:
        trust.load_verify_locations(_file(config, "mail.ca_file"))
    if tls == "on":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=trust)
    else:
        connection = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    with connection:
        if tls == "starttls":
            connection.starttls(context=trust)
        if user:
            connection.login(user, secret)
        yield connection


def _file(config: Config, key: str) -> Path:
    return (config.data.parent / Path(config[key]).expanduser()).resolve()


def _message(config: Config, to: Iterable[str], subject: str) -> EmailMessage:
    message = EmailMessage()
    # a title out of a document may hold a line's end, which no header may
    message["Subject"] = " ".join(subject.split())
    message["From"] = config["mail.sender"] or next(iter(config["mail.to"] or to))
    message["To"] = ", ".join(to)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain="svod.localhost")
    message["Auto-Submitted"] = "auto-generated"
    return message


def _waiting(book: Book) -> dict[str, list[tuple[SavedSearch, list[Told]]]]:
    waiting: dict[str, list[tuple[SavedSearch, list[Told]]]] = {}
    for search in book.searches():
        if search.mail and (hits := book.unsaid(search.number, MAIL)):
            waiting.setdefault(search.mail, []).append((search, hits))
    return waiting


def _said(config: Config, search: SavedSearch, hits: Iterable[Told]) -> str:
    lines = [f"{search.title}", ""]
    for hit in hits:
        address = config["nightly.address"].rstrip("/")
        where = f"{address}/document/{hit.document}" if address else hit.path
        lines += [f"* {hit.title or hit.path}", f"  {hit.match or '; '.join(hit.why)}".replace("\n", " "), f"  {where}", ""]
    return "\n".join(lines).rstrip()
