"""The command line of the corpus side: what goes where, the promised keys, exit codes, advice."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from corpus.cli import CORPUS_COMMANDS, corpus_commands
from corpus.config import SETTINGS
from corpus.store import hold

RELEASE = """Семинар по энергосбережению в Таразе

г. Тараз, 19–20 февраля 2014 года – Региональный экологический центр Центральной Азии провёл семинар в Таразе.

Семинар открыла Татьяна Шакирова, ключевой эксперт, тел.: +7 (727) 278-51-10, tatiana.shakirova@carec.kz. Затем в Алматы
приехал Андрей Кирчив.
"""
LETTER = """Уважаемая Татьяна Михайловна!

Просим Татьяну Шакирову приехать в Алматы 12 марта 2015 года.
"""

SHOWN = (
    "id title path date date_evidence languages claimed_language author source url links media_type charset text passages "
    "mentions dates amounts contacts versions"
).split()
ANALYSED = "id title date language passages mentions dates amounts contacts".split()
ENTITY = "id type name names documents mentions links first last".split()


def run(*arguments: str | Path, stdin: str = "") -> Result:
    """The command with these arguments, its output kept apart."""
    return CliRunner(env={"SVOD_ARCHIVE": None}).invoke(corpus_commands, [str(each) for each in arguments], input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    """Standard output as JSON objects, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def make(folder: Path) -> Path:
    """An archive with three files, one of them empty, not yet ingested."""
    raw = folder / "raw"
    raw.mkdir()
    (raw / "release.txt").write_text(RELEASE, "utf-8")
    (raw / "letter.txt").write_bytes(LETTER.encode("cp1251"))
    (raw / "empty.txt").touch()
    assert run("init", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after its first ingest, for reading only."""
    folder = make(tmp_path_factory.mktemp("archive"))
    result = run("--archive", folder, "ingest", "--json")
    assert result.exit_code == 4, result.output
    return folder


@pytest.mark.parametrize("name", CORPUS_COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """Its first line is a sentence, every option is explained, and the list of commands says the same kind of thing."""
    result = run(name, "--help")
    assert result.exit_code == 0
    command = corpus_commands.get_command(click.Context(corpus_commands), name)
    assert command is not None
    assert command.help
    assert all(each.help for each in command.params if isinstance(each, click.Option))
    assert CORPUS_COMMANDS[name].help.endswith(".")


def test_help_lists_every_command_and_loads_no_model() -> None:
    """In a process of its own: neither dictionaries nor arrays nor the terminal's painter are imported for a list."""
    script = (
        "import sys; from corpus.cli import corpus_commands\n"
        "try: corpus_commands(['--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print(sorted({'numpy', 'pymorphy3', 'slovnet', 'rich', 'chardet'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.endswith("[]\n")
    assert all(name in done.stdout for name in CORPUS_COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["show", "raw/release.txt"], SHOWN),
        (["entities"], ENTITY),
        (["entities", "--type", "city"], ENTITY),
        (["failures"], ["path", "stage", "reason", "since"]),
    ],
)
def test_json_has_the_promised_keys(archive: Path, arguments: Sequence[str], keys: list[str]) -> None:
    """Exactly these, in this order, one object a line, and nothing else on standard output."""
    result = run("--archive", archive, *arguments, "--json")
    assert result.exit_code == 0
    assert lines(result)
    assert all(list(line) == keys for line in lines(result))


def test_an_entity_has_the_keys_of_the_list_and_its_evidence(archive: Path) -> None:
    """The list's keys first; sentences hold the mention at its place."""
    (found,) = lines(run("--archive", archive, "entity", "Шакировой", "--json"))
    assert list(found)[: len(ENTITY)] == ENTITY
    assert set(found) - set(ENTITY) == {"roles", "contacts", "evidence", "merges"}
    assert found["name"] == "Татьяна Шакирова"
    for each in found["evidence"]:
        assert each["sentence"][each["start"] : each["stop"]].startswith("Татьян")


def test_places_in_shown_documents_hold_the_span_law(archive: Path) -> None:
    """Mentions, dates and contacts stand in the text where they say; mentions lead to entities that exist."""
    (found,) = lines(run("--archive", archive, "show", "raw/release.txt", "--json"))
    text = found["text"]
    for kind in ("mentions", "dates", "contacts"):
        assert found[kind]
        assert all(text[each["start"] : each["stop"]] == each["text"] for each in found[kind])
    known = {entity["id"] for entity in lines(run("--archive", archive, "entities", "--json"))}
    assert {mention["entity"] for mention in found["mentions"]} <= known
    assert set(found["mentions"][0]) == {"start", "stop", "type", "text", "name", "entity"}
    assert set(found["passages"][0]) == {"start", "stop", "language", "kind", "page", "recognised"}
    assert found["date"] == "2014-02-19/2014-02-20"


