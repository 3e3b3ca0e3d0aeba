"""One file's analysis: its languages, the files inside it, what cannot be read, and plain text as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import analysis, config, marks
from corpus.config import Config
from corpus.model import Analysis, BlockKind, Document, Passage, RawFile, Skipped, Span

QUICK = config.load(None, {"analysis.entities": False}, {})


def raw(content: bytes, path: str = "raw/a.txt") -> RawFile:
    """A file with this content."""
    return RawFile("raw", path, hashlib.sha256(content).hexdigest(), content)


def analyse(content: bytes, path: str = "raw/a.txt", settings: Config = QUICK) -> tuple[Analysis | Skipped, ...]:
    """What a file says."""
    return analysis.analyse(raw(content, path), settings)


def letter(*attachments: tuple[str, bytes]) -> bytes:
    """A mail with attachments."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Протокол", "a@example.org"
    message.set_content("Во вложении протокол встречи в Таразе.")
    for name, content in attachments:
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()


def test_an_analysis_says_whose_it_is() -> None:
    """Path, source, hash and size of the file; tokens, date and languages of its text."""
    content = "Семинар в Алматы\n\nг. Алматы, 19–20 февраля 2014 года – прошёл семинар для городов Центральной Азии.\n".encode()
    (found,) = analyse(content)
    assert isinstance(found, Analysis)
    assert (found.path, found.source, found.size_bytes) == ("raw/a.txt", "raw", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert (found.language, found.languages) == ("ru", ("ru",))
    assert found.date is not None
    assert found.date.edtf == "2014-02-19/2014-02-20"
    assert all(token.span.of(found.document.text) for token in found.tokens)
    assert found.findings.mentions == ()


def test_entities_are_found_when_asked_for() -> None:
    """The span law holds for every mention."""
    found = analysis.analyse_text("Семинар в Таразе провела Татьяна Шакирова.", config.load(None, environment={}))
    assert {mention.name for mention in found.findings.mentions} == {"Тараз", "Татьяна Шакирова"}
    assert all(mention.span.of(found.document.text) == mention.text for mention in found.findings.mentions)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\x03" * 100, b"PK\x03\x04 broken"])
def test_what_cannot_be_read_is_a_value(content: bytes) -> None:
    """One line of the ledger, with the path, the stage and the content's hash."""
    (line,) = analyse(content)
    assert isinstance(line, Skipped)
    assert (line.path, line.stage, line.sha256) == ("raw/a.txt", "read", hashlib.sha256(content).hexdigest())
    assert line.reason


def test_files_inside_files_follow_their_container() -> None:
    """Container first, then its parts, depth first; what is broken inside costs only itself."""
    inner = letter(("deep.txt", "Глубокий текст о бюджете.".encode()))
    found = analyse(letter(("a.eml", inner), ("blob.bin", bytes(range(256)) * 4), ("b.txt", b"Plain text.")), "raw/m.eml")
    assert [item.path.removeprefix("raw/m.eml") for item in found] == [
        "",
        "!/a.eml",
        "!/a.eml!/deep.txt",
        "!/blob.bin",
        "!/b.txt",
    ]
    assert [type(item) for item in found] == [Analysis, Analysis, Analysis, Skipped, Analysis]


def test_the_depth_has_a_limit_that_is_told() -> None:
    """A file deeper than read.depth is a line of the ledger."""
    inner = letter(("deep.txt", "Глубокий текст о бюджете.".encode()))
    shallow = config.load(None, {"analysis.entities": False, "read.depth": 1}, {})
    *_, line = analyse(letter(("a.eml", inner)), "raw/m.eml", shallow)
    assert isinstance(line, Skipped)
    assert line.path == "raw/m.eml!/a.eml!/deep.txt"
    assert line.reason == "lies 2 files deep, limit 1 (read.depth)"


def document(*parts: tuple[str, str, BlockKind]) -> tuple[Document, tuple[Passage, ...]]:
    """A document of passages given by text, language and kind."""
    text, passages = "", []
    for said, code, kind in parts:
        passages.append(Passage(Span(len(text), len(text) + len(said)), kind, code, 1.0, ""))
        text += said + "\n"
    return Document(text, (), "text/plain"), tuple(passages)


PARAGRAPH, HEADER = BlockKind.PARAGRAPH, BlockKind.HEADER


@pytest.mark.parametrize(
    ("parts", "languages"),
    [
        ([("б" * 500, "ru", PARAGRAPH), ("a" * 100, "en", PARAGRAPH)], ("ru", "en")),
        ([("a" * 500, "en", PARAGRAPH), ("б" * 600, "ru", PARAGRAPH)], ("ru", "en")),
        # a foreign title is no language of the document, a short document's own language is
        ([("б" * 500, "ru", PARAGRAPH), ("a" * 20, "en", PARAGRAPH)], ("ru",)),
        ([("Привет", "ru", PARAGRAPH)], ("ru",)),
        # neither is what every page repeats, nor what is too short to say
        ([("a" * 900, "en", HEADER), ("б" * 100, "ru", PARAGRAPH)], ("ru",)),
        ([("5.", "und", PARAGRAPH), ("б" * 100, "ru", PARAGRAPH)], ("ru",)),
        ([("5.", "und", PARAGRAPH)], ()),
        ([], ()),
    ],
)
def test_languages_by_letters(parts: list[tuple[str, str, BlockKind]], languages: tuple[str, ...]) -> None:
    """The language of most letters first."""
    assert analysis.languages_of(*document(*parts)) == languages


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "Одно слово",
        "  Отступ\n\n\n второй абзац\r\n\r\nтретий  ",
        "мягкий пере\u00adнос",
        "е\u0308лка",
        "<p>не страница</p>",
    ],
)
def test_plain_text_is_analysed_as_it_stands(text: str) -> None:
    """Nothing is cleaned away: spans count in the text that was given."""
    found = analysis.analyse_text(text, QUICK, "x")
    assert (found.document.text, found.path) == (text, "x")
    assert [passage.span.of(text).strip() for passage in found.passages] == [p for p in _paragraphs(text) if p]


def _paragraphs(text: str) -> list[str]:
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    return [paragraph.strip() for paragraph in "\n".join(lines).strip().split("\n\n")]


@settings(max_examples=60)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
def test_any_text_holds_the_span_law(text: str) -> None:
    """Whatever stands in it, lone surrogates too: every token is a stretch of the text, of its length."""
    found = analysis.analyse_text(text, QUICK)
    assert len(found.document.text) == len(text)
    assert all(0 <= token.span.start < token.span.stop <= len(text) for token in found.tokens)


@pytest.mark.parametrize(
    ("options", "same"),
    [
        ({}, True),
        ({"web.port": 1}, True),
        ({"read.seconds": 1}, True),
        ({"archive.languages": ("ru",)}, False),
        ({"archive.country": "KZ"}, False),
        ({"analysis.entities": False}, False),
        ({"read.depth": 1}, False),
    ],
)
def test_the_version_changes_with_what_changes_an_analysis(options: Mapping[str, Any], same: bool) -> None:
    """Other settings leave it, so that nothing is analysed again without need."""
    assert (marks.version(config.load(None, options, {})) == marks.version(config.load(None, {}, {}))) is same
