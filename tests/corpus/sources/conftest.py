"""An archive whose only source is declared by the test, and what it knows after a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import config, pipeline
from corpus.model import Report
from corpus.pipeline import Outcome
from corpus.store import Store

SETTINGS = "[analysis]\nentities = false\n[run]\nworkers = 1\n[read]\nfile_mb = 1\nremote_seconds = 20\n"


class Archive:
    """An archive with one ``[[source]]``; ``settings`` are further lines that stand before it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outcomes: list[Outcome] = []

    def declare(self, source: str, settings: str = SETTINGS) -> Archive:
        """``svod.toml`` says this from now on."""
        (self.root / "svod.toml").write_text(f"{settings}\n[[source]]\n{source}\n", "utf-8")
        return self

    def run(self) -> Report:
        """A run of the pipeline in real guarded children."""
        settings = config.load(self.root, environment={})
        self.outcomes = []
        with Store.of(settings, write=True) as store:
            return pipeline.ingest(settings, store, (), None, self.outcomes.append)

    def counts(self) -> dict[str, int]:
        """What a run counts, without zeros."""
        return {key: value for key, value in self.run().counts.items() if value}

    def texts(self) -> dict[str, str]:
        """Path and text of every document."""
        with Store.open(self.root / ".svod") as store:
            found = (store.document(id) for id in store.ids())
            return {document.paths[0]: document.text for document in found}

    def failures(self) -> dict[str, str]:
        """Path and reason of every line in the ledger."""
        with Store.open(self.root / ".svod") as store:
            return {line.path: line.reason for line, _ in store.failures()}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    root = tmp_path / "archive"
    root.mkdir()
    return Archive(root)
