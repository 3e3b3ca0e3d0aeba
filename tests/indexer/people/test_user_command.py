"""``svod user``, ``svod audit``, and what ``svod serve`` asks for before others are let in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus import config as configuration
from indexer.cli import main
from indexer.people import register

PASSWORD = "четыре своих слова подряд"

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of an archive into which nothing was read."""
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("проба", "raw"), "utf-8")
    return tmp_path / configuration.DATA_FOLDER


@pytest.fixture
def run(data: Path) -> Run:
    """Runs svod on it."""

    def run(*words: str, said: str = "") -> Result:
        return CliRunner().invoke(main, ["--archive", str(data.parent), *words], input=said, prog_name="svod")

    return run


def test_a_person_from_account_to_removal(run: Run, data: Path) -> None:
    """Added with a password from standard input, listed, given another role and password, removed; all of it on record."""
    assert run("user", "add", "Анна", "--role", "editor", "--stdin", said=f"{PASSWORD}\n").exit_code == 0
    assert run("user", "add", "proxy", "--no-password").exit_code == 0
    listed = [json.loads(line) for line in run("user", "list", "--json").stdout.splitlines()]
    assert [(each["name"], each["role"], each["password"]) for each in listed] == [
        ("proxy", "reader", False),
        ("Анна", "editor", True),
    ]
    assert run("user", "role", "анна", "admin").exit_code == 0
    assert run("user", "password", "анна", "--stdin", said="пять других своих слов\n").exit_code == 0
    assert register(data).check_password("анна", PASSWORD) is None
    assert register(data).check_password("анна", "пять других своих слов") is not None
    assert run("user", "remove", "анна").exit_code == 0
    done = [json.loads(line) for line in run("audit", "--did", "user", "--json").stdout.splitlines()]
    assert [each["what"] for each in done] == [
        "remove анна", "password of анна", "role of анна: admin", "add proxy as reader", "add Анна as editor",
    ]  # fmt: skip
    assert "remove анна" in run("audit", "--size", "1").stdout


@pytest.mark.parametrize(
    ("words", "said", "code", "told"),
    [
        (("user", "add", "anna", "--stdin"), "коротко\n", 2, "it takes 10 or more"),
        (("user", "add", "an,na", "--no-password"), "", 2, "cannot be a name"),
        (("user", "add", "anna", "--role", "king"), "", 2, "king"),
        (("user", "remove", "nobody"), "", 3, "nobody has an account of this name"),
        (("user", "token", "add", "nobody"), "", 3, "nobody has an account of this name"),
        (("user", "token", "revoke", "7"), "", 3, "no token that holds"),
        (("serve", "--host", "0.0.0.0"), "", 2, "svod user add NAME"),
    ],
)
def test_what_cannot_be_is_told(run: Run, words: tuple[str, ...], said: str, code: int, told: str) -> None:
    """With the exit code of its kind and what to do."""
    result = run(*words, said=said)
    assert result.exit_code == code
    assert told in result.stderr


def test_tokens_are_shown_once(run: Run, data: Path) -> None:
    """Made, listed without themselves, revoked."""
    run("user", "add", "anna", "--no-password")
    made = run("user", "token", "add", "anna", "--scope", "read", "--scope", "edit", "--label", "script")
    secret = made.stdout.strip()
    listed = run("user", "token", "list").stdout
    assert "edit read" in listed
    assert "script" in listed
    assert "never used" in listed
    assert secret not in listed
    assert register(data).token(secret) is not None
    assert "used 20" in run("user", "token", "list").stdout
    assert json.loads(run("user", "token", "list", "anna", "--json").stdout)["scopes"] == ["edit", "read"]
    assert run("user", "token", "revoke", "1").exit_code == 0
    assert register(data).token(secret) is None
    assert "revoked" in run("user", "token", "list").stdout
    assert json.loads(run("user", "token", "add", "anna", "--json").stdout)["number"] == 2


def test_an_archive_without_users_says_so(run: Run) -> None:
    """And who may come in then."""
    result = run("user", "list")
    assert result.stdout == ""
    assert "this machine alone" in result.stderr
