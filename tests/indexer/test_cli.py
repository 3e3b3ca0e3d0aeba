"""The command svod: every command of the contract, what goes where, the promised keys, exit codes, advice."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from corpus import __version__
from corpus.model import Snippet, Span
from indexer.cli import COMMANDS, main
from indexer.commands import index as index_command
from indexer.commands.search import marked, read_facets

ROOT = Path(__file__).parents[2]

HIT = "id title path url language languages date score snippets why versions cursor".split()
SHOWN = "id title path date languages text passages mentions dates contacts versions".split()
ANALYSED = "id title date language passages mentions dates amounts contacts".split()
ENTITY = "id type name names documents mentions links first last".split()
FAILURE = "path stage reason since".split()


def run(*arguments: str | Path, stdin: str = "") -> Result:
    """The command with these arguments, its output kept apart."""
    return CliRunner(env={"SVOD_ARCHIVE": None}).invoke(main, [str(each) for each in arguments], input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    """Standard output as JSON objects, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_commands_of_the_contract_are_there() -> None:
    """Other programs are written against these names."""
    promised = (
        "init ingest index sync search show entities entity analyse failures retry status verify nightly serve export quality"
    )
    assert set(promised.split()) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """Its first line is a sentence, every option is explained, and the list of commands has a sentence too."""
    result = run(name, "--help")
    assert result.exit_code == 0
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    assert all(each.help for each in command.params if isinstance(each, click.Option))
    assert COMMANDS[name].help.endswith(".")


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["search", "Таразом"], HIT),
        (["show", "raw/release.txt"], SHOWN),
        (["entities"], ENTITY),
        (["failures"], FAILURE),
        (["verify"], "ok documents store missing surplus fresh".split()),
    ],
)
def test_json_has_the_promised_keys(sample: Path, arguments: Sequence[str], keys: list[str]) -> None:
    """One object a line, and nothing else on standard output."""
    result = run("--archive", sample, *arguments, "--json")
    assert result.exit_code == 0
    assert lines(result)
    assert all(set(keys) <= line.keys() for line in lines(result))


def test_an_entity_begins_with_the_promised_keys(sample: Path) -> None:
    """Roles, contacts and evidence come after them."""
    (found,) = lines(run("--archive", sample, "entity", "Шакировой", "--json"))
    assert list(found)[: len(ENTITY)] == ENTITY
    assert found["name"] == "Татьяна Шакирова"


