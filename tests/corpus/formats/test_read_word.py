import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import UnreadableFile


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            copy.writestr(info.filename, member if info.filename == name else source.read(info.filename))
    return target.getvalue()


@pytest.fixture
def minutes():
    document = docx.Document()
    document.core_properties.title = "Документ1"
    document.core_properties.author = "Соколовская Ю. В."
    document.sections[0].header.paragraphs[0].text = "Проектный офис"
    document.sections[0].footer.paragraphs[0].text = "Алматы"
    document.add_heading("Протокол № 3", 1)
    document.add_paragraph("Слушали отчёт\tо\u00a0тепле.")
    document.add_paragraph("назначить ответственного", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Город", "Потери", "Талас", "11"], strict=True):
        cell.text = text
    return document


def test_parts_of_a_document(minutes, reading, parts) -> None:
    """Headings, items, rows and page edges are known; a program's own title gives way to the first heading."""
    read = reading(saved(minutes), "raw/a.docx")
    assert (read.document.title, read.document.author) == ("Протокол № 3", "Соколовская Ю. В.")
    assert parts(read) == [
        ("header", "Проектный офис"),
        ("heading", "Протокол № 3"),
        ("paragraph", "Слушали отчёт\tо тепле."),
        ("list_item", "назначить ответственного"),
        ("table_row", "Город\tПотери"),
        ("table_row", "Талас\t11"),
        ("footer", "Алматы"),
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>раз </w:t></w:r><w:ins><w:r><w:t>вставка</w:t></w:r></w:ins>", "раз вставка"),
        ("<w:r><w:t>раз</w:t></w:r><w:del><w:r><w:delText>удалено</w:delText></w:r></w:del>", "раз"),
        ("<w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink>", "ссылка"),
        ("<w:sdt><w:sdtContent><w:r><w:t>поле</w:t></w:r></w:sdtContent></w:sdt>", "поле"),
        ("<w:smartTag><w:r><w:t>Алматы</w:t></w:r></w:smartTag>", "Алматы"),
        ("<w:r><w:t>ГОСТ</w:t><w:noBreakHyphen/><w:t>12</w:t><w:br/><w:t>ниже</w:t></w:r>", "ГОСТ-12\nниже"),
        ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", "в рамке"),
    ],
)
def test_words_in_hidden_corners(inner: str, text: str, reading) -> None:
    """Insertions, links, fields, tags and text boxes are read; what was deleted is not."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    assert reading(saved(document), "raw/a.docx").document.text == text


def test_hostile_and_broken_documents(minutes, reading) -> None:
    """A bomb is refused before it is unpacked, entities are not expanded, a cut file says so."""
    content = saved(minutes)
    with pytest.raises(UnreadableFile, match=r"unpacks to .* MB, limit 1 MB \(read.file_mb\)"):
        reading(with_member(content, "word/document.xml", b" " * 3_000_000), "raw/a.docx", read__file_mb=1)
    with pytest.raises(UnreadableFile, match="broken zip container, perhaps cut off"):
        reading(content[:-300], "raw/a.docx")
    with pytest.raises(UnreadableFile, match="broken Word document"):
        reading(with_member(content, "word/document.xml", b"<w:doc"), "raw/a.docx")
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    words = b"<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>"
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + words + b"</w:document>"
    with pytest.raises(UnreadableFile, match="no text"):
        reading(with_member(content, "word/document.xml", outside + body), "a.docx")
