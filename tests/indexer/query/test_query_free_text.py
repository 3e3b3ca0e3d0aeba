"""Free text: any of its words, and nothing in it is an operator."""

from __future__ import annotations

import pytest

from corpus.errors import BadQuery
from indexer.query import free_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Кто подписал Соглашение (2014)?", "(or Кто подписал Соглашение 2014)"),
        ("снег OR -дождь AND город:Ош", "(or снег OR дождь AND город Ош)"),
        ("Снег, снег", "снег"),
        ("«тепло*»", "тепло"),
    ],
)
def test_words_are_alternatives(text: str, expected: str) -> None:
    """Each word once, in order; signs ask for nothing."""
    assert str(free_text(text)) == expected


def test_no_word_no_query() -> None:
    """Punctuation alone is refused."""
    with pytest.raises(BadQuery, match="no word to search for"):
        free_text("?!")
