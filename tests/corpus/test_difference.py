"""What changed between two versions of a release."""

from __future__ import annotations

from corpus.difference import difference
from corpus.model import DocumentDate, StoredDocument


def document(id: str, text: str, day: str = "") -> StoredDocument:
    """A document with this text, at no path."""
    date = DocumentDate(day, day, day, "day", "text") if day else None
    return StoredDocument(id, id, (), "raw", 0, "text/plain", "", "", "", "ru", ("ru",), date, None, 0, 1, text)


def test_only_lines_that_differ_are_shown() -> None:
    """With one line around them, under names that carry dates."""
    before = document("a", "Котельная запущена.\n\nОна греет 43 дома.\nАкт подписан.\nСпасибо.", "2018-03-12")
    after = document("b", "Котельная запущена.\nОна  греет 34 дома.\n\nАкт подписан.\nСпасибо.", "2018-03-15")
    assert list(difference(before, after)) == [
        "--- a (2018-03-12)",
        "+++ b (2018-03-15)",
        "@@ -1,3 +1,3 @@",
        " Котельная запущена.",
        "-Она греет 43 дома.",
        "+Она греет 34 дома.",
        " Акт подписан.",
    ]


def test_blanks_are_no_difference() -> None:
    """The same words in other lines and spaces say the same."""
    assert list(difference(document("a", "Один.\n\n\nДва."), document("b", " Один.\nДва.  \n"))) == []
