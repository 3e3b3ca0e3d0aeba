"""A run as lines of JSON: what happened, each with the run's number and the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import main


@pytest.mark.parametrize("command", ["nightly", "sync"])
def test_every_line_is_an_object(fresh: Path, command: str) -> None:
    """Nothing else stands on stderr; after the run began each line bears its number, and files their documents."""
    done = CliRunner().invoke(main, ["--archive", str(fresh), command, "--log", "json"])
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    begun = next(place for place, line in enumerate(lines) if line["event"] == "begun")
    assert {line["run"] for line in lines[begun:]} == {1}
    assert all(line["archive"] and line["timestamp"] and line["level"] for line in lines)
    assert len({line["document"] for line in lines if line["event"] == "new"}) == 3
    assert [line["counts"]["new"] for line in lines if line["event"] == "done"] == [3]


def test_the_setting_does_the_same(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """log.format = json without the option; an unknown one is refused."""
    monkeypatch.setenv("SVOD_LOG_FORMAT", "json")
    done = CliRunner().invoke(main, ["--archive", str(fresh), "nightly"])
    assert json.loads(done.stderr.splitlines()[0])["event"] == "step"
    monkeypatch.setenv("SVOD_LOG_FORMAT", "xml")
    assert CliRunner().invoke(main, ["--archive", str(fresh), "nightly"]).exit_code == 2
