"""Small archives made by hand: what the store takes, without any reader or analyser."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.model import (
    Analysis,
    Block,
    BlockKind,
    Charset,
    Document,
    DocumentDate,
    EntityDraft,
    EntityType,
    Findings,
    Mention,
    Merge,
    Passage,
    Sighting,
    Span,
    Token,
)
from corpus.store import Store
from corpus.tokens import TokenTable

Named = tuple[str, EntityType, str]
"""Text of a mention, its type, its name."""

SHAKIROVA: Named = ("Шакировой", EntityType.PERSON, "Татьяна Шакирова")
ALMATY: Named = ("Алматы", EntityType.CITY, "Алматы")
TARAZ: Named = ("Таразе", EntityType.CITY, "Тараз")


NOTHING = Findings()


def sha(text: str) -> str:
    """A text's identity."""
    return hashlib.sha256(text.encode()).hexdigest()


def span(text: str, part: str) -> Span:
    """Where a part stands in a text."""
    start = text.index(part)
    return Span(start, start + len(part))


def analysis(path: str, text: str, names: Sequence[Named] = (), date: str = "", findings: Findings = NOTHING) -> Analysis:
    """What a one-passage file at ``path`` says."""
    whole = Span(0, len(text))
    links = {"Алматы": "geonames:1526384", "Тараз": "geonames:1516905"}
    mentions = tuple(
        Mention(span(text, part), type, part, name, "ru", "test", 0.9, links.get(name, "")) for part, type, name in names
    )
    return Analysis(
        source="raw",
        path=path,
        sha256=sha(text),
        size_bytes=len(text.encode()),
        document=Document(
            text, (Block(BlockKind.PARAGRAPH, whole),), "text/plain", text[:20], charset=Charset("utf-8", "", 1.0)
        ),
        passages=(Passage(whole, BlockKind.PARAGRAPH, "ru", 0.99, sha(text)[:16], (whole,)),),
        tokens=TokenTable.of([[Token(whole, "слово", "слово", ("слова",))]]),
        language="ru",
        languages=("ru",),
        date=DocumentDate(date, date, date, "day", "dateline", Span(0, 1)) if date else None,
        findings=Findings(mentions, findings.contacts, findings.roles, findings.aliases),
    )


def sighting(path: str, text: str, stamp: str = "1") -> Sighting:
    """A file with this text as a walk sees it."""
    return Sighting("raw", path, path, len(text.encode()), stamp)


def draft_each(store: Store) -> list[EntityDraft]:
    """One entity a name: the linking of an archive without namesakes."""
    return [
        EntityDraft(
            f"{name.type}-{sha(name.name)[:10]}", name.type, name.name, {}, ((name.id, Merge(name.name, "same", 1.0, "")),)
        )
        for name in store.names()
    ]