def test_ingest_tells_each_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happened to each file, exit 4 for the one that failed; the second time nothing, and exit 0."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "false")
    folder = make(tmp_path)
    first = run("--archive", folder, "ingest", "--json")
    assert first.exit_code == 4
    assert all(list(line) == ["path", "status", "document", "reason"] for line in lines(first))
    assert [(line["path"], line["status"]) for line in lines(first)] == [
        ("raw/empty.txt", "failed"),
        ("raw/letter.txt", "new"),
        ("raw/release.txt", "new"),
    ]
    again = run("--archive", folder, "ingest")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "Nothing changed: 3 files as before" in again.stderr
    assert "1 line in the ledger: svod failures" in again.stderr
    outside = run("--archive", folder, "ingest", tmp_path)
    assert outside.exit_code == 2
    assert "lies in none of the archive's sources" in outside.stderr
    retried = run("--archive", folder, "retry", "--json")
    assert retried.exit_code == 4
    assert set(lines(retried)[0]) >= {"path", "stage", "reason", "since"}
    (folder / "raw/empty.txt").write_text(LETTER * 2, "utf-8")
    assert run("--archive", folder, "retry").exit_code == 0
    nothing = run("--archive", folder, "failures")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "Nothing failed.\n")


def test_a_second_writer_is_sent_away(archive: Path) -> None:
    """Another process holds the lock: exit 75 and who it is. Readers are served."""
    script = "import sys; from corpus.cli import corpus_commands; corpus_commands(sys.argv[1:])"
    command = [sys.executable, "-c", script, "--archive", str(archive)]
    with hold(archive / ".svod"):
        repository = Path(__file__).parents[2]
        refused = subprocess.run([*command, "ingest"], capture_output=True, text=True, check=False, cwd=repository)
        served = subprocess.run([*command, "entities"], capture_output=True, text=True, check=False, cwd=repository)
    assert refused.returncode == 75
    assert "another run (process" in refused.stderr
    assert served.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "advice"),
    [
        (["status"], 2, "make an archive with: svod init"),
        (["--archive", "/nonexistent", "status"], 2, "svod init /nonexistent"),
        (["shwo", "x"], 2, "Did you mean show?"),
        (["entities", "--type", "town"], 2, "'town' is not one of 'person'"),
        (["show"], 2, "Missing argument 'DOC'"),
        (["analyse"], 2, "give FILEs, or --jsonl"),
        (["analyse", "/nonexistent.txt"], 2, "does not exist"),
    ],
)
def test_bad_usage_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, advice: str
) -> None:
    """The exit code, and what to do, on standard error."""
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert advice in result.stderr


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["show", "raw/none.txt"], "no document has this id or path"),
        (["entity", "Татяна", "Шакерова"], "did you mean Татьяна Шакирова"),
        (["entity", "Qqqq"], "list what is known with: svod entities"),
        (["entities", "--type", "event"], "No event is known"),
    ],
)
def test_nothing_found_is_three(archive: Path, arguments: list[str], advice: str) -> None:
    """What is not there ends with 3 and the nearest there is."""
    result = run("--archive", archive, *arguments)
    assert (result.exit_code, result.stdout) == (3, "")
    assert advice in result.stderr


def test_nothing_read_yet_is_three(tmp_path: Path) -> None:
    """A fresh archive says what to do next; its status works."""
    folder = make(tmp_path)
    assert "run: svod ingest" in run("--archive", folder, "entities").stderr
    assert run("--archive", folder, "entities").exit_code == 3
    assert "Nothing was read yet: svod ingest" in run("--archive", folder, "status").stdout


def io_error() -> sqlite3.Error:
    """What SQLite raises when a disk fails."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    return error


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "interrupted; what was finished is kept"),
        (io_error(), 1, "the store cannot be used: disk I/O error; is its disk full"),
        (sqlite3.DatabaseError("malformed"), 1, "the store cannot be used: malformed; heal it with: svod repair"),
    ],
)
def test_what_breaks_off_ends_with_a_line(
    archive: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    """Ctrl-C and a failing disk end a command with their code and a sentence, not with a trace."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("corpus.store.Store.entities", fail)
    result = run("--archive", archive, "entities")
    assert result.exit_code == code
    assert message in result.stderr


def test_init_explains_and_never_overwrites(tmp_path: Path) -> None:
    """Sources below the archive are relative, others absolute, names never clash; the next step is told."""
    for name in ("one/raw", "two/raw", "home/raw"):
        (tmp_path / name).mkdir(parents=True)
    sources = [argument for name in ("home/raw", "one/raw", "two/raw") for argument in ("--source", str(tmp_path / name))]
    result = run("init", tmp_path / "home", *sources)
    assert result.exit_code == 0
    assert f"Next: svod --archive {tmp_path / 'home'} ingest" in result.stderr
    status = lines(run("--archive", tmp_path / "home", "status", "--json"))[0]
    assert status["sources"] == {
        "raw": str(tmp_path / "home/raw"),
        "raw-2": str(tmp_path / "one/raw"),
        "raw-3": str(tmp_path / "two/raw"),
    }
    before = (tmp_path / "home/svod.toml").read_bytes()
    again = run("init", tmp_path / "home")
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "home/svod.toml").read_bytes() == before
    assert "give --source a folder that exists" in run("init", tmp_path / "new", "--source", tmp_path / "none").stderr
    assert not (tmp_path / "new").exists()


