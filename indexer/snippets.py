"""Where a document answers a query: marks on its words, and the stretches of its text that show the most of them.

All is computed from the spans that the store keeps, so any engine shows the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import BlockKind, Frame, Passage, Snippet, Span
from corpus.tokens import TokenTable, Word
from indexer.plan import Match
from indexer.schema import EXACT, LEMMA
from indexer.terms import READING, STEM, Tier, word_terms

_Label = dict[tuple[int, int], tuple[Tier, str]]
"""By place in the query (match, word): how a word of the document answers, and the term they share."""

WIDTH = 240
"""Characters of a snippet, about; sentences that end a little later are not cut."""

_SLACK = 60
_WORTH = {Tier.FORM: 1.0, Tier.WORD: 0.9, Tier.READING: 0.4, Tier.STEM: 0.5, Tier.ALIKE: 0.5, Tier.TRANSLATION: 0.6}
_SHOWN_BEFORE = 0.3
"""Share of its worth that a word keeps once another snippet has shown it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of the document that answers: ``asked`` numbers the query's word, ``term`` is what they share."""

    span: Span
    asked: int
    tier: Tier
    term: str

    @property
    def worth(self) -> float:
        """How much it convinces."""
        return _WORTH[self.tier]


class Matcher:
    """Finds the places where the wanted words of a plan stand; a phrase counts only where its words are side by side."""

    def __init__(self, wanted: Sequence[Match]) -> None:
        self._wanted = wanted
        self._answers: dict[tuple[str, str], list[tuple[int, int, Tier]]] = defaultdict(list)
        for number, match in enumerate(wanted):
            for place, word in enumerate(match.words):
                for variant in word.variants:
                    self._answers[variant.kind, variant.term].append((number, place, variant.tier))
        lemmas = [term for kind, term in self._answers if kind == LEMMA]
        self._forms = {term for kind, term in self._answers if kind == EXACT}
        self._lemmas = frozenset(lemmas)
        self._readings = {term.removeprefix(READING) for term in lemmas if term.startswith(READING)}
        self._stems = {term.removeprefix(STEM) for term in lemmas if term.startswith(STEM)}
        self._numbers = [sum(len(match.words) for match in wanted[:number]) for number in range(len(wanted))]

    def marks(self, tokens: TokenTable) -> list[Mark]:
        """Every place that answers, in text order; at most one mark a word, its closest."""
        labels = self._labels(tokens.words)
        if not labels:
            return []
        single = {word: self._alone(label) for word, label in labels.items()}
        best: dict[int, Mark] = {}
        for index in [index for index, word in enumerate(tokens.word_ids) if word in labels]:
            word, start = tokens.word_ids[index], tokens.starts[index]
            alone = single[word]
            if alone is not None:
                mark = Mark(Span(start, start + tokens.lengths[index]), *alone)
                if index not in best or mark.worth > best[index].worth:
                    best[index] = mark
            for number, place in labels[word]:
                if place == 0 and len(self._wanted[number].words) > 1:
                    for mark, at in self._stretch(tokens, labels, index, number):
                        if at not in best or mark.worth > best[at].worth:
                            best[at] = mark
        return [best[index] for index in sorted(best)]

    def words(self) -> list[str]:
        """The query's words by number."""
        return [word.text for match in self._wanted for word in match.words]

    def _labels(self, words: Sequence[Word]) -> dict[int, _Label]:
        """The words that answer, by their number: a few of the thousands that a long document has."""
        forms, lemmas, readings, stems = self._forms, self._lemmas, self._readings, self._stems
        return {
            number: self._label((form, lemma, read, stemmed))
            for number, (form, lemma, read, stemmed) in enumerate(words)
            if form in forms
            or lemma in lemmas
            or (read and not readings.isdisjoint(read))
            or (stemmed and not stems.isdisjoint(stemmed))
        }

    def _alone(self, label: _Label) -> tuple[int, Tier, str] | None:
        """How a word answers a match of one word, at its closest: the query's word, tier and term; None when it does not."""
        alone = [
            (self._numbers[number], *found) for (number, _), found in label.items() if len(self._wanted[number].words) == 1
        ]
        return max(alone, key=lambda each: _WORTH[each[1]]) if alone else None

    def _label(self, word: Word) -> _Label:
        found: _Label = {}
        for kind, term in word_terms(word):
            for number, place, tier in self._answers.get((kind, term), ()):
                known = found.get((number, place))
                if known is None or _WORTH[tier] > _WORTH[known[0]]:
                    found[number, place] = tier, term
        return found

    def _stretch(self, tokens: TokenTable, labels: Mapping[int, _Label], index: int, number: int) -> list[tuple[Mark, int]]:
        """The marks of all words of a match that begins at token ``index``; none unless every word follows in its place."""
        marks = []
        for place in range(len(self._wanted[number].words)):
            at = index + place
            if at >= len(tokens) or tokens.positions[at] != tokens.positions[index] + place:
                return []
            label = labels.get(tokens.word_ids[at], {}).get((number, place))
            if label is None:
                return []
            span = Span(tokens.starts[at], tokens.starts[at] + tokens.lengths[at])
            marks.append((Mark(span, self._numbers[number] + place, *label), at))
        return marks


