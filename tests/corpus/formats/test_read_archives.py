"""Archives: names, limits, what is missing; that every kind is read is proved by the generated set."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest

from corpus.errors import UnreadableFile
from corpus.formats import archives
from corpus.formats.listing import part_name
from tests.generate.good import good_files

SEVEN = next(content for name, content, _ in good_files() if name == "ru-a.7z")


def zipped(**parts: bytes) -> bytes:
    """A zip with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Documents\\отчёт.doc", "Documents/отчёт.doc"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..", "part"),
        ("a!/b", "a_/b"),
    ],
)
def test_names_lead_nowhere_else(name: str, safe: str) -> None:
    """A part's name stays inside its container; equal names are told apart."""
    taken: set[str] = set()
    assert part_name(name, taken) == safe
    assert part_name(name, taken) == f"2-{safe}"


def test_limits_of_a_container(reading) -> None:
    """Too large, too many and too dense: the first two cost the archive, the third its part."""
    with pytest.raises(UnreadableFile, match=r"unpacks to 2.0 MB, limit 1 MB \(read.file_mb\)"):
        reading(zipped(a_txt=bytes(2 << 20)), "a.zip", read__file_mb=1)
    with pytest.raises(UnreadableFile, match=r"more than 1 files in it \(read.files\)"):
        reading(zipped(a_txt=b"a", b_txt=b"b"), "a.zip", read__files=1)
    dense = reading(zipped(a_txt=bytes(20 << 20), b_txt=b"words"), "a.zip")
    assert [child.path for child in dense.children] == ["a.zip!/b.txt"]
    assert [(line.path, line.reason) for line in dense.skipped] == [
        ("a.zip!/a.txt", "unpacks to more than 200 times its size (read.ratio)")
    ]


def test_an_archive_as_a_document(reading, parts) -> None:
    """It says what lies in it, under its own name; what is never read is left out."""
    found = reading(zipped(a_txt=b"a", Thumbs_db=b"x"), "raw/letters.zip")
    assert parts(found) == [("title", "letters.zip"), ("list_item", "a.txt")]
    assert len(found.children) == 1


def test_a_missing_library_or_tool_is_named(reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """7z without py7zr is read by bsdtar; without either the ledger names both."""
    monkeypatch.setattr(archives, "find_spec", lambda name: None)
    if shutil.which("bsdtar"):
        assert [child.path for child in reading(SEVEN, "a.7z").children] == ["a.7z!/текст.txt"]
    monkeypatch.setattr(archives, "find_tool", lambda name: "")
    with pytest.raises(UnreadableFile, match=r"svod\[archives\].*bsdtar: apt install libarchive-tools"):
        reading(SEVEN, "a.7z")
    with pytest.raises(UnreadableFile, match="rar archives are read with the system tool bsdtar"):
        reading(b"Rar!\x1a\x07\x00 rest", "a.rar")
