"""Which documents hold words near each other: an engine finds who has them all, the stored words tell who has them close.

So every engine gives the same answer, whatever it takes «near» to be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.errors import BadQuery, NotFound
from corpus.model import Mention, Passage
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.engines import Reader
from indexer.plan import All, AnyOf, Boosted, Keyword, Listed, Match, Near, Plan, has_near, positive
from indexer.schema import AUTHOR, HAS, KINDS, PATH, TEXT, TITLE
from indexer.terms import word_terms, words_of

CANDIDATES = 20_000
"""A document takes a third of a millisecond to look through."""

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles what is near in the plan of one query."""

    query: str
    store: Store
    reader: Reader

    def settle(self, plan: Plan, context: tuple[Plan, ...] = ()) -> Plan:
        """The same plan with documents listed in place of nearness; ``context`` must hold as well, so no other need be read.

        Raises BadQuery when too many documents hold the words.
        """
        if not has_near(plan):
            return plan
        if isinstance(plan, Near):
            return All((*plan.parts, self._listed(plan, context)))
        if isinstance(plan, All):
            known = (*context, *(part for part in plan.parts if not has_near(part)))
            parts = tuple(self.settle(part, known) for part in plan.parts)
            return All(parts, tuple(self.settle(part, known) for part in plan.excluded))
        if isinstance(plan, AnyOf):
            return AnyOf(tuple(self.settle(part, context) for part in plan.parts))
        if isinstance(plan, Boosted):
            return replace(plan, part=self.settle(plan.part, context))
        raise TypeError(f"{type(plan).__name__} holds nothing near")

    def _listed(self, near: Near, context: tuple[Plan, ...]) -> Listed:
        candidates = self.reader.matching(All((*context, *near.parts)))
        if len(candidates) > CANDIDATES:
            reason = f"{len(candidates):,} documents hold these words, too many to see where they are near"
            raise BadQuery(
                self.query, near.start, reason, f"add a rarer word or a filter: at most {CANDIDATES:,} are looked through"
            )
        return Listed(tuple(document for document in candidates if self._holds(near, document)))

    def _holds(self, near: Near, document: str) -> bool:
        """True when the document holds all parts near each other in one of the scopes; one that is gone holds nothing."""
        try:
            mentions = self.store.mentions(document) if any(isinstance(leaf, Keyword) for leaf in positive(near)) else ()
            return any(
                stand_near(near, scope, tokens, passages, mentions if scope == TEXT else ())
                for scope in near.scopes
                for tokens, passages in self._tables(document, scope, near.within == "s")
            )
        except NotFound:
            return False

    def _tables(self, id: str, scope: str, sentences: bool) -> Iterator[tuple[TokenTable, Sequence[Passage]]]:
        if scope == TEXT:
            yield self.store.tokens(id), self.store.passages(id) if sentences else ()
            return
        document = self.store.document(id)
        for text in {TITLE: (document.title,), AUTHOR: (document.author,), PATH: document.paths}[scope]:
            yield words_of(text, document.languages), ()


def stand_near(
    near: Near, scope: str, tokens: TokenTable, passages: Sequence[Passage], mentions: Sequence[tuple[Mention, str]] = ()
) -> bool:
    """True when every part of ``near`` stands in one unit of the text, near enough and no two on the same word.

    ``mentions`` with their entities' ids are where entities stand.
    """
    terms = _held_terms(near, tokens)
    units = _sentences(tokens, passages) if near.within == "s" else _passages(tokens)
    found: list[dict[int, list[_Place]]] = []
    for part in near.parts:
        by_unit: dict[int, list[_Place]] = defaultdict(list)
        for start, stop in _places(part, scope, tokens, terms, mentions):
            if units[start] == units[stop - 1]:
                by_unit[units[start]].append((start, stop))
        if not by_unit:
            return False
        found.append(by_unit)
    shared = set.intersection(*(set(each) for each in found))
    return any(_fit([each[unit] for each in found], near.within) for unit in shared)


