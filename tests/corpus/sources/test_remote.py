"""Files elsewhere, behind servers that the tests start: found, read by children without network, kept when a server is down."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from elsewhere import KINDS, Quiet, over_http, over_sftp, running

from corpus import config
from corpus.config import Source
from corpus.model import Sighting, Skipped
from corpus.sources.remote import Remote

if TYPE_CHECKING:
    from conftest import Archive

pytest.importorskip("fsspec")

RELEASE, LETTER = "Семинар по энергосбережению прошёл в Таразе.", "Просим приехать в Алматы в марте 2015 года."

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # connections of servers and of file systems that have no way to be closed
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two files, one of them deep and with a Russian name, that a server offers."""
    folder = tmp_path / "served"
    (folder / "письма 2015").mkdir(parents=True)
    (folder / "release.txt").write_text(RELEASE, "utf-8")
    (folder / "письма 2015" / "письмо.txt").write_text(LETTER, "cp1251")
    (folder / ".hidden.txt").write_text("скрыто", "utf-8")
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_elsewhere_is_read(archive: Archive, files: Path, kind: str) -> None:
    """Every file once, under its own name, hidden ones not; a second run reads nothing; no copy is left behind."""
    with KINDS[kind](files) as source:
        archive.declare(f'name = "far"\n{source}')
        assert archive.counts() == {"seen": 2, "new": 2}, archive.failures()
        assert archive.texts() == {"far/release.txt": RELEASE, "far/письма 2015/письмо.txt": LETTER}
        assert archive.counts() == {"seen": 2, "unchanged": 2}
    assert not (archive.root / ".svod" / "waiting").exists()


@pytest.mark.parametrize("kind", ["http", "webdav", "sftp"])
def test_what_changed_elsewhere_is_read_again(archive: Archive, files: Path, kind: str) -> None:
    """A file that changed, one that moved and one that went."""
    (files / "third.txt").write_text("Третий документ о школах Алматы.", "utf-8")
    with KINDS[kind](files) as source:
        archive.declare(f'name = "far"\n{source}').run()
        (files / "release.txt").write_text(RELEASE + " Он был первым.", "utf-8")
        os.utime(files / "release.txt", (time.time() + 5, time.time() + 5))
        (files / "письма 2015" / "письмо.txt").rename(files / "letter.txt")
        (files / "third.txt").unlink()
        assert archive.counts() == {"seen": 2, "changed": 1, "moved": 1, "vanished": 1}
    assert archive.texts() == {"far/release.txt": RELEASE + " Он был первым.", "far/letter.txt": LETTER}


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_that_is_gone_loses_nothing(archive: Archive, files: Path, kind: str) -> None:
    """A server that does not answer, a zip that is not there: one line that says so, and all documents stay."""
    with KINDS[kind](files) as source:
        archive.declare(f'name = "far"\n{source}').run()
    (files.parent / "papers.zip").unlink(missing_ok=True)
    assert archive.counts() == {"failed": 1}
    assert len(archive.texts()) == 2
    [(path, reason)] = archive.failures().items()
    assert path == "far"
    assert "cannot be reached: " in reason
    assert "(2 files read from it are kept)" in reason


def test_a_place_that_is_empty_loses_nothing(archive: Archive, files: Path) -> None:
    """An empty listing is taken for a share that is not mounted."""
    with over_http(files) as source:
        archive.declare(f'name = "far"\n{source}').run()
        for file in files.rglob("*.txt"):
            file.unlink()
        (files / "письма 2015").rmdir()
        archive.run()
    assert len(archive.texts()) == 2
    assert "is empty; if that is as it should be, remove its [[source]]" in archive.failures()["far"]


def test_a_file_too_large_is_not_fetched(archive: Archive, files: Path) -> None:
    """The limit is read.file_mb, as for any file."""
    (files / "big.txt").write_bytes(b"a" * 1_100_000)
    with over_http(files) as source:
        counts = archive.declare(f'name = "far"\n{source}').counts()
    assert counts == {"seen": 3, "new": 2, "failed": 1}
    assert archive.failures() == {"far/big.txt": "1.0 MB, limit 1 MB (read.file_mb)"}


def test_a_server_without_end_is_left(tmp_path: Path) -> None:
    """A listing that never comes costs read.remote_seconds, and says so."""

    class Silent(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - the library calls it so
            time.sleep(3)

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Silent)) as port:
        place = Remote(Source("far", tmp_path, "remote", f"http://127.0.0.1:{port}/"), 0.5)
        began = time.monotonic()
        assert "no answer within 0.5 seconds" in place.absence(0) or "timed out" in place.absence(0)
        assert time.monotonic() - began < 2.5
        place.close()


def test_listing_tricks_stay_inside(tmp_path: Path, files: Path) -> None:
    """Links for sorting, to parents, to other hosts and folders are no files of the source."""

    class Tricky(Quiet):
        def list_directory(self, path: Any) -> Any:
            links = ("?C=N;O=D", "../", "/", "../../etc/passwd", "http://198.51.100.7/x.txt", "release.txt", "release.txt#a")
            body = "".join(f'<a href="{link}">x</a>' for link in links).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Tricky, directory=files))) as port:
        place = Remote(Source("far", tmp_path, "remote", f"http://127.0.0.1:{port}/"), 5)
        seen = list(place.walk(()))
        place.close()
    assert [item.path for item in seen] == ["far/release.txt"]
    assert all(isinstance(item, Sighting) for item in seen)


def test_a_host_that_is_not_known_is_not_trusted(tmp_path: Path, files: Path) -> None:
    """sftp goes on only with a host whose key is known."""
    with over_sftp(files) as source:
        port = source.split(":")[2].split("/")[0]
        place = Remote(Source("far", tmp_path, "remote", f"sftp://anna@127.0.0.1:{port}/"), 10)
        assert "Host key is not trusted" in place.absence(0)
        place.close()


@pytest.mark.parametrize("missing", ["fsspec.core", "sshfs"])
def test_a_missing_extra_is_named(archive: Archive, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Without svod[remote] the source is a line that says what to install; the run goes on."""
    monkeypatch.setitem(sys.modules, missing, None)
    assert archive.declare('name = "far"\npath = "sftp://host/papers"').counts() == {"failed": 1}
    assert "pip install 'svod[remote]'" in archive.failures()["far"]


def test_an_unknown_option_is_told(archive: Archive) -> None:
    """An option that the file system does not take is the owner's to correct."""
    archive.declare('name = "far"\npath = "zip://none.zip"\noptions = { colour = "red" }').run()
    [line] = archive.failures().values()
    assert "svod.toml" in line or "cannot be reached" in line
    [found] = list(Remote(config.load(archive.root, environment={}).sources[0], 5).walk(()))
    assert isinstance(found, Skipped)
