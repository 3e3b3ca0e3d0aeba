"""The shells complete commands, options and choices: click's own scripts, asked as each shell asks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = {
    "bash": "COMP_WORDS=({words}); COMP_CWORD={last}; _svod_completion svod; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
    "fish": "complete -C '{line}'",
}
"""What a shell does when Tab is pressed, and prints."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which svod is this one."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "svod"
    script.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c 'from indexer.cli import main; main(prog_name=\"svod\")' \"$@\"\n"
    )
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def told(command: list[str], path: str, **environment: str) -> str:
    """What a command prints, in the checkout."""
    said = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "TERM": "dumb", **environment}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=said, stdin=subprocess.DEVNULL).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_a_script_that_it_reads(shell: str, path: str) -> None:
    """The line of docs/first-archive.md prints a script; the shell, where it is installed, finds no fault in it."""
    script = told(["svod"], path, _SVOD_COMPLETE=f"{shell}_source")
    assert "_svod_completion" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n", "/dev/stdin"], input=script, text=True, check=True, capture_output=True)


@pytest.mark.parametrize("shell", ASK)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("svod se", {"search", "serve"}),
        ("svod search --prec", {"--precision"}),
        ("svod entity ali", {"alias"}),
        ("svod quality di", set()),
        ("svod quality du", {"duplicates"}),
    ],
)
def test_tab_completes(shell: str, line: str, expected: set[str], path: str) -> None:
    """Commands, commands of groups, options, choices; nothing where nothing begins so."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    words = line.split()
    ask = ASK[shell].format(line=line, words=" ".join(f"'{word}'" for word in words), last=len(words) - 1)
    begin = "_SVOD_COMPLETE=fish_source svod | source" if shell == "fish" else 'eval "$(_SVOD_COMPLETE=bash_source svod)"'
    said = told([shell, "-c", f"{begin}\n{ask}"], path)
    assert {each.split("\t")[0] for each in said.split("\n") if each} == expected


def test_zsh_is_told_what_each_command_does(path: str) -> None:
    """Without a terminal Tab cannot be pressed in zsh, so svod is asked as its script asks."""
    said = told(["svod"], path, _SVOD_COMPLETE="zsh_complete", COMP_WORDS="svod se", COMP_CWORD="1").split("\n")
    assert said[:2] == ["plain", "search"]
    assert "plain\nserve" in "\n".join(said)
