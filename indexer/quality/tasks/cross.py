"""Search across languages: queries in one language, documents in another, by dictionary, by sound, and by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.quality.gold import retrieval
from indexer.quality.tasks import Measured, search
from indexer.quality.values import NoGold, Options


def measure(options: Options) -> Iterator[Measured]:
    """What ``search`` measures, for the pair of languages asked for, or for each pair that a dictionary ships for."""
    pairs = [pair for pair in retrieval.pairs(options.folder) if _is_wanted(pair, options)]
    if not pairs:
        raise NoGold(f"{options.folder}: wanted queries in one language and documents in another, such as ru and en")
    for query_language, document_language in pairs:
        yield from search.measure(replace(options, query_language=query_language, document_language=document_language))


def _is_wanted(pair: tuple[str, str], options: Options) -> bool:
    asked = (options.query_language or pair[0], options.document_language or pair[1])
    if options.query_language or options.document_language:
        return pair == asked and pair[0] != pair[1]
    return pair in (("ru", "en"), ("en", "ru"))
