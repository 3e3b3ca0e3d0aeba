"""The server itself: a process that says where it listens, lets in whom it should, and ends when told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import BadConfig
from indexer.people import Role, register
from indexer.web.server import serve

PROGRAM = """
import sys
from pathlib import Path
from corpus import config
from indexer.people import Role, register
from indexer.web.server import serve
serve(config.load(Path(sys.argv[1]), environment={}), "127.0.0.1", 0)
"""


@pytest.fixture
def address(web_config: Config) -> Iterator[str]:
    """Where a server of the small archive listens."""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(web_config.root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stderr is not None
        yield process.stderr.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) in (0, -signal.SIGTERM)


def test_it_prints_its_address_and_refuses_strange_hosts(address: str) -> None:
    """Port 0 is any free one; a name that someone else points at this machine is turned away."""
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}readyz", timeout=20) as answer:
        assert json.load(answer)["ok"] is True
        assert "server" not in answer.headers
    strange = urllib.request.Request(f"{address}readyz", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(strange, timeout=20)
    refused.value.close()


@pytest.fixture
def nothing(tmp_path: Path) -> Config:
    """An archive into which nothing was read."""
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("пусто", "raw"), "utf-8")
    return configuration.load(tmp_path, environment={})


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.org", "::"])
def test_a_host_for_others_is_refused_unless_said(nothing: Config, host: str) -> None:
    """Nobody opens an archive to the world by accident."""
    with pytest.raises(BadConfig, match="others could reach it"):
        serve(nothing, host, 0)


def test_a_host_for_others_takes_people(nothing: Config) -> None:
    """With an account in the archive it listens, and people log in."""
    register(nothing.data).add("anna", Role.READER)
    with pytest.raises(BadConfig, match="cannot listen on"):
        serve(nothing, "203.0.113.1", 8080)


def test_an_address_that_cannot_be_had_is_told(nothing: Config) -> None:
    """An address of another machine is not ours to listen on."""
    with pytest.raises(BadConfig, match=r"cannot listen on 203\.0\.113\.1, port 8080: .*choose another"):
        serve(nothing, "203.0.113.1", 8080, public=True)
