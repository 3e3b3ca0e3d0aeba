"""Each error of ``ner`` is told once, as what it is, in its sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.model import EntityType, Findings, Mention, Span
from indexer.quality.analysed import Read
from indexer.quality.command import quality
from indexer.quality.mistakes import Mistake, mistakes
from indexer.quality.values import LOC, ORG, PER, GoldName, GoldObject, GoldText

TEXT = "Шёл снег. ОАО «Газпром» и МИД Германии ждали Ольгу Ким в Оше. Ветер стих."
TYPES = {PER: EntityType.PERSON, ORG: EntityType.ORGANISATION, LOC: EntityType.CITY}


def at(words: str) -> Span:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def read(wanted: list[tuple[str, str]], found: list[tuple[str, str]], objects: tuple[GoldObject, ...] = ()) -> Read:
    """The text, marked and read with these words as names of these kinds."""
    names = tuple(GoldName(at(words), kind) for words, kind in wanted)
    mentions = tuple(Mention(at(words), TYPES[kind], words, words, "ru", "rule", 0.9) for words, kind in found)
    return Read(GoldText("t", "ru", TEXT, names, objects), Findings(mentions, (), (), ()))


def told(mistake: Mistake) -> tuple[str, str, str]:
    """The sort of error, the words wanted and those found."""
    wanted, found = (mark[0].of(TEXT) if mark else "" for mark in (mistake.wanted, mistake.found))
    return mistake.error, wanted, found


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ([("Ольгу Ким", PER)], [("Ольгу Ким", PER)], []),
        ([("Ольгу Ким", PER)], [("Ольгу", PER)], [("boundary", "Ольгу Ким", "Ольгу")]),
        ([("Оше", LOC)], [("Оше", PER)], [("type", "Оше", "Оше")]),
        ([("МИД Германии", ORG)], [("Германии", LOC)], [("type", "МИД Германии", "Германии")]),
        ([("Оше", LOC)], [], [("missed", "Оше", "")]),
        ([], [("Ветер", PER)], [("spurious", "", "Ветер")]),
        # of two found names the one of its kind is told with the wanted one
        (
            [("Газпром» и МИД Германии", ORG)],
            [("Германии", LOC), ("Газпром", ORG)],
            [("boundary", "Газпром» и МИД Германии", "Газпром"), ("spurious", "", "Германии")],
        ),
    ],
)
def test_each_error_is_told_once(
    wanted: list[tuple[str, str]], found: list[tuple[str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert [told(each) for each in mistakes(read(wanted, found))] == expected


def test_what_a_layered_scheme_accepts_is_told_apart() -> None:
    """«ОАО «Газпром» is its object; «МИД» without its country is not."""
    objects = (GoldObject(at("Газпром"), at("ОАО «Газпром"), ORG), GoldObject(at("МИД Германии"), at("МИД Германии"), ORG))
    wanted = [("Газпром", ORG), ("МИД", ORG), ("Германии", LOC)]
    whole = mistakes(read(wanted, [("ОАО «Газпром", ORG), ("МИД Германии", ORG)], objects))
    assert [told(each) for each in whole] == [("scheme", "Газпром", "ОАО «Газпром"), ("scheme", "МИД", "МИД Германии")]
    half = mistakes(read([("МИД Германии", ORG)], [("МИД", ORG)], objects))
    assert [told(each) for each in half] == [("boundary", "МИД Германии", "МИД")]


def test_the_sentence_is_the_one_of_the_name() -> None:
    (mistake,) = mistakes(read([("Оше", LOC)], []))
    assert mistake.sentence.of(TEXT) == "ОАО «Газпром» и МИД Германии ждали Ольгу Ким в Оше."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two sentences, of which one marks a name of which the other half is found."""
    lines = ["id\tlanguage\tmarked", "1\tru\tСнег. В [LOC Алматы] приехала [PER Татьяна] Шакирова.", "2\tru\tШёл снег."]
    (tmp_path / "own.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    """What the command prints."""
    ended = CliRunner().invoke(quality, list(arguments), catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def test_errors_for_people(gold: Path) -> None:
    """Each error in its sentence with the rule that made it, then a table of counts."""
    shown = run("ner", "--errors", "--gold", str(gold)).splitlines()
    assert shown[0] == "boundary PER  1:24  wanted PER «Татьяна», found PER «Татьяна Шакирова» (slovnet)"
    assert shown[1] == "    В Алматы приехала [Татьяна Шакирова]."
    assert "1 error" in shown
    assert ["boundary", "1", "0", "0", "1"] in [line.split() for line in shown]


def test_errors_for_programs(gold: Path) -> None:
    (line,) = run("ner", "--errors", "--json", "--gold", str(gold)).splitlines()
    told: dict[str, Any] = json.loads(line)
    assert (told["id"], told["language"], told["error"], told["rule"]) == ("1", "ru", "boundary", "slovnet")
    assert told["wanted"] == {"start": 24, "stop": 31, "type": "PER", "text": "Татьяна"}
    assert told["found"] == {"start": 24, "stop": 40, "type": "PER", "text": "Татьяна Шакирова"}
    assert told["sentence"] == {"start": 6, "stop": 41, "text": "В Алматы приехала Татьяна Шакирова."}


def test_nominatives_written_otherwise(tmp_path: Path) -> None:
    """Each name that svod writes otherwise in the nominative, in its sentence, and how many of each kind."""
    lines = ["id\tlanguage\tmarked", "1\tru\tПриехали из [LOC Оша=Ошск] с [PER Ириной Ким=Ирина Ким]."]
    (tmp_path / "own.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    shown = run("names", "--errors", "--gold", str(tmp_path)).splitlines()
    assert shown[0] == "nominative LOC  1:12  wanted «Ошск», wrote «Ош» (gazetteer)"
    assert shown[1] == "    Приехали из [Оша] с Ириной Ким."
    assert "1 error" in shown
    told: dict[str, Any] = json.loads(run("names", "--errors", "--json", "--gold", str(tmp_path)))
    assert told["nominative"] == {"wanted": "Ошск", "written": "Ош"}


def test_other_tasks_have_no_errors_to_tell(gold: Path) -> None:
    ended = CliRunner().invoke(quality, ["linking", "--errors", "--gold", str(gold)])
    assert ended.exit_code == 2
    assert "--errors tells the errors of 'ner' and 'names', not of 'linking'" in ended.output
