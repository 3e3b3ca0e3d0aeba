"""Finds the copies, versions and translations of every document that came or changed; the others stand as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from corpus.duplicates import (
    ALGORITHM,
    Anchored,
    Likeness,
    Sketch,
    compare,
    groups,
    is_other_letter,
    rarity,
    runs,
    sketch,
    translated,
)
from corpus.model import EntityType, Span
from corpus.spelling import skeleton
from corpus.store import Store
from corpus.tokens import TokenTable

SHARERS = 20
"""A passage or an anchor that more documents have does not make them worth comparing."""

PASSAGE_CHARACTERS = 80

_KEPT_RUNS = 256


def relate(store: Store) -> int:
    """The store knows which documents are one release; how many documents that changed for, which an index takes again."""
    algorithm, generation = store.compared()
    with store.batch():
        if algorithm != ALGORITHM:
            store.forget_sketches()
            generation = 0
        changes = store.changed_since(generation)
        if changes.generation == generation and algorithm == ALGORITHM:
            return 0
        for number in store.numbers(changes.deleted):
            store.forget_sketch(number)
        came = dict(zip(store.numbers(changes.put), changes.put, strict=True))
        for number, id in came.items():
            store.save_sketch(number, *_sketched(store, id))
        _compare(store, came)
        _translate(store, came)
        same = store.pairs(Likeness.COPY) | store.pairs(Likeness.VERSION)
        moved = store.save_releases(groups([*same, *store.translations()]))
        store.mark_changed(moved)
        store.compared_with(ALGORITHM, store.generation())
        return len(moved)


def overlook(store: Store) -> None:
    """What linking changed right after ``relate`` is not compared: the documents say what they said."""
    algorithm, _ = store.compared()
    with store.batch():
        store.compared_with(algorithm, store.generation())


def _sketched(store: Store, id: str) -> tuple[Sketch, Anchored]:
    document, tokens = store.document(id), store.tokens(id)
    own = _words(tokens, outside=store.boilerplate(id))
    letters = sum(map(str.isalpha, document.text))
    anchored = Anchored(document.language, letters, frozenset(_anchors(store, id, tokens)))
    return sketch(_words(tokens), own), anchored


def _words(tokens: TokenTable, outside: Iterable[Span] = ()) -> list[str]:
    """The folded words of a text in order, without those that lie in some spans."""
    left = list(outside)
    if not left:
        return [tokens.words[word][0] for word in tokens.word_ids]
    within = _mask(left)
    columns = zip(tokens.word_ids, tokens.starts, tokens.lengths, strict=True)
    return [tokens.words[word][0] for word, start, length in columns if within.count(1, start, start + length) < length]


def _mask(spans: Iterable[Span]) -> bytearray:
    """A byte for each character up to the last that a span holds: 1 within a span, else 0."""
    known = list(spans)
    mask = bytearray(max((span.stop for span in known), default=0))
    for span in known:
        mask[span.start : span.stop] = b"\1" * len(span)
    return mask


def _anchors(store: Store, id: str, tokens: TokenTable) -> Iterator[str]:
    """Names, days, contacts, and numbers of two digits or more that are part of neither.

    A person is known by initial and sound of the surname, anything else by the gazetteer's link or its spelling: by what the
    document itself says, not by what other documents let it be joined with.
    """
    from corpus.entities import person_key  # the rules of names, which a night on which nothing changed is spared

    taken = []
    for mention, _ in store.mentions(id):
        if mention.link:
            yield f"link {mention.link}"
        elif mention.type is EntityType.PERSON:
            given, surname = person_key(mention)
            yield f"person {given[:1]} {surname}"
        else:
            yield f"{mention.type} {skeleton(mention.name, mention.language)}"
    for date in store.dates(id):
        yield f"date {date.edtf}"
        taken.append(date.span)
    for contact in store.contacts(id):
        yield f"contact {contact.value}"
        taken.append(contact.span)
    numbers = {place: form for place, (form, *_) in enumerate(tokens.words) if len(form) > 1 and form[0].isdigit()}
    within = _mask(taken)
    for word, start, length in zip(tokens.word_ids, tokens.starts, tokens.lengths, strict=True):
        if word in numbers and not within.count(1, start, start + length):
            yield f"number {numbers[word]}"


def _compare(store: Store, came: dict[int, str]) -> None:
    """Every pair of which one came is compared once, on all its words."""
    texts = _Texts(store)
    for number in came:
        for other in sorted(store.candidates(number, SHARERS, PASSAGE_CHARACTERS)):
            if other in came and other < number:
                continue
            found = compare(texts.runs(number), texts.runs(other))
            if found is None:
                continue
            kind, score = found
            if kind is not Likeness.COPY and is_other_letter(texts.rest(number, other), texts.rest(other, number)):
                continue
            store.save_alike(number, other, kind, score)


class _Texts:
    """Runs of words of documents by number, the last used kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.runs: Callable[[int], frozenset[str]] = lru_cache(_KEPT_RUNS)(self._read)

    def _read(self, number: int) -> frozenset[str]:
        return runs(_words(self._store.tokens(self._store.id_of(number))))

    def rest(self, number: int, other: int) -> list[str]:
        """The words of a document beyond the boilerplate that the other has too; nothing where there is none such."""
        shared = self._store.shared_boilerplate(number, other)
        return _words(self._store.tokens(self._store.id_of(number)), shared) if shared else []


def _translate(store: Store, came: dict[int, str]) -> None:
    """Every pair in two languages of which one came is scored once by what translation leaves as it is."""
    archive = store.sketched()
    counts: dict[str, int] = {}

    def weigh(anchor: str) -> float:
        return rarity(counts[anchor], archive)

    def anchored(number: int) -> Anchored:
        found = store.anchored(number)
        counts.update(store.anchor_counts(found.anchors - counts.keys()))
        return found

    for number in came:
        own = anchored(number)
        rare = sorted(anchor for anchor in own.anchors if counts[anchor] <= SHARERS)
        for other in sorted(store.anchor_sharers(number, rare)):
            score = translated(own, anchored(other), weigh)
            if score:
                store.save_alike(number, other, Likeness.TRANSLATION, score)
