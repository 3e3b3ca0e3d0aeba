"""A document's tokens in columns: small to store, cheap to send between processes, read back as ``Token`` values."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Span, Token

Word = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Form, lemma, readings, stems: what a token says apart from its place."""

_COLUMNS, _BETWEEN, _LINE, _CELL = b"\x01", "\0", "\n", "\t"


@dataclass(frozen=True)
class TokenTable:
    """Tokens in text order. ``words[word_ids[i]]`` stands at ``[starts[i], starts[i] + lengths[i])``.

    ``positions[i]`` counts words from 0 and jumps by ``PASSAGE_GAP`` between passages, so that no phrase spans two of them.
    """

    PASSAGE_GAP = 10

    words: tuple[Word, ...]
    word_ids: array[int]
    starts: array[int]
    lengths: array[int]
    positions: array[int]

    def __len__(self) -> int:
        return len(self.word_ids)

    def __iter__(self) -> Iterator[Token]:
        for word_id, start, length in zip(self.word_ids, self.starts, self.lengths, strict=True):
            yield Token(Span(start, start + length), *self.words[word_id])

    @classmethod
    def of(cls, passages: Iterable[Iterable[Token]]) -> TokenTable:
        """The table of tokens grouped by passage, in text order."""
        known: dict[Word, int] = {}
        columns = array("I"), array("I"), array("I"), array("I")
        word_ids, starts, lengths, positions = columns
        position = 0
        for passage in passages:
            for token in passage:
                word = (token.form, token.lemma, token.readings, token.stems)
                word_ids.append(known.setdefault(word, len(known)))
                starts.append(token.span.start)
                lengths.append(len(token.span))
                positions.append(position)
                position += 1
            position += cls.PASSAGE_GAP
        return cls(tuple(known), *columns)

    def pack(self) -> bytes:
        """The table as bytes, compressed; ``unpack`` gives an equal one back."""
        words = _joined(self.words)
        if _parted(words) == self.words:
            head = _COLUMNS + _BETWEEN.join((sys.byteorder, str(len(self)), words)).encode()
        else:  # a word that holds a sign which parts them
            head = json.dumps([sys.byteorder, len(self), self.words], ensure_ascii=False, separators=(",", ":")).encode()
        columns = b"".join(column.tobytes() for column in self._columns)
        return zlib.compress(len(head).to_bytes(4, "big") + head + columns, 6)

    @classmethod
    def unpack(cls, packed: bytes) -> TokenTable:
        """Inverse of ``pack``, on a machine of either byte order."""
        content = zlib.decompress(packed)
        size = int.from_bytes(content[:4], "big")
        order, count, words = _read_head(content[4 : 4 + size])
        offset = 4 + size
        columns = []
        for _ in range(4):
            column = array("I")
            column.frombytes(content[offset : offset + count * column.itemsize])
            if order != sys.byteorder:
                column.byteswap()
            offset += count * column.itemsize
            columns.append(column)
        return cls(words, *columns)

    @property
    def _columns(self) -> tuple[array[int], array[int], array[int], array[int]]:
        return self.word_ids, self.starts, self.lengths, self.positions


def _read_head(head: bytes) -> tuple[str, int, tuple[Word, ...]]:
    """Byte order, number of tokens, words.

    Words lie in columns of text, which are parted faster than JSON is read: an answer unpacks ten documents.
    JSON is what archives of before hold.
    """
    if head[:1] == _COLUMNS:
        order, count, words = head[1:].decode().split(_BETWEEN, 2)
        return order, int(count), _parted(words)
    order, count, rows = json.loads(head)
    return order, count, tuple((form, lemma, tuple(readings), tuple(stems)) for form, lemma, readings, stems in rows)


def _joined(words: tuple[Word, ...]) -> str:
    """Words as columns: forms, lemmas, readings, stems."""
    forms, lemmas, readings, stems = zip(*words, strict=True) if words else ((), (), (), ())
    several = (map(_CELL.join, readings), map(_CELL.join, stems))
    return _BETWEEN.join(_LINE.join(column) for column in (forms, lemmas, *several))


def _parted(text: str) -> tuple[Word, ...]:
    """Inverse of ``_joined`` for words without its signs."""
    forms, lemmas, readings, stems = (column.split(_LINE) for column in text.split(_BETWEEN, 3))
    if len({len(forms), len(lemmas), len(readings), len(stems)}) > 1 or forms == [""]:
        return ()
    return tuple(zip(forms, lemmas, _several(readings), _several(stems), strict=True))


def _several(column: list[str]) -> list[tuple[str, ...]]:
    """What each cell holds: mostly one thing, which need not be parted."""
    return [(tuple(cell.split(_CELL)) if _CELL in cell else (cell,)) if cell else () for cell in column]
