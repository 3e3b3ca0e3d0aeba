"""The chooser's weights can be learned again, and what is learned is what is read back."""

from pathlib import Path

import pytest

from corpus.morphology import choice, readings
from corpus.morphology.reading import Reading
from corpus.morphology.tags import edit, show, tag
from corpus.morphology.training.fit import cases, fit, rows_of, save
from corpus.morphology.training.seen import mark, save_seen, seen
from corpus.morphology.training.treebank import agree, sentences

TREEBANK = """# text = Они ели кашу
1\tОни\tони\tPRON\t_\tCase=Nom|Number=Plur\t2\tnsubj\t_\t_
2\tели\tесть\tVERB\t_\tNumber=Plur|Tense=Past\t0\troot\t_\t_
3\tкашу\tкаша\tNOUN\t_\tCase=Acc|Number=Sing\t2\tobj\t_\t_

# text = Высокие ели растут
1\tВысокие\tвысокий\tADJ\t_\tCase=Nom|Number=Plur\t2\tamod\t_\t_
2\tели\tель\tNOUN\t_\tCase=Nom|Number=Plur\t3\tnsubj\t_\t_
3\tрастут\tрасти\tVERB\t_\tNumber=Plur\t0\troot\t_\t_
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    """Two sentences of a homograph."""
    path = tmp_path / "ru.conllu"
    path.write_text(TREEBANK, "utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "lemma", "change"),
    [("городами", "город", "3+"), ("горе", "гора", "1+а"), ("мы", "мы", "0+"), ("иду", "пойти", "3+пойти")],
)
def test_edit_leads_from_form_to_lemma(form, lemma, change):
    """So many letters are cut, then the rest is written."""
    assert edit(form, lemma) == change
    cut, _, written = change.partition("+")
    assert form[: len(form) - int(cut)] + written == lemma


def test_tag_says_part_case_number_gender_and_name():
    """«Ростова» as a town is a noun in the genitive singular, masculine, geographical."""
    reading = Reading("ростов", "NOUN", frozenset({"NOUN", "gent", "sing", "masc", "Geox"}), 1.0)
    assert (tag("ростова", reading).full, tag("ростова", reading).coarse) == ("NOUNgsmG", "NOUNg")


def test_rare_tags_are_not_shown():
    """A neighbour sees what a word usually is."""
    found = [Reading("при", "PREP", frozenset({"PREP"}), 1.0), Reading("переть", "VERB", frozenset({"VERB", "impr"}), 0.001)]
    assert show("при", found).possible == "PREP-"


def test_treebank_agrees_with_the_right_readings(treebank):
    """The lemma decides, then part of speech, case and number."""
    (_, words), _ = sentences([treebank])
    found = readings("ели", "ru")
    right = [reading for reading, fits in zip(found, agree(found, words[1]), strict=True) if fits]
    assert {(reading.lemma, reading.pos) for reading in right} == {("есть", "VERB")}


def test_weights_tell_what_they_were_taught(treebank, tmp_path):
    """After two sentences «ели» is a verb after a pronoun and a noun after an adjective; saving loses nothing that counts."""
    learnt = cases(sentences([treebank]), "ru")
    assert learnt
    weights = fit(learnt, "ru")
    save(weights, tmp_path / "xx.tsv")
    lines = (tmp_path / "xx.tsv").read_text("utf-8").splitlines()
    assert {line.split("\t")[0] for line in lines} == set(rows_of(weights).table)


@pytest.mark.parametrize("code", ["ru", "uk"])
def test_shipped_weights_are_read(code):
    """The rows are there, and «к» takes a dative."""
    table = choice.rows(code).table
    assert table["cк" if code == "ru" else "cзавдяки"]["NOUNd"] > 0
    assert choice.rows("kk").table == {}


def test_lent_weights_choose_until_they_are_given_back():
    """Measuring reads with weights that did not see the text; afterwards the shipped ones are in use."""
    shipped = choice.rows("ru")
    lent = rows_of({("p", "p"): 1.0})
    with choice.lend("ru", lent):
        assert choice.rows("ru") is lent
    assert choice.rows("ru") is shipped


def test_sentences_learned_from_are_known_by_their_marks(treebank, tmp_path):
    """The file of marks holds no text, and tells a sentence that was seen."""
    texts = [text for text, _ in sentences([treebank])]
    save_seen(texts, tmp_path / "ru.seen.txt")
    marks = (tmp_path / "ru.seen.txt").read_text("utf-8").split()
    assert marks == sorted(map(mark, texts))
    assert mark("Мы ели суп") not in marks
    assert len(seen("ru")) > 1000
    assert not seen("ro")