def test_lines_are_analysed_without_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One object a line, in order, under the id given."""
    monkeypatch.chdir(tmp_path)
    given = "".join(json.dumps({"id": number, "text": f"Семинар в Таразе {number} марта 2014 г."}) + "\n" for number in (1, 2))
    found = lines(run("analyse", "--jsonl", stdin=given))
    assert [line["id"] for line in found] == [1, 2]
    assert all(list(line) == ANALYSED for line in found)


def test_status_shows_the_index(sample: Path) -> None:
    """Engine, documents, bytes, and nothing to be done; the text says the same."""
    (found,) = lines(run("--archive", sample, "status", "--json"))
    assert found["index"]["engine"] == "whoosh"
    assert found["index"]["documents"] == found["counts"]["documents"] == 3
    assert found["index"]["remedy"] == ""
    assert found["sizes"]["index"] == found["index"]["bytes"] > 0
    assert "whoosh" in run("--archive", sample, "status").stdout


def test_snippets_hold_the_span_law(sample: Path) -> None:
    """What a span covers is what answers, and the snippet stands in the document where it says."""
    (hit, *_) = lines(run("--archive", sample, "search", "Таразом", "--json"))
    (document,) = lines(run("--archive", sample, "show", hit["id"], "--json"))
    assert hit["snippets"]
    for snippet in hit["snippets"]:
        assert list(snippet) == ["text", "spans", "page", "start", "recognised"]
        assert document["text"][snippet["start"] :].startswith(snippet["text"])
        assert all("Тараз" in snippet["text"][start:stop] for start, stop in snippet["spans"])


def test_hits_for_people(sample: Path) -> None:
    """Numbered, with title, date, languages and path, marks between asterisks, facets below; total and time on stderr."""
    result = run("--archive", sample, "search", "Таразом")
    assert result.exit_code == 0
    assert "  1. " in result.stdout
    assert "*Тараз" in result.stdout
    assert "raw/release.txt" in result.stdout
    assert "2014-02-19" in result.stdout
    assert "\nlanguage: " in result.stdout
    assert " ms)" in result.stderr


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--sort", "date"], ["raw/news.md", "raw/letter.txt", "raw/release.txt"]),
        (["--sort", "date", "--size", "1", "--page", "2"], ["raw/letter.txt"]),
        (["--facet", "language=en"], ["raw/news.md"]),
        (["--facet", "год=2015"], ["raw/letter.txt"]),
        (["--size", "0"], []),
    ],
)
def test_pages_orders_and_facets(sample: Path, options: Sequence[str], paths: list[str]) -> None:
    """Each option does what it says, on a word that all documents hold in some form or script."""
    result = run("--archive", sample, "search", "Алматы", "--json", *options)
    assert result.exit_code == 0
    assert [line["path"] for line in lines(result)] == paths


def test_a_facet_must_be_a_field() -> None:
    """A field under any of its names; anything else is refused with the fields there are."""
    assert read_facets(["язык=ru", "language=en", "year=2014"]) == {"language": ["ru", "en"], "year": ["2014"]}
    for wrong in ("language", "язык=", "горд=1", "title=x"):
        with pytest.raises(click.UsageError, match="write FIELD=VALUE"):
            read_facets([wrong])


def test_marks_on_one_line() -> None:
    """Every span is marked, line breaks go."""
    assert marked(Snippet("в Таразе\nи Оше", (Span(2, 8), Span(11, 14)), 0)) == "в *Таразе* и *Оше*"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["search", "абракадабра"], 3, "no document holds абракадабра"),
        (["search", "тариф AND (Аксу"], 2, "  тариф AND (Аксу\n            ^"),
        (["search", "Тараз", "--facet", "горд=1"], 2, "write FIELD=VALUE"),
        (["search"], 2, "Missing argument 'QUERY"),
        (["serch", "Тараз"], 2, "Did you mean search"),
        (["show", "nowhere"], 3, "Error: "),
        (["entity", "Никто Нигдеев"], 3, "svod entities"),
        (["export", "xml"], 2, "'csv', 'jsonl', 'ftm'"),
        (["quality", "nothing", "--gold", "."], 2, "'nothing' is not one of"),
    ],
)
def test_what_went_wrong_and_what_to_do(sample: Path, arguments: Sequence[str], code: int, said: str) -> None:
    """The exit code of the contract, the remedy on stderr, nothing on stdout."""
    result = run("--archive", sample, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_without_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing archive says how to make one."""
    monkeypatch.chdir(tmp_path)
    result = run("search", "Тараз")
    assert result.exit_code == 2
    assert "svod init" in result.stderr


def test_from_empty_folder_to_answer(fresh: Path) -> None:
    """Nothing read: 3. Read and not indexed: 1 and how to. Indexed: an answer. A sync then changes nothing: 0."""
    assert run("--archive", fresh, "search", "Таразом").exit_code == 3
    assert run("--archive", fresh, "ingest").exit_code == 4
    unindexed = run("--archive", fresh, "search", "Таразом")
    assert unindexed.exit_code == 1
    assert "svod index" in unindexed.stderr
    assert run("--archive", fresh, "verify").exit_code == 1
    built = run("--archive", fresh, "index")
    assert built.exit_code == 0
    assert "Indexed 3 documents" in built.stderr
    assert run("--archive", fresh, "search", "Таразом").exit_code == 0
    again = run("--archive", fresh, "sync")
    assert again.exit_code == 0
    assert "Nothing changed" in again.stderr
    assert "The index is up to date: 3 documents." in again.stderr
    assert "agree on 3 documents" in run("--archive", fresh, "verify").stdout


