"""A word in one language finds documents in another: by dictionary, by sound, and only where it may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Token
from corpus.morphology import read_words
from indexer.crosslingual.build import build
from indexer.crosslingual.dictionary import Dictionary, dictionary, write_dictionary
from indexer.crosslingual.expand import Expander, is_service
from indexer.crosslingual.families import Families, write_families
from indexer.crosslingual.freedict import Sense, read_senses
from indexer.crosslingual.sounds import Sounds, SoundsBuilder, place
from indexer.search import Archive

Make = Callable[..., Archive]


@pytest.fixture
def mixed(archive: Make, sheet: Any) -> Archive:
    """Documents 0 and 1 in Russian, 2 and 3 in English, 4 in Ukrainian."""
    return archive(
        [
            sheet("Закон о воде принят: город заплатит за очистку воды."),
            sheet("Семинар открыла Татьяна Шакирова."),
            sheet("The law on water is passed; the city pays. Water supply is safe.", language="en"),
            sheet("The workshop was opened by Tatiana Shakirova, who formats tables.", language="en"),
            sheet("Семінар у Полтаві пройшов успішно.", language="uk"),
        ]
    )


def paths(archive: Archive, query: str, **options: Any) -> str:
    """Numbers of the documents found, in order of the archive."""
    return "".join(sorted(hit.path.removeprefix("raw/").removesuffix(".txt") for hit in archive.search(query, **options).hits))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("вода", "02"),
        ("закон о воде", "02"),
        ("water law", "02"),
        ("Шакирова", "13"),
        ("Shakirova", "13"),
        ("семинар", "134"),
        ("форматирование", "3"),
        ("водоснабжение", "2"),
        ('"закон о воде"', "0"),
        ("=вода", ""),
        ("title:вода", ""),
    ],
)
def test_other_languages_answer(mixed: Archive, query: str, found: str) -> None:
    """Words by their translations, names by their sound; phrases and exact forms are left as typed."""
    assert paths(mixed, query) == found


@pytest.mark.parametrize("options", [{"across": False}, {"precision": "word"}])
def test_it_can_be_switched_off(mixed: Archive, options: dict[str, Any]) -> None:
    """Then only the language of the query answers."""
    found = mixed.search("вода", **options)
    assert paths(mixed, "вода", **options) == "0"
    assert found.expansions == ()


def test_each_expansion_is_said_and_can_be_left_out(mixed: Archive) -> None:
    """By the name under which it is shown; only what the archive holds is said."""
    said = mixed.search("вода").expansions
    assert [(str(each), each.language, each.by) for each in said] == [("вода>water", "en", "dictionary")]
    assert paths(mixed, "вода", dropped=["вода>water"]) == "0"


def test_the_language_of_the_query_comes_first(mixed: Archive) -> None:
    """A translation counts less than the word."""
    assert [hit.language for hit in mixed.search("вода").hits] == ["ru", "en"]


def test_hits_mark_and_explain_translations(mixed: Archive) -> None:
    """The translated word is marked in the snippet and named as such."""
    hit = next(hit for hit in mixed.search("вода").hits if hit.language == "en")
    assert hit.why == ("translation: water",)
    assert {span.of(hit.snippets[0].text).lower() for span in hit.snippets[0].spans} == {"water"}


@pytest.mark.parametrize(("word", "expected"), [("о", True), ("они", True), ("of", True), ("вода", False), ("water", False)])
def test_service_words_are_not_translated(word: str, expected: bool) -> None:
    """They have no counterpart in another language's text."""
    assert is_service(word) is expected


@pytest.mark.parametrize(
    ("source", "target", "word", "translation"),
    [("ru", "en", "вода", "water"), ("ru", "en", "семинар", "workshop"), ("en", "ru", "heating", "отопление")],
)
def test_what_ships(source: str, target: str, word: str, translation: str) -> None:
    """Everyday words are in the dictionaries."""
    known = dictionary(source, target)
    assert known is not None
    assert translation in dict(known.look_up(word))


def test_no_dictionary_no_translation(tmp_path: Path) -> None:
    """Kazakh has none: nothing is made up."""
    assert dictionary("ru", "kk") is None
    assert Expander(["ru", "kk"], tmp_path).expand("вода", token("вода")) == []


def token(word: str) -> Token:
    """A word of a query as it is read."""
    return read_words(word, ("ru", "en"))[0]


