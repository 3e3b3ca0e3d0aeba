"""A document's passages: every block with its language, fingerprint and sentences."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from corpus.detect import UNKNOWN, detect, has_address
from corpus.hearing import Hearing, telling_letters
from corpus.languages import LANGUAGES, USUAL, WORD, fold, language, scan, words
from corpus.model import Block, Document, Passage, Span
from corpus.sentences import split_sentences, trim

__all__ = ["fingerprint", "split", "words"]

# Fewer letters than this, or a score below SURE, and a stretch is not judged by itself alone: «г. Алматы» reads as Kyrgyz
ENOUGH = 25
SURE = 0.9
# How far a neighbour's word carries, in blocks
REACH = 4


class _Stretch(NamedTuple):
    """A block or a part of one, its words among the document's, and what it says alone, as in ``corpus.hearing.Heard``."""

    block: Block
    span: Span
    words: tuple[int, int]
    language: str
    score: float
    letters: int
    script: str
    telling: int
    in_doubt: bool
    is_judged: bool = False

    @property
    def is_sure(self) -> bool:
        return self.letters >= ENOUGH and self.score >= SURE


class _Said(NamedTuple):
    """A document's text, its words, where each begins, how they sound, the languages that they may be in, and sentences."""

    text: str
    words: list[str]
    starts: list[int]
    hearing: Hearing
    languages: tuple[str, ...]
    has_addresses: bool
    found: dict[tuple[Span, str], tuple[Span, ...]]

    def tells_address(self, span: Span) -> bool:
        """True where words of ``span`` may be an address, which is in no language."""
        return self.has_addresses and has_address(span.of(self.text))

    def sentences(self, span: Span, code: str) -> tuple[Span, ...]:
        """The sentences of ``span`` in a language, split once."""
        known = self.found.get((span, code))
        if known is None:
            known = self.found[span, code] = split_sentences(self.text, span, code)
        return known


