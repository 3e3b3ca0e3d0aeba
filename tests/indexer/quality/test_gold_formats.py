"""Gold sets are read as they are: every format by a small set of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Span
from indexer.quality.gold import brackets, brat, conllu, factrueval, iob, mentions, read_texts, retrieval
from indexer.quality.gold.marks import outermost, unquoted
from indexer.quality.values import GoldText, NoGold, Options

OBAMA = "Вчера Барак Обама покинул «Белый дом» в Вашингтоне. Российский посол молчал."


def write(folder: Path, **texts: str) -> Path:
    """The files, a name's «__» standing for a full stop."""
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_bytes(text.encode())
    return folder


def seen(text: GoldText) -> list[tuple[str, str]]:
    """What is marked, and as what."""
    return [(name.span.of(text.text), name.kind) for name in text.names]


def test_brat(tmp_path: Path) -> None:
    """Nested marks leave the longest, adjectives are no names, other types are not asked for, line ends count."""
    write(
        tmp_path,
        a__txt="Шапка\r\n" + OBAMA,
        a__ann="T1\tPERSON 13 24\tБарак Обама\nT2\tPERSON 19 24\tОбама\nT3\tFACILITY 33 44\tБелый дом\n"
        "T4\tCITY 47 57\tВашингтоне\nT5\tCOUNTRY 59 69\tРоссийский\nT6\tCOUNTRY 70 75\tпосол\nR1\tWORKS_AS Arg1:T1 Arg2:T6\n",
    )
    (text,) = brat.read(tmp_path)
    assert seen(text) == [("Барак Обама", "PER"), ("Вашингтоне", "LOC"), ("Российский", "LOC")]


def test_brat_with_tabs_and_in_pieces(tmp_path: Path) -> None:
    """ner-uk's tabs; a mark in two pieces, written in any order, reaches from its first to its last letter."""
    write(tmp_path, a__txt="Марія Бойко та Петро", a__ann="T1\tPERS\t0\t5\tМарія\nT2\tPERS 15 20;6 11\tБойко Петро\n")
    (text,) = brat.read(tmp_path)
    assert seen(text) == [("Марія", "PER"), ("Бойко та Петро", "PER")]


def test_factrueval(tmp_path: Path) -> None:
    """A person is the whole object; of an organisation or place its name counts, not the common noun."""
    write(
        tmp_path,
        book_1__txt="Юрий Лужков, мэрия Москвы, «Спартак»",
        book_1__spans="1 name 0 4 1 1  # 1 Юрий\n2 surname 5 6 2 1  # 2 Лужков\n3 org_descr 13 5 3 1  # 3 мэрия\n"
        "4 loc_name 19 6 4 1  # 4 Москвы\n5 org_name 27 9 5 1  # 5 «Спартак»\n",
        book_1__objects="1 Person 1 2 # Юрий Лужков\n2 Org 3 4 # мэрия\n3 LocOrg 4 # Москвы\n"
        "4 Org 5 # «Спартак»\n5 Project 9 # x\n",
    )
    (text,) = factrueval.read(tmp_path)
    assert seen(text) == [("Юрий Лужков", "PER"), ("Москвы", "LOC"), ("Спартак", "ORG")]
    objects = [(each.core and each.core.of(text.text), each.whole.of(text.text), each.kind) for each in text.objects]
    assert objects == [
        ("Юрий Лужков", "Юрий Лужков", "PER"),
        ("Москвы", "мэрия Москвы", "ORG"),
        ("Спартак", "Спартак", "ORG"),
    ]


