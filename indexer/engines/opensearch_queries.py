"""Plans as OpenSearch's queries: a filter says exactly which documents answer, scores come on top by the usual weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Any, TypeGuard

from indexer.engines.boilerplate import with_shared
from indexer.engines.contract import DAYS, SCORED_TERMS
from indexer.engines.opensearch_mapping import ID, SEPARATOR, STACKED
from indexer.plan import All, AnyOf, Boosted, Dates, Everything, Keyword, Listed, Match, Near, Numbers, Plan, is_scored
from indexer.schema import KINDS, posting_field
from indexer.terms import QueryWord, Tier, Variant
from indexer.weights import Weights

Query = dict[str, Any]
FieldTerm = tuple[str, str]
ScopedWord = tuple[QueryWord, tuple[str, ...]]

NOTHING: Query = {"match_none": {}}
_VALUES = 50_000
"""Values of one clause; a server takes 65,536."""
_SCORED_CLAUSES = 600
"""Beyond so many a query's words are scored by their field alone: a server takes 1,024 clauses, filters among them."""
_SATURATION = 2.2
"""k1 + 1, which Lucene leaves out of BM25."""


def filter_of(plan: Plan) -> Query:
    """The query whose answer is the plan's, without scores."""
    if isinstance(plan, Match):
        return _match(plan)
    if isinstance(plan, Boosted):
        return filter_of(plan.part)
    if isinstance(plan, AnyOf):
        words = [(part.words[0], part.scopes) for part in plan.parts if _is_word(part)]
        others = [filter_of(part) for part in plan.parts if not _is_word(part)]
        return any_of([*_held_in(_terms_by_field(words)), *others])
    if isinstance(plan, All):
        excluded = [filter_of(part) for part in plan.excluded]
        return {"bool": {"filter": [filter_of(part) for part in plan.parts], **({"must_not": excluded} if excluded else {})}}
    if isinstance(plan, Near):
        raise TypeError("nearness is settled before an engine is asked")
    return _fact(plan)


def any_of(queries: Iterable[Query]) -> Query:
    """What answers at least one of them."""
    alternatives = list(queries)
    if len(alternatives) == 1:
        return alternatives[0]
    return {"bool": {"should": alternatives, "minimum_should_match": 1}} if alternatives else NOTHING


def posting_fields(scopes: Iterable[str], kind: str) -> list[str]:
    """Where words of one kind stand, those of shared passages too."""
    return with_shared([posting_field(scope, kind) for scope in scopes])


def words_of(plan: Plan) -> set[ScopedWord]:
    """Every word by which the plan's documents are scored, and where it is looked for."""
    if isinstance(plan, Match):
        return {(word, tuple(plan.scopes)) for word in plan.words}
    if isinstance(plan, Boosted):
        return words_of(plan.part)
    return set().union(*map(words_of, plan.parts)) if isinstance(plan, All | AnyOf) else set()


def is_wide(word: QueryWord) -> bool:
    """True when a word stands for so many terms, as a wildcard does, that it scores the same wherever it is found."""
    return len(word.variants) > SCORED_TERMS


def word_filter(word: QueryWord, scopes: Sequence[str]) -> Query:
    """Documents that have any term of a word."""
    return any_of(_held_in(_terms_by_field([(word, scopes)])))