def split(document: Document, languages: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of ``document``, in order: one a block, or several where its lines or sentences change language.

    A heading, a list item or a short line is heard together with its neighbours; what holds no letters is "und".
    """
    text, found, codes = document.text, scan(document.text), tuple(languages)
    said = _Said(text, found.words, found.starts, Hearing(found.words, codes), codes, has_address(text), {})
    blocks = _hear(said, [(block, block.span) for block in document.blocks])
    stretches = _part(said, _judge_long(said, blocks))
    return tuple(_passage(said, _settle(said, stretches, index)) for index in range(len(stretches)))


def fingerprint(text: str) -> str:
    """A short hash, equal for texts that say the same words however they are wrapped, spaced or cased; "" without words."""
    return _fingerprint(WORD.findall(text))


def _fingerprint(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(map(fold, words)).encode(), digest_size=8).hexdigest() if words else ""


def _hear(said: _Said, places: Sequence[tuple[Block, Span]]) -> list[_Stretch]:
    ranges = [_words_in(said, span) for _, span in places]
    heard = said.hearing.hear(ranges, [len(span) for _, span in places])
    return [_Stretch(block, span, words, *each) for (block, span), words, each in zip(places, ranges, heard, strict=True)]


def _judge_long(said: _Said, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """``stretches``, those judged that words leave in doubt; of a short one its neighbours say more than itself."""
    return [
        _judged(said, stretch)
        if (stretch.in_doubt and stretch.letters >= ENOUGH) or said.tells_address(stretch.span)
        else stretch
        for stretch in stretches
    ]


def _judged(said: _Said, stretch: _Stretch) -> _Stretch:
    """``stretch`` with the language that its text sounds like."""
    [(code, score)] = detect([stretch.span.of(said.text)], said.languages)
    return stretch._replace(language=code, score=score, is_judged=True)


def _words_in(said: _Said, span: Span) -> tuple[int, int]:
    first = bisect_left(said.starts, span.start)
    return first, bisect_left(said.starts, span.stop, first)


def _part(said: _Said, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """``stretches``, cut between lines or sentences of different languages where both sides are sure of theirs."""
    units = {place: _units(said, stretch) for place, stretch in enumerate(stretches) if _may_change(said, stretch)}
    heard = iter(_hear(said, [(stretches[place].block, span) for place, spans in units.items() for span in spans]))
    parted: list[_Stretch] = []
    for place, stretch in enumerate(stretches):
        parts = list(islice(heard, len(units.get(place, ()))))
        parted += _cut(said, stretch, parts)
    return parted


def _may_change(said: _Said, stretch: _Stretch) -> bool:
    """True unless it is plain that every part of ``stretch`` sounds as the whole: one script, and no letters to go by."""
    if stretch.letters < 2 * ENOUGH or stretch.language == UNKNOWN:
        return False
    return bool(language(stretch.language).letters) or not said.text[stretch.span.start : stretch.span.stop].isascii()


def _cut(said: _Said, stretch: _Stretch, units: Sequence[_Stretch]) -> list[_Stretch]:
    """``stretch`` where its ``units`` speak one language, else its parts."""
    if len(units) < 2 or not any(_is_foreign(unit, stretch.language, said.languages) for unit in units):
        return [stretch]
    runs = _runs(_judge_long(said, units))
    if len(runs) < 2:
        return [stretch]
    borders = [stretch.span.start, *(run[0].span.start for run in runs[1:]), stretch.span.stop]
    parts = []
    for run, (start, stop) in zip(runs, pairwise(borders), strict=True):
        span = Span(start, stop)
        loudest = max(run, key=lambda unit: (unit.is_sure, unit.letters))
        parts.append(loudest._replace(span=span, words=_words_in(said, span)))
    return parts


def _units(said: _Said, stretch: _Stretch) -> list[Span]:
    """The lines of a stretch, and the sentences inside them."""
    units: list[Span] = []
    for sentence in said.sentences(stretch.span, stretch.language):
        start = sentence.start
        for line in sentence.of(said.text).splitlines(keepends=True):
            if unit := trim(said.text, start, start + len(line)):
                units.append(unit)
            start += len(line)
    return units


def _is_foreign(unit: _Stretch, code: str, languages: tuple[str, ...]) -> bool:
    """True when letters hint at another language: «і» in Russian, no «і» or «ә» in Kazakh."""
    own = telling_letters(language(code).letters, languages)
    if unit.telling & ~own or unit.script not in (*language(code).scripts, ""):
        return True
    return bool(own) and not unit.telling & own and unit.letters >= ENOUGH


def _runs(units: Sequence[_Stretch]) -> list[list[_Stretch]]:
    """Neighbouring units of one language. One that is not sure goes with the unit before it, at the start with the next.

    A change of script needs no sureness, only letters: «Участники обсудили планы» after English.
    """
    leads: list[_Stretch] = []
    lead = next((unit for unit in units if unit.is_sure), units[0])
    for unit in units:
        if unit.is_sure or (unit.letters >= ENOUGH and unit.script != lead.script):
            lead = unit
        leads.append(lead)
    return [[unit for unit, _ in run] for _, run in groupby(zip(units, leads, strict=True), key=lambda pair: pair[1].language)]


def _settle(said: _Said, stretches: Sequence[_Stretch], index: int) -> _Stretch:
    """The stretch at ``index`` with its neighbours heard: each says its language as loudly as it is sure, long and near."""
    stretch = stretches[index]
    if stretch.is_sure or not stretch.script or stretch.language == UNKNOWN:
        return stretch
    votes: dict[str, float] = {}
    for place in range(max(0, index - REACH), min(len(stretches), index + REACH + 1)):
        other = stretches[place]
        if place != index and other.script == stretch.script and other.is_sure:
            votes[other.language] = votes.get(other.language, 0.0) + other.score / abs(place - index)
    if not votes:
        return _judged(said, stretch) if stretch.in_doubt and not stretch.is_judged else stretch
    own = stretch.score * min(1.0, stretch.letters / ENOUGH)
    votes[stretch.language] = votes.get(stretch.language, 0.0) + own
    best = max(votes, key=lambda code: votes[code])
    return stretch._replace(language=best, score=votes[best] / sum(votes.values()))


def _passage(said: _Said, stretch: _Stretch) -> Passage:
    reading = stretch.language if stretch.language in LANGUAGES else USUAL.get(stretch.script, UNKNOWN)
    sentences = said.sentences(stretch.span, reading)
    first, last = stretch.words
    print_ = _fingerprint(said.words[first:last])
    block = stretch.block
    return Passage(stretch.span, block.kind, stretch.language, stretch.score, print_, sentences, block.page, block.recognised)
