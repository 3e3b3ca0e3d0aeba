import os
from pathlib import Path

import pytest

from corpus.config import Source
from corpus.errors import UnreadableFile
from corpus.model import RawFile, Sighting, Skipped
from corpus.sources import load, raw_file, walk


@pytest.fixture
def archive(tmp_path: Path) -> Source:
    folder = tmp_path / "raw"
    for name, content in {"б.txt": "два", "a/2.txt": "раз", "a/10.txt": "три", "Z.txt": "", ".hidden/x.txt": "нет"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return Source("raw", folder)


def paths(source: Source, *exclude: str) -> list[str]:
    return [seen.path for seen in walk(source, exclude)]


def skips(source: Source) -> dict[str, str]:
    return {seen.path: seen.reason for seen in walk(source, ()) if isinstance(seen, Skipped)}


def test_walk_is_ordered_by_code_points(archive: Source) -> None:
    """Files come folder by folder in code point order, under the source's name, the same on every walk."""
    assert paths(archive, ".*") == ["raw/Z.txt", "raw/a/10.txt", "raw/a/2.txt", "raw/б.txt"]
    assert paths(archive, ".*") == paths(archive, ".*")


def test_excluded_names_are_not_seen(archive: Source) -> None:
    """A pattern meets a single file or folder name, and a folder's files go with it."""
    assert paths(archive, ".*", "a", "*.bak", "б*") == ["raw/Z.txt"]


def test_links_out_of_the_source_are_skipped(archive: Source, tmp_path: Path) -> None:
    """A link to a file outside, to a folder outside, to nothing, or to itself is a Skipped that says so."""
    (tmp_path / "secret.txt").write_text("secret")
    (archive.path / "out.txt").symlink_to(tmp_path / "secret.txt")
    (archive.path / "up").symlink_to(tmp_path)
    (archive.path / "gone.txt").symlink_to("nothing.txt")
    (archive.path / "loop").symlink_to("loop")
    reasons = skips(archive)
    assert reasons["raw/out.txt"].startswith("link leads out of the source")
    assert reasons["raw/up"].startswith("link leads out of the source")
    assert reasons["raw/gone.txt"].startswith("link leads nowhere")
    assert reasons["raw/loop"].startswith("link leads nowhere")


def test_links_inside_the_source(archive: Source) -> None:
    """A link to a file inside is a file of its own path; a link to a folder inside adds nothing and cannot loop."""
    (archive.path / "a" / "copy.txt").symlink_to("../б.txt")
    (archive.path / "a" / "self").symlink_to("..")
    assert paths(archive, ".*") == ["raw/Z.txt", "raw/a/10.txt", "raw/a/2.txt", "raw/a/copy.txt", "raw/б.txt"]


def test_special_files_and_missing_roots_are_skipped(archive: Source, tmp_path: Path) -> None:
    """A named pipe never blocks the walk; a source that is gone is one Skipped under the source's name."""
    os.mkfifo(archive.path / "pipe")
    assert skips(archive) == {"raw/pipe": "a named pipe, not a file"}
    [missing] = walk(Source("disk", tmp_path / "unmounted"), ())
    assert isinstance(missing, Skipped)
    assert (missing.path, missing.stage) == ("disk", "walk")
    assert str(tmp_path) not in missing.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_unreadable_folder_is_skipped(archive: Source) -> None:
    """A folder without permission is a Skipped, and the walk goes on."""
    (archive.path / "a").chmod(0)
    reasons = skips(archive)
    (archive.path / "a").chmod(0o755)
    assert reasons == {"raw/a": "folder cannot be listed: permission denied"}


def test_names_that_are_not_utf8_survive(archive: Source) -> None:
    """A cp1251 file name is shown with escapes and can still be opened."""
    (archive.path / os.fsdecode("отчёт.txt".encode("cp1251"))).write_text("текст")
    seen = next(seen for seen in walk(archive, ()) if "\\xee" in seen.path)
    assert isinstance(seen, Sighting)
    assert seen.path == "raw/\\xee\\xf2\\xf7\\xb8\\xf2.txt"
    seen.path.encode()
    loaded = load(seen, 100)
    assert isinstance(loaded, RawFile)
    assert loaded.content.decode() == "текст"


def test_stamp_tells_a_change(archive: Source) -> None:
    """The stamp stays while nothing happens, and differs after the file was written to."""
    before = [seen for seen in walk(archive, (".*",)) if isinstance(seen, Sighting)]
    assert before == list(walk(archive, (".*",)))
    (archive.path / "б.txt").write_text("двадцать")
    after = [seen for seen in walk(archive, (".*",)) if isinstance(seen, Sighting)]
    assert [old.stamp == new.stamp for old, new in zip(before, after, strict=True)] == [True, True, True, False]


def test_load_gives_content_and_hash(archive: Source) -> None:
    """Content and its SHA-256 come under the path of the sighting; one byte over the limit is a Skipped naming the setting."""
    seen = next(seen for seen in walk(archive, (".*",)) if seen.path == "raw/б.txt")
    assert isinstance(seen, Sighting)
    loaded = load(seen, 6)
    assert isinstance(loaded, RawFile)
    assert (loaded.content.decode(), loaded.sha256) == (
        "два",
        "86879b3ea456e970d141644f759486ebbc22c0fb7f4adf0c954d5b223c735652",
    )
    over = load(seen, 5)
    assert isinstance(over, Skipped)
    assert over.stage == "read"
    assert "(read.file_mb)" in over.reason


def test_a_file_that_vanished_or_became_a_pipe_is_skipped(archive: Source) -> None:
    """What changed since the walk is a Skipped, and a pipe in the file's place does not hang."""
    seen = next(seen for seen in walk(archive, (".*",)) if seen.path == "raw/б.txt")
    assert isinstance(seen, Sighting)
    (archive.path / "б.txt").unlink()
    gone = load(seen, 100)
    assert isinstance(gone, Skipped)
    assert gone.reason == "file cannot be opened: no such file or directory"
    os.mkfifo(archive.path / "б.txt")
    assert load(seen, 100) == Skipped("raw/б.txt", "read", "not a file", "raw")


def test_raw_file_of_a_missing_path(tmp_path: Path) -> None:
    """A file named on the command line that is not there is an UnreadableFile."""
    with pytest.raises(UnreadableFile, match="file cannot be opened: no such file"):
        raw_file(tmp_path / "none.txt", "none.txt")
