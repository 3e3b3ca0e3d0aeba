"""Between svod and a node: a gateway that asks for a password over TLS, and can fall silent or shut as networks do."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_REFUSED = (
    b'HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 29\r\n\r\n{"error":"Unauthorized"}     '
)
_HEAD_BYTES = 1 << 16


class Gateway:
    """Forwards connections to a node here; ``state`` is open, silent (nothing comes back) or shut (none is taken)."""

    def __init__(self, target: int, certificate: tuple[Path, Path] | None = None, login: tuple[str, str] | None = None) -> None:
        self._target, self._login = target, login
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self._context is not None and certificate is not None:
            self._context.load_cert_chain(*certificate)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self.state = "open"
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._run(self._accept)

    def cut(self, state: str) -> None:
        """The network is in another state, and connections that were open end, or fall silent."""
        self.state = state
        if state == "shut":
            self._drop()

    def close(self) -> None:
        """Nothing listens any more, and no thread is left."""
        self.state = "closed"
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._door.close()
        self._drop()
        for thread in self._threads:
            thread.join(5)

    def _drop(self) -> None:
        for each in list(self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _run(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while self.state != "closed":
            came, _ = self._door.accept()
            if self.state in ("shut", "closed"):
                came.close()
            else:
                self._run(self._serve, came)

    def _serve(self, came: socket.socket) -> None:
        with suppress(OSError), came:
            client = self._context.wrap_socket(came, server_side=True) if self._context else came
            self._sockets.add(client)
            try:
                with client:
                    first = client.recv(_HEAD_BYTES)
                    if not self._knows(first):
                        client.sendall(_REFUSED)
                        return
                    with socket.create_connection(("127.0.0.1", self._target)) as node:
                        self._sockets.add(node)
                        self._send(node, first)
                        self._run(self._pump, node, client)
                        self._pump(client, node)
                        self._sockets.discard(node)
            finally:
                self._sockets.discard(client)

    def _knows(self, head: bytes) -> bool:
        if self._login is None:
            return True
        word = base64.b64encode(":".join(self._login).encode())
        return b"basic " + word.lower() in head.lower()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError, ValueError):
            while said := source.recv(_HEAD_BYTES):
                self._send(sink, said)
            sink.shutdown(socket.SHUT_RDWR)

    def _send(self, sink: socket.socket, said: bytes) -> None:
        if self.state == "open":
            sink.sendall(said)


@contextmanager
def gateway(
    target: int, certificate: tuple[Path, Path] | None = None, login: tuple[str, str] | None = None
) -> Iterator[Gateway]:
    """A gateway for as long as it is needed."""
    made = Gateway(target, certificate, login)
    try:
        yield made
    finally:
        made.close()


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "gateway.pem", folder / "gateway.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
