"""Did you mean: for a word that the archive does not hold, or hardly, the word of its own that may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.languages import fold
from corpus.morphology import read_words
from corpus.store import Store
from indexer.completions import Completion, Completions
from indexer.engines import Reader
from indexer.plan import Match
from indexer.query import And, Boost, Node, Or, Word
from indexer.schema import TEXT, TITLE
from indexer.terms import Precision, query_word

TIMES = 10
"""A word that is there is doubted only when its neighbour is in so many times as many documents."""

MOST = 3
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query: ``replacement`` instead of ``word``; ``documents`` have it, ``kind`` and ``language`` are its own."""

    query: str
    word: str
    replacement: str
    kind: str
    language: str
    documents: int


def suggestions(
    query: str,
    node: Node,
    store: Store,
    reader: Reader,
    completions: Callable[[], Completions],
    languages: Sequence[str],
    *,
    few: bool,
) -> tuple[Suggestion, ...]:
    """Queries that may have been meant, the best first: for words that no document has, or hardly any where ``few`` answer."""
    found = []
    for word in _words(node):
        held = _documents(word, reader, languages)
        if held and not few:
            continue
        near = [each for each in completions().near(word.text, _NEAR) if each.documents > TIMES * held]
        found += [_instead(query, word, each) for each in near]
    if few and not found and not _is_known(query, reader, languages):
        names = store.suggest_names(query, MOST)
        found += [Suggestion(_quoted(name), query, name, "name", "", 0) for name in names if fold(name) != fold(query)]
    return tuple(sorted(found, key=lambda each: -each.documents)[:MOST])


def _words(node: Node) -> list[Word]:
    """The words that must answer, each alone."""
    if isinstance(node, Word):
        return [] if node.exact else [node]
    if isinstance(node, And | Or):
        return [word for part in node.parts for word in _words(part)]
    return _words(node.part) if isinstance(node, Boost) else []


def _documents(word: Word, reader: Reader, languages: Sequence[str]) -> int:
    tokens = read_words(word.text, languages)
    if len(tokens) != 1:
        return 0
    return reader.count(Match((query_word(tokens[0], Precision.WORD),), (TEXT, TITLE)))


def _is_known(query: str, reader: Reader, languages: Sequence[str]) -> bool:
    return any(_documents(Word(token), reader, languages) for token in query.split())


def _instead(query: str, word: Word, other: Completion) -> Suggestion:
    there = query[word.start : word.start + len(word.text)] == word.text
    start = word.start if there else query.find(word.text)
    text = query[:start] + other.text + query[start + len(word.text) :] if start >= 0 else other.text
    return Suggestion(text, word.text, other.text, other.kind, other.language, other.documents)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
