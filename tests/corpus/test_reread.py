"""A person's word on a charset: used at once, kept for good, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.cli import corpus_commands
from corpus.store import Store

WORDS = "Семинар в Таразе прошёл успешно"
"""As KOI8-R these bytes are orderly words too, which no program can know."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of one file of cp866, ingested, without entities: nothing here hangs on them."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(WORDS.encode("cp866"))
    settings = '[archive]\nlanguages = ["ru", "en"]\n[analysis]\nentities = false\n[run]\nworkers = 1\n'
    (tmp_path / "svod.toml").write_text(settings + '[[source]]\nname = "raw"\npath = "raw"\n', "utf-8")
    assert run(tmp_path, "ingest").exit_code == 0
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    """The command on the archive."""
    return CliRunner(env={"SVOD_ARCHIVE": None}).invoke(corpus_commands, ["--archive", str(folder), *arguments])


def text(folder: Path, name: str) -> str:
    """What the archive says a file says."""
    with Store.open(folder / ".svod") as store:
        return store.document(name).text


def test_a_choice_holds_for_good(archive: Path) -> None:
    """The verdict is shown; a choice is used at once and survives an ingest and a move; without --as svod judges again."""
    assert run(archive, "show", "raw/a.txt", "--encoding").stdout.startswith("read as cp866 (")
    done = run(archive, "reread", "raw/a.txt", "--as", "koi8-r")
    assert done.exit_code == 0, done.output
    wrong = WORDS.encode("cp866").decode("koi8-r")
    assert text(archive, "raw/a.txt").split() == "".join(c for c in wrong if c.isprintable()).split()
    (archive / "raw" / "a.txt").rename(archive / "raw" / "b.txt")
    assert run(archive, "ingest").exit_code == 0
    assert "charset named by hand" in run(archive, "show", "raw/b.txt", "--encoding").stdout
    assert run(archive, "reread", "raw/b.txt").exit_code == 0
    assert text(archive, "raw/b.txt") == WORDS


def test_what_no_codec_is_called_is_refused(archive: Path) -> None:
    """A mistyped charset and an unknown document change nothing."""
    refused = run(archive, "reread", "raw/a.txt", "--as", "cp8666")
    assert refused.exit_code == 2
    assert "no charset that Python knows" in refused.output
    assert run(archive, "reread", "raw/none.txt", "--as", "cp866").exit_code == 3
    assert text(archive, "raw/a.txt") == WORDS


def test_a_file_that_could_not_be_read_can_be_named(archive: Path) -> None:
    """Bytes taken for binary are read as the charset that a person knows."""
    (archive / "raw" / "odd.txt").write_bytes(bytes(range(1, 32)) * 20 + "Протокол".encode("cp866"))
    assert run(archive, "ingest").exit_code == 4
    assert run(archive, "reread", "raw/odd.txt", "--as", "cp866").exit_code == 0
    assert "Протокол" in text(archive, "raw/odd.txt")
