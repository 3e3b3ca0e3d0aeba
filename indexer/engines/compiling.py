"""Plans as Tantivy's queries: what is found is exactly what the plan says, scored by the same weights as elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from math import log1p, prod

import tantivy
from tantivy import Occur, Query

from indexer.engines.boilerplate import with_shared
from indexer.engines.contract import DAYS, SCORED_TERMS
from indexer.engines.numbering import number_of
from indexer.plan import All, AnyOf, Boosted, Dates, Everything, Keyword, Listed, Match, Near, Numbers, Plan
from indexer.schema import KINDS, posting_field
from indexer.terms import QueryWord, Tier, Variant
from indexer.weights import Weights

NUMBER = "number"

_PHRASES = 64
"""Spelt out up to so many combinations of readings; more are left to the engine's automata, which take longer to start."""

_FieldTerm = tuple[str, Variant, int]


class Compiler:
    """Compiles for one open index: a term it does not hold is left out, and how rare a term is comes from it."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, weights: Weights) -> None:
        self._schema, self._searcher, self._weights = schema, searcher, weights
        self._tiers = weights.tiers()

    def compile(self, plan: Plan) -> Query:
        """The query whose answer is the plan's."""
        if isinstance(plan, Match):
            return self._match(plan)
        if isinstance(plan, Boosted):
            return Query.boost_query(self.compile(plan.part), plan.weight)
        if isinstance(plan, AnyOf):
            return _any(self.compile(part) for part in plan.parts)
        if isinstance(plan, All):
            wanted = [(Occur.Must, self.compile(part)) for part in plan.parts]
            return Query.boolean_query(wanted + [(Occur.MustNot, self.compile(part)) for part in plan.excluded])
        if isinstance(plan, Near):
            raise TypeError("nearness is settled before an engine is asked")
        return Query.const_score_query(self._unscored(plan), 0.0)

    def _unscored(self, plan: Keyword | Dates | Numbers | Listed | Everything) -> Query:
        if isinstance(plan, Keyword):
            return Query.term_set_query(self._schema, plan.field, list(plan.values)) if plan.values else Query.empty_query()
        if isinstance(plan, Dates):
            # an undated document has day 0, and no calendar day is before 1
            begun = self._between(DAYS[0], 1, plan.stop)
            return _all([begun, self._between(DAYS[1], max(plan.start, 1), None)])
        if isinstance(plan, Numbers):
            return self._between(plan.field, plan.first, plan.last)
        if isinstance(plan, Listed):
            return (
                Query.term_set_query(self._schema, NUMBER, [number_of(id) for id in plan.ids])
                if plan.ids
                else Query.empty_query()
            )
        return Query.all_query()

    def _between(self, name: str, first: int, last: int | None) -> Query:
        return Query.range_query(self._schema, name, tantivy.FieldType.Integer, first, last)

    def _match(self, plan: Match) -> Query:
        words = [self._word(word, plan.scopes) for word in plan.words]
        if len(words) == 1:
            found = words[0]
        else:
            beside = Query.const_score_query(self._side_by_side(plan), 0.0)
            found = Query.boolean_query([(Occur.Must, beside), *((Occur.Should, word) for word in words)])
        if not plan.called:
            return found
        also = Query.const_score_query(_any(self._unscored(keyword) for keyword in plan.called), self._tiers[Tier.READING])
        return Query.disjunction_max_query([found, also])

    def _word(self, word: QueryWord, scopes: Sequence[str]) -> Query:
        """The form as typed counts on top of the best other reading: readings of one word are rivals."""
        held = [self._held(variant, scopes) for variant in word.variants]
        known = max((count for found in held for _, _, count in found), default=0)
        if not known:
            return Query.empty_query()
        if len(held) > SCORED_TERMS:
            return self._unranked([each for found in held for each in found], known)
        scored = [(found[0][1].tier, _any(self._scored(each, known) for each in found)) for found in held if found]
        form = [query for tier, query in scored if tier is Tier.FORM]
        other = [query for tier, query in scored if tier is not Tier.FORM]
        return _any([*form, Query.disjunction_max_query(other)] if other else form)

    def _held(self, variant: Variant, scopes: Iterable[str]) -> list[_FieldTerm]:
        """Where the index has a term: field, variant and how many documents."""
        fields = with_shared([posting_field(scope, variant.kind) for scope in scopes])
        counted = ((field, variant, self._searcher.doc_freq(field, variant.term)) for field in fields)
        return [each for each in counted if each[2]]

    def _scored(self, held: _FieldTerm, known: int) -> Query:
        """As rare as its word is, not as the term alone: «~сталь» is rarer than «сталь» and means less."""
        field, variant, count = held
        weight = (
            self._tiers[variant.tier]
            * variant.share
            * self._rarity(known)
            / self._rarity(count)
            * self._weights.of_field(field)
        )
        return Query.boost_query(Query.term_query(self._schema, field, variant.term, "freq"), weight)

    def _unranked(self, held: Sequence[_FieldTerm], known: int) -> Query:
        by_field: dict[str, list[str]] = {}
        for field, variant, _ in held:
            by_field.setdefault(field, []).append(variant.term)
        score = self._tiers[held[0][1].tier] * self._rarity(known)
        return _any(
            Query.const_score_query(Query.term_set_query(self._schema, field, terms), score * self._weights.of_field(field))
            for field, terms in by_field.items()
        )

    def _rarity(self, found: int) -> float:
        documents = max(self._searcher.num_docs, found)
        return log1p((documents - found + 0.5) / (found + 0.5))

    def _side_by_side(self, plan: Match) -> Query:
        places = with_shared([posting_field(scope, kind) for scope in plan.scopes for kind in KINDS])
        return _any(self._phrase(field, plan.words) for field in places)

    def _phrase(self, field: str, words: Sequence[QueryWord]) -> Query:
        kind = field.rsplit("_", 1)[1]
        held = [
            [each.term for each in word.variants if each.kind == kind and self._searcher.doc_freq(field, each.term)]
            for word in words
        ]
        if not all(held):
            return Query.empty_query()
        if prod(map(len, held)) <= _PHRASES:
            return _any(Query.phrase_query(self._schema, field, list(terms)) for terms in product(*held))
        patterns = [f"({'|'.join(map(re.escape, terms))})" for terms in held]
        return Query.regex_phrase_query(self._schema, field, patterns)  # type: ignore[arg-type]  # list is invariant


def _any(queries: Iterable[Query]) -> Query:
    alternatives = list(queries)
    if len(alternatives) == 1:
        return alternatives[0]
    return Query.boolean_query([(Occur.Should, query) for query in alternatives]) if alternatives else Query.empty_query()


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
