"""The bench counts right: percentiles, costs of commands with their children, the choice of files, the page."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import clock
import files
import pytest
import table


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5.0], 0.95, 5.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0),
        (list(map(float, range(1, 101))), 0.95, 95.0),
        ([3.0, 1.0], 1.0, 3.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float) -> None:
    """At least the share of all values does not exceed it, in whatever order they came."""
    assert clock.percentile(values, share) == expected


def test_a_command_pays_for_its_children(tmp_path: Path) -> None:
    """Processor time of a grandchild that outlives its parent is counted too."""
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    cost = clock.run([sys.executable, "-c", orphan], cwd=tmp_path)
    assert cost.cpu_s >= 0.4
    assert cost.exit_code == 0


def test_a_command_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    """Its exit code says so, and nothing that it started goes on."""
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    cost = clock.run([sys.executable, "-c", sleeper], cwd=tmp_path, limit_s=1.0)
    assert cost.exit_code == clock.STOPPED
    assert cost.wall_s < 30


def test_memory_counts_what_children_hold_too(tmp_path: Path) -> None:
    """A child of 100 MB beside a small parent."""
    hold = "x = b'x' * 100_000_000; import time; time.sleep(1.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    cost = clock.run([sys.executable, "-c", parent], cwd=tmp_path)
    assert cost.worker_mb > 95 > cost.driver_mb
    assert cost.peak_mb > 95


def test_the_list_of_packages_is_read() -> None:
    """A share without a part takes the whole package; remarks are none."""
    assert files.read_list("# a remark\n\nmanpages-ru 9 /man/ru/\naptitude-doc-ru   4\n") == [
        files.Share("manpages-ru", 9, "/man/ru/"),
        files.Share("aptitude-doc-ru", 4),
    ]


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Two packages as they lie unpacked: one of pages, one of packed manuals beside a changelog."""
    text = "Программа печатает содержимое файлов. " * 20
    for number in range(12):
        page = tmp_path / "unpacked" / "pages" / "usr" / "share" / "doc" / f"{number}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<p>{number} {text}", "utf-8")
    manual = tmp_path / "unpacked" / "manuals" / "usr" / "share" / "man" / "ru" / "man1"
    manual.mkdir(parents=True)
    (manual / "ls.1.gz").write_bytes(gzip.compress(text.encode(), 0))
    (manual / "changelog.gz").write_bytes(gzip.compress(text.encode(), 0))
    return tmp_path


def test_the_choice_of_files_is_stable_and_filled_by_the_first_package(unpacked: Path) -> None:
    """Every share is taken as far as it goes, no changelog is, and the same files are chosen again."""
    shares = [files.Share("pages", 5), files.Share("manuals", 5, "/man/ru/")]
    chosen = files.choose(unpacked, shares, 6)
    assert sorted(package for package, _ in chosen) == ["manuals"] + ["pages"] * 5
    assert files.choose(unpacked, shares, 6) == chosen


def test_what_a_packager_compressed_is_unpacked(unpacked: Path) -> None:
    """A manual becomes a text file."""
    source = unpacked / "unpacked" / "manuals" / "usr" / "share" / "man" / "ru" / "man1" / "ls.1.gz"
    files.copy(source, unpacked / "files" / "ls.1.gz")
    assert (unpacked / "files" / "ls.1.txt").read_text("utf-8").startswith("Программа")


def test_a_table_is_markdown_that_can_be_read() -> None:
    """Columns are as wide as their widest cell; figures stand to the right."""
    assert table.table(("stage", "CPU s"), [("reading", "1.50")]).splitlines() == [
        "| stage   | CPU s |",
        "| ------- | ----: |",
        "| reading |  1.50 |",
    ]
