"""Search: the documents of a set become an archive, stored and indexed as any, and its queries are asked as free text.

Any word of a query may answer (a question holds words that no answer has), BM25F ranks. Entities are left out: they do not
answer free text. With ``entities`` they are found and linked, and each query is a name asked for by ``@"…"``. Where the queries
are the documents' own titles, titles are not indexed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import config as configuration
from corpus.analysis import analyse_text
from corpus.config import Config
from corpus.errors import BadQuery
from corpus.model import Analysis
from corpus.naming import link_names
from corpus.store import Store
from indexer.build import build_index
from indexer.quality import measures
from indexer.quality.analysed import allowed_languages
from indexer.quality.gold import retrieval
from indexer.quality.gold.retrieval import SearchSet
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options
from indexer.search import Archive
from indexer.semantic.embed import embed

METRICS = {
    "mrr@10": partial(measures.reciprocal_rank, depth=10),
    "ndcg@10": partial(measures.ndcg, depth=10),
    "recall@10": partial(measures.recall, depth=10),
    "recall@100": partial(measures.recall, depth=100),
    "capped@10": partial(measures.capped_recall, depth=10),
}
DEPTH = 100
_QUOTE = '"'


def measure(options: Options) -> Iterator[Measured]:
    """mrr@10, ndcg@10, recall@10 and recall@100 in the language asked for, or in each that has queries and documents."""
    wanted = _languages(options)
    if not wanted:
        raise NoGold(f"{options.folder}: wanted queries.LANGUAGE.jsonl, docs.LANGUAGE.jsonl and qrels.tsv of one language")
    for query_language, document_language in wanted:
        chosen = retrieval.read(options.folder, query_language, document_language)
        name = set_name(
            options, document_language if query_language == document_language else f"{query_language}-{document_language}"
        )
        runs = _runs(chosen, options)
        for metric, formula in METRICS.items():
            yield name, measures.mean(metric, [formula(ranked, chosen.gains[id]) for id, ranked in runs.items()])


def _languages(options: Options) -> list[tuple[str, str]]:
    query_language = options.query_language or options.language or options.document_language
    document_language = options.document_language or query_language
    if query_language:
        return [(query_language, document_language)]
    return [pair for pair in retrieval.pairs(options.folder) if pair[0] == pair[1]]


def _runs(chosen: SearchSet, options: Options) -> dict[str, Sequence[str]]:
    """For each query its documents, best first."""
    asked = options.sample(sorted(chosen.queries))
    with archive_of(chosen, options) as (archive, names):
        return {id: _ranked(archive, chosen.queries[id], names, options) for id in asked}


def _ranked(archive: Archive, query: str, names: Mapping[str, str], options: Options) -> list[str]:
    asked, match = (f'@"{query.replace(_QUOTE, " ")}"', "all") if options.entities else (query, "any")
    try:
        found = archive.rank(asked, size=DEPTH, precision=options.precision, match=match, meaning=options.meaning)
    except BadQuery:
        return []
    return [names[document] for document, _ in found]


@contextmanager
def archive_of(chosen: SearchSet, options: Options) -> Iterator[tuple[Archive, Mapping[str, str]]]:
    """An archive of the set's documents that lives while it is measured, and the set's id for each of the archive's."""
    with TemporaryDirectory(prefix="svod-quality-") as folder:
        settings = _settings(Path(folder), chosen, options)
        with Store.of(settings, write=True) as store:
            run = store.begin_run("ingest")
            with store.batch():
                names = {store.put(_analysis(*each, settings), run): each[0] for each in chosen.documents}
            if options.entities:
                link_names(settings, store)
            build_index(settings, store)
            if options.meaning:
                embed(settings, store)
        with Archive.open(settings) as archive:
            yield archive, names


def _settings(root: Path, chosen: SearchSet, options: Options) -> Config:
    (root / "raw").mkdir()
    (root / configuration.FILE_NAME).write_text(configuration.template("quality", "raw"), "utf-8")
    wanted = {
        "analysis.entities": options.entities,
        "archive.languages": allowed_languages(chosen.document_language),
        "index.engine": options.engine,
    }
    return configuration.load(root, wanted, environment={})


def _analysis(id: str, title: str, text: str, settings: Config) -> Analysis:
    """What a file with this text and title would give; equal texts stay two documents, as the set has them."""
    found = analyse_text(text, settings, f"raw/{id}")
    identity = hashlib.sha256(f"{id}\n{text}".encode()).hexdigest()
    return replace(found, source="raw", sha256=identity, document=replace(found.document, title=title))