def terms_of(word: QueryWord, scopes: Sequence[str]) -> list[FieldTerm]:
    """Every term that answers a word, with its field."""
    return [(field, each.term) for each in word.variants for field in posting_fields(scopes, each.kind)]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many documents an index holds, how many have each field, each term and each wide word."""

    documents: int
    fields: Mapping[str, int]
    terms: Mapping[FieldTerm, int]
    wide: Mapping[ScopedWord, int]

    def of(self, found: int, field: str = "") -> float:
        """The inverse document frequency of so many, as Lucene has it for a field."""
        documents = max(self.fields[field] if field else self.documents, found)
        return log1p((documents - found + 0.5) / (found + 0.5))


class Scorer:
    """Scores the plan's documents; what the index does not hold is left out."""

    def __init__(self, weights: Weights, rarity: Rarity) -> None:
        self._weights, self._rarity = weights, rarity
        self._tiers = weights.tiers()
        held = sum(map(bool, rarity.terms.values()))
        self._alone = held <= _SCORED_CLAUSES

    def query(self, plan: Plan) -> Query:
        """The query whose answer is the plan's, scored."""
        scores = self._scores(plan)
        return {"bool": {"filter": [filter_of(plan)], **({"should": scores} if scores else {})}}

    def _scores(self, plan: Plan) -> list[Query]:
        """What adds to the score of a document that answers the plan; of others it says nothing."""
        if isinstance(plan, Match):
            words = [query for word in plan.words if (query := self._word(word, plan.scopes)) is not None]
            return [self._with_called(plan, words)] if plan.called else words
        if isinstance(plan, Boosted):
            scores = self._scores(plan.part)
            return [{"bool": {"should": scores, "boost": plan.weight}}] if scores else []
        if isinstance(plan, All):
            return [query for part in plan.parts for query in self._scores(part)]
        if isinstance(plan, AnyOf):
            return [query for part in plan.parts if is_scored(part) for query in self._alternative(part)]
        return []

    def _alternative(self, part: Plan) -> list[Query]:
        """As ``_scores`` for documents that may answer another part only."""
        scores = self._scores(part)
        alone = isinstance(part, Match) and len(part.words) == 1
        return scores if alone or not scores else [{"bool": {"filter": [filter_of(part)], "should": scores}}]

    def _with_called(self, plan: Match, words: list[Query]) -> Query:
        also = any_of(_fact(keyword) for keyword in plan.called)
        said = {"bool": {"filter": [_match(Match(plan.words, plan.scopes))], **({"should": words} if words else {})}}
        called = {"constant_score": {"filter": also, "boost": self._tiers[Tier.READING]}}
        return {"dis_max": {"queries": [said, called]}}

    def _word(self, word: QueryWord, scopes: Sequence[str]) -> Query | None:
        """The form as typed counts on top of the best other reading: readings of one word are rivals."""
        if is_wide(word):
            return self._unranked(word, scopes, self._rarity.wide[word, tuple(scopes)])
        held = [self._held(variant, scopes) for variant in word.variants]
        known = max((self._rarity.terms[each] for found in held for each in found), default=0)
        if not known:
            return None
        if not self._alone:
            return self._unranked(word, scopes, known)
        pairs = [(variant, found) for variant, found in zip(word.variants, held, strict=True) if found]
        scored = [(variant.tier, _sum(self._term(each, variant, known) for each in found)) for variant, found in pairs]
        form = [query for tier, query in scored if tier is Tier.FORM]
        other = [query for tier, query in scored if tier is not Tier.FORM]
        return _sum([*form, {"dis_max": {"queries": other}}] if other else form)

    def _held(self, variant: Variant, scopes: Sequence[str]) -> list[FieldTerm]:
        places = ((field, variant.term) for field in posting_fields(scopes, variant.kind))
        return [place for place in places if self._rarity.terms.get(place)]

    def _term(self, place: FieldTerm, variant: Variant, known: int) -> Query:
        """As rare as its word is, not as the term alone: «~сталь» is rarer than «сталь» and means less."""
        field, term = place
        own = self._rarity.of(self._rarity.terms[place], field)
        share = self._tiers[variant.tier] * variant.share * self._weights.of_field(field)
        return {"term": {field: {"value": term, "boost": _SATURATION * share * self._rarity.of(known) / own}}}

    def _unranked(self, word: QueryWord, scopes: Sequence[str], known: int) -> Query:
        """The same score wherever the word is found in a field."""
        score = self._tiers[word.variants[0].tier] * self._rarity.of(known)
        by_field = _terms_by_field([(word, scopes)])
        return _sum(
            {"constant_score": {"filter": query, "boost": score * self._weights.of_field(field)}}
            for field, query in zip(by_field, _held_in(by_field), strict=True)
        )


def _fact(plan: Keyword | Dates | Numbers | Listed | Everything) -> Query:
    if isinstance(plan, Keyword):
        return _values(plan.field, plan.values)
    if isinstance(plan, Dates):
        # an undated document has day 0, and no calendar day is before 1
        begun = {"range": {DAYS[0]: {"gte": 1, "lte": plan.stop}}}
        return {"bool": {"filter": [begun, {"range": {DAYS[1]: {"gte": max(plan.start, 1)}}}]}}
    if isinstance(plan, Numbers):
        return {"range": {plan.field: {"gte": plan.first, "lte": plan.last}}}
    return _values(ID, plan.ids) if isinstance(plan, Listed) else {"match_all": {}}


def _values(field: str, values: Sequence[str]) -> Query:
    return any_of({"terms": {field: list(values[at : at + _VALUES])}} for at in range(0, len(values), _VALUES))


def _is_word(plan: Plan) -> TypeGuard[Match]:
    return isinstance(plan, Match) and len(plan.words) == 1 and not plan.called


def _match(plan: Match) -> Query:
    found = word_filter(plan.words[0], plan.scopes) if len(plan.words) == 1 else any_of(_phrases(plan))
    return any_of([found, *(_fact(keyword) for keyword in plan.called)])


def _terms_by_field(words: Iterable[tuple[QueryWord, Sequence[str]]]) -> dict[str, list[str]]:
    by_field: dict[str, dict[str, None]] = defaultdict(dict)
    for word, scopes in words:
        for variant in word.variants:
            for field in posting_fields(scopes, variant.kind):
                by_field[field][variant.term] = None
    return {field: list(terms) for field, terms in by_field.items()}


def _held_in(by_field: Mapping[str, Sequence[str]]) -> Iterable[Query]:
    return (_values(field, terms) for field, terms in by_field.items())


def _phrases(plan: Match) -> Iterable[Query]:
    """Alternatives are stacked as in documents, so one clause a field holds all readings of all words."""
    for kind in KINDS:
        words = [[each.term for each in word.variants if each.kind == kind] for word in plan.words]
        if all(words):
            text = " ".join(SEPARATOR.join(dict.fromkeys(terms)) for terms in words)
            for field in posting_fields(plan.scopes, kind):
                yield {"match_phrase": {field: {"query": text, "analyzer": STACKED}}}


def _sum(queries: Iterable[Query]) -> Query:
    parts = list(queries)
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts}}
