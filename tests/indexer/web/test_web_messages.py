"""What svod says of queries and files is said in every language of the interface."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadQuery
from indexer.query import parse
from indexer.web.messages import shown, translated
from indexer.web.texts import Texts

ROOT = Path(__file__).parents[3]
LANGUAGES = ("ru", "kk", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        '"Алматы', "(Тараз", "Тараз)", "AND", "Тараз OR", "foo:bar", "date:вчерашний", "pages:много", "has:крылья",
        '"эко* город"', "а* б", "Тараз^тысяча", "-Тараз", "city:", "title:(city:Ош)", '"!"', "сло*~1", "а||б", "#тег", "~5",
    ],
)  # fmt: skip
def test_refusals_are_translated(query: str, language: str) -> None:
    """Reason and advice, with what was typed in its place."""
    with pytest.raises(BadQuery) as refused:
        parse(query)
    assert translated(refused.value.reason, language)
    assert translated(refused.value.advice, language)


def written(files: Iterator[Path], names: tuple[str, ...]) -> set[str]:
    """Messages that the code writes out where it refuses, {} for what changes in them."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
                found |= {said for argument in node.args if " " in (said := template(argument))}
    return found


def template(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_translated(language: str) -> None:
    """All refusals of the query language; all reasons for which a reader gives up a file."""
    said = written((ROOT / "indexer" / "query").glob("*.py"), ("Refusal", "BadQuery"))
    said |= written((ROOT / "corpus" / "formats").glob("*.py"), ("UnreadableFile",))
    assert len(said) > 130
    assert [each for each in sorted(said) if not translated(each.replace("{}", "7"), language)] == []


def reasons(file: Path) -> set[str]:
    """Why names are one, as linking writes it: the last argument of a join, or what is called ``reason``."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "join_all"):
            found.add(template(node.args[-1]))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "reason":
            found.add(template(node.value))
    return found - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_of_merges_are_translated(language: str) -> None:
    """Each reason a rule gives, with the names in their place; each rule has a name."""
    said = reasons(ROOT / "corpus" / "entities" / "link.py")
    assert len(said) >= 7
    assert [each for each in sorted(said) if not translated(each.replace("{}", "7"), language)] == []
    joining = ("link", "spelling", "sound", "near sound", "order", "initials", "abbreviation", "short form")
    for rule in (*joining, "translation", "contact", "person", "name"):
        assert Texts(language).said("merge", rule) != rule


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("the only Татьяна Шакирова with this initial", "с таким инициалом здесь только Татьяна Шакирова"),
        ("nearly one sound: marat ilin, marat ylin", "звучат почти одинаково: marat ilin, marat ylin"),
        ("РЭЦЦА: introduced as «Региональный центр»", "РЭЦЦА: введено как «Региональный центр»"),
        ("no text layer; reading pictures (OCR) is switched off (read.ocr)",
         "нет текстового слоя; распознавание картинок (OCR) выключено (read.ocr)"),
        ("2 of 9 pages hold no readable text (3 4); a picture; no letters were recognised in it",
         "на 2 из 9 страниц нет читаемого текста (3 4); картинка; букв в ней не распознано"),
        ("no document holds «бегемот»; remove a filter to search more documents",
         "ни в одном документе нет: «бегемот»; уберите фильтр, чтобы искать по большему числу документов"),
        ("nobody ever said this", ""),
    ],
)  # fmt: skip
def test_messages_within_messages(message: str, said: str) -> None:
    """Each part is said in the reader's language; what nobody translated stays as it is, all of it."""
    assert translated(message, "ru") == said


def test_what_is_not_translated_is_marked_as_english() -> None:
    """So that it is read aloud right; its signs are text."""
    assert str(shown("<b> nobody", "ru")) == '<span lang="en">&lt;b&gt; nobody</span>'
    assert str(shown("<b> nobody", "en")) == "&lt;b&gt; nobody"


def test_pages_speak_the_readers_language(see: Callable[..., Any]) -> None:
    """A refused query, a document with one, and the files that failed."""
    assert "у кавычки" in see("/search", 400, q='"Алматы').text
    assert "лапка" in see("/search", 400, q='"Алматы', ui="uk").text
    assert "пустой файл" in see("/runs").text
    assert "бос файл" in see("/runs", ui="kk").text
    assert "empty file" in see("/runs", ui="en").text
