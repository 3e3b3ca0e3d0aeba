"""What svod reaches on its own gold stays reached. A floor is lowered only with a reason in the changelog."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.quality.tasks import measure
from indexer.quality.values import Options

ROOT = Path(__file__).parents[2]
FLOORS: list[dict[str, Any]] = json.loads((ROOT / "tests/quality/floors.json").read_text("utf-8"))


@cache
def measured(task: str, gold: str, language: str) -> dict[str, float]:
    """Values by metric."""
    return {figure.metric: figure.value for _, figure in measure(task, Options(ROOT / gold, language=language))}


def _name(floor: dict[str, Any]) -> str:
    gold = Path(floor["gold"])
    return "-".join(filter(None, (floor["task"], gold.parent.name, gold.stem, floor["language"], floor["metric"])))


@pytest.mark.parametrize("floor", FLOORS, ids=_name)
def test_floor_holds(floor: dict[str, Any]) -> None:
    """The metric is at its floor or above it."""
    found = measured(floor["task"], floor["gold"], floor["language"])[floor["metric"]]
    assert found >= floor["floor"], f"{_name(floor)} fell to {found:.3f}; its floor is {floor['floor']}"


@pytest.mark.parametrize("gold", sorted({floor["gold"] for floor in FLOORS}))
def test_gold_is_what_the_floors_were_measured_on(gold: str) -> None:
    """Gold that was corrected needs its floors measured again."""
    stated = {floor["sha256"] for floor in FLOORS if floor["gold"] == gold}
    assert stated == {hashlib.sha256((ROOT / gold).read_bytes()).hexdigest()}


def test_every_gold_file_has_a_floor() -> None:
    """No set lies there unmeasured."""
    held = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/gold").rglob("*.tsv")}
    assert held == {floor["gold"] for floor in FLOORS}
