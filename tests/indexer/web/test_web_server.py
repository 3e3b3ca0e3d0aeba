"""The server itself: a process that says where it listens, lets in whom it should, and ends when told."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import BadConfig
from indexer.people import Role, Scope, register
from indexer.web.server import serve

PROGRAM = """
import sys
from pathlib import Path
from corpus import config
from indexer.people import Role, Scope, register
from indexer.web.server import serve
serve(config.load(Path(sys.argv[1]), environment={}), "127.0.0.1", 0)
"""


@pytest.fixture
def address(web_config: Config) -> Iterator[str]:
    """Where a server of the small archive listens."""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-X", "faulthandler", "-W", "ignore", "-c", PROGRAM, str(web_config.root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stderr is not None
        yield process.stderr.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) in (0, -signal.SIGTERM), process.stderr.read()


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


def test_people_log_in_to_a_server(web_config: Config, tmp_path: Path) -> None:
    """Over a real line: no page without an account, a token for a program, a password for a session, and the way out."""
    shutil.copytree(web_config.data, tmp_path / configuration.DATA_FOLDER)
    shutil.copy(web_config.root / configuration.FILE_NAME, tmp_path)
    people = register(tmp_path / configuration.DATA_FOLDER)
    people.add("Анна", Role.READER, "четыре своих слова подряд")
    command = [sys.executable, "-X", "faulthandler", "-W", "ignore", "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        assert process.stderr is not None
        try:
            with httpx.Client(base_url=process.stderr.readline().strip(), timeout=20) as browser:
                assert browser.get("/healthz").status_code == 200
                assert browser.get("/search.json").status_code == 401
                token = {"Authorization": f"Bearer {people.add_token('анна', [Scope.READ])[1]}"}
                assert browser.get("/search.json", headers=token).json()["total"] > 0
                page = browser.get("/", follow_redirects=True)
                assert page.url.path == "/login"
                fields = {"name": "анна", "password": "четыре своих слова подряд", "form_token": form_token(page.text)}
                assert browser.post("/login", data=fields | {"form_token": ""}).status_code == 403
                home = browser.post("/login", data=fields, follow_redirects=True)
                assert (home.url.path, home.status_code) == ("/", 200)
                assert "Анна" in home.text
                browser.post("/logout", data={"form_token": form_token(home.text)})
                assert browser.get("/").status_code == 303
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def test_workers_share_an_address(web_config: Config) -> None:
    """Each makes pages that the others know by their tag; one that is killed is replaced; all end when told."""
    program = PROGRAM.replace("0)", "0, workers=2)")
    command = [sys.executable, "-X", "faulthandler", "-W", "ignore", "-c", program, str(web_config.root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        try:
            assert process.stderr is not None
            address = process.stderr.readline().strip()
            tags = {httpx.get(address, timeout=60).headers["etag"] for _ in range(12)}
            assert len(tags) == 1
            first, second = children(process.pid)
            os.kill(first, signal.SIGKILL)
            assert "1 of 2 workers ended" in process.stderr.readline()
            assert httpx.get(f"{address}healthz", timeout=60).status_code == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
            assert not Path(f"/proc/{second}").exists()
        finally:
            process.kill()


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


def form_token(page: str) -> str:
    """What the first form of a page carries."""
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found is not None
    return found[1]


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
