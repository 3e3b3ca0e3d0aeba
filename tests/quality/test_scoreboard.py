"""The page of figures can be made again: its plan is sound, its tables say what was measured."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import scoreboard

from indexer.quality.command import quality
from indexer.quality.gold.files import tables
from indexer.quality.measures import mean
from indexer.quality.tasks import TASKS

((_, PLAN),) = tables(Path(__file__).with_name("plan.tsv"), "task", "gold", "options", "source")


@pytest.mark.parametrize("row", PLAN, ids=lambda row: f"{row['task']}-{row['gold']}-{row['options']}")
def test_every_line_of_the_plan_is_a_command(row: dict[str, str], tmp_path: Path) -> None:
    """The command line takes its task and options."""
    said = quality.make_context("quality", [row["task"], "--gold", str(tmp_path), *shlex.split(row["options"])])
    assert said.params["task"] in TASKS


def test_a_table_has_a_row_a_set_and_a_column_a_metric() -> None:
    """Value, interval, n, hash and source."""
    figures = {"exact": mean("exact", [1.0, 1.0, 0.0, 1.0])}
    head, _, row = scoreboard.table([("own", figures, "abc", "here")]).splitlines()
    assert head == "| set | exact | n | data | source |"
    assert row == "| own | **.750** .250–1.000 | 4 | `abc` | here |"


def test_a_set_is_named_with_its_options(tmp_path: Path) -> None:
    """The language is part of the name, a limit stands behind it; equal data have equal hashes."""
    (tmp_path / "own.tsv").write_text("id\tlanguage\tmarked\n1\tru\tВ [LOC Алматы] снег.\n", "utf-8")
    name, figures = scoreboard.measured("ner", tmp_path, "--language ru --limit 5")
    assert name == f"{tmp_path.name}/ru --limit 5"
    assert figures["loc_f1"].value == 1.0
    assert scoreboard.data_hash(tmp_path) == scoreboard.data_hash(tmp_path)


def test_the_page_has_a_place_for_the_figures() -> None:
    """One pair of marks, in order."""
    text = scoreboard.PAGE.read_text("utf-8")
    assert text.count(scoreboard.BEGIN) == text.count(scoreboard.END) == 1
    assert text.index(scoreboard.BEGIN) < text.index(scoreboard.END)
