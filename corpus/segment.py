"""A document's passages: every block with its language, fingerprint and sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.detect import UNKNOWN, detect
from corpus.languages import WORD, fold, words
from corpus.model import Block, Document, Passage
from corpus.sentences import split_sentences

__all__ = ["fingerprint", "split", "words"]


def split(document: Document, languages: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of ``document``, in order, one a block unless a block mixes languages."""
    texts = [block.span.of(document.text) for block in document.blocks]
    found = detect(texts, languages)
    return tuple(
        _passage(document.text, block, code, score) for block, (code, score) in zip(document.blocks, found, strict=True)
    )


def fingerprint(text: str) -> str:
    """A short hash, equal for texts that say the same words however they are wrapped, spaced or cased; "" without words."""
    folded = " ".join(fold(match.group()) for match in WORD.finditer(text))
    return hashlib.blake2b(folded.encode(), digest_size=8).hexdigest() if folded else ""


def _passage(text: str, block: Block, code: str, score: float) -> Passage:
    return Passage(
        block.span,
        block.kind,
        code,
        score,
        fingerprint(block.span.of(text)),
        split_sentences(text, block.span, code if code != UNKNOWN else "ru"),
        block.page,
    )
