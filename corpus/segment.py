"""A document's passages: every block with its language, fingerprint and sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from corpus.detect import UNKNOWN, detect
from corpus.languages import LANGUAGES, USUAL, WORD, fold, language, script, words
from corpus.model import Block, Document, Passage, Span
from corpus.sentences import split_sentences, trim

__all__ = ["fingerprint", "split", "words"]

# Fewer letters than this, or a score below SURE, and a stretch is not judged by itself alone: «г. Алматы» reads as Kyrgyz
ENOUGH = 25
SURE = 0.9
# How far a neighbour's word carries, in blocks
REACH = 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block or a part of one, with what the detector says of it alone."""

    block: Block
    span: Span
    language: str
    score: float
    letters: int
    script: str

    @property
    def is_sure(self) -> bool:
        return self.letters >= ENOUGH and self.score >= SURE


def split(document: Document, languages: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of ``document``, in order: one a block, or several where its lines or sentences change language.

    A heading, a list item or a short line is heard together with its neighbours; what holds no letters is "und".
    """
    text = document.text
    whole = _hear(text, [(block, block.span) for block in document.blocks], languages)
    stretches = [part for stretch in whole for part in _part(text, stretch, languages)]
    return tuple(_passage(text, _settle(stretches, index)) for index in range(len(stretches)))


def fingerprint(text: str) -> str:
    """A short hash, equal for texts that say the same words however they are wrapped, spaced or cased; "" without words."""
    folded = " ".join(map(fold, WORD.findall(text)))
    return hashlib.blake2b(folded.encode(), digest_size=8).hexdigest() if folded else ""


def _hear(text: str, places: Sequence[tuple[Block, Span]], languages: Sequence[str]) -> list[_Stretch]:
    said = [span.of(text) for _, span in places]
    return [
        _Stretch(block, span, code, score, sum(map(str.isalpha, piece)), script(piece))
        for (block, span), piece, (code, score) in zip(places, said, detect(said, languages), strict=True)
    ]


def _part(text: str, stretch: _Stretch, languages: Sequence[str]) -> list[_Stretch]:
    """``stretch``, cut between lines or sentences of different languages where both sides are sure of theirs."""
    if stretch.letters < 2 * ENOUGH or stretch.language == UNKNOWN:
        return [stretch]
    units = list(_units(text, stretch))
    if len(units) < 2 or not any(_is_foreign(span.of(text), stretch.language, languages) for span in units):
        return [stretch]
    runs = _runs(_hear(text, [(stretch.block, span) for span in units], languages))
    if len(runs) < 2:
        return [stretch]
    borders = [stretch.span.start, *(run[0].span.start for run in runs[1:]), stretch.span.stop]
    return [
        replace(max(run, key=lambda unit: (unit.is_sure, unit.letters)), span=Span(start, stop))
        for run, (start, stop) in zip(runs, pairwise(borders), strict=True)
    ]


def _units(text: str, stretch: _Stretch) -> Iterator[Span]:
    """The lines of a stretch, and the sentences inside them."""
    for sentence in split_sentences(text, stretch.span, stretch.language):
        start = sentence.start
        for line in sentence.of(text).splitlines(keepends=True):
            if unit := trim(text, start, start + len(line)):
                yield unit
            start += len(line)


def _is_foreign(said: str, code: str, languages: Sequence[str]) -> bool:
    """True when letters hint at another language: «і» in Russian, no «і» or «ә» in Kazakh. Far cheaper than detecting."""
    letters = set(said.lower())
    own = set(language(code).letters)
    others = _told_by(tuple(languages)) - own
    if not letters.isdisjoint(others) or script(said) not in (*language(code).scripts, ""):
        return True
    return bool(own) and letters.isdisjoint(own) and sum(map(str.isalpha, said)) >= ENOUGH


@cache
def _told_by(languages: tuple[str, ...]) -> frozenset[str]:
    """Every letter that tells one of the languages from another."""
    return frozenset("".join(language(code).letters for code in languages))


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


def _settle(stretches: Sequence[_Stretch], index: int) -> _Stretch:
    """The stretch at ``index`` with its neighbours heard: each says its language as loudly as it is sure, long and near."""
    stretch = stretches[index]
    if stretch.is_sure or not stretch.script or stretch.language == UNKNOWN:
        return stretch
    votes: dict[str, float] = {stretch.language: stretch.score * min(1.0, stretch.letters / ENOUGH)}
    for place in range(max(0, index - REACH), min(len(stretches), index + REACH + 1)):
        other = stretches[place]
        if place != index and other.script == stretch.script and other.is_sure:
            votes[other.language] = votes.get(other.language, 0.0) + other.score / abs(place - index)
    best = max(votes, key=lambda code: votes[code])
    return replace(stretch, language=best, score=votes[best] / sum(votes.values()))


def _passage(text: str, stretch: _Stretch) -> Passage:
    reading = stretch.language if stretch.language in LANGUAGES else USUAL.get(stretch.script, UNKNOWN)
    sentences = split_sentences(text, stretch.span, reading)
    said = fingerprint(stretch.span.of(text))
    block = stretch.block
    return Passage(stretch.span, block.kind, stretch.language, stretch.score, said, sentences, block.page, block.recognised)
