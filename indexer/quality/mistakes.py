"""Each name that was read otherwise than it was marked: what was wanted, what was found, and the sentence it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.sentences import split_sentences
from indexer.quality.analysed import Mark, Read

ERRORS = ("boundary", "type", "missed", "spurious", "scheme")
"""Right in kind and wrong at an edge; wrong in kind; wanted and not found; found and not wanted; right by the rules of a set
that marks in layers, though not the name that stands in its tables («ОАО «Газпром» for «Газпром»)."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """``wanted`` and ``found`` meet, or one of them is None; ``error`` is one of ``ERRORS``."""

    read: Read
    error: str
    wanted: Mark | None
    found: Mark | None

    @property
    def span(self) -> Span:
        """All that was wanted or found here."""
        spans = [mark[0] for mark in (self.wanted, self.found) if mark]
        return Span(min(span.start for span in spans), max(span.stop for span in spans))

    @property
    def kind(self) -> str:
        """The kind that was wanted; of what nobody wanted, the kind that was found."""
        return self.wanted[1] if self.wanted else self.found[1] if self.found else ""

    @property
    def rule(self) -> str:
        """Which rule or model found it, "" where nothing was found."""
        return self.read.mentions[self.found].rule if self.found else ""

    @property
    def sentence(self) -> Span:
        """The sentence, or the run of sentences, that holds the span."""
        text = self.read.gold.text
        sentences = split_sentences(text, Span(0, len(text)), self.read.gold.language)
        near = [sentence for sentence in sentences if sentence.overlaps(self.span)] or [self.span]
        return Span(min(near[0].start, self.span.start), max(near[-1].stop, self.span.stop))


def mistakes(read: Read) -> list[Mistake]:
    """What svod read otherwise than the gold says, in text order.

    What the set's own rules accept is told first. Then each wanted name is told with one found name at most: one in the same
    place before others, then one of its kind, then the one that shares most with it. What is left over on either side is missed
    or spurious.
    """
    wanted = {(name.span, name.kind) for name in read.gold.names}
    found = set(read.marks)
    left, extra = wanted - found, found - wanted
    told = []
    for each in read.gold.objects:
        for mark in sorted(mark for mark in extra if each.accepts(*mark)):
            inside = sorted(name for name in left if mark[0].overlaps(name[0]) and each.whole.covers(name[0]))
            left.difference_update(inside)
            extra.remove(mark)
            told.append(Mistake(read, "scheme", inside[0] if inside else None, mark))
    for mine, theirs in sorted(_meetings(left, extra), key=_nearness):
        if mine in left and theirs in extra:
            left.remove(mine)
            extra.remove(theirs)
            told.append(Mistake(read, "boundary" if mine[1] == theirs[1] else "type", mine, theirs))
    told += [Mistake(read, "missed", mark, None) for mark in left]
    told += [Mistake(read, "spurious", None, mark) for mark in extra]
    return sorted(told, key=lambda mistake: (mistake.span, mistake.error))


def _meetings(wanted: Iterable[Mark], found: Iterable[Mark]) -> Iterator[tuple[Mark, Mark]]:
    found = sorted(found)
    yield from ((mine, theirs) for mine in wanted for theirs in found if mine[0].overlaps(theirs[0]))


def _nearness(pair: tuple[Mark, Mark]) -> tuple[bool, bool, int, Mark, Mark]:
    (mine, kind), (theirs, other) = pair
    shared = min(mine.stop, theirs.stop) - max(mine.start, theirs.start)
    return mine != theirs, kind != other, -shared, *pair
