"""Places in a long document are found without looking through all of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.mentions.nearby import around, overlapping
from corpus.model import BlockKind, Passage, Span

_CUTS = st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True).map(sorted)
_ASKED = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))


def _apart(cuts: list[int]) -> list[Span]:
    return [Span(start, stop) for start, stop in zip(cuts[::2], cuts[1::2], strict=False)]


@given(_CUTS, _ASKED)
def test_overlapping_spans_are_those_a_full_search_finds(cuts: list[int], asked: Span) -> None:
    """Spans apart from each other: the same are found as by looking at every one."""
    spans = _apart(cuts)
    assert overlapping(spans, asked) == [span for span in spans if span.overlaps(asked)]


@given(_CUTS, _ASKED)
def test_the_passage_around_a_span_is_the_one_that_covers_it(cuts: list[int], asked: Span) -> None:
    """A span that crosses a passage's border lies in none."""
    passages = [Passage(span, BlockKind.PARAGRAPH, "ru", 1.0, "") for span in _apart(cuts)]
    covering = [passage for passage in passages if passage.span.covers(asked)]
    assert around(passages, asked) == (covering[0] if covering else None)
