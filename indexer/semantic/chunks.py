"""The pieces of a document that get a vector: its passages, short ones together, long ones cut between sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Passage, Span, StoredDocument
from corpus.store import Store

CHARACTERS = 800
"""About 200 tokens of Russian or English: what the model was trained on, and no more than half of what it can take."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document's text; ``key`` is equal where the model is given the same words."""

    document: str
    span: Span
    key: str
    said: str


def chunks(store: Store, id: str, limit: int = 0) -> Iterator[Chunk]:
    """The first ``limit`` (0: all) chunks of a document; what it shares with many others is left out."""
    document = store.document(id)
    shared = frozenset(store.boilerplate(id))
    passages = store.passages(id)
    own = [passage for passage in passages if passage.span not in shared] or passages
    for number, span in enumerate(_stretches(own)):
        if limit and number == limit:
            return
        yield _chunk(document, span)


def _chunk(document: StoredDocument, span: Span) -> Chunk:
    text = " ".join(span.of(document.text).split())
    title = " ".join(document.title.split())
    said = text if not title or text.startswith(title) else f"{title}. {text}"
    return Chunk(document.id, span, hashlib.blake2b(said.encode(), digest_size=8).hexdigest(), said)


def _stretches(passages: Sequence[Passage]) -> Iterator[Span]:
    start = stop = -1
    for unit in (unit for passage in passages for unit in _units(passage)):
        if start >= 0 and unit.stop - start > CHARACTERS:
            yield Span(start, stop)
            start = -1
        start, stop = (unit.start if start < 0 else start), unit.stop
    if start >= 0:
        yield Span(start, stop)


def _units(passage: Passage) -> Iterator[Span]:
    """A passage whole when it is short, else its sentences; a sentence longer than all is cut."""
    if len(passage.span) <= CHARACTERS:
        yield passage.span
        return
    for sentence in passage.sentences or (passage.span,):
        for start in range(sentence.start, sentence.stop, CHARACTERS):
            yield Span(start, min(start + CHARACTERS, sentence.stop))
