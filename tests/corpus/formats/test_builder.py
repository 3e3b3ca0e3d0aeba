import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats import TextBuilder
from corpus.formats.builder import clean, squeeze
from corpus.model import BlockKind

PIECES = st.lists(st.tuples(st.sampled_from(list(BlockKind)), st.text(max_size=40), st.integers(0, 6)), max_size=12)


@given(PIECES)
def test_every_span_is_its_block(pieces: list[tuple[BlockKind, str, int]]) -> None:
    """Whatever was added: blocks are ordered, apart, hold all but line breaks, and the text obeys its laws."""
    builder = TextBuilder()
    for kind, text, page in pieces:
        builder.add(kind, text, page=page)
    text, blocks = builder.build()
    last = 0
    for block in blocks:
        assert text[last : block.span.start].strip("\n") == ""
        assert block.span.of(text) == block.span.of(text).strip() != ""
        last = block.span.stop
    assert last == len(text)
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\u00ad\0\r\u00a0\ufeff")


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """A cleaned text is left as it is by another cleaning."""
    assert clean(clean(text)) == clean(text)
    assert squeeze(squeeze(text)) == squeeze(text)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Со\u00adгла\u00adшение", "Соглашение"),
        ("г.\u00a0Алматы", "г. Алматы"),
        ("и\u0306од", "йод"),
        ("раз\r\nдва\rтри\u2028четыре", "раз\nдва\nтри\nчетыре"),
        ("сло\u200bво\x00\x07", "слово"),
        ("таб\tличка", "таб\tличка"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    """Soft hyphens and invisible marks go, spaces are plain, line ends are one, letters are composed."""
    assert clean(raw) == cleaned


def test_rows_keep_cells_apart_by_tabs() -> None:
    """A row is one line, its cells apart by a tab even when a cell holds line breaks; empty cells keep their place."""
    builder = TextBuilder()
    builder.add_row(["Город", "Потери,\n%"])
    builder.add_row(["Талас", ""])
    assert builder.build()[0] == "Город\tПотери, %\nТалас"