def _held_terms(near: Near, tokens: TokenTable) -> Sequence[dict[int, set[str]]]:
    """For each kind of term the words of the text that have one of those asked for; most have none."""
    asked = {
        (each.kind, each.term)
        for leaf in positive(near)
        if isinstance(leaf, Match)
        for word in leaf.words
        for each in word.variants
    }
    held: list[dict[int, set[str]]] = [defaultdict(set) for _ in KINDS]
    for number, word in enumerate(tokens.words):
        for kind, term in asked.intersection(word_terms(word)):
            held[KINDS.index(kind)][number].add(term)
    return held


def _places(
    part: Plan,
    scope: str,
    tokens: TokenTable,
    terms: Sequence[dict[int, set[str]]],
    mentions: Sequence[tuple[Mention, str]],
) -> set[_Place]:
    """Where a part stands: first word and the one after its last."""
    if isinstance(part, Boosted):
        return _places(part.part, scope, tokens, terms, mentions)
    if isinstance(part, AnyOf):
        return set().union(*(_places(each, scope, tokens, terms, mentions) for each in part.parts))
    if isinstance(part, Keyword):
        return _named(part, tokens, mentions)
    if not isinstance(part, Match):
        raise TypeError(f"{type(part).__name__} cannot stand near a word")
    return (
        {place for kind in KINDS for place in _match(part, kind, tokens, terms[KINDS.index(kind)])}
        if scope in part.scopes
        else set()
    )


def _named(part: Keyword, tokens: TokenTable, mentions: Sequence[tuple[Mention, str]]) -> set[_Place]:
    """Where mentions of the entities stand, or of any entity of a kind."""
    places = set()
    for mention, entity in mentions:
        if (mention.type.value if part.field == HAS else entity) in part.values:
            first, stop = bisect_left(tokens.starts, mention.span.start), bisect_left(tokens.starts, mention.span.stop)
            if first < stop:
                places.add((first, stop))
    return places


def _match(part: Match, kind: str, tokens: TokenTable, terms: dict[int, set[str]]) -> Iterator[_Place]:
    wanted = [frozenset(each.term for each in word.variants if each.kind == kind) for word in part.words]
    fits = [{number for number, held in terms.items() if not asked.isdisjoint(held)} for asked in wanted]
    if not all(fits):
        return
    length = len(wanted)
    for start, number in enumerate(tokens.word_ids[: len(tokens) - length + 1]):
        if number in fits[0] and all(
            tokens.word_ids[start + offset] in fits[offset]
            and tokens.positions[start + offset] == tokens.positions[start] + offset
            for offset in range(1, length)
        ):
            yield start, start + length


def _passages(tokens: TokenTable) -> list[int]:
    """For each word the number of its passage: between two passages positions jump."""
    numbers, number, last = [], 0, -1
    for position in tokens.positions:
        number += position != last + 1
        numbers.append(number)
        last = position
    return numbers


def _sentences(tokens: TokenTable, passages: Sequence[Passage]) -> list[int]:
    """For each word the number of its sentence; a passage that is not split is one."""
    starts = sorted({span.start for passage in passages for span in (passage.span, *passage.sentences)})
    return [bisect_right(starts, start) for start in tokens.starts]


def _fit(places: Sequence[Sequence[_Place]], within: int | str) -> bool:
    """True when one place of each part can be taken so that no two overlap and no more than ``within`` words lie between."""
    order = sorted(places, key=len)

    def take(number: int, taken: tuple[_Place, ...]) -> bool:
        if number == len(order):
            return True
        return any(take(number + 1, (*taken, place)) for place in order[number] if _joins(place, taken, within))

    return take(0, ())


def _joins(place: _Place, taken: tuple[_Place, ...], within: int | str) -> bool:
    if any(place[0] < stop and start < place[1] for start, stop in taken):
        return False
    if isinstance(within, str):
        return True
    every = (*taken, place)
    between = max(stop for _, stop in every) - min(start for start, _ in every) - sum(stop - start for start, stop in every)
    return between <= within
