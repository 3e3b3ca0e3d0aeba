"""A document that answers, as it is shown: its best stretches with every answering word marked, and why it was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.errors import NotFound
from corpus.model import Frame, Hit, Mention, Passage, Snippet, StoredDocument
from corpus.store import Store
from indexer.engines import Reader
from indexer.plan import All, AnyOf, Keyword, Listed, Match, Plan, positive
from indexer.schema import AUTHOR, ENTITY_FIELDS, LANGUAGE, PATH, TEXT, TITLE
from indexer.snippets import Mark, Matcher, lead, snippets
from indexer.terms import Tier

SNIPPETS = 3


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an answer's documents are looked at for, taken apart once: ``beside`` has by scope those that answer there."""

    leaves: Sequence[Match | Keyword]
    matcher: Matcher
    beside: Mapping[str, Collection[str]]


def find_hits(store: Store, reader: Reader, found: Sequence[tuple[str, float]], asked: Plan) -> list[Hit]:
    """Documents with their scores as hits; those that the store has dropped since the index was built are left out."""
    leaves = positive(asked)
    matches = [leaf for leaf in leaves if isinstance(leaf, Match)]
    beside = _beside(reader, [id for id, _ in found], matches)
    wanted = _Wanted(leaves, Matcher([leaf for leaf in matches if TEXT in leaf.scopes]), beside)
    hits = (_hit(store, id, score, wanted) for id, score in found)
    return [hit for hit in hits if hit is not None]


def _hit(store: Store, document_id: str, score: float, wanted: _Wanted) -> Hit | None:
    try:
        document = store.document(document_id)
    except NotFound:
        return None
    leaves, matcher = wanted.leaves, wanted.matcher
    marks = matcher.marks(store.tokens(document_id))
    beside = [scope for scope, ids in wanted.beside.items() if document_id in ids]
    keywords = _keywords(leaves, answered=bool(marks or beside))
    named, why_named = _named(store, document_id, keywords, len(matcher.words()))
    every = _together(marks, named)
    languages = {value for leaf in keywords if leaf.field == LANGUAGE and leaf.text for value in leaf.values}
    shown = _shown(store, document, every, languages)
    why = (*_why(document.text, matcher, marks), *beside, *why_named)
    return Hit(
        id=document.id,
        title=document.title,
        path=document.paths[0] if document.paths else "",
        url=document.url,
        language=document.language,
        languages=document.languages,
        date=document.date.start if document.date else "",
        score=score,
        snippets=shown,
        why=why,
        versions=tuple(version for version in store.versions(document_id) if version.kind != "part"),
    )


def _shown(store: Store, document: StoredDocument, marks: Sequence[Mark], languages: Collection[str]) -> tuple[Snippet, ...]:
    """Stretches of the document around its marks, or how it begins."""
    boilerplate = store.boilerplate(document.id)
    frames = store.frames(document.id, [mark.span.start for mark in marks]) if marks else []

    def whole(frame: Frame) -> Passage:
        return store.passage(document.id, frame.start)

    found = snippets(document.text, frames, marks, whole, boilerplate, SNIPPETS, languages)
    return found or lead(document.text, store.passages(document.id), boilerplate, languages)


def find_marks(store: Store, document_id: str, asked: Plan) -> list[Mark]:
    """Every place in a document that answers, in text order, apart from one another. Raises NotFound."""
    leaves = positive(asked)
    matcher = Matcher([leaf for leaf in leaves if isinstance(leaf, Match) and TEXT in leaf.scopes])
    marks = matcher.marks(store.tokens(document_id))
    named, _ = _named(store, document_id, _keywords(leaves, answered=bool(marks)), len(matcher.words()))
    return _together(marks, named)


def _keywords(leaves: Sequence[Match | Keyword], *, answered: bool) -> list[Keyword]:
    """The names asked for; where no word answers, also what the words are another name of: Алматы for «Almaty»."""
    asked = [leaf for leaf in leaves if isinstance(leaf, Keyword)]
    return asked if answered else asked + [name for leaf in leaves if isinstance(leaf, Match) for name in leaf.called]


def _together(marks: Sequence[Mark], named: Sequence[Mark]) -> list[Mark]:
    """Marked words and marked names in text order without overlap: words keep their marks, of names within names the outer."""
    apart: list[Mark] = []
    for mark in sorted(named, key=lambda mark: (mark.span.start, -mark.span.stop)):
        inside = apart and mark.span.overlaps(apart[-1].span)
        if not inside and not any(mark.span.overlaps(own.span) for own in marks):
            apart.append(mark)
    return sorted([*marks, *apart], key=_start)


def _named(store: Store, document_id: str, keywords: Sequence[Keyword], numbered: int) -> tuple[list[Mark], list[str]]:
    """Marks on the mentions of the entities asked for, and what to say of them."""
    asked = {
        value: numbered + place for place, leaf in enumerate(keywords) if leaf.field in ENTITY_FIELDS for value in leaf.values
    }
    if not asked:
        return [], []
    mentions: list[tuple[Mention, str]] = [pair for pair in store.mentions(document_id) if pair[1] in asked]
    marks = [Mark(mention.span, asked[entity], Tier.WORD, entity) for mention, entity in mentions]
    entities = [store.entity(entity) for entity in dict.fromkeys(entity for _, entity in mentions)]
    return marks, [f"entity: {entity.name} ({entity.type})" for entity in entities]


def _start(mark: Mark) -> int:
    return mark.span.start


def _why(text: str, matcher: Matcher, marks: Sequence[Mark]) -> list[str]:
    """For each word of the query its closest place in the text: «form: Таразе», «word: соглашение (Соглашения)»."""
    best: dict[int, Mark] = {}
    for mark in marks:
        if mark.asked not in best or mark.worth > best[mark.asked].worth:
            best[mark.asked] = mark
    return list(dict.fromkeys(_said(best[number], text) for number in range(len(matcher.words())) if number in best))


def _said(mark: Mark, text: str) -> str:
    seen, term = mark.span.of(text), mark.term.lstrip("~*")
    if mark.tier in (Tier.FORM, Tier.STEM, Tier.ALIKE):
        return f"{mark.tier}: {term if mark.tier is Tier.STEM else seen}"
    if mark.tier is Tier.TRANSLATION:
        return f"{mark.tier}: {seen}"
    return f"{mark.tier}: {term} ({seen})"


def _beside(reader: Reader, ids: Sequence[str], matches: Sequence[Match]) -> dict[str, Collection[str]]:
    """By part beside the text, «title», «author», «path», which documents answer there: the index knows, no word is read."""
    found: dict[str, Collection[str]] = {}
    for scope in (TITLE, AUTHOR, PATH) if ids else ():
        asked = tuple(replace(leaf, scopes=(scope,), called=()) for leaf in matches if scope in leaf.scopes)
        if asked:
            found[scope] = frozenset(reader.matching(All((AnyOf(asked), Listed(tuple(sorted(ids)))))))
    return found
