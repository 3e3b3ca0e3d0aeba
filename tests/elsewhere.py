"""Places elsewhere that files are served from: real servers on loopback, one for each kind of source."""

from __future__ import annotations

import asyncio
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest


class Quiet(SimpleHTTPRequestHandler):
    """Writes no log."""

    def log_message(self, *_: object) -> None:
        pass


class QuietGateway(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running(server: Any) -> Iterator[int]:
    """The server answers in a thread; its port."""
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def over_zip(files: Path) -> Iterator[str]:
    """A zip that is a source, not a file of one."""
    place = files.parent / "papers.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for file in sorted(files.rglob("*.txt")):
            archive.write(file, file.relative_to(files).as_posix())
    yield f'path = "zip://{place}"'


@contextmanager
def over_http(files: Path) -> Iterator[str]:
    """``python -m http.server``."""
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=files))) as port:
        yield f'path = "http://127.0.0.1:{port}/"'


@contextmanager
def over_webdav(files: Path) -> Iterator[str]:
    """WsgiDAV, with a user and a password."""
    wsgidav = pytest.importorskip("wsgidav.wsgidav_app")
    pytest.importorskip("webdav4")
    users = {"user_mapping": {"*": {"anna": {"password": "тайна"}}}}
    settings = {"provider_mapping": {"/": str(files)}, "simple_dc": users, "http_authenticator": {"accept_digest": False}}
    application = wsgidav.WsgiDAVApp({**settings, "logging": {"enable": False}, "verbose": 0})
    key = files.parent / "webdav.key"
    key.write_text("тайна\n", "utf-8")
    with running(make_server("127.0.0.1", 0, application, handler_class=QuietGateway)) as port:
        yield f'path = "webdav://anna@127.0.0.1:{port}/"\nkey_file = "{key}"'


@contextmanager
def over_s3(files: Path) -> Iterator[str]:
    """moto, which speaks S3."""
    pytest.importorskip("s3fs")
    boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    login = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", **login)
    client.create_bucket(Bucket="papers")
    for file in files.rglob("*.txt"):
        client.upload_file(str(file), "papers", f"all/{file.relative_to(files).as_posix()}")
    try:
        yield f'path = "s3://papers/all"\noptions = {{ endpoint_url = "http://{host}:{port}", key = "x", secret = "x" }}'
    finally:
        client.close()
        server.stop()


@contextmanager
def over_sftp(files: Path) -> Iterator[str]:
    """asyncssh, whose host key is known."""
    pytest.importorskip("sshfs")
    asyncssh = pytest.importorskip("asyncssh")
    key = asyncssh.generate_private_key("ssh-ed25519")
    loop, started, connections = asyncio.new_event_loop(), [], []

    class Server(asyncssh.SSHServer):  # type: ignore[misc]
        def connection_made(self, connection: Any) -> None:
            connections.append(connection)

        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("anna", "тайна")

    async def begin() -> None:
        rooted = partial(asyncssh.SFTPServer, chroot=os.fsencode(files))
        started.append(
            await asyncssh.listen("127.0.0.1", 0, server_factory=Server, server_host_keys=[key], sftp_factory=rooted)
        )

    async def stop() -> None:
        started[0].close()
        await started[0].wait_closed()
        for connection in connections:
            connection.abort()
            await connection.wait_closed()

    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    port = started[0].sockets[0].getsockname()[1]
    known = files.parent / "known_hosts"
    known.write_bytes(f"[127.0.0.1]:{port} ".encode() + key.export_public_key())
    secret = files.parent / "sftp.key"
    secret.write_text("тайна", "utf-8")
    try:
        yield (
            f'path = "sftp://anna@127.0.0.1:{port}/"\nkey_file = "{secret}"\n'
            f'options = {{ known_hosts = "{known}", client_keys = [] }}'
        )
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


KINDS: dict[str, Callable[[Path], Any]] = {
    "zip": over_zip,
    "http": over_http,
    "webdav": over_webdav,
    "s3": over_s3,
    "sftp": over_sftp,
}
