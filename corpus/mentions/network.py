"""slovnet's news model, computed with less: what a word adds to the first layer is kept, and texts lie end to end.

The weights, the words it is given (razdel's) and the names it reads are slovnet's; only the order of the sums is ours.
Three layers of convolution look one word to each side: a row of zeros between two texts keeps them apart as padding does.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import slovnet
from numpy.typing import NDArray
from slovnet.shape import word_shape

from corpus.mentions.cutting import chunks, cut

Tagged = tuple[int, int, str]
"""Start, stop and type (PER, LOC, ORG) of a name in its own text."""

Floats = NDArray[np.float32]

_SEPARATOR = 0
_REACH = 3
"""Words to each side that reach an emission: one a layer."""

_ROWS = 1024
"""Words computed at once: their sums stay in the processor's cache."""

_KEPT = 4096
"""Words whose part of the first layer is kept: 3 KB each."""

_BESIDE = 32
"""Texts of like length whose paths are found together."""


class _Piece(NamedTuple):
    """A word or sign as the model knows it: the number of its spelling and of its shape in one, and how long it is."""

    key: int
    length: int


class Network:
    """The model of a file, with the word vectors of another."""

    def __init__(self, model: Path, vectors: Path) -> None:
        loaded = slovnet.NER.load(str(model)).infer
        self._words, self._shapes = loaded.encoder.words_vocab, loaded.encoder.shapes_vocab
        self._tags: list[str] = loaded.decoder.tags_vocab.items
        self._outside = self._tags.index("O")
        first, *others = loaded.model.encoder.layers
        head = loaded.model.head
        self._layers = [_Layer(layer) for layer in others]
        self._opening = _Opening(first, loaded.model.emb.shape.weight.array, *_read_vectors(vectors))
        self._proj: tuple[Floats, Floats] = (head.proj.weight.array, head.proj.bias.array)
        self._transitions: Floats = head.crf.transitions.array
        self._pieces = lru_cache(maxsize=30_000)(self._cut)

    def read(self, texts: Sequence[str]) -> list[tuple[Tagged, ...]]:
        """The names of each text, in its order."""
        found = [[(start, self._pieces(*rest)) for start, *rest in chunks(text)] for text in texts]
        tags = self._decode([[piece.key for _, pieces in each for piece in pieces] for each in found])
        return [tuple(self._names(_places(each), path)) for each, path in zip(found, tags, strict=True)]

    def _cut(self, chunk: str, before: str, after: str) -> tuple[_Piece, ...]:
        return tuple(map(self._piece, cut(chunk, before, after)))

    def _piece(self, word: str) -> _Piece:
        spelling, shape = self._words.encode(word.lower()), self._shapes.encode(word_shape(word))
        return _Piece(1 + spelling * len(self._shapes) + shape, len(word))

    def _decode(self, texts: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        """The likeliest tags of each text's words."""
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        emissions = self._emit([texts[index] for index in order])
        found: list[Sequence[int]] = [()] * len(texts)
        for first in range(0, len(order), _BESIDE):
            paths = _likeliest(emissions[first : first + _BESIDE], self._transitions)
            for index, path in zip(order[first : first + _BESIDE], paths, strict=True):
                found[index] = path
        return found

    def _emit(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """How much each word of each text speaks for each tag."""
        edge = [_SEPARATOR] * _REACH
        stream = [*edge, *chain.from_iterable((*text, _SEPARATOR) for text in texts), *edge[1:]]
        parts = [self._compute(stream[at : at + _ROWS + 2 * _REACH]) for at in range(0, len(stream) - 2 * _REACH, _ROWS)]
        whole = np.concatenate(parts) if parts else np.zeros((0, len(self._tags)), np.float32)
        stops = np.cumsum([len(text) + 1 for text in texts])
        return [whole[stop - len(text) - 1 : stop - 1] for text, stop in zip(texts, stops, strict=True)]

    def _compute(self, keys: Sequence[int]) -> Floats:
        """The emissions of all words but ``_REACH`` at each edge."""
        gaps = np.fromiter((key == _SEPARATOR for key in keys), np.bool_, len(keys))
        values = self._opening(keys, gaps[1:-1])
        for depth, layer in enumerate(self._layers, start=2):
            values = layer(values, gaps[depth:-depth])
        weight, bias = self._proj
        return values @ weight + bias

    def _names(self, places: Iterable[tuple[int, int]], path: Sequence[int]) -> Iterator[Tagged]:
        """The spans that B, I and O mean."""
        if path.count(self._outside) == len(path):
            return
        start = stop = 0
        type_ = ""
        for (left, right), number in zip(places, path, strict=True):
            part, _, named = self._tags[number].partition("-")
            if part in ("O", "B") and type_:
                yield start, stop, type_
                type_ = ""
            if part == "B":
                start, stop, type_ = left, right, named
            elif part == "I":
                stop = right
        if type_:
            yield start, stop, type_


class _Layer:
    """A convolution over three words, cut at zero, then scaled; its weights lie side by side for one product."""

    def __init__(self, layer: Any) -> None:
        weight: Floats = layer.conv.weight.array
        self.size = weight.shape[0]
        self.weight = np.ascontiguousarray(weight.transpose(1, 2, 0).reshape(weight.shape[1], -1))
        self.bias: Floats = layer.conv.bias.array
        norm = layer.norm
        self._scale: Floats = norm.weight.array / norm.std.array
        self._shift: Floats = norm.bias.array - norm.mean.array * self._scale

    def __call__(self, values: Floats, gaps: NDArray[np.bool_]) -> Floats:
        product, size = values @ self.weight, self.size
        summed = product[:-2, :size] + product[1:-1, size : 2 * size]
        summed += product[2:, 2 * size :]
        summed += self.bias
        return self.close(summed, gaps)

    def close(self, summed: Floats, gaps: NDArray[np.bool_]) -> Floats:
        """``summed``, changed in place, as the next layer takes it: zeros between texts."""
        np.maximum(summed, 0, out=summed)
        summed *= self._scale
        summed += self._shift
        summed[gaps] = 0
        return summed


class _Opening:
    """The first layer, by far the largest: the products of words met lately are looked up."""

    def __init__(self, layer: Any, shapes: Floats, indexes: NDArray[np.uint8], codes: Floats) -> None:
        self._layer = _Layer(layer)
        self._indexes, self._codes = indexes, codes
        dimensions, self._shapes = codes.shape[0] * codes.shape[2], len(shapes)
        self._of_words = self._layer.weight[:dimensions]
        self._of_shapes = shapes @ self._layer.weight[dimensions:]
        self._of_shapes[:, self._layer.size : 2 * self._layer.size] += self._layer.bias
        self._table = np.zeros((3, _KEPT, self._layer.size), np.float32)
        self._rows = {_SEPARATOR: 0}

    def __call__(self, keys: Sequence[int], gaps: NDArray[np.bool_]) -> Floats:
        self._learn([key for key in dict.fromkeys(keys) if key not in self._rows], keys)
        rows = np.fromiter(map(self._rows.__getitem__, keys), np.intp, len(keys))
        left, middle, right = self._table
        summed = left.take(rows[:-2], 0)
        summed += middle.take(rows[1:-1], 0)
        summed += right.take(rows[2:], 0)
        return self._layer.close(summed, gaps)

    def _learn(self, fresh: list[int], keys: Sequence[int]) -> None:
        if len(self._rows) + len(fresh) > _KEPT:
            self._rows = {_SEPARATOR: 0}
            fresh = [key for key in dict.fromkeys(keys) if key != _SEPARATOR]
        if not fresh:
            return
        spellings, shapes = np.divmod(np.array(fresh) - 1, self._shapes)
        vectors = self._codes[np.arange(len(self._codes)), self._indexes[spellings]].reshape(len(fresh), -1)
        products = vectors @ self._of_words + self._of_shapes[shapes]
        first = len(self._rows)
        self._table[:, first : first + len(fresh)] = products.reshape(len(fresh), 3, -1).swapaxes(0, 1)
        self._rows.update(zip(fresh, range(first, first + len(fresh)), strict=True))


def _likeliest(emissions: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """Viterbi's paths of texts, longest first: at each step those that still have a word go on together."""
    sizes = [len(each) for each in emissions]
    if not sizes or not sizes[0]:
        return [[] for _ in sizes]
    tags = len(transitions)
    steps = np.zeros((sizes[0], len(sizes), tags), np.float32)
    for index, each in enumerate(emissions):
        steps[: len(each), index] = each
    going = np.searchsorted(-np.array(sizes), -np.arange(sizes[0]), side="left")
    score, back = steps[0].copy(), np.zeros((sizes[0], len(sizes), tags), np.uint8)
    for step in range(1, sizes[0]):
        count = going[step]
        ways = score[:count, :, None] + transitions
        back[step, :count] = ways.argmax(1)
        np.add(np.maximum.reduce(ways, axis=1), steps[step, :count], out=score[:count])
    return [_trace(back[:size, index].tolist(), int(score[index].argmax())) for index, size in enumerate(sizes)]


def _trace(back: Sequence[Sequence[int]], best: int) -> list[int]:
    path = [best] if back else []
    for step in range(len(back) - 1, 0, -1):
        path.append(back[step][path[-1]])
    return path[::-1]


def _places(found: Sequence[tuple[int, tuple[_Piece, ...]]]) -> Iterator[tuple[int, int]]:
    """Where each word stands."""
    for start, pieces in found:
        for piece in pieces:
            yield start, start + piece.length
            start += piece.length


def _read_vectors(path: Path) -> tuple[NDArray[np.uint8], Floats]:
    """navec's quantised vectors: for each word the numbers of its parts, and the parts. The file is mapped, not read.

    navec's own reader makes tables for likeness besides: 100 MB for a moment, and all words once more.
    """
    with tarfile.open(path, "r:") as packed:
        start = packed.getmember("pq.bin").offset_data
    words, parts, choices = (int(number) for number in np.memmap(path, np.uint32, "r", start, (4,))[[0, 2, 3]])
    indexes = np.memmap(path, np.uint8, "r", start + 16, (words, parts))
    codes = np.fromfile(path, np.float32, -1, offset=start + 16 + words * parts)
    return indexes, codes[: parts * choices * (len(codes) // (parts * choices))].reshape(parts, choices, -1)
