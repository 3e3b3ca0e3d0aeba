"""A real PostgreSQL server on loopback, in a scratch folder of its own, that can be stopped as one is for maintenance.

Its programs come with the distribution (apt install postgresql). It refuses to run as root: there it is run as «postgres» or
«nobody».
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_PROGRAMS = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")
_START_S = 60
_LOG_LINES = 40
_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "full_page_writes": "off",
    "max_connections": "40", "shared_buffers": "64MB", "autovacuum_naptime": "10s",
}  # fmt: skip


def find_programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest of several; None where there is none."""
    found = [home for root in _PROGRAMS for home in Path(root).glob("*/bin") if (home / "initdb").exists()]
    if found:
        return max(found, key=lambda home: float(home.parent.name) if home.parent.name.replace(".", "").isdigit() else 0.0)
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def why_not() -> str:
    """Why no server can be started here; "" when one can."""
    try:
        import psycopg  # noqa: F401 - is it there?
    except ImportError:
        return "needs psycopg: pip install 'svod[cluster]'"
    if find_programs() is None:
        return "needs PostgreSQL's programs initdb and postgres: apt install postgresql"
    if os.geteuid() == 0 and (_user() is None or shutil.which("setpriv") is None):
        return "needs a user «postgres» or «nobody» and setpriv: PostgreSQL refuses to run as root"
    return ""


def _user() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    return None


class Database:
    """One server with one database, «svod»; ``url`` is where it is reached."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="svod-postgres-"))
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = _user() if os.geteuid() == 0 else None
        if self._owner is not None:
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        data = str(self.folder / "data")
        self._run(
            "initdb",
            "--pgdata",
            data,
            "--username",
            "svod",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        )
        self.start()
        self._ask("postgres", "CREATE DATABASE svod ENCODING 'UTF8' TEMPLATE template0")

    @property
    def url(self) -> str:
        """The address for svod's settings."""
        return f"postgresql://svod@127.0.0.1:{self.port}/svod"

    def start(self) -> None:
        """The server answers, one that did already too; else AssertionError with the end of its log."""
        if self._process is not None:
            return
        settings = [part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")]
        command = self._command("postgres", "-D", str(self.folder / "data"), "-p", str(self.port), *settings)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, f"PostgreSQL ended:\n{self._told()}"
            with suppress(Exception):
                self._ask("postgres", "SELECT 1")
                return
            time.sleep(0.1)
        raise AssertionError(f"PostgreSQL did not answer within {_START_S} s:\n{self._told()}")

    def stop(self) -> None:
        """The server is gone at once, its connections broken; ``start`` brings it back with all that was committed."""
        if self._process is not None:
            data = str(self.folder / "data")
            self._run("pg_ctl", "stop", "--pgdata", data, "--mode", "immediate", "--wait", "--timeout", "60")
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """No process and no file is left."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self, folder: Path) -> dict[str, Any]:
        """Settings with which the store of an archive in this folder is on the server, in a schema of its own."""
        return {"store.url": self.url, "store.schema": self.schema(folder), "store.patience_seconds": 30}

    def schema(self, folder: Path) -> str:
        """The schema of a store that is meant by its folder."""
        return f"t{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _told(self) -> str:
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-_LOG_LINES:])

    def _ask(self, database: str, sql: str) -> None:
        import psycopg

        with psycopg.connect(
            f"postgresql://svod@127.0.0.1:{self.port}/{database}", autocommit=True, connect_timeout=5
        ) as opened:
            opened.execute(sql.encode())

    def _command(self, program: str, *arguments: str) -> list[str]:
        home = find_programs()
        assert home is not None
        command = [str(home / program), *arguments]
        if self._owner is None:
            return command
        return ["setpriv", f"--reuid={self._owner.pw_uid}", f"--regid={self._owner.pw_gid}", "--clear-groups", *command]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(self._command(program, *arguments), capture_output=True, text=True, cwd="/", timeout=120)
        assert done.returncode == 0, f"{program} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
