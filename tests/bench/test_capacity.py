"""From small archives to large ones: lines through what was measured, and documents in any number."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import capacity
import invented
import pytest


def _size(documents: int, each_s: float = 0.02, fixed_s: float = 3.0) -> dict[str, Any]:
    """What an archive would cost that grows along a line."""
    seconds = fixed_s + each_s * documents
    return {
        "calibration_s": 0.15,
        "text_bytes": 3000 * documents,
        "store_bytes": 9000 * documents,
        "costs": {"ingest": {"cpu_s": seconds, "wall_s": seconds, "peak_mb": 900}},
        "engines": {
            "tantivy": {
                "build": {"cpu_s": 1 + 0.001 * documents, "wall_s": 1.0, "peak_mb": 200},
                "bytes": 4000 * documents,
                "queries": {"cpu_p50": 5.0, "cpu_p95": 10.0, "wall_p50": 5.0, "wall_p95": 11.0},
            }
        },
    }


@pytest.fixture
def figures() -> dict[str, Any]:
    """Three archives, the largest a quarter dearer to read than the smaller ones said."""
    sizes = {str(size): _size(size) for size in (1000, 10_000)} | {"100000": _size(100_000, 0.025, 3.75)}
    return {"date": "2026-01-01", "versions": {"svod": "0"}, "sizes": sizes}


@pytest.mark.parametrize(
    ("points", "fixed", "each"),
    [
        ({100: 5.0, 1000: 23.0}, 3.0, 0.02),
        ({100: 2.0}, 0.0, 0.02),
        ({100: 1.0, 1000: 20.0, 10_000: 300.0}, 0.0, None),
        ({100: 12.0, 1000: 10.0}, None, 0.0),
    ],
)
def test_lines(points: dict[int, float], fixed: float | None, each: float | None) -> None:
    """A line through its points; neither part of a cost is below nothing."""
    line = capacity.fit(points)
    assert line.fixed >= 0
    assert line.each >= 0
    assert fixed is None or line.fixed == pytest.approx(fixed, abs=1e-6)
    assert each is None or line.each == pytest.approx(each, abs=1e-9)


def test_the_page_says_how_wrong_the_model_was(figures: dict[str, Any]) -> None:
    """What the smaller archives said of the largest stands beside what it cost, with the error."""
    page = capacity.page(figures)
    rows = {
        line.split("|")[1].strip(): line for line in page[page.index("## Does the model hold?") :].splitlines() if "|" in line
    }
    assert [cell.strip() for cell in rows["ingest, CPU s"].split("|")[2:5]] == ["2,003", "2,504", "-20%"]
    assert "+0%" in rows["index, tantivy, MB"]


def test_what_millions_need(figures: dict[str, Any]) -> None:
    """A hundred times the documents, a hundred times the disk; two generations of every replica."""
    page = capacity.page(figures, capacity.Assumed(replicas=1))
    row = next(line for line in page.splitlines() if line.startswith("| disk for index"))
    gigabytes = [float(cell.strip().removesuffix(" GB").replace(",", "")) for cell in row.split("|")[2:5]]
    assert gigabytes == pytest.approx([16, 160, 1600])
    assert "OpenSearch was not measured here" in page


def test_the_picture_shows_every_point(figures: dict[str, Any]) -> None:
    """A dot for each archive and cost in seconds, within the frame."""
    root = ElementTree.fromstring(capacity.picture(figures))
    dots = [each for each in root.iter() if each.tag.endswith("circle")]
    assert len(dots) == 2 * 3
    assert all(0 < float(dot.attrib["cx"]) < capacity.WIDTH and 0 < float(dot.attrib["cy"]) < capacity.HEIGHT for dot in dots)


def test_invented_documents_are_the_same_every_time(tmp_path: Path) -> None:
    """A number makes one document; new words keep coming, and names come again."""
    invented.write(tmp_path / "one", 30)
    invented.write(tmp_path / "two", 30)
    one, two = ({path.name: path.read_text("utf-8") for path in (tmp_path / name).rglob("*.txt")} for name in ("one", "two"))
    assert len(one) == 30
    assert one == two
    words = [set(one[f"{number}.txt"].split()) for number in range(30)]
    earlier: set[str] = set()
    for number, said in enumerate(words):
        assert said - earlier, number
        earlier |= said
