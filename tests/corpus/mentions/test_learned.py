"""The learned tagger sees names in Kazakh, and its weights can be learned again."""

from pathlib import Path

import pytest

from corpus.analysis import analyse_text
from corpus.config import load
from corpus.mentions import learned
from corpus.mentions.clues import clues
from corpus.mentions.learned import best_path, lend, runs, tag
from corpus.mentions.training.fit import apart, fit, save
from corpus.mentions.training.sentences import sentences
from corpus.mentions.words import read_words
from corpus.model import Span
from indexer.quality.analysed import KIND_OF_TYPE

CONFIG = load(None)
IOB = """Бүгін O
Айгүл B-PERSON
Қасымова I-PERSON
Таразда B-GPE
болды O
. O

Таразда B-GPE
қар O
жауды O
. O
"""


@pytest.fixture
def iob(tmp_path: Path) -> Path:
    """Two sentences, ten times."""
    path = tmp_path / "kk.txt"
    path.write_text("\n".join([IOB] * 10), "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Президент Қасым-Жомарт Тоқаев Павлодар облысына барды.", ["PER Қасым-Жомарт Тоқаев", "LOC Павлодар облысына"]),
        ("Ал Павлодар облысында қар жауды.", ["LOC Павлодар облысында"]),
        ("Көлік министрлігі мен Ұлттық банк жаңа ереже бекітті.", ["ORG Көлік министрлігі", "ORG Ұлттық банк"]),
        ("Бұл облыс орталығында биыл жаңа мектеп ашылды.", []),
    ],
)
def test_kazakh_names(text: str, names: list[str]) -> None:
    """The model begins names where they begin, and takes no sentence's first word for one."""
    found = analyse_text(text, CONFIG).findings.mentions
    assert [f"{KIND_OF_TYPE[each.type]} {each.text}" for each in found if each.type in KIND_OF_TYPE] == names


def test_sentences_are_read_from_both_kinds_of_file(iob: Path, tmp_path: Path) -> None:
    """Words and labels line by line give running text; brackets give labels without the quotation mark at the edge."""
    first = next(sentences(iob))
    assert first.text == "Бүгін Айгүл Қасымова Таразда болды."
    assert first.labels == ("O", "B-PER", "I-PER", "B-LOC", "O", "O")
    table = tmp_path / "press.tsv"
    table.write_text("id\tlanguage\tmarked\n1\tkk\t[ORG «Таза Қала» қоры] ашты.\n", "utf-8")
    (bracketed,) = sentences(table)
    assert bracketed.labels == ("O", "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O", "O")


def test_what_is_learned_is_read_back(iob: Path, tmp_path: Path) -> None:
    """Weights that were saved tag as they did before."""
    weights = fit(list(sentences(iob)), "kk")
    words = ["Айгүл", "Қасымова", "Таразда", "болды"]
    assert list(runs(best_path(words, "kk", weights))) == [(0, 2, "PER"), (2, 3, "LOC")]
    save(weights, tmp_path / "kk.npz")
    again = learned.load((tmp_path / "kk.npz").read_bytes())
    assert best_path(words, "kk", again) == best_path(words, "kk", weights)
    with lend("kk", again):
        text = "Бүгін Айгүл Қасымова Таразда болды"
        assert [text[start:stop] for start, stop, _ in tag(read_words(text, Span(0, len(text)), []), [], "kk")] == [
            "Айгүл Қасымова",
            "Таразда",
        ]


def test_no_name_crosses_a_cell() -> None:
    """A tab between two parts of a name parts them."""
    for sign, whole in ((" ", True), ("\t", False)):
        text = f"Айгүл{sign}Қасымова жиынды ашты."
        found = tag(read_words(text, Span(0, len(text)), []), [], "kk")
        assert ((0, 14, "PER") in found) is whole


def test_each_part_is_judged_by_the_others(iob: Path) -> None:
    """Every sentence is judged once."""
    every = list(sentences(iob))
    assert sum(len(part) for _, part in apart(every, [], "kk", 1 + len(every) // 20)) == len(every)


def test_clues_see_two_words_far() -> None:
    """The word for a town speaks for the word before it."""
    shown = clues(["Шахтинск", "қаласында"], "kk")
    assert "1h=town" in shown[0]
    assert "first" in shown[0]
    assert "first" not in shown[1]


def test_shipped_weights_are_small() -> None:
    """An installation has no room for large ones."""
    assert sum(path.stat().st_size for path in Path(learned.__file__).with_name("weights").iterdir()) < 400_000
