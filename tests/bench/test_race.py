"""svod beside others: who is there, what is asked, what is shown, and what is said to have become dearer."""

from __future__ import annotations

import copy
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import accepted
import bare
import peers
import plot
import pytest
import race_report
import texts

TEXTS = [
    {"title": "Семинар", "text": "Семинар прошёл в Таразе. Городская школа открыта.", "language": "ru", "path": "a"},
    {"title": "Seminar", "text": "The seminar was held in Taraz, and the city school was open.", "language": "en", "path": "b"},
    {"title": "School", "text": "A city school is warm in winter.", "language": "en", "path": "c"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of three texts."""
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in TEXTS), "utf-8")
    return path


@pytest.mark.parametrize("engine", sorted(bare.BUILD))
@pytest.mark.parametrize(
    ("kind", "words", "found"),
    [
        ("common word", ["City"], 2),
        ("two words", ["city", "winter"], 1),
        ("phrase", ["city", "school"], 2),
        ("phrase", ["school", "city"], 0),
        ("rare word", ["Таразе"], 1),
    ],
)
def test_libraries_find_what_stands_there(engine: str, kind: str, words: list[str], found: int, file: Path) -> None:
    """Each by itself counts the same documents."""
    index = file.parent / "index"
    bare.main("build", engine, str(file), str(index))
    assert bare.ASK[engine](index)(kind, words) == found


def test_questions_are_of_the_texts_and_the_same_every_time(file: Path) -> None:
    """Four kinds in turn; each word stands in a text, those of a phrase one after the other."""
    made = texts.questions(file)
    assert made == texts.questions(file)
    assert [kind for kind, _ in made[:4]] == ["common word", "rare word", "two words", "phrase"]
    whole = "\n".join(each["text"] for each in TEXTS)
    for kind, words in made:
        assert all(word in whole.lower() or word in whole for word in words)
        assert kind != "phrase" or " ".join(words) in whole
    assert texts.typed(("phrase", ["city", "school"])) == '"city school"'


def test_who_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way to install it, and the others still run."""
    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    everyone = peers.contenders("files", "texts.jsonl")
    absent = {each.name: each.wanted for each in everyone if isinstance(each, peers.Absent)}
    assert absent == {"Recoll": "apt install recollcmd", "Xapian Omega": "apt install xapian-omega xapian-tools"}
    assert {"svod, tantivy", "svod, whoosh, entities", "bare whoosh"} <= {each.name for each in everyone}


def test_peers_stay_in_their_folder() -> None:
    """Every index lies below race/, and who has a home has one there."""
    for each in peers.contenders("files", "texts.jsonl"):
        if isinstance(each, peers.Contender):
            assert each.index.startswith("race/")
            assert each.environment.get("HOME", "race/home") == "race/home"


def test_a_command_is_shown_as_typed() -> None:
    """svod by its name, what needs quotes in them."""
    command = (*peers.SVOD, "--archive", "a", "search", "--", 'школа "в Таразе"')
    assert peers.shown(command, {"LC_ALL": "C"}) == """LC_ALL=C svod --archive a search -- 'школа "в Таразе"'"""
    assert peers.shown((sys.executable, peers.BARE, "build")) == "python ../bare.py build"


def _round(seconds: float) -> dict[str, Any]:
    return {"cpu_s": seconds, "wall_s": seconds, "peak_mb": 100.0, "exit_code": 0, "calibration_s": 0.1}


def _race() -> dict[str, Any]:
    def told(*seconds: float, texts: bool = False) -> dict[str, Any]:
        rounds = [_round(each) for each in seconds]
        return {"version": "1.0", "command": "svod sync", "texts": texts, "rounds": rounds, "index_bytes": 1e6}

    built = {"svod, tantivy": told(10, 12, 11), "Recoll": told(40, 44, 42), "bare <x>": told(2.5, 2.5, 2.5, texts=True)}
    return {
        "built": built,
        "absent": [{"name": "spaCy", "wanted": "pip install x"}],
        "unfinished": ["Recoll, round 4"],
        "documents": 3,
    }


def test_the_picture_is_svg_with_a_bar_for_each() -> None:
    """As long as the median is, the shortest first, names escaped, and colours of its own on dark pages."""
    drawn = plot.picture(_race())
    tree = ElementTree.fromstring(drawn)
    bars = [float(bar.get("width", "")) for bar in tree.iter("{http://www.w3.org/2000/svg}rect")]
    assert bars == sorted(bars)
    assert bars[2] / bars[1] == pytest.approx(42 / 11, rel=0.01)
    assert "bare &lt;x&gt; *" in drawn
    assert "prefers-color-scheme: dark" in drawn


def test_the_page_shows_medians_and_who_was_left_out() -> None:
    """Median, range, the absent, and what was not begun."""
    page = race_report.section({"race": _race(), "files": 1100})
    (row,) = [line for line in page.splitlines() if line.startswith("| svod, tantivy")]
    assert [cell.strip() for cell in row.split("|")[3:7]] == ["11.0", "10.0–12.0", "11.0", "100"]
    assert "spaCy is not installed here (`pip install x`)" in page
    assert "Recoll, round 4: not begun" in page


def _figures() -> dict[str, Any]:
    cost = {"cpu_s": 1.0, "peak_mb": 300.0}
    spent = dict.fromkeys(("read", "segment", "lemmatise", "date", "name", "send", "store"), 2.0)
    return {
        **{"date": "2026-01-01", "command": "x", "machine": {}, "versions": {}, "files": 10, "packages": "p", "failed": {}},
        "calibrations": {"stages": 0.1, "commands": 0.1, "queries": 0.1},
        "stages": {"spent": spent, "peak_mb": 500.0},
        "commands": {"costs": {"ingest": cost}, "cold": {"--help": cost}, "store_bytes": 1e6, "index_bytes": 1e6},
        "queries": {"all": {"cpu_p50": 5.0, "cpu_p95": 50.0, "first_p95": 90.0}, "peak_mb": 200.0},
    }


def test_what_became_dearer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a tenth, as a ratio to the calibration loop; a slower machine is forgiven, a crumb is noise."""
    monkeypatch.setattr(accepted, "FILE", tmp_path / "accepted.json")
    before = _figures()
    assert accepted.compare(before) == (
        "Nothing to compare with yet: --accept writes these figures to bench/accepted.json.",
        False,
    )
    accepted.write(before)
    assert accepted.compare(before)[1] is False
    slow_machine = copy.deepcopy(before)
    slow_machine["calibrations"]["stages"] = 0.2
    slow_machine["stages"]["spent"] = {name: 2 * seconds for name, seconds in before["stages"]["spent"].items()}
    assert accepted.compare(slow_machine)[1] is False
    worse = copy.deepcopy(before)
    worse["stages"]["spent"]["read"] = 2.3
    worse["queries"]["all"]["cpu_p50"] = 8.0
    worse["queries"]["peak_mb"] = 260.0
    said, is_dearer = accepted.compare(worse)
    assert is_dearer
    assert said.splitlines()[:2] == ["stage read: +15% beside 2026-01-01", "queries, peak MB: +30% beside 2026-01-01"]
    assert "2 dearer" in said


def test_other_files_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures over another list of packages say nothing; what was not measured is named."""
    monkeypatch.setattr(accepted, "FILE", tmp_path / "accepted.json")
    accepted.write(_figures())
    assert "other files" in accepted.compare(_figures() | {"packages": "q"})[0]
    partial = _figures()
    del partial["queries"]
    said, is_dearer = accepted.compare(partial)
    assert is_dearer
    assert "queries, cpu_p95: not measured" in said
