"""A mail folder on a Dovecot that the tests start: each message once, none marked as read, nothing lost when it is away."""

from __future__ import annotations

import grp
import mailbox
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import config
from corpus.config import Source
from corpus.declared import Access
from corpus.errors import BadConfig, UnreadableFile
from corpus.model import Sighting, Skipped
from corpus.sources import mail as mail_module
from corpus.sources.mail import MailFolder, mailbox_name

if TYPE_CHECKING:
    from conftest import Archive

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/Maildir
first_valid_uid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def letter(number: int) -> EmailMessage:
    """A mail with a subject of its own."""
    message = EmailMessage()
    message["Subject"], message["From"] = f"Письмо {number}", "Татьяна <tatiana@example.kz>"
    message.set_content(f"Семинар номер {number} прошёл в Таразе.\n")
    return message


@dataclass(frozen=True)
class Server:
    """A Dovecot with one user, whose mails lie in ``box``."""

    folder: Path
    port: int
    tls_port: int
    owner: tuple[int, int]

    @property
    def box(self) -> mailbox.Maildir:
        """The user's mails, as the server keeps them."""
        return mailbox.Maildir(self.folder / "mail" / "Maildir")

    def deliver(self, *numbers: int, folder: str = "") -> None:
        """New mails came."""
        box = self.box.add_folder(folder) if folder else self.box
        for number in numbers:
            box.add(letter(number))
        for place, names, files in os.walk(self.folder / "mail"):
            for name in [".", *names, *files]:
                os.chown(Path(place) / name, *self.owner)

    def source(self, path: str = "INBOX", **more: str) -> str:
        """The lines of a ``[[source]]``."""
        lines = {
            "name": "mail",
            "path": path if "//" in path else f"imap://anna@127.0.0.1:{self.port}/{path}",
            "tls": "off",
            "key_file": self.key,
        }
        return "\n".join(f'{key} = "{value}"' for key, value in {**lines, **more}.items())

    @property
    def key(self) -> str:
        """The file with the password."""
        return str(self.folder / "password")


@pytest.fixture(scope="module")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, listening; skipped where Dovecot is not installed."""
    if DOVECOT is None or shutil.which("openssl") is None:
        pytest.skip("dovecot or openssl is not here (apt install dovecot-imapd openssl)")
    folder = Path("/tmp") / f"svod-dovecot-{os.getpid()}"  # a socket's path may have 107 bytes
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "run").mkdir(parents=True)
    (folder / "mail").mkdir()
    root = os.geteuid() == 0
    me, mine = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    owner = pwd.getpwnam("mail") if root else pwd.getpwuid(os.geteuid())
    names = {"user": me, "group": mine, "owner": owner.pw_uid, "owner_group": owner.pw_gid}
    if root:
        names |= {"user": "dovecot", "group": "dovecot"}
    ports = {"port": _free_port(), "tls_port": _free_port()}
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes", "-x509"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-newkey", "rsa:2048", *subject, *files], check=True, capture_output=True)
    (folder / "users").write_text("anna:{PLAIN}секрет\n", "utf-8")
    (folder / "password").write_text("секрет\n", "utf-8")
    (folder / "dovecot.conf").write_text(SETTINGS.format(folder=folder, **names, **ports), "utf-8")
    server = Server(folder, ports["port"], ports["tls_port"], (owner.pw_uid, owner.pw_gid))
    server.deliver(1, 2, 3)
    server.deliver(7, folder=mailbox_name("Отправленные"))
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE)
    try:
        _wait(process, ports["port"])
        yield server
    finally:
        process.terminate()
        process.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None:
                pytest.skip(f"dovecot does not start here: {process.communicate()[1][:300]!r}")
            time.sleep(0.1)
        else:
            return
    pytest.fail("dovecot does not listen")


def sightings(place: MailFolder) -> list[Sighting | Skipped]:
    """What a walk finds; the connection is closed after it."""
    found = list(place.walk(()))
    place.close()
    return found


def test_mails_are_read_once(archive: Archive, dovecot: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message is a document; a second run fetches none; a new one is fetched alone; none is marked as read."""
    fetched: list[str] = []
    content = MailFolder.content

    def counting(place: MailFolder, sighting: Sighting, limit_bytes: int) -> bytes:
        fetched.append(sighting.path)
        return content(place, sighting, limit_bytes)

    monkeypatch.setattr(MailFolder, "content", counting)
    archive.declare(dovecot.source())
    assert archive.counts() == {"seen": 3, "new": 3}, archive.failures()
    assert sorted("Семинар номер" in text for text in archive.texts().values()) == [True] * 3
    assert len(fetched) == 3
    assert archive.counts() == {"seen": 3, "unchanged": 3}
    assert len(fetched) == 3
    dovecot.deliver(4)
    assert archive.counts() == {"seen": 4, "unchanged": 3, "new": 1}
    assert len(fetched) in (4, 5)  # a mail of a known size is compared before it is read
    assert not any("S" in message.get_flags() for message in dovecot.box)


