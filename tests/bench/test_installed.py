"""The size of an installation is counted right."""

from __future__ import annotations

from pathlib import Path

import installed
import pytest


def _distribution(site: Path, name: str, size: int) -> None:
    (site / f"{name}.bin").write_bytes(b"x" * size)
    about = site / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "RECORD").write_text(f"{name}.bin,,\n{name}-1.0.dist-info/METADATA,,\n")


def test_each_distribution_has_its_share(tmp_path: Path) -> None:
    """The largest first, files that RECORD lists alone, whole blocks of the disk."""
    _distribution(tmp_path, "small", 40_960)
    _distribution(tmp_path, "large", 4_096_000)
    (tmp_path / "nobodys.bin").write_bytes(b"x" * 4096)
    (first, large), (second, small) = installed.parts(tmp_path)
    assert (first, second) == ("large", "small")
    assert large == pytest.approx(4.1, abs=0.05)
    assert small == pytest.approx(0.045, abs=0.01)


def test_links_take_nothing(tmp_path: Path) -> None:
    """A link to a file is not the file once more."""
    (tmp_path / "file").write_bytes(b"x" * 8192)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert installed.disk_mb(tmp_path.iterdir()) == installed.disk_mb([tmp_path / "file"])