def snippets(
    text: str,
    frames: Sequence[Frame],
    marks: Sequence[Mark],
    whole: Callable[[Frame], Passage],
    boilerplate: Sequence[Span] = (),
    limit: int = 3,
    languages: Collection[str] = (),
) -> tuple[Snippet, ...]:
    """The stretches that show most of what was asked, best first, at most ``limit``; () where no frame holds a mark.

    ``frames`` are the passages that marks lie in; of those that are shown ``whole`` gives the passage. Passages in
    ``languages`` come before all others. Boilerplate is shown only when nothing else answers.
    """
    shared = frozenset((span.start, span.stop) for span in boilerplate)
    by_frame = _by_frame(frames, marks)
    own = {frame: found for frame, found in by_frame.items() if (frame.start, frame.stop) not in shared} or by_frame
    cores = [core for frame, found in own.items() for core in _cores(frame, found)]
    asked = [core for core in cores if core.frame.language in languages]
    others = [core for core in cores if core.frame.language not in languages] if asked else cores
    chosen = _best(text, asked, own, whole, limit)
    chosen += _best(text, others, own, whole, limit - len(chosen))
    return tuple(chosen)


def lead(
    text: str, passages: Sequence[Passage], boilerplate: Sequence[Span] = (), languages: Collection[str] = ()
) -> tuple[Snippet, ...]:
    """How the document begins outside of boilerplate, in one of ``languages`` where it speaks them; () for no text."""
    shared = frozenset(boilerplate)
    free = [passage for passage in passages if passage.span not in shared] or passages
    return _lead(text, [passage for passage in free if passage.language in languages] or free)


@dataclass(frozen=True, slots=True)
class _Core:
    """Marks of one passage that fit into a snippet; ``closest`` is what each word of the query is worth at its closest."""

    frame: Frame
    marks: Sequence[Mark]
    closest: Mapping[int, float]
    start: int

    @classmethod
    def of(cls, frame: Frame, marks: Sequence[Mark]) -> _Core:
        """The marks as one."""
        closest: dict[int, float] = {}
        for mark in marks:
            worth = _WORTH[mark.tier]
            if worth > closest.get(mark.asked, 0.0):
                closest[mark.asked] = worth
        return cls(frame, marks, closest, marks[0].span.start)

    def worth(self, shown: set[int]) -> float:
        """Each word of the query counts once; repetition breaks ties."""
        said = sum(self.closest.values())
        for asked in shown:
            said -= self.closest.get(asked, 0.0) * (1 - _SHOWN_BEFORE)
        return said + 0.01 * min(len(self.marks), 10)


def _by_frame(frames: Sequence[Frame], marks: Iterable[Mark]) -> dict[Frame, list[Mark]]:
    starts = [frame.start for frame in frames]
    found: dict[Frame, list[Mark]] = defaultdict(list)
    for mark in marks:
        index = bisect_right(starts, mark.span.start) - 1
        if index >= 0 and mark.span.stop <= frames[index].stop:
            found[frames[index]].append(mark)
    return found


def _cores(frame: Frame, marks: Sequence[Mark]) -> Iterator[_Core]:
    """A short passage's marks together; in a long one what lies within a width, each mark with all that follow so near."""
    if frame.stop - frame.start <= WIDTH + _SLACK:
        yield _Core.of(frame, marks)
        return
    last = -1
    for first, mark in enumerate(marks):
        reached = max(first, last)
        while reached + 1 < len(marks) and marks[reached + 1].span.stop - mark.span.start <= WIDTH:
            reached += 1
        if reached > last:  # else the core before holds all of it
            yield _Core.of(frame, marks[first : reached + 1])
        last = reached


