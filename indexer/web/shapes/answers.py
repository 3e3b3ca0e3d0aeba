"""The JSON of a search."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Hit, Snippet, Version
from indexer.search import Results
from indexer.web.asked import PAGE_SIZE, PARAMETERS, Asked
from indexer.web.shapes.common import Pair, pair
from indexer.web.urls import Links


@dataclass(frozen=True, slots=True)
class ShownSnippet:
    """A stretch of text; ``spans`` count from its own start, ``start`` from the document's.

    ``recognised`` is above 0 for letters read in a picture: how sure the recogniser was.
    """

    text: str
    spans: list[Pair]
    page: int
    start: int
    language: str
    recognised: float


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """Another document of the same release: a copy, version or translation."""

    id: str
    title: str
    language: str
    date: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One document that answers."""

    id: str
    title: str
    path: str
    url: str
    language: str
    languages: list[str]
    date: str
    score: float
    snippets: list[ShownSnippet]
    why: list[str]
    versions: list[ShownVersion]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A value and how many of the documents found have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A word in another language that was looked for as well; ``without`` is how to leave it out."""

    word: str
    term: str
    language: str
    by: str
    without: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an answer; ``folded`` of the ``total`` stand behind another version of the same release.

    ``previous`` and ``next`` are addresses of the pages around this one, "" at the ends. ``cursor`` is what ``after`` takes for
    the hits that follow, however many there are, ``back`` what ``before`` takes for those that come before; ``notice`` says
    when the archive changed since the cursor that was given.
    """

    ok: bool
    query: str
    total: int
    folded: int
    page: int
    size: int
    sort: str
    precision: str
    duplicates: str
    filters: dict[str, list[str]]
    seconds: float
    advice: str
    previous: str
    next: str
    cursor: str
    back: str
    notice: str
    expansions: list[Expanded]
    suggestions: list[str]
    hits: list[ShownHit]
    facets: dict[str, list[ShownFacet]]


def answer(asked: Asked, results: Results, links: Links) -> Answer:
    """An answer for programs."""
    return Answer(
        ok=True,
        query=results.query,
        total=results.total,
        folded=results.folded,
        page=asked.page,
        size=PAGE_SIZE,
        sort=asked.sort,
        precision=asked.precision,
        duplicates=asked.duplicates,
        filters={PARAMETERS[name]: list(values) for name, values in asked.filters.items()},
        seconds=round(results.seconds, 4),
        advice=results.advice,
        previous=_previous(asked, results, links),
        next=_next(asked, results, links),
        cursor=results.cursor,
        back=results.back,
        notice=results.notice,
        suggestions=[each.query for each in results.suggestions],
        expansions=[Expanded(e.word, e.term, e.language, e.by, str(e)) for e in results.expansions],
        hits=[_hit(hit) for hit in results.hits],
        facets={
            name: [ShownFacet(facet.value, facet.label, facet.count) for facet in facets]
            for name, facets in results.facets.items()
        },
    )


def _previous(asked: Asked, results: Results, links: Links) -> str:
    if asked.after or asked.before:
        return links.search(asked.preceding(results.back), ".json") if results.back else ""
    return links.search(asked.at(asked.page - 1), ".json") if asked.page > 1 else ""


def _next(asked: Asked, results: Results, links: Links) -> str:
    if asked.after or asked.before:
        return links.search(asked.following(results.cursor), ".json") if results.cursor else ""
    return links.search(asked.at(asked.page + 1), ".json") if asked.page * PAGE_SIZE < results.distinct else ""


def _hit(hit: Hit) -> ShownHit:
    return ShownHit(
        hit.id, hit.title, hit.path, hit.url, hit.language, list(hit.languages), hit.date, hit.score,
        [_snippet(snippet) for snippet in hit.snippets], list(hit.why), [version(each) for each in hit.versions],
    )  # fmt: skip


def _snippet(snippet: Snippet) -> ShownSnippet:
    spans = [pair(span) for span in snippet.spans]
    return ShownSnippet(snippet.text, spans, snippet.page, snippet.start, snippet.language, snippet.recognised)


def version(each: Version) -> ShownVersion:
    """Another version for programs."""
    return ShownVersion(each.id, each.title, each.language, each.date, each.path, each.kind)
