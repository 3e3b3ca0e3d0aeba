"""What files say of themselves: the language they declare, whatever the format."""

from __future__ import annotations

import io

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.config import Config, load
from corpus.formats import read
from corpus.formats.claims import claimed_language
from corpus.model import RawFile

WORDS = "The council of Almaty approved the budget for schools."


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ru-RU", "ru"),
        ("EN", "en"),
        (" kk_KZ ", "kk"),
        ("uk, ru", "uk"),
        ("Russian", ""),
        ("x-none", ""),
        ("rus", ""),
        (None, ""),
    ],
)
def test_declared_languages(written: str | None, code: str) -> None:
    """Two-letter codes in any dress; words and other codes are no language."""
    assert claimed_language(written) == code


def word() -> bytes:
    """A Word document that declares Kazakh."""
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph(WORDS)
    document.core_properties.language = "kk-KZ"
    document.save(target)
    return target.getvalue()


def pdf(language: str) -> bytes:
    """A PDF, its catalogue with a language or without."""
    target = io.BytesIO()
    canvas = Canvas(target, lang=language or None)
    canvas.drawString(40, 700, WORDS)
    canvas.save()
    return target.getvalue()


FB2 = f"""<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><book-title>A</book-title><lang>uk</lang></title-info></description>
<body><section><p>{WORDS}</p></section></body></FictionBook>""".encode()
FILES = [
    ("a.html", f"<html lang=ru><p>{WORDS}".encode(), "ru"),
    ("b.html", f"<meta http-equiv=Content-Language content='ro'><p>{WORDS}".encode(), "ro"),
    ("c.html", f"<meta property='og:locale' content='uk_UA'><p>{WORDS}".encode(), "uk"),
    ("d.html", f"<p lang=ru>{WORDS}".encode(), ""),
    ("a.eml", f"From: a@example.org\nSubject: A\nContent-Language: en-GB\n\n{WORDS}\n".encode(), "en"),
    ("a.docx", word(), "kk"),
    ("a.pdf", pdf("ru-RU"), "ru"),
    ("b.pdf", pdf(""), ""),
    ("a.fb2", FB2, "uk"),
    ("a.txt", WORDS.encode(), ""),
]


@pytest.fixture(scope="module")
def config() -> Config:
    """Settings of no archive."""
    return load(None, environment={})


@pytest.mark.parametrize(("name", "content", "code"), FILES, ids=[name for name, _, _ in FILES])
def test_a_file_declares_its_language(name: str, content: bytes, code: str, config: Config) -> None:
    """The file's word on the whole of it; a passage's own language says nothing of the file."""
    assert read(RawFile("raw", name, "0" * 64, content), config).document.claimed_language == code
