"""A small archive of real files, read and indexed once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cluster.database import Database
from cluster.database import why_not as why_no_database
from cluster.servers import Nodes, why_not
from hypothesis import HealthCheck, settings

from corpus import config as configuration
from corpus import pipeline
from corpus.config import Config
from corpus.store import Store
from indexer.build import build_index

# a slow machine is no mistake; the rest stays as it is, on the machines of CI too
settings.register_profile("patient", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

RAW = Path(__file__).parents[1] / "raw"

RELEASE = """Семинар по энергосбережению в Таразе

г. Тараз, 19–20 февраля 2014 года – Региональный экологический центр Центральной Азии провёл семинар в Таразе.

Семинар открыла Татьяна Шакирова, директор Проектного офиса «Тёплый город», тел.: +7 (727) 278-51-10,
tatiana.shakirova@carec.kz. Затем в Алматы приехал Андрей Кирчив.
"""
LETTER = """Уважаемая Татьяна Михайловна!

Просим Татьяну Шакирову приехать в Алматы 12 марта 2015 года.
"""
NEWS = """# Warm schools of Almaty

Almaty, 5 June 2018. Tatiana Shakirova visited two schools in Almaty and one in Taraz; each saved 12 % of its heat.
"""


def make_archive(folder: Path) -> Path:
    """An archive of three documents and an empty file, not yet read."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    (raw / "release.txt").write_text(RELEASE, "utf-8")
    (raw / "letter.txt").write_bytes(LETTER.encode("cp1251"))
    (raw / "news.md").write_text(NEWS, "utf-8")
    (raw / "empty.txt").touch()
    (folder / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after its first sync, for reading only."""
    folder = make_archive(tmp_path_factory.mktemp("sample"))
    config = configuration.load(folder, environment={})
    with Store.of(config, write=True) as store:
        pipeline.ingest(config, store)
        build_index(config, store)
    return folder


@pytest.fixture(scope="session")
def read_raw() -> Callable[[Path], Config]:
    """Makes a sample archive over raw/ in a folder, read and indexed."""
    if not RAW.is_dir():
        pytest.skip("the sample archive raw/ is not here")
    return _read_raw


def _read_raw(root: Path) -> Config:
    (root / configuration.FILE_NAME).write_text(configuration.template("Тёплый город", str(RAW)), "utf-8")
    config = configuration.load(root, {"archive.languages": ["ru", "en", "uk", "kk", "ro"]}, environment={})
    with Store.of(config, write=True) as store:
        pipeline.ingest(config, store)
        build_index(config, store)
    return config


@pytest.fixture(scope="session")
def raw_archive(read_raw: Callable[[Path], Config], tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The sample archive over raw/, read and indexed: for reading only."""
    return read_raw(tmp_path_factory.mktemp("raw-archive"))


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive not yet read, in which no names are looked for: that is what takes time."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "false")
    monkeypatch.setenv("SVOD_RUN_WORKERS", "1")
    return make_archive(tmp_path / "fresh")


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """An OpenSearch cluster of two nodes; tests that need it are skipped, and say why, where none can be started."""
    if reason := why_not():
        pytest.skip(reason)
    started = Nodes.start(tmp_path_factory.mktemp("nodes"), 2)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """A PostgreSQL server; tests that need it are skipped, and say why, where none can be started."""
    if reason := why_no_database():
        pytest.skip(reason)
    started = Database()
    yield started
    started.remove()
