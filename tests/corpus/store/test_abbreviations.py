"""An entity answers to the abbreviation that a text gives it."""

from pathlib import Path

from corpus import config as configuration
from corpus import pipeline
from corpus.model import EntityType
from corpus.store import Store

TEXT = """Встреча в Алматы

Семинар провёл Региональный экологический центр Центральной Азии (РЭЦЦА). Представители РЭЦЦА рассказали о проекте.
"""


def test_an_abbreviation_means_what_introduced_it(tmp_path: Path) -> None:
    """«РЭЦЦА», in small letters too, is the centre, and stands among its names."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "note.txt").write_text(TEXT, "utf-8")
    (tmp_path / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    config = configuration.load(tmp_path, environment={})
    with Store.of(config, write=True) as store:
        pipeline.ingest(config, store)
        for asked in ("РЭЦЦА", "рэцца"):
            (found,) = store.find_entities(asked, EntityType.ORGANISATION)
            assert found.name == "Региональный экологический центр Центральной Азии"
            assert "РЭЦЦА" in found.names["ru"]