def test_status_counts_and_shows_every_setting(archive: Path) -> None:
    """As JSON, and laid out with where each value comes from."""
    (found,) = lines(run("--archive", archive, "status", "--json", "--settings"))
    assert found["counts"]["documents"] == 2
    assert found["counts"]["failures"] == 1
    assert found["last_run"]["counts"]["new"] == 2
    assert found["sizes"]["store"] > 10_000
    assert set(found["settings"]) == {setting.key for setting in SETTINGS}
    shown = run("--archive", archive, "status", "--settings").stdout
    assert all(setting.key in shown and setting.help in shown for setting in SETTINGS)


def test_show_is_laid_out(archive: Path) -> None:
    """Title, where it lies, the date with its evidence, languages, how bytes became text, names by type, text."""
    shown = run("--archive", archive, "show", "raw/release.txt").stdout
    for part in (
        "Семинар по энергосбережению в Таразе",
        "raw/release.txt",
        "2014-02-19/2014-02-20 (dateline: «19–20 февраля 2014 года»)",
        "Russian",
        "read as utf-8 (1.00)",
        "\nperson\n",
        "+77272785110",
        "\nText\n",
    ):
        assert part in shown
    assert "read as windows-1251" in run("--archive", archive, "show", "raw/letter.txt").stdout.replace(
        "cp1251", "windows-1251"
    )


def test_entity_is_laid_out(archive: Path) -> None:
    """Names by language, documents by date, sentences with the mention marked, and why when asked."""
    shown = run("--archive", archive, "entity", "Таразе", "--why").stdout
    assert shown.startswith("Тараз  city · city-gn1516905 · 1 document, ")
    for part in ("Russian", "country KZ", "\nDocuments\n", "2014-02-19", "\nEvidence\n", "[Таразе]", "\nWhy these names\n"):
        assert part in shown
    table = run("--archive", archive, "entities", "--type", "city", "--limit", "1").stdout.splitlines()
    assert table[0].split()[:4] == ["DOCUMENTS", "MENTIONS", "TYPE", "NAME"]
    assert len(table) == 2


def test_lines_of_text_are_analysed_in_order() -> None:
    """One line out for each line in, ids as given, spans in the text as given; a bad line is answered in its place."""
    texts = ["Семинар в Таразе\n\n19 февраля 2014 года", "", "  Project Office in Almaty  "]
    stdin = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    stdin.insert(1, "no json")
    stdin.insert(2, '{"text": "no id"}')
    result = run("analyse", "--jsonl", "--tokens", stdin="\n".join(stdin))
    assert result.exit_code == 4
    found = lines(result)
    assert [line["id"] for line in found] == [0, None, None, 1, 2]
    assert "line 2: no JSON" in found[1]["error"]
    for line in (found[0], found[3], found[4]):
        assert list(line) == [*ANALYSED, "tokens"]
        text = texts[line["id"]]
        assert all(text[each["start"] : each["stop"]] == each["text"] for each in line["mentions"] + line["dates"])
        assert all(set(token) == {"start", "stop", "lemma", "lemmas"} for token in line["tokens"])
    assert [m["name"] for m in found[0]["mentions"]] == ["Тараз"]
    assert found[0]["mentions"][0]["entity"] == "city-gn1516905"
    assert (found[3]["mentions"], found[3]["language"]) == ([], "und")


def test_lines_are_answered_before_the_next_is_sent() -> None:
    """Another program may talk with it: no answer waits for more input."""
    script = "from corpus.cli import corpus_commands; corpus_commands(['analyse', '--jsonl'])"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        for number in range(2):
            talk.stdin.write(json.dumps({"id": number, "text": "Алматы"}) + "\n")
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["id"] == number
        talk.stdin.close()
        assert talk.wait(timeout=20) == 0


def test_files_are_analysed_without_an_archive(tmp_path: Path) -> None:
    """Laid out or as objects with the promised keys; what cannot be read ends with 4."""
    (tmp_path / "a.txt").write_text(RELEASE, "utf-8")
    (tmp_path / "empty.txt").touch()
    result = run("analyse", "--json", tmp_path / "a.txt", tmp_path / "empty.txt")
    assert result.exit_code == 4
    assert f"{tmp_path / 'empty.txt'}: empty file (0 bytes)" in result.stderr
    (found,) = lines(result)
    assert list(found) == ANALYSED
    assert (found["id"], found["date"], found["language"]) == (str(tmp_path / "a.txt"), "2014-02-19/2014-02-20", "ru")
    shown = run("analyse", tmp_path / "a.txt").stdout
    assert "Татьяна Шакирова" in shown
    assert "«Таразе»" in shown
