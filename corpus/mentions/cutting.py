"""razdel's words, found by what stands between white space: that is met again and again, and need not be cut anew.

razdel joins atoms that nothing parts, and looks one atom further at a dash, underscore, slash, full stop or comma: at the edge
of a chunk that is its neighbour's («1994- м»), of which only the kind counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from razdel import tokenize
from razdel.segmenters.tokenize import ATOM, DASHES

_CHUNK = re.compile(r"\S+")
_JOINING = frozenset(DASHES + "_.,/\\")
_EXAMPLES = {"INT": "1", "PUNCT": ","}


class Chunk(NamedTuple):
    """What stands between white space from ``start`` on; a letter, digit or sign for each neighbour that matters, or ""."""

    start: int
    text: str
    before: str
    after: str


def chunks(text: str) -> Iterator[Chunk]:
    """The chunks of a text, in order."""
    found = list(_CHUNK.finditer(text))
    last = len(found) - 1
    for index, match in enumerate(found):
        start, stop = match.span()
        before = after = ""
        if stop - start > 1:  # a sign alone is parted from both its neighbours
            if index and text[start] in _JOINING:
                before = _example(text[found[index - 1].end() - 1])
            if index < last and text[stop - 1] in _JOINING:
                after = _example(text[found[index + 1].start()])
        yield Chunk(start, match[0], before, after)


def cut(chunk: str, before: str, after: str) -> list[str]:
    """The words and signs of a chunk between such neighbours: «(ЕС),» → «(», «ЕС», «)», «,»."""
    words = [token.text for token in tokenize(f"{before} {chunk} {after}")]
    return words[bool(before) : len(words) - bool(after)]


def _example(letter: str) -> str:
    """A letter for all that are neither digits nor signs, «1» for digits, «,» for signs."""
    match = ATOM.match(letter)
    return _EXAMPLES.get(match.lastgroup or "", "а") if match else "а"