def test_paths_name_validity_and_uid(dovecot: Server, tmp_path: Path) -> None:
    """What the server promises never to give to another message, in the order of arrival."""
    url = f"imap://anna@127.0.0.1:{dovecot.port}/INBOX"
    found = sightings(MailFolder(Source("mail", tmp_path, "mail", url, Access(Path(dovecot.key), "off")), 10))
    uids = [int(item.path.split(".")[1]) for item in found]
    assert uids == sorted(uids)
    assert uids[0] == 1
    assert all(item.path.startswith("mail/") and item.path.endswith(".eml") for item in found)
    assert len({item.path.split(".")[0] for item in found}) == 1


def test_a_folder_with_a_russian_name(archive: Archive, dovecot: Server) -> None:
    """Its name is spelt as IMAP wants it."""
    archive.declare(dovecot.source("Отправленные"))
    assert archive.counts() == {"seen": 1, "new": 1}, archive.failures()
    assert "Семинар номер 7" in next(iter(archive.texts().values()))


@pytest.mark.parametrize("way", ["on", "starttls"])
def test_tls_with_a_certificate_of_ones_own(archive: Archive, dovecot: Server, way: str) -> None:
    """A certificate that nobody vouches for is refused, unless ca_file names it."""
    port = dovecot.tls_port if way == "on" else dovecot.port
    path = f"imap://anna@127.0.0.1:{port}/INBOX"
    archive.declare(dovecot.source(path=path, tls=way)).run()
    assert "cannot be reached" in archive.failures()["mail"]
    assert "certificate" in archive.failures()["mail"].lower()
    archive.declare(dovecot.source(path=path, tls=way, ca_file=str(dovecot.folder / "cert.pem")))
    assert archive.counts()["new"] >= 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"path": "imap://anna@127.0.0.1:1/INBOX"}, "connection refused"),
        ({"path": "imap://127.0.0.1/INBOX"}, "needs a user"),
        ({"key_file": "missing.password"}, "key_file of source 'mail' cannot be read"),
        ({"key_file": "wrong.password"}, "refused: .*authentication failed"),
        ({"path": "{base}/Nothing"}, "refused: .*doesn't exist"),
    ],
)
def test_a_folder_that_is_away_loses_nothing(archive: Archive, dovecot: Server, change: dict[str, str], reason: str) -> None:
    """Server down, no user, no password, a wrong one, a folder that is not there: one line, all documents kept."""
    archive.declare(dovecot.source()).run()
    before = archive.texts()
    (archive.root / "wrong.password").write_text("wrong", "utf-8")
    base = f"imap://anna@127.0.0.1:{dovecot.port}"
    archive.declare(dovecot.source(**{key: value.format(base=base) for key, value in change.items()}))
    assert archive.counts() == {"failed": 1}
    assert archive.texts() == before
    with pytest.raises(AssertionError, match=f"(?i){reason}"):
        raise AssertionError(archive.failures()["mail"])


def test_a_lost_connection_is_opened_again(dovecot: Server, tmp_path: Path) -> None:
    """A server that ended the session between two mails costs nothing; a mail that is gone says so."""
    url = f"imap://anna@127.0.0.1:{dovecot.port}/INBOX"
    place = MailFolder(Source("mail", tmp_path, "mail", url, Access(Path(dovecot.key), "off")), 10)
    first = next(iter(place.walk(())))
    assert isinstance(first, Sighting)
    assert place._server is not None
    place._server.sock.shutdown(socket.SHUT_RDWR)
    assert b"Subject:" in place.content(first, 10_000)
    gone = Sighting("mail", "mail/x.eml", "999999", 10, first.stamp)
    with pytest.raises(UnreadableFile, match="not there any more"):
        place.content(gone, 10_000)
    anew = Sighting("mail", "mail/x.eml", first.location, 10, "1.1 10")
    with pytest.raises(UnreadableFile, match="numbered its mails anew"):
        place.content(anew, 10_000)
    with pytest.raises(UnreadableFile, match=r"limit 0 MB \(read\.file_mb\)|MB, limit"):
        place.content(first, 10)
    place.close()


def test_sizes_come_in_batches(dovecot: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of many mails is listed part by part, whole."""
    url = f"imap://anna@127.0.0.1:{dovecot.port}/INBOX"
    source = Source("mail", tmp_path, "mail", url, Access(Path(dovecot.key), "off"))
    whole = sightings(MailFolder(source, 10))
    monkeypatch.setattr(mail_module, "_BATCH", 2)
    assert sightings(MailFolder(source, 10)) == whole


@pytest.mark.parametrize(
    ("folder", "name"),
    [("INBOX", "INBOX"), ("A&B", "A&-B"), ("Черновики", "&BCcENQRABD0EPgQyBDgEOgQ4-"), ("Work/Ош", "Work/&BB4ESA-")],
)
def test_names_in_modified_utf7(folder: str, name: str) -> None:
    """RFC 3501, 5.1.3: «&» and all beyond ASCII."""
    assert mailbox_name(folder) == name


def test_passwords_do_not_belong_in_svod_toml(archive: Archive) -> None:
    """An address with a password is refused, and the message does not repeat it."""
    archive.declare('name = "mail"\npath = "imap://anna:geheim@host/INBOX"')
    with pytest.raises(BadConfig, match="holds a password") as refused:
        config.load(archive.root, environment={})
    assert "geheim" not in str(refused.value)
