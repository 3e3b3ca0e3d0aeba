"""How fast does the lemmatiser read, and how many times as fast as a neural network of the same purpose in the same minute?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import slovnet
from navec import Navec
from threadpoolctl import threadpool_limits

from corpus import segment
from corpus.mentions.natasha import data
from corpus.model import Block, BlockKind, Document, Passage, Span
from corpus.morphology import lemmatise
from indexer.quality.gold.conllu import Sentence
from indexer.quality.measures import share
from indexer.quality.values import Figure

ROUNDS = 3
"""The fastest of so many passes counts: other work on the machine only ever slows one down."""

COMPARED = 300
"""Russian sentences that slovnet reads; with fewer in the set there is no comparison."""


def passages_of(text: str, allowed: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of a text that is one paragraph."""
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    return segment.split(Document(text, (block,), "text/plain"), allowed)


def speeds(sample: Sequence[Sentence], allowed: Sequence[str]) -> Iterator[Figure]:
    """speed_tokens_s, of words met before; times_slovnet, on Russian sentences, where there are enough."""
    yield _speed([sentence.text for sentence in sample], allowed)
    russian = [sentence for sentence in sample if sentence.language == "ru"][:COMPARED]
    if len(russian) == COMPARED:
        ours = _speed([sentence.text for sentence in russian], allowed)
        theirs = _slovnet(russian)
        yield share("times_slovnet", [(ours.value, theirs)], len(russian))


def _speed(texts: Sequence[str], allowed: Sequence[str]) -> Figure:
    read = [(text, passages_of(text, allowed)) for text in texts]
    tokens = [len(lemmatise(*each)) for each in read]  # dictionaries are opened and words met
    seconds = min((_seconds(read) for _ in range(ROUNDS)), key=sum)
    return share("speed_tokens_s", list(zip(tokens, seconds, strict=True)), sum(tokens))


def _seconds(read: Sequence[tuple[str, tuple[Passage, ...]]]) -> list[float]:
    return [_timed(lambda each=each: lemmatise(*each)) for each in read]  # type: ignore[misc]


def _slovnet(sentences: Sequence[Sentence]) -> float:
    """Tokens a second of slovnet's model of morphology, which is told where words stand."""
    folder = data()
    model: Any = slovnet.Morph.load(str(folder / "model" / "slovnet_morph_news_v1.tar"))
    model.navec(Navec.load(str(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    words = [[word.form for word in sentence.words] for sentence in sentences]
    with threadpool_limits(1):
        seconds = min(_timed(lambda: list(model.map(words))) for _ in range(ROUNDS))
    return sum(map(len, words)) / seconds


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
