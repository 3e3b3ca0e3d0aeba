"""A document that answers, as it is shown: its best stretches with every answering word marked, and why it was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from corpus.errors import NotFound
from corpus.model import Frame, Hit, Mention, Passage, Snippet, StoredDocument
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.plan import Keyword, Match, Plan, positive
from indexer.schema import AUTHOR, ENTITY_FIELDS, LANGUAGE, PATH, TEXT, TITLE
from indexer.snippets import Mark, Matcher, lead, snippets
from indexer.terms import Tier, words_of

SNIPPETS = 3

_KEPT_WORDS = 2048


def find_hit(store: Store, document_id: str, score: float, asked: Plan) -> Hit | None:
    """The document as a hit; None when the store has dropped it since the index was built."""
    try:
        document = store.document(document_id)
    except NotFound:
        return None
    leaves = positive(asked)
    matches = [leaf for leaf in leaves if isinstance(leaf, Match)]
    matcher = Matcher([leaf for leaf in matches if TEXT in leaf.scopes])
    marks = matcher.marks(store.tokens(document_id))
    beside = _beside(document, matches)
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


def _beside(document: StoredDocument, matches: Sequence[Match]) -> list[str]:
    """The parts beside the text that answer: «title», «author», «path»."""
    said = {TITLE: (document.title,), AUTHOR: (document.author,), PATH: document.paths}
    matchers = {scope: Matcher([leaf for leaf in matches if scope in leaf.scopes]) for scope in said}
    return [
        scope
        for scope, matcher in matchers.items()
        if matcher.words() and any(matcher.marks(_words(text, document.languages)) for text in said[scope])
    ]


@lru_cache(_KEPT_WORDS)
def _words(text: str, languages: tuple[str, ...]) -> TokenTable:
    """The words of a title, an author or a path, which the next answer may show again."""
    return words_of(text, languages)
