"""What the store holds of a document, as an index takes it: the only place where the one is put into the words of the other."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, MutableMapping
from dataclasses import replace

from corpus.model import EntityType, IndexRecord, StoredDocument
from corpus.morphology import read_words
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.query.facts import FACTS
from indexer.schema import ANY, AUTHOR, HAS, LANGUAGE, PATH, RELEASED, SOURCE, TYPE, YEAR
from indexer.terms import words_of

_SURE, _LEAST_CHARACTERS = 0.9, 60
"""A passage as sure of its language and as long as this counts for its document: a foreign name in a list does not."""

_YEARS = 20
"""A document that speaks from more years than this is counted under its first and last only."""

_NO_WORDS = TokenTable.of(())


def records(
    store: Store, only: Collection[str] | None = None, marks: MutableMapping[str, str] | None = None
) -> Iterator[IndexRecord]:
    """Documents of the store as an index takes them, in order of id: all, or those of ``only`` that are there.

    ``marks`` gains the mark of each, as ``marks_of`` tells it.
    """
    for document, draft in _drafts(store, only):
        if marks is not None:
            marks[document.id] = _mark(document, draft)
        yield replace(
            draft,
            title_tokens=words_of(document.title, document.languages),
            more={
                AUTHOR: words_of(document.author, document.languages),
                PATH: TokenTable.of(read_words(path, document.languages) for path in document.paths),
            },
        )


def marks_of(store: Store, only: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each document of ``only`` that is there, with a mark: two of one mark are the same to an index. Reads no word."""
    for document, draft in _drafts(store, only):
        yield document.id, _mark(document, draft)


def _mark(document: StoredDocument, draft: IndexRecord) -> str:
    tokens = draft.tokens
    # an entity that is renamed keeps its id and may change its place among others: only which there are counts
    facets = sorted((name, sorted(values)) for name, values in draft.facets.items())
    rest = replace(draft, tokens=_NO_WORDS, entities=(), facets={})
    said = (document.author, document.paths, sorted(draft.entities), facets, rest, tokens.words)
    columns = (tokens.word_ids, tokens.starts, tokens.lengths, tokens.positions)
    sum = hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=12)
    for column in columns:
        sum.update(column.tobytes())
    return sum.hexdigest()


def _drafts(store: Store, only: Collection[str] | None) -> Iterator[tuple[StoredDocument, IndexRecord]]:
    """Documents with their records, in which the words of title, author and path are still to be read."""
    ids = sorted(store.ids() if only is None else set(store.ids()).intersection(only))
    released = store.releases(ids)
    for document_id in ids:
        document = store.document(document_id)
        yield document, _draft(store, document, document.id in released)


def _draft(store: Store, document: StoredDocument, is_released: bool) -> IndexRecord:
    tokens, entities = store.tokens(document.id), store.document_entities(document.id)
    facets: dict[str, tuple[str, ...]] = {
        LANGUAGE: _languages(store, document),
        TYPE: (document.media_type,),
        SOURCE: (document.source,),
        HAS: _facts(store, document, {kind for _, kind, *_ in entities}),
        YEAR: _years(document),
        RELEASED: (ANY, document.id) if is_released else (),
    }
    for entity_id, entity_type, *_ in entities:
        facets[entity_type] = (*facets.get(entity_type, ()), entity_id)
    return IndexRecord(
        id=document.id,
        title=document.title,
        path=document.paths[0] if document.paths else "",
        source=document.source,
        media_type=document.media_type,
        date=document.date.start if document.date else "",
        date_stop=document.date.stop if document.date else "",
        year=int(document.date.start[:4]) if document.date else 0,
        languages=document.languages,
        text=document.text,
        tokens=tokens,
        title_tokens=_NO_WORDS,
        entities=tuple(entity_id for entity_id, *_ in entities),
        facets=facets,
        boilerplate=store.boilerplate(document.id),
        numbers={"pages": document.pages, "words": len(tokens), "size": document.size_bytes},
    )


def _languages(store: Store, document: StoredDocument) -> tuple[str, ...]:
    """The languages of the document, and those of single passages that are sure of theirs: «lang:kk» finds one paragraph."""
    return tuple(
        dict.fromkeys((*document.languages, *store.languages_spoken(document.id, score=_SURE, characters=_LEAST_CHARACTERS)))
    )


def _facts(store: Store, document: StoredDocument, kinds: set[EntityType]) -> tuple[str, ...]:
    """What there is in a document that one may ask for: «has:phone»."""
    held = {
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "url": document.url,
        "pages": document.pages,
    }
    contacts = {contact.kind for contact in store.contacts(document.id)}
    told = {
        *(name for name, value in held.items() if value),
        *contacts,
        *kinds,
        *(("role",) if store.roles(document.id) else ()),
    }
    return tuple(sorted(told & set(FACTS)))


def _years(document: StoredDocument) -> tuple[str, ...]:
    if document.date is None:
        return ()
    first, last = int(document.date.start[:4]), int(document.date.stop[:4])
    years = range(first, last + 1) if last - first < _YEARS else (first, last)
    return tuple(f"{year:04}" for year in years)
