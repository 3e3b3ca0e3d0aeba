import io
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder
from corpus.formats.lines import Line, add_pages

REPORT = Path(__file__).parents[2] / "data" / "report.pdf"


def pdf(*pages: list[str], **options: object) -> bytes:
    target = io.BytesIO()
    paper = canvas.Canvas(target, invariant=1, **options)
    for lines in pages:
        for number, line in enumerate(lines):
            paper.drawString(60, 760 - 15 * number, line)
        paper.showPage()
    paper.save()
    return target.getvalue()


def test_a_report(reading, parts) -> None:
    """Paragraphs are whole over lines and hyphens, running edges are known, the largest letters are the title."""
    read = reading(REPORT.read_bytes(), "raw/report.pdf")
    document = read.document
    assert (document.title, document.author, document.pages) == ("Итоги года в городах", "Проектный офис", 3)
    assert document.date is not None
    assert document.date.evidence == "file"
    kinds = parts(read)
    assert kinds[:5] == [
        ("header", "Проектный офис «Тёплый город»"),
        ("footer", "стр. 1 из 3"),
        ("title", "Итоги года в городах"),
        (
            "paragraph",
            "Программа охватила девять городов: Аксу, Астану, Лисаковск, Петропавловск, Сатпаев и Тараз. Представители "
            "муниципалитетов прошли обучение по Соглашению Мэров-Восток и получили свидетельства.",
        ),
        ("paragraph", "Второй абзац начинается после промежутка."),
    ]
    assert ("list_item", "1. Назначить ответственного.") in kinds
    assert [kind for kind, _ in kinds].count("header") == 3
    assert "городов-подписантов" in document.text
    assert [block.page for block in document.blocks] == sorted(block.page for block in document.blocks)
    assert {block.page for block in document.blocks} == {1, 2, 3}


def test_pages_without_text_are_told(reading) -> None:
    """A document with one blank page is read, and the page is a Skipped; one with nothing but pictures is refused."""
    read = reading(pdf(["The seminar took place in Almaty in February 2014."], []), "raw/a.pdf", read__ocr=False)
    [skipped] = read.skipped
    assert skipped.reason.startswith("1 of 2 pages hold no readable text (the first is page 2)")
    with pytest.raises(UnreadableFile, match=r"0 of 2 pages hold readable text; .*switched off \(read.ocr\)"):
        reading(pdf([], []), "raw/scan.pdf", read__ocr=False)


def test_encrypted_and_broken_files(reading) -> None:
    """A password and a cut are told apart."""
    locked = pdf(["secret"], encrypt=StandardEncryption("user", "owner"))
    with pytest.raises(UnreadableFile, match="encrypted PDF; save a copy without a password"):
        reading(locked, "raw/a.pdf")
    with pytest.raises(UnreadableFile, match="broken PDF, perhaps cut off"):
        reading(REPORT.read_bytes()[:4000], "raw/a.pdf")


def test_a_text_layer_of_noise_is_refused(reading) -> None:
    """Fonts that do not say which letters they show give no text."""
    with pytest.raises(UnreadableFile, match="0 of 1 pages hold readable text"):
        reading(pdf([")UHLWDJ\x0f\x03 -DQXDU\x03 xYzWq aBcDe fGhIj kLmNo pQrSt uVwXy" * 2]), "raw/a.pdf", read__ocr=False)


def test_lines_without_geometry(parts) -> None:
    """Lines of unknown place still make paragraphs: a short line that ends a sentence ends one."""
    builder = TextBuilder()
    page = ["Первая строка абзаца, она длинная и полная", "вторая короче.", "Новый абзац начинается здесь, он тоже длинный"]
    add_pages(builder, [[Line(text) for text in page]])
    text, blocks = builder.build()
    assert [block.span.of(text) for block in blocks] == [" ".join(page[:2]), page[2]]
