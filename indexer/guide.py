"""Help beside a search: what may be typed, documents like one, what stands out in an answer, where to go from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.languages import fold
from corpus.morphology import read_words
from indexer.completions import WORD_KIND, Completion
from indexer.search import Archive
from indexer.similar import SAMPLE, Similar, Special, similar_documents, special_names, special_terms


@dataclass(frozen=True, slots=True)
class Related:
    """A narrower query: ``added`` is what it adds, a word or an entity of ``kind``, in ``documents`` of the first answer."""

    query: str
    added: str
    kind: str
    documents: int


def complete(archive: Archive, typed: str, limit: int = 10) -> list[Completion]:
    """Words, phrases of titles and names that begin as ``typed`` does, those in most documents first. Raises IndexMissing."""
    return archive.completions().starting(typed, limit)


def similar(archive: Archive, document: str, limit: int = 10) -> list[Similar]:
    """Documents like a document, with what they share; not its own versions. Raises NotFound, IndexMissing."""
    return similar_documents(archive.store, archive.reader(), document, limit)


def special(
    archive: Archive,
    query: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    match: str = "all",
    limit: int = 10,
) -> list[Special]:
    """Words, then names, that stand out in an answer against the archive; not those typed. Raises BadQuery, IndexMissing."""
    reader = archive.reader()
    asked = archive.plan(query, filters=filters, match=match)
    first = reader.search(asked, page=1, size=SAMPLE, sort="relevance", facets=()).page
    typed = {word for token in read_words(query, archive.languages()) for word in (token.form, token.lemma, *token.readings)}
    words = special_terms(archive.store, reader, [document for document, _ in first], limit + len(typed))
    others = [word for word in words if word.text not in typed]
    return others[:limit] + special_names(archive.store, reader, asked, limit)


def related(archive: Archive, query: str, limit: int = 5) -> list[Related]:
    """Narrower searches: the query with a name, or a word, that stands out in its answer. Raises BadQuery, IndexMissing."""
    ranked = sorted(special(archive, query), key=lambda each: (each.kind == WORD_KIND, -each.score))
    said = fold(query)
    fresh = [each for each in ranked if fold(each.text) not in said][:limit]
    return [Related(f"{query} {_quoted(each.text)}".strip(), each.text, each.kind, each.inside) for each in fresh]


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
