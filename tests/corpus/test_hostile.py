"""No file hangs a run, ends it or writes outside: a sample in every run, all of them with SVOD_HOSTILE=all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from corpus import config, sources
from corpus.model import Sighting, Skipped
from corpus.turns import read_files
from tests.generate.hostile import plant

WHOLE = os.environ.get("SVOD_HOSTILE") == "all"
ALWAYS = ("bomb.zip", "laughs.docx", "xxe.odt", "deep.html", "deep.zip", "paths.zip", "paths.tar", "paths.7z", "names.eml")
TRACES = [Path(name) for name in ("/tmp/svod-escaped.txt", "/svod-escaped.txt", "svod-escaped.txt", "../svod-escaped.txt")]
SECONDS = 20


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> config.Config:
    """An archive whose source is full of them; limits are tight, so that bombs burst early."""
    folder = tmp_path_factory.mktemp("hostile")
    count = plant(folder / "raw")
    assert count >= 280
    settings = f"[analysis]\nentities = false\n[read]\nseconds = {SECONDS}\nmemory_mb = 1500\nfile_mb = 32\n"
    (folder / "svod.toml").write_text(settings + '[[source]]\nname = "raw"\npath = "raw"\n', "utf-8")
    return config.load(folder, environment={})


def test_every_file_ends_in_a_value(archive: config.Config) -> None:
    """Each is read or has a reason for a person; none is a fault of svod; no trace outside the scratch folder."""
    walked = list(sources.walk(archive.sources[0], ()))
    refused = {item.path.rpartition("/")[2] for item in walked if isinstance(item, Skipped)}
    assert {"endless.txt", "zero.txt", "passwd.txt", "loop.txt"} <= refused
    seen = [item for item in walked if isinstance(item, Sighting)]
    if not WHOLE:
        seen = [item for place, item in enumerate(seen) if place % 24 == 0 or item.path.endswith(ALWAYS)]
    began, told = time.monotonic(), {}
    for sighting, results in read_files(seen, archive):
        told[sighting.path] = results
    assert set(told) == {item.path for item in seen}
    faults = [
        (line.path, line.reason)
        for results in told.values()
        for line in results
        if isinstance(line, Skipped) and ("fault of svod" in line.reason or not line.reason)
    ]
    assert faults == []
    assert not any(trace.exists() for trace in TRACES)
    assert time.monotonic() - began < 2 * SECONDS * len(seen)
    said = " ".join(each.document.text for results in told.values() for each in results if not isinstance(each, Skipped))
    assert "root:" not in said
    assert "hahaha" not in said
