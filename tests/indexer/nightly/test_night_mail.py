"""Mails of the night by a real SMTP server, started here: what goes out, to whom, once, and what is said when it cannot."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from click.testing import CliRunner

from corpus import config as configuration
from corpus.errors import BadConfig
from indexer.cli import main
from indexer.nightly import LATEST, REPORTS, nightly
from indexer.nightly.mail import password


class Box:
    """Keeps the mails that a server took."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.logins: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """A mail came."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append((envelope.rcpt_tos, message))
        return "250 OK"

    def log_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Whoever knows the password may send."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"secret", handled=False)


@pytest.fixture
def box() -> Box:
    """An empty box."""
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[Controller]:
    """A server on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=box.log_in,
        auth_require_tls=False,
        auth_exclude_mechanism=["CRAM-MD5"],
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and a certificate of one's own for 127.0.0.1, which no authority vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here (apt install openssl)")
    folder = tmp_path_factory.mktemp("certificate")
    subject = ["-x509", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-newkey", "rsa:2048", *subject, *files], check=True, capture_output=True)
    return folder


@pytest.fixture(params=["starttls", "on"])
def way(request: pytest.FixtureRequest) -> str:
    """How the line to the server is encrypted."""
    return str(request.param)


@pytest.fixture
def shut(fresh: Path, box: Box, certificate: Path, way: str) -> Iterator[Path]:
    """An archive whose reports go out by a server that takes a password over TLS alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    said = {"ssl_context": context} if way == "on" else {"tls_context": context, "require_starttls": True}
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=box.log_in,
        auth_require_tls=way == "starttls",  # a line that begins with TLS is not known to aiosmtpd as one
        auth_exclude_mechanism=["CRAM-MD5"],
        **said,
    )
    controller.start()
    settings = [
        "[mail]", 'host = "127.0.0.1"', f"port = {port}", f'tls = "{way}"', 'user = "svod"', 'key_file = "smtp.password"',
        'to = ["anna@example.org"]',
    ]  # fmt: skip
    place = fresh / "svod.toml"
    place.write_text("\n".join(settings) + "\n" + place.read_text("utf-8").replace("[mail]\n", ""), "utf-8")
    (fresh / "smtp.password").write_text("secret\n", "utf-8")
    yield fresh
    controller.stop()


@pytest.fixture
def posted(fresh: Path, server: Controller) -> Path:
    """An archive whose reports go out by the server."""
    settings = [
        "[mail]", 'host = "127.0.0.1"', f"port = {server.port}", 'tls = "off"', 'user = "svod"', 'key_file = "smtp.password"',
        'to = ["anna@example.org", "boris@example.org"]', 'sender = "svod@example.org"', 'when = "changes"',
    ]  # fmt: skip
    place = fresh / "svod.toml"
    place.write_text("\n".join(settings) + "\n" + place.read_text("utf-8").replace("[mail]\n", ""), "utf-8")
    (fresh / "smtp.password").write_text("secret\n", "utf-8")
    return fresh


def test_the_report_goes_out(posted: Path, box: Box) -> None:
    """To everyone named, as text and HTML, after a login; a night in which nothing happened is no mail."""
    night = nightly(configuration.load(posted))
    assert night.troubles == ()
    ((to, mail),) = box.mails
    assert to == ["anna@example.org", "boris@example.org"]
    assert (mail["From"], mail["Auto-Submitted"]) == ("svod@example.org", "auto-generated")
    assert "3 new, 1 failed" in mail["Subject"]
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "Came: 3" in plain.get_content()
    assert "<h2>Came: 3</h2>" in page.get_content()
    assert box.logins == [("svod", "secret")]
    nightly(configuration.load(posted))
    assert len(box.mails) == 1


