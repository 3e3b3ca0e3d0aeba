"""Which language every stretch of a text is in, all at once: each word says how it sounds in every language, and sums decide.

A word's votes are those that the model of ``corpus.detect`` gives the bytes of the word and the spaces around it, and those of
the dictionaries that it stands in. They are kept, so that a word met before costs one look-up, and a stretch the sum of some
rows of a matrix. A stretch in doubt is for ``corpus.detect`` to judge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import visit_counts

from corpus import detect
from corpus.languages import RANGES, count_letters, language
from corpus.morphology import word_votes

# Of a language less likely than this by its words alone, the text itself is asked
DOUBT = 0.95
# All words are forgotten beyond this many: about 30 MB
KEPT = 150_000
_SCRIPTS = (*RANGES, "")
_UNKNOWN = -1

# With fewer of its letters in one script, a stretch is in doubt: Russian terms beside English ones are not Uzbek
_PURE = 0.8
_LEAST = -1e30
# The first columns of a word's row: its bytes and a space, its letters, and its letters by script
_BYTES, _LETTERS, _WRITTEN = 0, 1, slice(2, 2 + len(RANGES))
_HEAD = 2 + len(RANGES)

Matrix = NDArray[np.float32]


class Heard(NamedTuple):
    """What a stretch of text says by itself: its language and how surely, letters, and the script of most.

    ``in_doubt`` is True where words alone do not say the language surely.
    """

    language: str
    score: float
    letters: int
    script: str
    in_doubt: bool


class Hearing:
    """The words of one text, each as it sounds in the languages ``allowed``."""

    def __init__(self, words: Sequence[str], allowed: Sequence[str]) -> None:
        self._ear = _ear(tuple(allowed))
        self._ids = np.array(self._ear.number(words), np.intp)

    def hear(self, ranges: Sequence[tuple[int, int]], lengths: Sequence[int]) -> list[Heard]:
        """What stretches say that hold ``ranges`` of the words, from the first to behind the last, and so many characters."""
        sums = self._ear.sum(self._ids, ranges)
        best, scores = self._ear.judge(sums, lengths)
        letters, scripts = sums[:, _LETTERS], _scripts(sums)
        silent = letters < detect.LETTERS
        best[silent], scores[silent] = _UNKNOWN, 0.0
        doubts = ((scores < DOUBT) | (sums[:, _WRITTEN].max(axis=1) < _PURE * letters)) & ~silent
        codes = (*self._ear.codes, detect.UNKNOWN)
        return [
            Heard(codes[code], score, count, _SCRIPTS[written], doubt)
            for code, score, count, written, doubt in zip(
                best.tolist(), scores.tolist(), letters.astype(int).tolist(), scripts.tolist(), doubts.tolist(), strict=True
            )
        ]


def _scripts(sums: Matrix) -> NDArray[np.intp]:
    """For each sum the place in ``_SCRIPTS`` of the script of most letters."""
    written = sums[:, _WRITTEN]
    return np.where(written.any(axis=1), written.argmax(axis=1), len(RANGES))


@cache
def _ear(allowed: tuple[str, ...]) -> _Ear:
    return _Ear(allowed)


class _Ids(dict[str, int]):
    """The row of each word; one not met before gets one."""

    def __init__(self, meet: Callable[[str], int]) -> None:
        super().__init__()
        self._meet = meet

    def __missing__(self, word: str) -> int:
        self[word] = place = self._meet(word)
        return place


class _Ear:
    """The words met so far as rows: the head, then for each language the letters that it lacks, then its votes."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        model = detect.model()
        self._walk = model.tk_nextmove, [row << 8 for row in model.tk_row], model.tk_output
        places = [place for place, label in enumerate(model.nb_classes) if label in allowed]
        self.codes = [model.nb_classes[place] for place in places]  # a language of two scripts has two places
        self._votes = np.asarray(model.nb_ptc[:, places], np.float32)
        self._prior = np.asarray(model.nb_pc[places], np.float32)
        self._lacks = [frozenset(language(code).lacks) for code in self.codes]
        self._writes = np.array([[code in language(each).scripts for each in self.codes] for code in _SCRIPTS])
        self._same = [(self.codes.index(code), place) for place, code in enumerate(self.codes) if code in self.codes[:place]]
        self._ids = _Ids(self._meet)
        self._rows: Matrix = np.zeros((1024, _HEAD + 2 * len(self.codes)), np.float32)

    def number(self, words: Sequence[str]) -> list[int]:
        """The row of each word"""
        if len(self._ids) > KEPT:
            self._ids = _Ids(self._meet)
        return list(map(self._ids.__getitem__, words))

    def sum(self, ids: NDArray[np.intp], ranges: Sequence[tuple[int, int]]) -> Matrix:
        """The sum of the rows of each range."""
        sums = np.zeros((len(ranges), self._rows.shape[1]), np.float32)
        borders = np.array(ranges, np.intp).reshape(-1, 2)
        full = borders[:, 0] < borders[:, 1]
        if full.any():
            rows = self._rows[np.append(ids, 0)]  # one more, so that a range may end with the last word
            sums[full] = np.add.reduceat(rows, borders[full].ravel(), axis=0)[::2]
        return sums

    def judge(self, sums: Matrix, lengths: Sequence[int]) -> tuple[NDArray[np.intp], Matrix]:
        """The place in ``codes`` of the likeliest language of each sum of rows, and its probability.

        Languages are weighed as ``corpus.detect`` does: those of the script that lack none of the letters, or few.
        """
        count = len(self.codes)
        writing = self._writes[_scripts(sums)]
        strange = sums[:, _HEAD : _HEAD + count]
        able = writing & (strange <= np.array(lengths)[:, None] // detect.FOREIGN)
        able = np.where(able.any(axis=1, keepdims=True), able, writing)
        votes = np.where(able, sums[:, _HEAD + count :] + self._prior, -np.inf)
        # as py3langid does: the square root of the length keeps probabilities alike for short texts and long
        votes = (votes - votes.max(axis=1, keepdims=True, initial=_LEAST)) / np.sqrt(1 + sums[:, _BYTES, None])
        shares = np.exp(votes)
        for first, place in self._same:
            shares[:, first] += shares[:, place]
            shares[:, place] = 0.0
        best = shares.argmax(axis=1)
        totals = shares.sum(axis=1)
        scores = shares[np.arange(len(best)), best] / np.where(totals > 0, totals, 1.0)
        return best, scores

    def _meet(self, word: str) -> int:
        place = len(self._ids)
        if place == len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        small = word.lower()
        said = unicodedata.normalize("NFC", f" {small if word.isupper() and len(word) > 1 else word} ").encode()
        row = self._rows[place]
        row[_BYTES], row[_LETTERS] = len(said) - 1, sum(map(str.isalpha, word))
        row[_WRITTEN] = count_letters(word)
        row[_HEAD : _HEAD + len(self.codes)] = [
            sum(letter in lacks for letter in small) if lacks else 0 for lacks in self._lacks
        ]
        if features := visit_counts(*self._walk, said):
            row[_HEAD + len(self.codes) :] = self._votes[list(features.elements())].sum(axis=0)
        if witness := word_votes(word):
            row[_HEAD + len(self.codes) :] += [witness.get(code, witness[""]) for code in self.codes]
        return place
