"""Documents like a document, and what is special in an answer: both by the words and names that stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, log1p
from weakref import WeakKeyDictionary

from corpus.errors import NotFound
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.crosslingual.expand import is_service
from indexer.engines import Reader
from indexer.plan import All, AnyOf, Boosted, Everything, Keyword, Listed, Match, Plan
from indexer.schema import ENTITY_FIELDS, LEMMA, TEXT, TITLE
from indexer.significance import LEAST, log_likelihood
from indexer.terms import QueryWord, Tier, Variant

TERMS = 25
"""Words of a document that it is compared by; more bring in what stands in every document."""

CANDIDATES = 120
SAMPLE = 200
"""The first documents of an answer whose words are read to say what is special in it; names are counted in all."""

_FEWEST_LETTERS = 3
_NAME_WEIGHT = 2.0

_HELD: WeakKeyDictionary[Reader, dict[str, int]] = WeakKeyDictionary()
_MOST_WORDS = 1 << 16


@dataclass(frozen=True, slots=True)
class Special:
    """A word or a name that stands out: ``kind`` is word or a type of entity, ``value`` a lemma or an entity's id.

    ``inside`` of the documents meant have it, ``anywhere`` in the archive; ``score`` is how sure it is that this is no chance.
    """

    kind: str
    value: str
    text: str
    inside: int
    anywhere: int
    score: float


@dataclass(frozen=True, slots=True)
class Similar:
    """A document like another, with the words and names that both have, the rarest first."""

    id: str
    title: str
    path: str
    date: str
    language: str
    score: float
    shared: tuple[str, ...]


def similar_documents(store: Store, reader: Reader, id: str, limit: int) -> list[Similar]:
    """Documents that share a document's rare words and names, most like it first; not its own versions. Raises NotFound."""
    document = store.document(id)
    archive = reader.count(Everything())
    words = _characteristic(store.tokens(document.id), reader, archive)
    names = [(entity, kind, name) for entity, kind, name, _ in store.document_entities(document.id) if kind in ENTITY_FIELDS]
    held = {entity: reader.count(Keyword(kind, (entity,))) for entity, kind, _ in names}
    parts: list[Plan] = [Boosted(_match(lemma), weight) for lemma, weight in words]
    if not parts:
        return []
    own = (document.id, *(version.id for version in store.versions(document.id)))
    asked = All((AnyOf(tuple(parts)),), (Listed(tuple(sorted(own))),))
    best = reader.search(asked, page=1, size=4 * limit, sort="relevance", facets=()).page
    top = best[0][1] if best else 1.0
    mine = {entity: name for entity, _, name in names}
    found = []
    for other, score in best:
        common = [entity for entity, *_ in store.document_entities(other) if entity in mine]
        named = sum(log1p(archive / max(1, held[entity])) for entity in common)
        every = sum(log1p(archive / max(1, count)) for count in held.values()) or 1.0
        whole = score / (top or 1.0) + _NAME_WEIGHT * named / every
        said = [mine[entity] for entity in sorted(common, key=lambda entity: (held[entity], entity))[:3]]
        found.append((whole, other, said))
    ranked = sorted(found, key=lambda each: (-round(each[0], 6), each[1]))[:limit]
    # words are read of those alone that are shown
    return [_shown(store, other, score, (*said, *_shared(store.tokens(other), words))) for score, other, said in ranked]


def special_terms(store: Store, reader: Reader, ids: Sequence[str], limit: int) -> list[Special]:
    """Words that the first documents of an answer have more than the archive, most striking first."""
    archive = reader.count(Everything())
    sample = ids[:SAMPLE]
    counted: Counter[str] = Counter()
    for id in sample:
        try:
            counted.update({word[1] for word in store.tokens(id).words if _tells(word[1])})
        except NotFound:  # gone from the store since the index was built
            continue
    likely = [(lemma, inside) for lemma, inside in counted.most_common(20 * CANDIDATES) if inside > 1 or len(sample) == 1]
    found = []
    for lemma, inside in likely[: CANDIDATES * 3]:
        anywhere = max(inside, reader.count(_match(lemma)))
        score = log_likelihood(inside, len(sample), anywhere, archive)
        if score >= LEAST:
            found.append(Special("word", lemma, lemma, inside, anywhere, round(score, 2)))
    return nlargest(limit, found, key=lambda each: (each.score, each.text))


def special_names(store: Store, reader: Reader, asked: Plan, limit: int) -> list[Special]:
    """People, bodies, places and programmes that an answer names more than the archive does."""
    archive = reader.count(Everything())
    answer = reader.search(asked, page=1, size=0, sort="relevance", facets=ENTITY_FIELDS)
    found = []
    for kind, counts in answer.facets.items():
        anywhere = reader.values(kind)
        for entity, inside in counts.items():
            score = log_likelihood(inside, answer.total, max(inside, anywhere.get(entity, 0)), archive)
            if score >= LEAST:
                found.append((score, kind, entity, inside, anywhere.get(entity, inside)))
    best = nlargest(limit, found)
    return [
        Special(kind, entity, _name(store, entity), inside, everywhere, round(score, 2))
        for score, kind, entity, inside, everywhere in best
    ]


def _characteristic(tokens: TokenTable, reader: Reader, archive: int) -> list[tuple[str, float]]:
    """The words of a document that are many in it and few elsewhere, with their weights: the first weighs 1."""
    counted = Counter(tokens.words[word][1] for word in tokens.word_ids)
    likely = [(lemma, count) for lemma, count in counted.most_common() if _tells(lemma)][: 2 * CANDIDATES]
    known = _held_in(reader)
    weighed = []
    for lemma, count in likely:
        held = known.get(lemma)
        if held is None:
            held = known[lemma] = reader.count(_match(lemma))
        # a word that no other document has finds none
        if held > 1:
            weighed.append(((1 + log(count)) * log(archive / held) if held < archive else 0.0, lemma))
    best = nlargest(TERMS, weighed)
    return [(lemma, weight / best[0][0]) for weight, lemma in best if weight > 0]


def _held_in(reader: Reader) -> dict[str, int]:
    """How many documents hold each word that was asked for before: the next document has most of its words in common."""
    known = _HELD.setdefault(reader, {})
    if len(known) > _MOST_WORDS:
        known.clear()
    return known


def _match(lemma: str) -> Match:
    return Match((QueryWord(lemma, (Variant(LEMMA, lemma, Tier.WORD),)),), (TEXT, TITLE))


def _tells(lemma: str) -> bool:
    return len(lemma) >= _FEWEST_LETTERS and lemma[0].isalpha() and not is_service(lemma)


def _shared(tokens: TokenTable, words: Sequence[tuple[str, float]]) -> list[str]:
    there = {word[1] for word in tokens.words}
    return [lemma for lemma, _ in words if lemma in there][:5]


def _shown(store: Store, id: str, score: float, shared: Sequence[str]) -> Similar:
    document = store.document(id)
    path, date = document.paths[0] if document.paths else "", document.date.start if document.date else ""
    return Similar(id, document.title, path, date, document.language, round(score, 4), tuple(shared))


def _name(store: Store, entity: str) -> str:
    try:
        return store.entity(entity).name
    except NotFound:
        return entity
