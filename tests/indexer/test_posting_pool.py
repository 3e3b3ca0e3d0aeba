"""The pool gives every posting back in order, however little memory it may use."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.pool import TermPool

_DOCUMENTS = st.lists(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([b"x", b"y", b"z"])), max_size=4, unique=True))


@given(_DOCUMENTS, st.integers(1, 2000))
def test_postings_come_back_sorted(documents: list[list[tuple[str, bytes]]], limit: int) -> None:
    """By field, term and document, with runs on disk or without."""
    items = [
        (field, term, number, float(number), bytes([number % 7]))
        for number, terms in enumerate(documents)
        for field, term in terms
    ]
    with TemporaryDirectory() as folder:
        pool = TermPool(Path(folder), limit)
        for item in items:
            pool.add(item)
        assert list(pool.iter_postings()) == [
            (field, term, number, pytest.approx(weight), value) for field, term, number, weight, value in sorted(items)
        ]
        pool.cleanup()
        assert not list(Path(folder).iterdir())