def test_a_store_ahead_of_its_index(fresh: Path) -> None:
    """Verify names what differs and ends with 1, status says what to do; sync heals it, with 4 for the file that fails."""
    assert run("--archive", fresh, "sync").exit_code == 4
    (fresh / "raw" / "more.txt").write_text("Ещё одно письмо о тепле в школах города.", "utf-8")
    assert run("--archive", fresh, "ingest").exit_code == 0
    result = run("--archive", fresh, "verify")
    assert result.exit_code == 1
    assert "1 documents are not in the index" in result.stdout
    assert "run: svod index" in run("--archive", fresh, "status").stdout
    assert run("--archive", fresh, "sync").exit_code == 0
    assert run("--archive", fresh, "verify").exit_code == 0


@pytest.mark.parametrize("command", [["ingest"], ["sync"], ["nightly"], ["retry"]])
def test_another_run_holds_the_lock(fresh: Path, command: list[str]) -> None:
    """Every writer ends with 75 and touches nothing."""
    (fresh / ".svod").mkdir()
    with FileLock(fresh / ".svod" / "lock"):
        result = run("--archive", fresh, *command)
    assert result.exit_code == 75
    assert "another run" in result.stderr


def test_interrupted(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and a word."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index_command.pipeline, "ingest", interrupt)
    result = run("--archive", fresh, "sync")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_serve_keeps_to_this_machine(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Defaults come from the settings; an address that others reach is refused unless --public is said."""
    asked = []
    monkeypatch.setattr("indexer.commands.serve.listen", lambda config, *where, public, workers: asked.append((*where, public)))
    assert run("--archive", sample, "serve").exit_code == 0
    assert run("--archive", sample, "serve", "--host", "0.0.0.0", "--port", "0", "--public").exit_code == 0
    assert asked == [("127.0.0.1", 8080, False), ("0.0.0.0", 0, True)]
    monkeypatch.undo()
    refused = run("--archive", sample, "serve", "--host", "0.0.0.0")
    assert refused.exit_code == 2
    assert "--public" in refused.stderr


def test_help_loads_no_model_and_no_engine() -> None:
    """In a process of its own; the list of commands needs none of what they use."""
    heavy = {"numpy", "pymorphy3", "slovnet", "rich", "chardet", "whoosh", "fastapi", "lark"}
    script = (
        "import sys; from indexer.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert all(name in done.stdout for name in COMMANDS)
    assert done.stdout.endswith("[]\n")


def test_help_teaches() -> None:
    """It begins with a first session, every command has its place under a heading, and it fits a terminal."""
    said = run("--help").stdout
    assert said.index("Begin:") < said.index("svod init") < said.index("Every day:")
    assert "\nCommands:" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_reader_that_goes_away_is_no_news(sample: Path) -> None:
    """svod export csv | head -1: no traceback, no warning."""
    script = f"from indexer.cli import main; main(['--archive', {str(sample)!r}, 'export', 'csv', '--of', 'mentions'])"
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert said == b""


def test_the_installed_command() -> None:
    """Where svod is installed, the command svod is this one; its version is that of the package and of pyproject.toml."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert declared["version"] == __version__
    assert declared["scripts"] == {"svod": "indexer.cli:main"}
    installed = entry_points(group="console_scripts", name="svod")
    assert all(each.value == "indexer.cli:main" for each in installed)
    for option, said in (("--version", __version__), ("--help", "nightly")):
        result = subprocess.run([*_command(bool(installed)), option], capture_output=True, text=True, check=True, cwd=ROOT)
        assert said in result.stdout


def _command(installed: bool) -> list[str]:
    script = Path(sys.executable).with_name("svod")
    return [str(script)] if installed and script.exists() else [sys.executable, "-c", "from indexer.cli import main; main()"]
