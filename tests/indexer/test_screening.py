"""Names from elsewhere find the archive's entities, surely or by a part, and a text is screened without being taken in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import main


def run(archive: Path, *words: str, stdin: str = "") -> Result:
    """A command over the sample archive."""
    return CliRunner().invoke(main, ["--archive", str(archive), *words], input=stdin)


def rows(result: Result) -> list[dict[str, str]]:
    """The table on stdout."""
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_table_of_names_becomes_a_table_of_documents(sample: Path, tmp_path: Path) -> None:
    """Another form and another script find the same person; an unknown name keeps an empty row."""
    table = tmp_path / "names.csv"
    table.write_text("\ufeffid;name\n1;Татьяна Шакирова\n2;Xyzzy Plugh\n3;Алматы\n", "utf-8")
    result = run(sample, "match", str(table))
    assert result.exit_code == 0
    found = rows(result)
    assert {row["asked"] for row in found} == {"Татьяна Шакирова", "Xyzzy Plugh", "Алматы"}
    person = [row for row in found if row["asked"] == "Татьяна Шакирова"]
    assert person
    assert all(row["sure"] == "yes" and row["type"] == "person" and row["document"] for row in person)
    assert [row["id"] for row in found if row["asked"] == "Xyzzy Plugh"] == [""]
    assert "3 names, 1 of them unknown" in result.stderr


def test_a_person_of_another_script_is_found_by_sound(sample: Path) -> None:
    """Surely where sounds are equal, as likely where only the letters of both scripts answer each other; nobody else."""
    found = rows(run(sample, "match", "-", stdin="Tatjana Schakirowa\nTatiana Shapovalova\n"))
    assert {(row["asked"], row["entity"]) for row in found} == {
        ("Tatjana Schakirowa", "Татьяна Шакирова"),
        ("Tatiana Shapovalova", ""),
    }


def test_names_may_come_from_stdin_and_another_column(sample: Path) -> None:
    """Without a head the first column holds names; a column that is not there is refused with those that are."""
    assert {row["asked"] for row in rows(run(sample, "match", "-", stdin="Алматы\nТараз\n"))} == {"Алматы", "Тараз"}
    assert {row["asked"] for row in rows(run(sample, "match", "-", "--column", "Who", stdin="id,who\n1,Тараз\n"))} == {"Тараз"}
    refused = run(sample, "match", "-", "--column", "whom", stdin="id,who\n1,Тараз\n")
    assert refused.exit_code == 1
    assert "its columns are id, who" in refused.stderr
    assert run(sample, "match", "-", stdin="Xyzzy Plugh\n").exit_code == 3


@pytest.mark.parametrize("as_json", [False, True])
def test_a_text_is_screened(sample: Path, tmp_path: Path, as_json: bool) -> None:
    """Known names are told with what the archive has of them, unknown ones only when asked for."""
    letter = tmp_path / "letter.txt"
    letter.write_text("В Алматы с Татьяной Шакировой встретился Кузьма Прутковский.", "utf-8")
    result = run(sample, "screen", str(letter), *(["--json"] if as_json else []))
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()] if as_json else rows(result)
    assert {(row["name"], row["sure"]) for row in found} >= {("Алматы", "yes"), ("Татьяна Шакирова", "yes")}
    assert "Кузьма Прутковский" not in {row["name"] for row in found}
    everything = rows(run(sample, "screen", "--all", str(letter)))
    assert [row["id"] for row in everything if row["name"] == "Кузьма Прутковский"] == [""]
