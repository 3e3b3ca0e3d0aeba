import io
import zipfile

import pytest

from corpus.errors import UnreadableFile
from corpus.formats.sniff import CSV, HTML, MAIL, MARKDOWN, PDF, TEXT, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENVELOPE = b"From x@y Tue May 20 10:00:00 2014\n"
MAIL_HEAD = b"Received: by x\nFrom: a@b\nTo: c@d\nSubject: hi\n\ntext"


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "path", "kind"),
    [
        (b"%PDF-1.4 ...", "report.doc", PDF),
        (b"\n\n%PDF-1.4", "report", PDF),
        (b"<!DOCTYPE html><html>", "page.txt.bak", HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''><html>", "page", HTML),
        ("<html>".encode("utf-16"), "page", HTML),
        (b"<p>fragment", "page.html", HTML),
        (b"# Heading", "a.md", MARKDOWN),
        (b"# Heading", "a.txt", TEXT),
        (b"a,b\n1,2", "a.csv", CSV),
        (MAIL_HEAD, "saved", MAIL),
        (ENVELOPE + MAIL_HEAD, "saved", MAIL),
        (
            ENVELOPE + MAIL_HEAD + b"\n\n" + ENVELOPE + b"To: a\n\n",
            "b",
            "application/mbox",
        ),
        (b"Subject: notes\n\nNot a mail, a note.", "note.txt", TEXT),
        (b"{\\rtf1\\ansi", "letter.doc", "application/rtf"),
        (zipped("word/document.xml"), "a.zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped("a.txt"), "a.docx", "application/zip"),
        (zipped("mimetype"), "a", "application/epub+zip"),
        ("Просто текст".encode("koi8-r"), "README", TEXT),
    ],
)
def test_sniff(content: bytes, path: str, kind: str) -> None:
    """Bytes decide; the name only chooses among kinds of plain text."""
    assert sniff(content, path) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file (0 bytes)"),
        (b" \n\n \t", "no text in it"),
        (b"{\\rtf1 }", "no text in it"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "broken Word document, perhaps cut off on its way",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "encrypted Office file; save a copy without",
        ),
        (zipped("xl/workbook.xml"), "broken spreadsheet"),
        (b"ITSF", "application/vnd.ms-htmlhelp is no kind of document that svod reads"),
        (b"ID3", "a sound recording holds no text"),
        (b"PK\x03\x04 cut", "broken zip container, perhaps cut off on its way"),
        (bytes(range(256)) * 4, "no text: bytes of an unknown binary format"),
    ],
)
def test_reasons(content: bytes, reason: str, reading) -> None:
    """What cannot be read says why, in words for a person and without a path."""
    with pytest.raises(UnreadableFile) as caught:
        reading(content, "raw/some file")
    assert str(caught.value).startswith(reason)
    assert "some file" not in str(caught.value)


def test_the_limit_of_text(reading) -> None:
    """More text than allowed is refused by bytes of UTF-8, naming the setting; exactly the limit is read."""
    assert len(reading(("я" * 512 + "\n").encode() * 1022, read__text_mb=1).document.text) > 500_000
    with pytest.raises(UnreadableFile, match=r"1.1 MB of text, limit 1 MB \(read.text_mb\)"):
        reading("я ".encode() * 400_000, read__text_mb=1)


def test_records_of_a_table(reading, parts) -> None:
    """A semicolon file of cp1251 is a table row a record, quoted line breaks included."""
    content = 'Город;Потери\nТалас;"одиннадцать\nпроцентов"\nОш;девять процентов\n'.encode("cp1251")
    assert parts(reading(content, "raw/a.csv")) == [
        ("table_row", "Город\tПотери"),
        ("table_row", "Талас\tодиннадцать процентов"),
        ("table_row", "Ош\tдевять процентов"),
    ]