@pytest.mark.parametrize(
    ("name", "lines", "last"),
    [
        (
            "IOB2_valid.txt",
            ["Әрі O", "« B-ORGANISATION", "Дала I-ORGANISATION", "» I-ORGANISATION", "Ош B-GPE", ". O"],
            ["Ол O", ". O"],
        ),
        ("train.iob", ["Әрі O", "« I-ORG", "Дала I-ORG", "» I-ORG", "Ош I-LOC", ". O"], ["Ол O", ". O"]),
        (
            "ru_x.iob2",
            ["# sent_id = 1", "1\tӘрі\tO", "2\t«\tB-ORG", "3\tДала\tI-ORG", "4\t»\tI-ORG", "5\tОш\tB-LOC", "6\t.\tO"],
            ["1\tОл\tO", "2\t.\tO"],
        ),
    ],
)
def test_iob(tmp_path: Path, name: str, lines: list[str], last: list[str]) -> None:
    """Columns are found by what stands in them; words are put together as they are written."""
    (tmp_path / name).write_text("\n".join([*lines, "", *last, ""]), "utf-8")
    first, second = iob.read(tmp_path)
    assert (first.text, second.text) == ("Әрі «Дала» Ош.", "Ол.")
    assert seen(first) == [("Дала", "ORG"), ("Ош", "LOC")]


def test_plain_text_is_no_iob(tmp_path: Path) -> None:
    """A readme and a list of O's are no gold."""
    write(tmp_path, README__txt="Әрі O\nДала B-ORG\n", notes__txt="О нас\nПишем\n", list__txt="a O\nb O\n")
    assert not list(iob.read(tmp_path))


def test_mentions(tmp_path: Path) -> None:
    """The text meant is the one in which offsets show the surface forms; nominative and identity come along."""
    write(
        tmp_path,
        annotations__tsv="lang\tdoc\tstart\tend\tsurface\tlemma\ttype\tentity\nru\td1\t7\t11\tОше\tОш\tLOC\tGPE-Osh\n".replace(
            "7\t11", "8\t11"
        )
        + "ru\td1\t21\t31\tпакистанца\tпакистанец\tLOC\tX\n",
        docs__ru__jsonl='{"id": "d1", "lang": "ru", "title": "Снег в Оше", "text": "Снова о снеге."}\n',
        raw__ru__jsonl='{"id": "d1", "lang": "ru", "raw": "Снег\\n\\nв Оше. Видели пакистанца."}\n',
    )
    texts = list(mentions.read(tmp_path))
    assert texts == []  # the second row's offsets fit no text
    write(
        tmp_path,
        annotations__tsv="lang\tdoc\tstart\tend\tsurface\tlemma\ttype\tentity\nru\td1\t8\t11\tОше\tОш\tLOC\tGPE-Osh\n"
        "ru\td1\t20\t30\tпакистанца\tпакистанец\tLOC\tX\n",
    )
    (text,) = mentions.read(tmp_path)
    assert (text.language, seen(text)) == ("ru", [("Оше", "LOC")])
    assert (text.names[0].nominative, text.names[0].entity) == ("Ош", "GPE-Osh")


def test_brackets(tmp_path: Path) -> None:
    """«=» gives the nominative; without it the form is one."""
    write(tmp_path, own__tsv="id\tlanguage\tmarked\nr1\tru\tВ [LOC Оше=Ош] живёт [PER Ли].\n")
    (text,) = brackets.read(tmp_path)
    assert (text.text, seen(text)) == ("В Оше живёт Ли.", [("Оше", "LOC"), ("Ли", "PER")])
    assert [name.nominative for name in text.names] == ["Ош", "Ли"]
    write(tmp_path, own__tsv="id\tlanguage\tmarked\nr1\tru\tВ [LOK Оше]\n")
    with pytest.raises(NoGold, match="r1: a bracket that is neither PER, LOC nor ORG"):
        list(brackets.read(tmp_path))


