from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise

import pytest

from corpus.config import load
from corpus.formats import read
from corpus.model import Block, BlockKind, RawFile, Reading

Read = Callable[..., Reading]


@pytest.fixture
def reading() -> Read:
    """Reads bytes as a file of the given name, with default settings or those given."""

    def call(content: bytes, path: str = "raw/file.txt", **options: object) -> Reading:
        config = load(None, {key.replace("__", "."): value for key, value in options.items()}, environment={})
        return read(RawFile("raw", path, sha256(content).hexdigest(), content), config)

    return call


@pytest.fixture
def parts() -> Callable[[Reading], list[tuple[str, str]]]:
    """Kind and text of every block, in order, after checking that blocks are ordered and hold every word."""

    def call(reading: Reading) -> list[tuple[str, str]]:
        text, blocks = reading.document.text, reading.document.blocks
        assert all(first.span.stop <= second.span.start for first, second in pairwise(blocks))
        rest = _outside(text, blocks)
        assert not rest.strip()
        return [(BlockKind(block.kind).value, block.span.of(text)) for block in blocks]

    return call


def _outside(text: str, blocks: tuple[Block, ...]) -> str:
    pieces, last = [], 0
    for block in blocks:
        pieces.append(text[last : block.span.start])
        last = block.span.stop
    return "".join([*pieces, text[last:]])
