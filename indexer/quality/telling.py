"""Errors as people and programs read them: each in its sentence, and at the end how many there are of which sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from corpus.commands.printing import columns, count, emit, heading, marked
from corpus.model import Span
from indexer.quality.analysed import Mark, read_all
from indexer.quality.mistakes import ERRORS, Mistake, mistakes
from indexer.quality.tasks.names import is_right
from indexer.quality.values import KINDS, Options

_WINDOW = 300
"""Letters of a sentence that are shown to either side, at most."""


def print_mistakes(options: Options, as_json: bool) -> None:
    """Every error of ``ner`` on the set, as it is met; for people a table of counts follows. Raises NoGold."""
    told = []
    for mistake in (each for read in read_all(options) for each in mistakes(read)):
        told.append((mistake.error, mistake.kind))
        if as_json:
            emit(_values(mistake))
        else:
            _tell(mistake)
    if not as_json:
        heading(count(len(told), "error"))
        columns(list(_counts(told)), right=range(1, len(KINDS) + 2))


def print_nominatives(options: Options, as_json: bool) -> None:
    """Every name of ``names`` that svod writes otherwise in the nominative than the gold, in its sentence. Raises NoGold."""
    told = []
    for read in read_all(options):
        for name, mention in read.agreed:
            if not name.nominative or is_right(mention, name.nominative):
                continue
            told.append(name.kind)
            mark = name.span, name.kind
            mistake = Mistake(read, "nominative", mark, mark)
            if as_json:
                emit({**_values(mistake), "nominative": {"wanted": name.nominative, "written": mention.name}})
            else:
                at = f"{read.gold.id}:{name.span.start}"
                click.echo(f"nominative {name.kind}  {at}  wanted «{name.nominative}», wrote «{mention.name}» ({mention.rule})")
                _show(mistake)
    if not as_json:
        heading(count(len(told), "error"))
        columns([KINDS, [told.count(kind) for kind in KINDS]], right=range(len(KINDS)))


def _tell(mistake: Mistake) -> None:
    text = mistake.read.gold.text
    read_as = [f"{word} {_named(mark, text)}" for word, mark in (("wanted", mistake.wanted), ("found", mistake.found)) if mark]
    rule = f" ({mistake.rule})" if mistake.rule else ""
    click.echo(f"{mistake.error} {mistake.kind}  {mistake.read.gold.id}:{mistake.span.start}  {', '.join(read_as)}{rule}")
    _show(mistake)


def _show(mistake: Mistake) -> None:
    text, sentence = mistake.read.gold.text, _window(mistake)
    inside = Span(mistake.span.start - sentence.start, mistake.span.stop - sentence.start)
    click.echo(f"    {marked(sentence.of(text), inside)}")


def _window(mistake: Mistake) -> Span:
    sentence, span = mistake.sentence, mistake.span
    return Span(max(sentence.start, span.start - _WINDOW), min(sentence.stop, span.stop + _WINDOW))


def _named(mark: Mark, text: str) -> str:
    return f"{mark[1]} «{' '.join(mark[0].of(text).split())}»"


def _counts(told: Sequence[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    """A row for each sort of error with the kinds wanted (spurious: found) and their sum, under a row of names."""
    by_sort = Counter(told)
    yield "error", *KINDS, "all"
    for error in ERRORS:
        row = [by_sort[error, kind] for kind in KINDS]
        yield error, *row, sum(row)


def _values(mistake: Mistake) -> dict[str, object]:
    text, sentence = mistake.read.gold.text, mistake.sentence
    return {
        "id": mistake.read.gold.id,
        "language": mistake.read.gold.language,
        "error": mistake.error,
        "wanted": _mark(mistake.wanted, text),
        "found": _mark(mistake.found, text),
        "rule": mistake.rule,
        "sentence": {"start": sentence.start, "stop": sentence.stop, "text": sentence.of(text)},
    }


def _mark(mark: Mark | None, text: str) -> dict[str, object] | None:
    if mark is None:
        return None
    span, kind = mark
    return {"start": span.start, "stop": span.stop, "type": kind, "text": span.of(text)}
