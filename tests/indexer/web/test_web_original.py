"""Where the file of a document lies: on this machine, or at a source elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import config
from corpus.errors import NotFound
from corpus.model import StoredDocument
from indexer.web.original import original


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('path = "sftp://host/papers"', "its file is not on this machine but at its source, sftp://host/papers"),
        ('path = "imap://anna@host/INBOX"', "at its source, imap://anna@host/INBOX; look for it there"),
        ('path = "raw"', r"none of its files is at its place now .*; run: svod ingest"),
    ],
)
def test_a_file_that_is_not_here(tmp_path: Path, source: str, reason: str) -> None:
    """A document from elsewhere names its source; one whose file went says what to do."""
    (tmp_path / "svod.toml").write_text(f'[[source]]\nname = "far"\n{source}\n', "utf-8")
    document = StoredDocument(
        "0a1b", "", ("far/a.txt",), "far", 1, "text/plain", "", "", "", "ru", ("ru",), None, None, 0, 1, "а"
    )
    with pytest.raises(NotFound, match=f"^0a1b: .*{reason}"):
        original(config.load(tmp_path, environment={}), document)


def test_a_snapshot_is_a_file_of_this_machine(tmp_path: Path) -> None:
    """Pages that were fetched are shown from their shelf."""
    (tmp_path / "svod.toml").write_text('[[source]]\nname = "site"\nkind = "web"\nurls = "http://host/"\n', "utf-8")
    place = tmp_path / "web-snapshots" / "site" / "host" / "index-1.html"
    place.parent.mkdir(parents=True)
    place.write_text("<p>Тараз", "utf-8")
    document = StoredDocument(
        "0a1b", "", ("site/host/index-1.html",), "site", 1, "text/html", "", "", "", "ru", ("ru",), None, None, 0, 1, "а"
    )
    assert original(config.load(tmp_path, environment={}), document).location == place.resolve()


@pytest.mark.parametrize(
    "path",
    [
        "raw/../secret.txt",
        "raw/../../secret.txt",
        "raw//etc/passwd",
        "raw/link.txt",
        "raw/folder/secret.txt",
        "raw/",
        "other/a.txt",
    ],
)
def test_no_path_leads_out_of_its_source(tmp_path: Path, path: str) -> None:
    """Whatever a store holds for a path: not by dots, not from the root, not along a link to a file or a folder."""
    (tmp_path / "svod.toml").write_text('[[source]]\nname = "raw"\npath = "raw"\n', "utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "outside").mkdir()
    for place in (tmp_path / "secret.txt", tmp_path / "outside" / "secret.txt"):
        place.write_text("тайна", "utf-8")
    (tmp_path / "raw" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "raw" / "folder").symlink_to(tmp_path / "outside")
    document = StoredDocument("0a1b", "", (path,), "raw", 1, "text/plain", "", "", "", "ru", ("ru",), None, None, 0, 1, "а")
    with pytest.raises(NotFound, match="none of its files is at its place now"):
        original(config.load(tmp_path, environment={}), document)