def test_news_of_a_saved_search_go_to_its_address_once(posted: Path, box: Box) -> None:
    """Naming the query and the match; what the search knew is not said, and no hit twice."""
    nightly(configuration.load(posted))
    runner = CliRunner()
    runner.invoke(main, ["--archive", str(posted), "saved", "add", "Лисаковск", "--mail", "vera@example.org"])
    (posted / "raw/new.txt").write_text("В Лисаковске запустили котельную на отходах мельницы.", "utf-8")
    box.mails.clear()
    night = nightly(configuration.load(posted))
    assert [hit.path for news in night.news for hit in news.hits] == ["raw/new.txt"]
    (mail,) = [mail for to, mail in box.mails if to == ["vera@example.org"]]
    assert mail["Subject"].endswith("1 new for your saved searches")
    assert "Лисаковск\n\n* " in mail.get_content()
    assert "В Лисаковске запустили котельную" in mail.get_content()
    (posted / "raw/new.txt").write_text("В Лисаковске запустили котельную на отходах мельницы в мае.", "utf-8")
    box.mails.clear()
    assert [news.hits for news in nightly(configuration.load(posted)).news] == [()]
    assert [to for to, _ in box.mails] == [["anna@example.org", "boris@example.org"]]


def test_a_mail_that_cannot_go_is_said_and_sent_later(posted: Path, box: Box, server: Controller) -> None:
    """The night ends with 1, its report says why, the archive is brought up all the same; news wait for the next night."""
    nightly(configuration.load(posted))
    CliRunner().invoke(main, ["--archive", str(posted), "saved", "add", "Лисаковск", "--mail", "vera@example.org"])
    (posted / "raw/new.txt").write_text("В Лисаковске запустили котельную на отходах мельницы.", "utf-8")
    (posted / "smtp.password").write_text("wrong", "utf-8")
    night = nightly(configuration.load(posted))
    assert (night.exit_code, night.documents) == (1, 4)
    report = json.loads((posted / ".svod" / REPORTS / f"{LATEST}.json").read_text("utf-8"))
    assert "SMTPAuthenticationError" in report["troubles"][0]
    assert "Not delivered: 1" in (posted / ".svod" / REPORTS / f"{LATEST}.txt").read_text("utf-8")
    (posted / "smtp.password").write_text("secret", "utf-8")
    box.mails.clear()
    nightly(configuration.load(posted))
    assert [to for to, _ in box.mails] == [["vera@example.org"]]


def test_a_server_that_nobody_vouches_for_gets_nothing(shut: Path, box: Box) -> None:
    """Neither the password nor a mail, and the report says why, until mail.ca_file names its certificate."""
    night = nightly(configuration.load(shut))
    assert night.exit_code == 1
    assert "SSLCertVerificationError" in night.troubles[0]
    assert (box.logins, box.mails) == ([], [])


def test_the_report_goes_out_over_tls(shut: Path, box: Box, certificate: Path) -> None:
    """To a server whose certificate is trusted; the password goes over the encrypted line."""
    night = nightly(configuration.load(shut, {"mail.ca_file": str(certificate / "cert.pem")}))
    assert night.troubles == ()
    assert [to for to, _ in box.mails] == [["anna@example.org"]]
    assert box.logins == [("svod", "secret")]


def test_a_server_without_tls_is_told_no_password(posted: Path, box: Box) -> None:
    """Where the settings ask for encryption and the server has none, the mail stays, and the report says so."""
    night = nightly(configuration.load(posted, {"mail.tls": "starttls"}))
    assert "STARTTLS" in night.troubles[0]
    assert (box.logins, box.mails) == ([], [])


def test_passwords_are_no_settings(fresh: Path) -> None:
    """From a file or the environment; a file that is not there is named; in clear only to this machine."""
    load = lambda **said: configuration.load(fresh, {f"mail.{name}": value for name, value in said.items()}, {})  # noqa: E731
    assert password(load(), {"SVOD_SMTP_PASSWORD": "x"}) == "x"
    assert password(load(), {}) == ""
    with pytest.raises(BadConfig, match=r"nowhere: mail\.key_file cannot be read"):
        password(load(key_file="nowhere"))
    night = nightly(load(host="mail.example.org", tls="off", user="svod", to=("a@b.c",)))
    assert "in clear" in night.troubles[0]
    night = nightly(load(host="mail.example.org", tls="maybe", to=("a@b.c",)))
    assert "mail.tls" in night.troubles[0]
