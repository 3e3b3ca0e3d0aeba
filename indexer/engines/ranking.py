"""Evaluates a plan over postings, exactly: which documents answer, and how well (BM25F over scopes, best tier a word).

An engine that has no scoring of its own worth keeping gives ``Postings`` by term; sets and scores are then computed here
on whole columns. On 20,000 documents a column of scores is 80 KB: dense arrays beat merging lists in Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.columns import Bools, Columns, Ints
from indexer.engines.contract import UNDATED
from indexer.plan import All, AnyOf, Boosted, Dates, Everything, Keyword, Listed, Match, Near, Numbers, Plan
from indexer.schema import KINDS, TITLE, posting_field
from indexer.terms import QueryWord, Tier, Variant
from indexer.weights import K1, B, Weights

Floats = NDArray[np.float32]

_POSITION_BITS = 32


@dataclass(frozen=True, slots=True)
class Postings:
    """One term's documents, their weights, and each place as ``document << 32 | position``; all ascending."""

    documents: Ints
    weights: Floats
    places: NDArray[np.int64]


class PostingSource(Protocol):
    """Where postings are read from."""

    def postings(self, field: str, term: str) -> Postings | None:
        """The postings of a term, None when no document has it."""


class Ranking:
    """Answers plans over one immutable index."""

    def __init__(self, source: PostingSource, columns: Columns, weights: Weights) -> None:
        self._source, self._columns = source, columns
        self._tiers = weights.tiers()
        self._title = weights.title
        self._norms = {scope: _norm(lengths) for scope, lengths in columns.lengths.items()}

    def answer(self, plan: Plan) -> tuple[Bools, Floats]:
        """For each document whether it is held and answers, and its score."""
        mask, score = self.evaluate(plan)
        return mask & self._columns.live, score

    def evaluate(self, plan: Plan) -> tuple[Bools, Floats]:
        """For each document whether it answers, and its score (0 where it does not)."""
        if isinstance(plan, Match):
            return self._match(plan)
        if isinstance(plan, Boosted):
            found, score = self.evaluate(plan.part)
            return found, score * np.float32(plan.weight)
        if isinstance(plan, AnyOf):
            masks, scores = zip(*map(self.evaluate, plan.parts), strict=True)
            either: Bools = np.any(masks, axis=0)
            return either, np.sum(scores, axis=0)
        if isinstance(plan, All):
            masks, scores = zip(*map(self.evaluate, plan.parts), strict=True)
            mask: Bools = np.all(masks, axis=0)
            for excluded in plan.excluded:
                mask &= ~self.evaluate(excluded)[0]
            return mask, np.where(mask, np.sum(scores, axis=0), np.float32(0))
        if isinstance(plan, Near):
            raise TypeError("nearness is settled before an engine is asked")
        return self._unscored(plan), np.zeros(len(self._columns), np.float32)

    def _unscored(self, plan: Keyword | Dates | Numbers | Listed | Everything) -> Bools:
        columns = self._columns
        if isinstance(plan, Keyword):
            return columns.keywords[plan.field].having(plan.values, len(columns))
        if isinstance(plan, Dates):
            dated: Bools = columns.first_day != UNDATED
            meets: Bools = dated & (columns.first_day <= plan.stop) & (columns.last_day >= plan.start)
            return meets
        if isinstance(plan, Numbers):
            numbers = columns.numbers[plan.field]
            between: Bools = (numbers >= plan.first) & (numbers <= plan.last)
            return between
        if isinstance(plan, Listed):
            return columns.among(frozenset(plan.ids))
        return np.ones(len(columns), bool)

    def _match(self, plan: Match) -> tuple[Bools, Floats]:
        words = [self._word(word, plan.scopes) for word in plan.words]
        mask, score = words[0]
        if len(words) > 1:
            together = np.all([found for found, _ in words], axis=0)
            mask = self._side_by_side(plan) if together.any() else together
            score = np.sum([score for _, score in words], axis=0)
        score = np.where(mask, score, np.float32(0))
        return self._with_called(plan.called, mask, score) if plan.called else (mask, score)

    def _with_called(self, called: tuple[Keyword, ...], mask: Bools, score: Floats) -> tuple[Bools, Floats]:
        """Documents that mention the thing under another name are added, scored as a reading that stands once."""
        also = np.any([self._unscored(keyword) for keyword in called], axis=0)
        added = np.float32(self._tiers[Tier.READING] * _rarity(int((mask | also).sum()), len(mask)))
        return mask | also, np.where(also & ~mask, added, score)

    def _word(self, word: QueryWord, scopes: tuple[str, ...]) -> tuple[Bools, Floats]:
        mask = np.zeros(len(self._columns), bool)
        form, best = np.zeros(len(mask), np.float32), np.zeros(len(mask), np.float32)
        for variant in word.variants:
            counted = self._counted(variant, scopes, mask)
            if counted is None:
                continue
            score = (
                np.float32(self._tiers[variant.tier] * variant.share)
                * counted
                * np.float32(K1 + 1)
                / (counted + np.float32(K1))
            )
            # readings of one word are rivals, so the best counts; the form as typed comes on top
            if variant.tier is Tier.FORM:
                form = score
            else:
                best = np.maximum(best, score)
        return mask, ((form + best) * _rarity(int(mask.sum()), len(mask))).astype(np.float32)

    def _counted(self, variant: Variant, scopes: tuple[str, ...], mask: Bools) -> Floats | None:
        """How often a term stands in each document, weighted by scope and length; what was found is added to ``mask``."""
        counted: Floats | None = None
        for scope in scopes:
            found = self._source.postings(posting_field(scope, variant.kind), variant.term)
            if found is None:
                continue
            if counted is None:
                counted = np.zeros(len(mask), np.float32)
            mask[found.documents] = True
            weight = found.weights / self._norms[scope][found.documents] if scope in self._norms else found.weights
            counted[found.documents] += weight * np.float32(self._title if scope == TITLE else 1.0)
        return counted

    def _side_by_side(self, plan: Match) -> Bools:
        mask = np.zeros(len(self._columns), bool)
        for scope, kind in product(plan.scopes, KINDS):
            starts = [self._places(word, posting_field(scope, kind), kind) - offset for offset, word in enumerate(plan.words)]
            # the rarest word first keeps every intersection small
            common = reduce(lambda left, right: np.intersect1d(left, right, assume_unique=True), sorted(starts, key=len))
            mask[common >> _POSITION_BITS] = True
        return mask

    def _places(self, word: QueryWord, field: str, kind: str) -> NDArray[np.int64]:
        found = [self._source.postings(field, variant.term) for variant in word.variants if variant.kind == kind]
        places = [postings.places for postings in found if postings is not None]
        return np.unique(np.concatenate(places)) if places else np.empty(0, np.int64)


def _rarity(found: int, documents: int) -> float:
    return float(np.log1p((documents - found + 0.5) / (found + 0.5)))


def _norm(lengths: Ints) -> Floats:
    average = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    return ((1 - B) + B * lengths / average).astype(np.float32)
