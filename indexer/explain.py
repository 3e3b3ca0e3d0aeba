"""How a query was understood: its tree, the terms of every word by tier with their documents, and where a document answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.config import Config
from indexer.engines import Reader
from indexer.plan import All, Boosted, Dates, Everything, Keyword, Listed, Match, Numbers, Plan
from indexer.query import parse
from indexer.resolve import Resolver
from indexer.schema import EXACT
from indexer.search import Archive, Results
from indexer.terms import Precision, QueryWord

_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Term:
    """One term that a word was looked for as; ``documents`` have it in the part of the index that was searched."""

    tier: str
    term: str
    documents: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query as it was searched: what it is, what was typed, its documents, and its terms, closest first.

    ``weight`` is what it counts where documents are put in order: less than 1 for a word that only joins or asks.
    """

    kind: str
    text: str
    documents: int
    terms: tuple[Term, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document answers: the word as it stands with what is around it, and the tier and term that met."""

    start: int
    tier: str
    term: str
    seen: str
    around: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """``tree`` is the query as parsed; ``results`` its answer without hits; ``places`` are in the document asked for."""

    tree: str
    parts: tuple[Part, ...]
    results: Results
    places: tuple[Place, ...] = ()


def explain(archive: Archive, query: str, *, document: str = "", precision: str = Precision.WIDE.value) -> Explanation:
    """How ``query`` is understood, and with ``document`` where that answers. Raises BadQuery, IndexMissing, NotFound."""
    results = archive.search(query, size=0, precision=precision)
    node = parse(query, _limit(archive.config))
    reader = archive.reader()
    plan = Resolver(query, archive.store, reader, archive.languages(), Precision(precision)).plan(node)
    places = tuple(_places(archive, document, query, precision)) if document else ()
    return Explanation(str(node), tuple(_parts(plan, reader)), results, places)


def _limit(config: Config) -> int:
    return int(config["search.query_characters"])


def _parts(plan: Plan, reader: Reader, sign: str = "") -> Iterator[Part]:
    if isinstance(plan, Match):
        yield from _words(plan, reader, sign)
    elif isinstance(plan, Keyword):
        yield Part(sign + plan.field, plan.text or ", ".join(plan.values), reader.count(plan))
    elif isinstance(plan, Dates | Numbers | Listed):
        yield Part(sign + type(plan).__name__.lower(), "", reader.count(plan))
    elif isinstance(plan, Boosted):
        yield from (replace(part, weight=part.weight * plan.weight) for part in _parts(plan.part, reader, sign))
    elif not isinstance(plan, Everything):
        for part in plan.parts:
            yield from _parts(part, reader, sign)
        if isinstance(plan, All):
            for part in plan.excluded:
                yield from _parts(part, reader, "-")


def _words(match: Match, reader: Reader, sign: str) -> Iterator[Part]:
    """Each word with its terms; a phrase first as a whole."""
    if len(match.words) > 1:
        yield Part(sign + "phrase", " ".join(word.text for word in match.words), reader.count(match))
    for word in match.words:
        alone = Match((word,), match.scopes)
        yield Part(sign + "word", word.text, reader.count(alone), tuple(_terms(word, match.scopes, reader)))
    for name in match.called:
        yield Part(f"{sign}also called", f"{name.field} {', '.join(name.values)}", reader.count(name))


def _terms(word: QueryWord, scopes: tuple[str, ...], reader: Reader) -> Iterator[Term]:
    for variant in word.variants:
        found = reader.count(Match((QueryWord(word.text, (variant,)),), scopes))
        yield Term(variant.tier.value, variant.term if variant.kind != EXACT else f"{variant.term} (as typed)", found)


def _places(archive: Archive, document: str, query: str, precision: str) -> Iterator[Place]:
    text = archive.store.document(document).text
    for mark in archive.marks(document, query, precision=precision):
        first, last = max(0, mark.span.start - _CONTEXT), mark.span.stop + _CONTEXT
        yield Place(mark.span.start, mark.tier.value, mark.term, mark.span.of(text), " ".join(text[first:last].split()))