def _best(
    text: str,
    cores: Sequence[_Core],
    marks: Mapping[Frame, Sequence[Mark]],
    whole: Callable[[Frame], Passage],
    limit: int,
) -> list[Snippet]:
    shown: set[int] = set()
    found: list[tuple[Frame, Span, Snippet]] = []
    left = list(cores)
    while left and len(found) < limit:
        best = max(left, key=lambda core: (core.worth(shown), -core.start))
        passage = whole(best.frame)
        span = _aligned(text, passage, Span(best.start, best.marks[-1].span.stop))
        left = [core for core in left if core is not best and not (core.frame == best.frame and _inside(core, span))]
        if any(frame == best.frame and span.overlaps(other) for frame, other, _ in found):
            continue
        inside = [mark for mark in marks[best.frame] if span.covers(mark.span)]
        found.append((best.frame, span, _snippet(text, passage, span, inside)))
        shown.update(mark.asked for mark in inside)
    return [snippet for _, _, snippet in found]


def _inside(core: _Core, span: Span) -> bool:
    """True when any of its marks is shown already."""
    return core.start < span.stop and span.start < core.marks[-1].span.stop


def _snippet(text: str, passage: Passage, span: Span, marks: Sequence[Mark]) -> Snippet:
    spans = tuple(Span(mark.span.start - span.start, mark.span.stop - span.start) for mark in marks)
    return Snippet(span.of(text), spans, span.start, passage.page, passage.language, passage.recognised)


def _aligned(text: str, passage: Passage, core: Span) -> Span:
    """``core`` grown to whole sentences where they fit, else to whole words around it, within the passage."""
    if len(passage.span) <= WIDTH + _SLACK:
        return _trimmed(text, passage.span)
    touched = [sentence for sentence in passage.sentences if sentence.overlaps(core)]
    if touched:
        whole = Span(min(core.start, touched[0].start), max(core.stop, touched[-1].stop))
        if len(whole) <= WIDTH + _SLACK:
            return _trimmed(text, _with_neighbours(whole, passage.sentences))
    start = _word_start(text, passage.span.start, max(passage.span.start, core.start - (WIDTH - len(core)) // 2), core.start)
    stop = _word_stop(text, passage.span.stop, min(passage.span.stop, start + WIDTH), core.stop)
    return _trimmed(text, Span(start, stop))


def _with_neighbours(span: Span, sentences: Sequence[Span]) -> Span:
    """``span`` and as many whole sentences after it, then before it, as fit."""
    for sentence in sentences:
        if sentence.start >= span.stop and sentence.stop - span.start <= WIDTH:
            span = Span(span.start, sentence.stop)
    for sentence in reversed(sentences):
        if sentence.stop <= span.start and span.stop - sentence.start <= WIDTH:
            span = Span(sentence.start, span.stop)
    return span


def _word_start(text: str, floor: int, start: int, core: int) -> int:
    """The first word border at or after ``start``, not beyond ``core``."""
    if start == floor:
        return start
    while start < core and not text[start - 1].isspace():
        start += 1
    return start


def _word_stop(text: str, ceiling: int, stop: int, core: int) -> int:
    """The last word border at or before ``stop``, not before ``core``."""
    if stop == ceiling:
        return stop
    while stop > core and not text[stop].isspace():
        stop -= 1
    return stop


def _trimmed(text: str, span: Span) -> Span:
    start, stop = span.start, span.stop
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def _lead(text: str, passages: Sequence[Passage]) -> tuple[Snippet, ...]:
    """How the document begins: its first paragraph, else its first passage; () without any."""
    paragraphs = [passage for passage in passages if passage.kind is BlockKind.PARAGRAPH]
    for passage in (*paragraphs, *passages):
        start = passage.span.start
        stop = _word_stop(text, passage.span.stop, min(passage.span.stop, start + WIDTH), start)
        span = _trimmed(text, Span(start, stop if stop > start else min(passage.span.stop, start + WIDTH)))
        if len(span):
            return (Snippet(span.of(text), (), span.start, passage.page, passage.language, passage.recognised),)
    return ()
