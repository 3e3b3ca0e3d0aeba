"""What an OpenSearch index looks like, and a document in it: terms arrive ready, the server only splits them at signs.

A word with several lemmas is sent as ``стать|~сталь``: a whitespace tokenizer keeps it at one position and a capture of
``[^|]+`` makes a term of each, so no plugin is needed. What ranking and facets read stands in columns; sources are not kept,
for the store is the truth.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corpus.model import IndexRecord
from corpus.tokens import TokenTable, Word
from indexer.engines.boilerplate import parted, shared_field
from indexer.engines.contract import DAYS, ordinal
from indexer.schema import EXACT, KINDS, LEMMA, NUMBERS, SCOPES, TEXT, TITLE, VALUE_FIELDS, posting_field
from indexer.terms import lemma_terms

ID = "id"
STACKED = "stacked"
SEPARATOR = "|"
_PLAIN = "plain"
_GAP = SEPARATOR
"""Stands alone where nothing is indexed: words on both sides of it are no neighbours."""
_LONGEST_WORD = 8000
"""Letters of a word that Lucene still takes as one term, which is 32,766 bytes; a longer one leaves a gap."""
_LONGEST_STACK = 1 << 20

WORD_FIELDS = tuple(posting_field(scope, kind) for scope in SCOPES for kind in KINDS) + tuple(
    shared_field(posting_field(TEXT, kind)) for kind in KINDS
)


def index_body(shards: int, replicas: int, meta: dict[str, Any]) -> dict[str, Any]:
    """Settings and mapping of a new index; nothing is seen in it before it is refreshed."""
    words = {
        name: {
            "type": "text",
            "analyzer": STACKED if name.endswith(f"_{LEMMA}") else _PLAIN,
            "index_options": "positions",
            "similarity": "BM25",
            "fielddata": True,
        }
        for name in WORD_FIELDS
    }
    properties: dict[str, Any] = {
        ID: {"type": "keyword"},
        **{name: {"type": "integer"} for name in DAYS},
        **{name: {"type": "long"} for name in NUMBERS},
        **{name: {"type": "keyword"} for name in VALUE_FIELDS},
        **words,
    }
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "max_terms_count": 65536,
            },
            "analysis": _ANALYSIS,
        },
        "mappings": {"dynamic": "strict", "_source": {"enabled": False}, "_meta": meta, "properties": properties},
    }


_ANALYSIS = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": _LONGEST_STACK}},
    "filter": {
        "gaps": {"type": "stop", "stopwords": [_GAP]},
        "stacks": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]},
    },
    "analyzer": {
        _PLAIN: {"type": "custom", "tokenizer": "spaces", "filter": ["gaps"]},
        STACKED: {"type": "custom", "tokenizer": "spaces", "filter": ["gaps", "stacks"]},
    },
}


def document(record: IndexRecord) -> bytes:
    """A document as one line of a bulk request."""
    days = (record.date, record.date_stop or record.date)
    said: dict[str, Any] = {ID: record.id, **dict(zip(DAYS, map(ordinal, days), strict=True))}
    said.update((name, record.numbers.get(name, 0)) for name in NUMBERS)
    said.update((name, list(dict.fromkeys(values))) for name, values in record.facets.items() if values)
    own, shared = parted(record.tokens, record.boilerplate)
    for scope, table in {TITLE: record.title_tokens, **record.more}.items():
        _add_words(said, table, range(len(table)), (posting_field(scope, EXACT), posting_field(scope, LEMMA)))
    _add_words(said, record.tokens, own, (posting_field(TEXT, EXACT), posting_field(TEXT, LEMMA)))
    names = (shared_field(posting_field(TEXT, EXACT)), shared_field(posting_field(TEXT, LEMMA)))
    _add_words(said, record.tokens, shared, names)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _add_words(said: dict[str, Any], tokens: TokenTable, places: Sequence[int], names: tuple[str, str]) -> None:
    """Forms and stacked lemmas of the words at ``places``, with a gap wherever positions jump."""
    if not places:
        return
    written = [_written(word) for word in tokens.words]
    forms: list[str] = []
    lemmas: list[str] = []
    positions, word_ids = tokens.positions, tokens.word_ids
    expected = positions[places[0]]
    for place in places:
        if positions[place] != expected:
            forms.append(_GAP)
            lemmas.append(_GAP)
        form, stacked = written[word_ids[place]]
        forms.append(form)
        lemmas.append(stacked)
        expected = positions[place] + 1
    said[names[0]], said[names[1]] = " ".join(forms), " ".join(lemmas)


def _written(word: Word) -> tuple[str, str]:
    """A word as it is sent: its form, and its lemma, readings and stems in one."""
    form, lemma, readings, stems = word
    if len(form) > _LONGEST_WORD:
        return _GAP, _GAP
    terms = dict.fromkeys(lemma_terms(lemma, readings, stems)) if readings or stems else (lemma,)
    return form, SEPARATOR.join(terms)
