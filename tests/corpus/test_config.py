"""Settings: where each value comes from, what is refused, and that every one is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from corpus import config
from corpus.config import SETTINGS, Setting, Source
from corpus.errors import ArchiveMissing, BadConfig


def archive(folder: Path, text: str = "") -> Path:
    """A folder with this ``svod.toml``."""
    (folder / "svod.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_is_described(setting: Setting) -> None:
    """A key of two words, a sentence of help, a default of a type that can be written down."""
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", setting.key)
    assert re.fullmatch(r"\S.{10,}[.:]", setting.help)
    assert isinstance(setting.default, str | int | float | bool | tuple)


def test_the_template_holds_every_setting(tmp_path: Path) -> None:
    """Commented out as written, it gives the defaults; with the comments taken away it gives them too, and explains each."""
    text = config.template("Архив «Юг»", "raw")
    assert all(f"# {setting.help}\n" in text for setting in SETTINGS)
    archive(tmp_path, text)
    assert config.load(tmp_path, environment={}).name == "Архив «Юг»"
    active = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    table = tomllib.loads(active)
    assert {f"{head}.{key}" for head, inner in table.items() if head != "source" for key in inner} == {s.key for s in SETTINGS}
    archive(tmp_path, active)
    loaded = config.load(tmp_path, environment={})
    assert {s.key: loaded[s.key] for s in SETTINGS if s.key != "archive.name"} == {
        s.key: s.default for s in SETTINGS if s.key != "archive.name"
    }


@pytest.mark.parametrize(
    ("text", "environment", "options", "value", "origin"),
    [
        ("", {}, {}, 4, "default"),
        ("[read]\ndepth = 2", {}, {}, 2, "svod.toml"),
        ("[read]\ndepth = 2", {"SVOD_READ_DEPTH": "3"}, {}, 3, "SVOD_READ_DEPTH"),
        ("[read]\ndepth = 2", {"SVOD_READ_DEPTH": "3"}, {"read.depth": 1}, 1, "option"),
    ],
)
def test_each_value_knows_its_origin(
    tmp_path: Path, text: str, environment: dict[str, str], options: dict[str, int], value: int, origin: str
) -> None:
    """Defaults, then the file, then the environment, then options."""
    loaded = config.load(archive(tmp_path, text), options, environment)
    assert loaded["read.depth"] == value
    assert loaded.origins["read.depth"].endswith(origin)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("ARCHIVE_LANGUAGES", "ru, kk", ("ru", "kk")),
        ("ANALYSIS_ENTITIES", "false", False),
        ("SEARCH_WEIGHT_TITLE", "3", 3.0),
        ("WEB_HOST", "::1", "::1"),
    ],
)
def test_the_environment_speaks_in_text(key: str, text: str, value: object) -> None:
    """Lists by commas, true and false, numbers."""
    loaded = config.load(None, environment={f"SVOD_{key}": text})
    assert loaded[key.lower().replace("_", ".", 1)] == value


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[read]\ndepht = 2", r"unknown setting 'read\.depht'; known: .*read\.depth"),
        ("[read]\ndepth = 'deep'", r"read\.depth = 'deep' is a str; it takes a int, such as 4"),
        ("[read]\ndepth = true", r"read\.depth = True is a bool"),
        ("[archive]\nlanguages = 'ru'", "it takes a list of strings"),
        ("depth = 2", "unknown setting 'depth'"),
        ("[read", "correct the line"),
        ("source = 'raw'", r"'source' is not a list of tables; write \[\[source\]\]"),
        ("[[source]]\npath = 'raw'", "needs a name"),
        ("[[source]]\nname = 'a/b'\npath = 'raw'", "needs a name"),
        ("[[source]]\nname = 'a'\npath = 'x'\n[[source]]\nname = 'a'\npath = 'y'", "two sources share a name: a, a"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    """The message has the file, what was seen, and what is allowed."""
    with pytest.raises(BadConfig, match=complaint) as refused:
        config.load(archive(tmp_path, text), environment={})
    assert "svod.toml" in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(("variable", "text"), [("SVOD_READ_DEPTH", "deep"), ("SVOD_ANALYSIS_ENTITIES", "maybe")])
def test_a_bad_variable_is_named(variable: str, text: str) -> None:
    """The message begins with the variable."""
    with pytest.raises(BadConfig, match=f"^{variable}: '{text}' is n"):
        config.load(None, environment={variable: text})


def test_an_archive_is_found_upwards(tmp_path: Path) -> None:
    """From any folder inside; outside, the message says how to make one."""
    deep = tmp_path / "a/b/c"
    deep.mkdir(parents=True)
    with pytest.raises(ArchiveMissing, match="make an archive with: svod init"):
        config.find_archive(deep)
    archive(tmp_path)
    assert config.find_archive(deep) == tmp_path.resolve()
    with pytest.raises(ArchiveMissing, match=r"no svod\.toml"):
        config.load(deep, environment={})


def test_sources_are_absolute(tmp_path: Path) -> None:
    """A source's path is seen from the file that names it."""
    text = "[[source]]\nname = 'raw'\npath = 'raw'\n[[source]]\nname = 'far'\npath = '/srv/far'"
    loaded = config.load(archive(tmp_path, text), environment={})
    assert loaded.sources == (Source("raw", tmp_path.resolve() / "raw"), Source("far", Path("/srv/far")))
    assert loaded.data == tmp_path / ".svod"
    assert loaded.name == tmp_path.name


def test_work_without_an_archive_has_no_data() -> None:
    """Asking for the store's folder then says what to give."""
    with pytest.raises(ArchiveMissing, match="give --archive DIR"):
        _ = config.load(None, environment={}).data
