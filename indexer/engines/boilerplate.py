"""Words of shared passages stand in fields of their own, where they count little."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Span
from corpus.tokens import TokenTable
from indexer.schema import TEXT


def shared_field(field: str) -> str:
    """Where words of shared passages stand: ``text_lemma`` → ``shared_lemma``."""
    return "shared" + field.removeprefix(TEXT)


def with_shared(fields: Sequence[str]) -> list[str]:
    """``fields``, then those where their words stand in shared passages."""
    return [*fields, *(shared_field(field) for field in fields if field.startswith(f"{TEXT}_"))]


def parted(tokens: TokenTable, boilerplate: Sequence[Span]) -> tuple[Sequence[int], Sequence[int]]:
    """Places of the document's own words, and of those in shared passages."""
    if not boilerplate:
        return range(len(tokens)), ()
    spans = iter(sorted(boilerplate))
    span: Span | None = next(spans)
    own: list[int] = []
    shared: list[int] = []
    for place, start in enumerate(tokens.starts):
        while span is not None and start >= span.stop:
            span = next(spans, None)
        (shared if span is not None and start >= span.start else own).append(place)
    return own, shared