def test_conllu(tmp_path: Path) -> None:
    """Words stand where they stand in the text; parts of a fused word have no place, empty nodes are none."""
    rows = [
        ("1", "Ели", "ель"),
        ("2-3", "dallo", "_"),
        ("2", "da", "da"),
        ("3", "lo", "lo"),
        ("3.1", "x", "x"),
        ("4", ".", "."),
    ]
    lines = ["# text = Ели dallo."] + ["\t".join([*row, *"_______"]) for row in rows]
    (tmp_path / "ru_x-ud-dev.conllu").write_text("\n".join([*lines, "", ""]), "utf-8")
    (sentence,) = conllu.read(tmp_path)
    assert sentence.language == "ru"
    assert [(word.span.of(sentence.text), word.lemma) for word in sentence.words] == [("Ели", "ель"), (".", ".")]


def test_search_sets(tmp_path: Path) -> None:
    """Judgements of documents that are not there do not count, nor queries that nothing answers; shared qrels serve all."""
    write(
        tmp_path,
        docs__ru__jsonl='{"id": "a", "title": "Снег", "text": "Выпал снег"}\n'
        '{"id": "b", "title": "Дождь", "text": "Шёл дождь"}\n',
        queries__ru__jsonl='{"id": "1", "text": "где снег"}\n{"id": "2", "text": "лёд"}\n',
        queries__en__jsonl='{"id": "1", "text": "snow"}\n',
        qrels__tsv="1\t0\ta\t1\n1\t0\tz\t1\n2\t0\tz\t1\n1\t0\tb\t0\n",
    )
    assert retrieval.pairs(tmp_path) == [("en", "ru"), ("ru", "ru")]
    found = retrieval.read(tmp_path, "ru", "ru")
    assert (found.queries, found.gains) == ({"1": "где снег"}, {"1": {"a": 1}})
    assert found.documents[0] == ("a", "Снег", "Выпал снег")
    with pytest.raises(NoGold, match="no query in 'kk' has a judged document"):
        retrieval.read(tmp_path, "kk", "ru")


def test_headlines_are_not_looked_up(tmp_path: Path) -> None:
    """Where queries are the documents' own titles, the titles are left out."""
    write(
        tmp_path,
        docs__ru__jsonl='{"id": "a", "title": "Выпал снег", "text": "Вчера"}\n',
        queries__ru__jsonl='{"id": "1", "text": "выпал СНЕГ"}\n',
        qrels__ru__tsv="query-id\tcorpus-id\tscore\n1\ta\t1\n",
    )
    assert retrieval.read(tmp_path, "ru", "ru").documents == (("a", "", "Вчера"),)


def test_marks() -> None:
    """Quotation marks at the edges go; of overlapping marks the longest stays."""
    assert unquoted(Span(0, 7), "«Степь»").of("«Степь»") == "Степь"
    assert outermost([(Span(0, 3), "LOC"), (Span(2, 9), "ORG"), (Span(10, 12), "PER")]) == [
        (Span(2, 9), "ORG"),
        (Span(10, 12), "PER"),
    ]


def test_a_folder_without_gold_says_what_is_wanted(tmp_path: Path) -> None:
    """The refusal names the folder, the formats, and the languages where only the language is wrong."""
    with pytest.raises(NoGold, match=r"wanted marked names: brat .*IOB"):
        read_texts(Options(tmp_path), "marked names")
    write(tmp_path, own__tsv="id\tlanguage\tmarked\nr1\tru\tВ [LOC Оше=Ош].\n")
    with pytest.raises(NoGold, match="languages there: ru"):
        read_texts(Options(tmp_path, language="uk"), "marked names")


def test_files_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    """With their name and what to do."""
    (tmp_path / "a.tsv").write_bytes("id\tlanguage\tmarked\nя\n".encode("cp1251"))
    with pytest.raises(NoGold, match=r"a\.tsv: is not UTF-8"):
        list(brackets.read(tmp_path))


def test_a_sample_is_stable_and_in_order() -> None:
    """The same items each time, in their order; all when there are few."""
    options = Options(Path("x"), limit=5)
    assert options.sample(range(100)) == options.sample(range(100)) == sorted(options.sample(range(100)))
    assert options.sample([1, 2]) == [1, 2]