def test_every_line_of_a_dictionary_is_found(tmp_path: Path) -> None:
    """First, last, and a headword that begins another."""
    entries = [("а", [("b", 1.0)]), ("аб", [("c d", 1.0), ("e", 0.5)]), ("я", [("z", 1.0)])]
    assert write_dictionary(tmp_path / "d.tsv", reversed(entries)) == 3
    known = Dictionary(tmp_path / "d.tsv")
    assert [(word, known.look_up(word)) for word, _ in entries] == entries
    assert [known.look_up(word) for word in ("", "б", "яя")] == [[], [], []]


def test_families_are_words_of_one_stem(tmp_path: Path) -> None:
    """An empty archive has none."""
    write_families(tmp_path, ["format", "formatting", "water"])
    assert Families(tmp_path).of("format") == ["formatting"]
    write_families(tmp_path, [])
    assert Families(tmp_path).of("format") == []


def test_sounds_are_gathered_kept_and_added_to(tmp_path: Path, sheet: Any) -> None:
    """Names of any language, common words of kindred ones; an update keeps what was there."""
    first, second = SoundsBuilder(), SoundsBuilder()
    first.add(sheet("The city of Taraz", language="en").record("a", language=("en",)))
    first.save(tmp_path)
    second.load(tmp_path)
    second.add(sheet("Almaty", language="en").record("b", language=("en",)))
    second.save(tmp_path)
    known = Sounds(place(tmp_path, "en"))
    assert [known.names_like(sound) for sound in ("taraz", "almati")] == [[("taraz", 1.0)], [("almaty", 1.0)]]
    assert known.names_like("siti") == []


def test_an_update_writes_what_a_build_would(tmp_path: Path, sheet: Any) -> None:
    """Sounds and stems that are known are not found again, and the files are the same, of documents without a language too."""
    said = {"a": ("Formats of Taraz", "en"), "b": ("formatting in Almaty", "en"), "c": ("Ош", ""), "d": ("Нарын", "")}
    whole, anew = SoundsBuilder(), tmp_path / "anew"
    for folder in (anew, tmp_path / "grown"):
        folder.mkdir()
    for name, (text, code) in said.items():
        record = sheet(text, language=code or "en").record(name, language=(code,) if code else ())
        whole.add(record)
        grown = SoundsBuilder()
        grown.load(tmp_path / "grown")
        grown.add(record)
        grown.save(tmp_path / "grown")
    whole.save(anew)
    files = sorted(file.name for file in anew.iterdir())
    assert files == sorted(file.name for file in (tmp_path / "grown").iterdir())
    assert {name: (tmp_path / "grown" / name).read_text("utf-8") for name in files} == {
        name: (anew / name).read_text("utf-8") for name in files
    }
    known = {name: (anew / name).stat().st_ino for name in files}
    same = SoundsBuilder()
    same.load(anew)
    same.save(anew)
    assert known == {name: (anew / name).stat().st_ino for name in files}


DICTIONARY = """ 00-database-info
dom /dˈɔm/ <n>
1. дом, зда́ние
budynek mieszkalny;
2. семья
rodzina;
woda <n>
вода (для питья)
"""


def test_senses_are_read_from_dict_files(tmp_path: Path) -> None:
    """Stress marks and notes are dropped; a gloss in the headword's language tells senses apart."""
    import gzip

    file = tmp_path / "freedict-pol-rus.dict.dz"
    file.write_bytes(gzip.compress(DICTIONARY.encode()))
    assert list(read_senses(file, "Cyrl")) == [
        Sense("dom", "budynek mieszkalny;", ("дом", "здание")),
        Sense("dom", "rodzina;", ("семья",)),
        Sense("woda", "", ("вода",)),
    ]


def test_dictionaries_are_joined_by_senses(tmp_path: Path) -> None:
    """A Polish sense with both translations joins them; the other sense does not."""
    import gzip

    english = "dom /dˈɔm/ <n>\n1. house\nbudynek mieszkalny;\n2. family\nrodzina;\n"
    for name, text in (("pol-rus", DICTIONARY), ("pol-eng", english)):
        (tmp_path / f"freedict-{name}.dict.dz").write_bytes(gzip.compress(text.encode()))
    build(tmp_path, tmp_path)
    known = Dictionary(tmp_path / "ru-en.tsv")
    assert [known.look_up(word) for word in ("здание", "семья", "вода")] == [[("house", 1.0)], [("family", 1.0)], []]
    assert dict(Dictionary(tmp_path / "en-ru.tsv").look_up("house")).keys() == {"дом", "здание"}
