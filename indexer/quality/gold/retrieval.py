"""Search sets: ``docs.ru.jsonl`` {id, title, text}, ``queries.ru.jsonl`` {id, text}, ``qrels[.ru].tsv`` query, 0, doc, gain.

The 0 may be missing, and the columns may be named in a first line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.languages import fold
from indexer.quality.gold.files import files, language_of, records, rows
from indexer.quality.values import NoGold

Gains = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SearchSet:
    """Queries by id, documents as (id, title, text), and for each query the gains of the documents that are there."""

    query_language: str
    document_language: str
    queries: Mapping[str, str]
    documents: tuple[tuple[str, str, str], ...]
    gains: Mapping[str, Gains]


def pairs(folder: Path) -> list[tuple[str, str]]:
    """Every (query language, document language) that can be measured."""
    asked, held = ({language_of(path) for path in files(folder, ".jsonl") if _is(path, kind)} for kind in ("queries", "docs"))
    return [(left, right) for left in sorted(asked) for right in sorted(held)]


def read(folder: Path, query_language: str, document_language: str) -> SearchSet:
    """The set for one pair of languages, without queries that no document answers. Raises NoGold."""
    documents = tuple(
        (str(record["id"]), str(record.get("title") or ""), str(record["text"]))
        for record in _records(folder, "docs", document_language)
    )
    held = {id for id, _, _ in documents}
    judged = _gains(folder, document_language, held)
    queries = {str(record["id"]): str(record["text"]) for record in _records(folder, "queries", query_language)}
    gains = {id: judged[id] for id in queries if id in judged}
    if not gains:
        raise NoGold(f"{folder}: no query in '{query_language}' has a judged document in '{document_language}'")
    chosen = SearchSet(query_language, document_language, {id: queries[id] for id in gains}, documents, gains)
    return _without_titles(chosen) if _asks_for_titles(chosen) else chosen


def _asks_for_titles(chosen: SearchSet) -> bool:
    """True for a set whose queries are headlines: with the titles in the index it would only be looked up."""
    titles = {id: fold(title) for id, title, _ in chosen.documents}
    same = sum(any(titles[doc] == fold(query) for doc in chosen.gains[id]) for id, query in chosen.queries.items())
    return same * 2 > len(chosen.queries)


def _without_titles(chosen: SearchSet) -> SearchSet:
    documents = tuple((id, "", text) for id, _, text in chosen.documents)
    return SearchSet(chosen.query_language, chosen.document_language, chosen.queries, documents, chosen.gains)


def _records(folder: Path, kind: str, language: str) -> Iterator[Mapping[str, object]]:
    for path in files(folder, ".jsonl"):
        if _is(path, kind) and language_of(path) == language:
            yield from records(path)


def _gains(folder: Path, language: str, held: set[str]) -> dict[str, dict[str, int]]:
    gains: dict[str, dict[str, int]] = defaultdict(dict)
    for path in files(folder, ".tsv"):
        if _is(path, "qrels") and language_of(path) in ("", language):
            for query, *_, document, gain in (row for row in rows(path) if len(row) > 2):
                # a first line with names of columns has no number at its end
                if document in held and gain.strip().isdigit() and int(gain):
                    gains[query][document] = int(gain)
    return gains


def _is(path: Path, kind: str) -> bool:
    return path.name.startswith(f"{kind}.")
