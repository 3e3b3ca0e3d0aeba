"""Where a document answers a query: marks on its words, and the stretches of its text that show the most of them.

All is computed from the spans that the store keeps, so any engine shows the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import BlockKind, Passage, Snippet, Span
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
        best: dict[int, Mark] = {}
        for index in (index for index, word_id in enumerate(tokens.word_ids) if word_id in labels) if labels else ():
            for number, place in labels[tokens.word_ids[index]]:
                if place == 0:
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
            number: self._label(word)
            for number, word in enumerate(words)
            if word[0] in forms
            or word[1] in lemmas
            or (word[2] and not readings.isdisjoint(word[2]))
            or (word[3] and not stems.isdisjoint(word[3]))
        }

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
    passages: Sequence[Passage],
    marks: Sequence[Mark],
    boilerplate: Sequence[Span] = (),
    limit: int = 3,
    languages: Collection[str] = (),
) -> tuple[Snippet, ...]:
    """The stretches that show most of what was asked, best first, at most ``limit``; without marks the document's lead.

    Passages in ``languages`` come before all others. Boilerplate is shown only when nothing else answers.
    """
    shared = frozenset(boilerplate)
    by_passage = _by_passage(passages, marks)
    own = {index: found for index, found in by_passage.items() if passages[index].span not in shared} or by_passage
    windows = [window for index, found in own.items() for window in _windows(text, passages[index], found)]
    asked = [window for window in windows if window.passage.language in languages]
    chosen = list(_best(asked, limit))
    chosen += _best([window for window in windows if window.passage.language not in languages], limit - len(chosen))
    if not chosen:
        free = [passage for passage in passages if passage.span not in shared] or passages
        return _lead(text, [passage for passage in free if passage.language in languages] or free)
    return tuple(window.snippet(text) for window in chosen)


@dataclass(frozen=True, slots=True)
class _Window:
    span: Span
    passage: Passage
    marks: tuple[Mark, ...]

    def worth(self, shown: set[int]) -> float:
        """Each word of the query counts once, at its closest; repetition breaks ties."""
        closest: dict[int, float] = {}
        for mark in self.marks:
            value = mark.worth * (_SHOWN_BEFORE if mark.asked in shown else 1.0)
            closest[mark.asked] = max(closest.get(mark.asked, 0.0), value)
        return sum(closest.values()) + 0.01 * min(len(self.marks), 10)

    def snippet(self, text: str) -> Snippet:
        start = self.span.start
        spans = tuple(Span(mark.span.start - start, mark.span.stop - start) for mark in self.marks)
        passage = self.passage
        return Snippet(self.span.of(text), spans, start, passage.page, passage.language, passage.recognised)


def _by_passage(passages: Sequence[Passage], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    starts = [passage.span.start for passage in passages]
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        index = bisect_right(starts, mark.span.start) - 1
        if index >= 0 and passages[index].span.covers(mark.span):
            found[index].append(mark)
    return found


def _windows(text: str, passage: Passage, marks: Sequence[Mark]) -> Iterator[_Window]:
    """One window for each mark that begins one: what lies further than a width away begins another."""
    for first, mark in enumerate(marks):
        last = first
        while last + 1 < len(marks) and marks[last + 1].span.stop - mark.span.start <= WIDTH:
            last += 1
        span = _aligned(text, passage, Span(mark.span.start, marks[last].span.stop))
        yield _Window(span, passage, tuple(each for each in marks if span.covers(each.span)))


def _best(windows: Sequence[_Window], limit: int) -> Iterator[_Window]:
    shown: set[int] = set()
    left = list(windows)
    for _ in range(limit):
        if not left:
            return
        chosen = max(left, key=lambda window: (window.worth(shown), -window.span.start))
        yield chosen
        shown.update(mark.asked for mark in chosen.marks)
        left = [window for window in left if not window.span.overlaps(chosen.span)]


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
