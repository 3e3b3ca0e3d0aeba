"""A document's passages: every block with its language, fingerprint and sentences."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, groupby, pairwise
from typing import NamedTuple

from corpus.detect import UNKNOWN, detect, has_address
from corpus.hearing import Hearing
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
    blocks = _hear(said, document.blocks, [block.span for block in document.blocks])
    stretches = _part(said, _judge_long(said, blocks))
    return tuple(_passage(said, _settle(said, stretches, index)) for index in range(len(stretches)))


def fingerprint(text: str) -> str:
    """A short hash, equal for texts that say the same words however they are wrapped, spaced or cased; "" without words."""
    return _fingerprint(WORD.findall(text))


def _fingerprint(words: Sequence[str]) -> str:
    return hashlib.blake2b(" ".join(map(fold, words)).encode(), digest_size=8).hexdigest() if words else ""


def _hear(said: _Said, blocks: Sequence[Block], spans: Sequence[Span]) -> list[_Stretch]:
    """Each span of a block as its words sound."""
    ranges = [_words_in(said, span) for span in spans]
    heard = said.hearing.hear(ranges, list(map(len, spans)))
    return [_Stretch(*each) for each in zip(blocks, spans, ranges, *zip(*heard, strict=True), strict=True)]


def _judge_long(said: _Said, blocks: Sequence[_Stretch]) -> list[_Stretch]:
    """``blocks``, those judged that words leave in doubt; of a short one its neighbours say more than itself."""
    return [
        _judged(said, block) if (block.in_doubt and block.letters >= ENOUGH) or said.tells_address(block.span) else block
        for block in blocks
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
    several = [(place, span) for place, spans in units.items() if len(spans) > 1 for span in spans]
    if not several:
        return list(stretches)
    heard = _hear(said, [stretches[place].block for place, _ in several], [span for _, span in several])
    parts: dict[int, list[_Stretch]] = {}
    for (place, _), unit in zip(several, heard, strict=True):
        parts.setdefault(place, []).append(unit)
    return [part for place, stretch in enumerate(stretches) for part in _cut(said, stretch, parts.get(place, ()))]


def _may_change(said: _Said, stretch: _Stretch) -> bool:
    """False where all is in one script that many languages share, and no letters are there to go by."""
    if stretch.letters < 2 * ENOUGH or stretch.language == UNKNOWN:
        return False
    return bool(language(stretch.language).letters) or not said.text[stretch.span.start : stretch.span.stop].isascii()


def _cut(said: _Said, stretch: _Stretch, units: Sequence[_Stretch]) -> list[_Stretch]:
    """``stretch`` where its ``units`` speak one language, else its parts."""
    foreign = [unit.letters >= ENOUGH and unit.language != stretch.language for unit in units]
    if not any(foreign):
        return [stretch]
    judged = iter(_judge_long(said, list(compress(units, foreign))))
    runs = _runs([next(judged) if is_foreign else unit for unit, is_foreign in zip(units, foreign, strict=True)])
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
        start, text = sentence.start, sentence.of(said.text)
        if "\n" not in text:
            units.append(sentence)
            continue
        for line in text.splitlines(keepends=True):
            if unit := trim(said.text, start, start + len(line)):
                units.append(unit)
            start += len(line)
    return units


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
