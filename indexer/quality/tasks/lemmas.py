"""Lemmas of words in sentences: the one chosen in context, and whether any reading of the word has the right one.

Sentences are read as documents are, their language detected. A word that svod cuts otherwise than the gold is a wrong one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import segment
from corpus.languages import fold
from corpus.model import Block, BlockKind, Document, Passage, Span, Token
from corpus.morphology import lemmatise
from indexer.quality.analysed import allowed_languages
from indexer.quality.gold import conllu
from indexer.quality.gold.conllu import GoldWord, Sentence
from indexer.quality.gold.files import tables
from indexer.quality.measures import share
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import Figure, NoGold, Options

_BAR = "|"


@dataclass(frozen=True, slots=True)
class _Counted:
    """One sentence: words judged, right ones by choice and by any reading; words read and the seconds that took."""

    judged: int
    chosen: int
    any: int
    tokens: int
    seconds: float


def measure(options: Options) -> Iterator[Measured]:
    """chosen and any, over words of letters; speed_tokens_s is of processor time of the lemmatiser alone."""
    sentences = [each for each in _sentences(options) if each.words and options.language in ("", each.language)]
    if not sentences:
        raise NoGold(f"{options.folder}: wanted .conllu files, or a table with columns id language barred lemma")
    sample = options.sample(sentences)
    allowed = allowed_languages(*(sentence.language for sentence in sample))
    for sentence in {each.language: each for each in sample}.values():
        _read(sentence, allowed)  # dictionaries are loaded: that is no work on words
    counted = [_read(sentence, allowed) for sentence in sample]
    name = set_name(options)
    yield name, share("chosen", [(each.chosen, each.judged) for each in counted])
    yield name, share("any", [(each.any, each.judged) for each in counted])
    yield name, _speed(counted)


def _speed(counted: Sequence[_Counted]) -> Figure:
    tokens = sum(each.tokens for each in counted)
    return share("speed_tokens_s", [(each.tokens, each.seconds) for each in counted], tokens)


def _read(sentence: Sentence, allowed: Sequence[str]) -> _Counted:
    span = Span(0, len(sentence.text))
    passages = segment.split(Document(sentence.text, (Block(BlockKind.PARAGRAPH, span),), "text/plain"), allowed)
    tokens, seconds = _timed(sentence.text, passages)
    found = {token.span: token for token in tokens}
    words = [word for word in sentence.words if word.form.replace("-", "").isalpha()]
    read = [(word, found.get(word.span)) for word in words]
    chosen = sum(token is not None and fold(token.lemma) == fold(word.lemma) for word, token in read)
    known = sum(token is not None and _has(token, word) for word, token in read)
    return _Counted(len(words), chosen, known, len(tokens), seconds)


def _timed(text: str, passages: Sequence[Passage]) -> tuple[list[Token], float]:
    began = time.process_time()
    table = lemmatise(text, passages)
    return list(table), time.process_time() - began


def _has(token: Token, word: GoldWord) -> bool:
    return fold(word.lemma) in map(fold, (token.lemma, *token.readings))


def _sentences(options: Options) -> Iterator[Sentence]:
    yield from conllu.read(options.folder)
    for _, table in tables(options.folder, "id", "language", "barred", "lemma"):
        for row in table:
            before, form, after = row["barred"].split(_BAR)
            span = Span(len(before), len(before) + len(form))
            yield Sentence(row["language"], before + form + after, (GoldWord(span, form, row["lemma"]),))
