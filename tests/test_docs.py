"""What README, the changelog, the Makefile and deploy/ say is so."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from corpus import __version__
from corpus.config import SETTINGS, template
from indexer.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
UNITS = sorted(file for file in (ROOT / "deploy").iterdir() if file.suffix in (".service", ".timer"))


def code() -> Iterator[str]:
    """Lines of README's blocks of commands, without comments."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield line.removeprefix("$ ")


def commands() -> list[list[str]]:
    """Every call of svod in README, as words; one that is made for another user begins behind ``sudo``."""
    found = []
    for line in code():
        words = shlex.split(line, comments=True)
        if words and words[0] == "sudo":
            words = words[next((at for at, word in enumerate(words) if word.endswith("bin/svod")), len(words)) :]
        if words and words[0].endswith("svod"):
            found.append(words)
    return found


def targets() -> set[str]:
    """Targets that make lists."""
    return set(re.findall(r"^([a-z0-9-]+):.*## ", MAKEFILE, re.MULTILINE))


def arguments(words: list[str]) -> list[str]:
    """A call's words after ``svod [--archive DIR]``."""
    rest = words[1:]
    return rest[2:] if rest[:1] == ["--archive"] else rest


def test_readme_calls_are_understood() -> None:
    """Every command that README shows exists and takes the arguments and options that it is shown with."""
    shown = [arguments(words) for words in commands()]
    assert {"search", "nightly", "serve"} <= {words[0] for words in shown}
    for name, *rest in shown:
        assert name in COMMANDS, name
        command = main.get_command(click.Context(main), name)
        assert command is not None
        # a folder in the reader's home need not be there for the call to be right
        context = click.Context(command, info_name=name)
        options = {option for parameter in command.params for option in parameter.opts}
        assert all(word in options for word in rest if word.startswith("--")), (name, rest)
        if "~" not in " ".join(rest):
            command.make_parser(context).parse_args(list(rest))


def test_readme_targets_exist() -> None:
    """Every target of make that README names is one that make lists."""
    named = {name for line in code() for name in re.findall(r"^make ([a-z]+)", line)}
    assert {"demo", "test"} <= named <= targets()


def test_readme_links_lead_somewhere() -> None:
    """Files that README points at are there."""
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_make_lists_its_targets() -> None:
    """``make`` alone: a line of help for each, and no phony target without one."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not here")
    listed = subprocess.run([make], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert all(f"make {name}" in listed for name in targets())
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets()


def test_every_setting_is_described() -> None:
    """A sentence for each, and the svod.toml that init writes shows it."""
    written = template("проба", "raw")
    for setting in SETTINGS:
        assert setting.help.endswith("."), setting.key
        assert setting.help in written
        assert f"{setting.key.split('.')[1]} = " in written


def test_the_changelog_tells_of_this_version() -> None:
    """The newest entry of a release is the version that is installed."""
    newest = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_parse(unit: Path) -> None:
    """Each unit is what systemd reads, and calls a command that exists."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read_string(unit.read_text("utf-8"))
    assert parser["Unit"]["Description"].startswith("svod")
    if unit.suffix == ".service":
        name, *rest = arguments(parser["Service"]["ExecStart"].split())
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_parser(click.Context(command)).parse_args(rest)
        assert parser["Service"]["NoNewPrivileges"] == "yes"
    else:
        assert (ROOT / "deploy" / f"{unit.stem}.service").is_file()


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """systemd finds no fault with them, once the command is where the unit says."""
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd is not here")
    for unit in UNITS:
        (tmp_path / unit.name).write_text(
            re.sub(r"/opt/svod/\S+", shutil.which("true") or "/bin/true", unit.read_text("utf-8")), "utf-8"
        )
    names = [str(tmp_path / unit.name) for unit in UNITS]
    result = subprocess.run([analyse, "verify", "--man=no", *names], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_children_may_shut_themselves_in(unit: Path) -> None:
    """The unit lets through the calls by which a reader gives up its rights; what is not listed fails softly.

    A call outside the filter kills by default: under systemd 252 no file could be read.
    """
    text = unit.read_text("utf-8")
    allowed = {name for line in re.findall(r"^SystemCallFilter=(.+)$", text, re.MULTILINE) for name in line.split()}
    assert {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"} <= allowed
    assert "SystemCallErrorNumber=EPERM" in text.splitlines()


def test_the_cron_line() -> None:
    """Five fields, a user, and the nightly command."""
    lines = (ROOT / "deploy" / "svod.cron").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#") and "=" not in line.split()[0]]
    assert re.match(r"\d+ \d+ \* \* \* svod ", line)
    assert line.endswith(" nightly")


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_lead_to_the_web_view(name: str) -> None:
    """Braces close, and the address is the one that svod-web.service listens on."""
    text = (ROOT / "deploy" / name).read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert "127.0.0.1:8080" in text
    assert "--port 8080" in (ROOT / "deploy" / "svod-web.service").read_text("utf-8")
