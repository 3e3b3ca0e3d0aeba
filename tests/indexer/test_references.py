"""Documents as entries of a bibliography."""

from __future__ import annotations

import pytest

from corpus.model import DocumentDate, StoredDocument
from indexer.exports import bibtex, ris


def document(
    title: str = "Тёплый {город} & 100 %", author: str = "Т. Шакирова", media_type: str = "text/html", path: str = "web/a.html"
) -> StoredDocument:
    """A page of March 2014."""
    date = DocumentDate("2014-03", "2014-03-01", "2014-03-31", "month", "text")
    return StoredDocument(
        "0123456789ab", "0" * 64, (path,), "web", 1, media_type, title, author, "", "ru", ("ru",), date, None, 0, 1, ""
    )


def test_bibtex_says_who_what_when_where() -> None:
    """TeX's signs are escaped, a month is not turned into a day, the id is the key."""
    said = bibtex(document(), "Архив", "http://here/document/0123456789ab")
    assert said.startswith("@online{svod0123456789ab,\n")
    assert r"title = {{Тёплый \{город\} \& 100 \%}}," in said
    assert "date = {2014-03}," in said
    assert "url = {http://here/document/0123456789ab}," in said
    assert said.endswith("\n}\n")


@pytest.mark.parametrize("author", ["", "А.\nER  - \nTY  - HACK"])
def test_ris_keeps_each_field_in_its_line(author: str) -> None:
    """A line break in a field cannot end the record; an empty field is left out."""
    lines = ris(document(author=author), "Архив", "http://here").split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines.count("ER  - ") == 1
    assert [line[:2] for line in lines].count("AU") == bool(author)
    assert "DA  - 2014/03/01" in lines


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    """Better than nothing, in both forms."""
    assert "{{a.html}}" in bibtex(document(title=""), "Архив", "x")
    assert "TI  - a.html" in ris(document(title=""), "Архив", "x")
