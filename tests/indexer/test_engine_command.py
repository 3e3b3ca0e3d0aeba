"""``svod engine`` shows and changes the engine; ``auto`` follows the number of documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import BadConfig
from corpus.store import Store
from indexer import engines
from indexer.build import build_index, current_index
from indexer.cli import main
from indexer.engines import choose
from indexer.schema import load_manifest
from indexer.search import Archive


def _run(config: Config, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--archive", str(config.root), *arguments], prog_name="svod")


@pytest.mark.parametrize(
    ("name", "documents", "chosen"),
    [
        ("auto", 0, "whoosh"),
        ("auto", 5000, "whoosh"),
        ("auto", 5001, "tantivy"),
        ("whoosh", 10**6, "whoosh"),
        ("tantivy", 1, "tantivy"),
    ],
)
def test_auto_follows_the_size(name: str, documents: int, chosen: str) -> None:
    """Whoosh up to 5,000 documents, Tantivy beyond; a name is a name."""
    assert choose(name, documents) == chosen


def test_unknown_engine_is_refused() -> None:
    """The message names the engines there are."""
    with pytest.raises(BadConfig, match="'lucene' is not known here; it takes auto or whoosh, tantivy"):
        choose("lucene", 1)


def test_use_builds_with_another_engine(config: Config, keep: Callable[..., list[str]], sheet: Any) -> None:
    """The setting is written into svod.toml, the index is built with the engine, and answers the same; auto takes it back."""
    keep([sheet("мэр Тараза"), sheet("город")])
    assert "no index yet" in _run(config, "engine").output
    with Store.of(config) as store:
        build_index(config, store)
    with Archive.open(config) as archive:
        first = archive.search("Таразом").total
        used = _run(config, "engine", "use", "tantivy")
        assert used.exit_code == 0, used.output
        assert 'engine = "tantivy"' in (config.root / "svod.toml").read_text("utf-8")  # type: ignore[operator]
        assert load_manifest(current_index(config)).engine == "tantivy"
        assert archive.search("Таразом").total == first == 1
    assert _run(config, "engine").output.startswith("tantivy (set in ")
    assert _run(config, "engine", "use", "auto").exit_code == 0
    assert _run(config, "engine").output == "whoosh (auto: 2 documents; whoosh up to 5,000, tantivy beyond)\n"
    assert "whoosh (auto: 2 documents" in _run(config, "status").output


def test_auto_changes_over_at_the_next_build(
    config: Config, keep: Callable[..., list[str]], sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the archive has outgrown Whoosh the next build makes a Tantivy index; status says so before."""
    keep([sheet("мэр"), sheet("город")])
    with Store.of(config) as store:
        build_index(config, store)
        monkeypatch.setattr(engines, "SMALL", 1)
        assert "the next 'svod index' takes tantivy" in _run(config, "engine").output
        assert build_index(config, store) == {"documents": 2, "indexed": 2}
    assert load_manifest(current_index(config)).engine == "tantivy"


def test_variable_outranks_the_file(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment sets cannot be changed in the file, and the message says where it is set."""
    monkeypatch.setenv("SVOD_INDEX_ENGINE", "whoosh")
    refused = _run(config, "engine", "use", "tantivy")
    assert refused.exit_code == 2
    assert "SVOD_INDEX_ENGINE, which outranks svod.toml" in refused.output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[index]\n# engine = \"auto\"\n", '[index]\nengine = "whoosh"\n'),
        ("[index]\n# why\nengine = \"auto\" # here\n[web]\nport = 1\n", '[index]\n# why\nengine = "whoosh"\n[web]\nport = 1\n'),
        ("[web]\nport = 1\n", '[web]\nport = 1\n\n[index]\nengine = "whoosh"\n'),
        ("[index]\n\n[web]\nport = 1\n", '[index]\nengine = "whoosh"\n\n[web]\nport = 1\n'),
        ("", '\n[index]\nengine = "whoosh"\n'),
    ],
)  # fmt: skip
def test_change_keeps_the_rest_of_the_file(config: Config, before: str, after: str) -> None:
    """A setting is changed where it stands, shown where it is commented out, or added; other lines stay."""
    assert config.root is not None
    (config.root / "svod.toml").write_text(before, "utf-8")
    configuration.change(config.root, "index.engine", "whoosh")
    assert (config.root / "svod.toml").read_text("utf-8") == after
    assert configuration.load(config.root, environment={})["index.engine"] == "whoosh"
