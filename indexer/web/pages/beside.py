"""Two documents side by side: versions word by word, translations passage by passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from corpus.model import Passage, StoredDocument
from indexer.search import Archive
from indexer.web import shapes
from indexer.web.visit import Open, Reading

router = APIRouter()

_LIKE = 0.45
"""Passages that share less of their words than this are two passages, not two versions of one."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 3_000
"""Passages of a document that are compared; a book has fewer."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage on one side, "" where the other side has one alone; ``language`` "" when unknown."""

    html: Markup
    language: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands opposite one another; ``same`` counts equal passages that are folded away instead."""

    left: Cell
    right: Cell
    same: int = 0


NOTHING = Cell(Markup(""), "")


@router.get("/document/{id}/beside/{other}.json", responses={status: {"model": shapes.Failure} for status in (404, 503)})
def beside_json(id: str, other: str, archive: Open, visit: Reading) -> shapes.SideBySide:
    """Two documents passage by passage, what is equal counted and left out."""
    one, two = archive.store.document(id), archive.store.document(other)
    pairs = [shapes.Opposite(_said(pair.left), _said(pair.right), pair.same) for pair in _pairs(archive, one, two)]
    return shapes.SideBySide(True, one.id, two.id, one.language != two.language, pairs)


@router.api_route("/document/{id}/beside/{other}", methods=["GET", "HEAD"], include_in_schema=False)
def beside_page(id: str, other: str, archive: Open, visit: Reading) -> HTMLResponse:
    """The two texts as a table of two columns."""
    store = archive.store
    one, two = store.document(id), store.document(other)
    pairs, json_link = _pairs(archive, one, two), visit.links.beside(one.id, two.id, ".json")
    translated = one.language != two.language
    return visit.page("beside.html", one=one, two=two, pairs=pairs, translated=translated, json_link=json_link)


def _pairs(archive: Archive, one: StoredDocument, two: StoredDocument) -> list[Pair]:
    left, right = (archive.store.passages(document.id)[:_MOST] for document in (one, two))
    if one.language != two.language:
        return _opposite(one, left, two, right)
    return list(_folded(_aligned(one, left, two, right)))


def _said(cell: Cell) -> str:
    """A cell's text without its marks, paragraphs apart."""
    return "\n".join(part.striptags() for part in cell.html.split("</p>") if part)


def _opposite(one: StoredDocument, left: Sequence[Passage], two: StoredDocument, right: Sequence[Passage]) -> list[Pair]:
    """Passages in order, those of the same kind and share of the text opposite one another."""
    starts = [passage.span.start / max(1, len(two.text)) for passage in right]
    rows: list[tuple[list[Passage], list[Passage]]] = [([passage], []) for passage in left]
    for passage, share in zip(right, starts, strict=True):
        at = min(range(len(left)), key=lambda n: abs(left[n].span.start / max(1, len(one.text)) - share)) if left else -1
        if at < 0:
            rows.append(([], [passage]))
        else:
            rows[at][1].append(passage)
    return [Pair(_plain(one, row[0]), _plain(two, row[1])) for row in rows]


def _aligned(
    one: StoredDocument, left: Sequence[Passage], two: StoredDocument, right: Sequence[Passage]
) -> Iterator[Pair | None]:
    """Pairs in text order; None for a passage that is the same on both sides."""
    said = [
        [" ".join(p.span.of(document.text).split()) for p in passages] for document, passages in ((one, left), (two, right))
    ]
    matcher = SequenceMatcher(None, said[0], said[1], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from [None] * (b - a)
            continue
        waiting = list(range(c, d))
        for n in range(a, b):
            match = next((m for m in waiting if _alike(said[0][n], said[1][m])), None)
            if match is None:
                yield Pair(_whole(one, left[n], "del"), NOTHING)
                continue
            for m in waiting[: waiting.index(match)]:
                yield Pair(NOTHING, _whole(two, right[m], "ins"))
            waiting = waiting[waiting.index(match) + 1 :]
            yield _changed(one, left[n], two, right[match])
        for m in waiting:
            yield Pair(NOTHING, _whole(two, right[m], "ins"))


def _folded(pairs: Iterator[Pair | None]) -> Iterator[Pair]:
    same = 0
    for pair in pairs:
        if pair is None:
            same += 1
            continue
        if same:
            yield Pair(NOTHING, NOTHING, same)
            same = 0
        yield pair
    if same:
        yield Pair(NOTHING, NOTHING, same)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


def _changed(one: StoredDocument, left: Passage, two: StoredDocument, right: Passage) -> Pair:
    """Two versions of a passage, the words that differ marked on their side."""
    words = [_WORDS.findall(passage.span.of(document.text)) for document, passage in ((one, left), (two, right))]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    sides: tuple[list[Markup], list[Markup]] = ([], [])
    for kind, a, b, c, d in matcher.get_opcodes():
        for side, tag, piece in ((0, "del", "".join(words[0][a:b])), (1, "ins", "".join(words[1][c:d]))):
            if piece:
                sides[side].append(escape(piece) if kind == "equal" or not piece.strip() else _tagged(tag, piece))
    return Pair(Cell(Markup("").join(sides[0]), _spoken(left)), Cell(Markup("").join(sides[1]), _spoken(right)))


def _whole(document: StoredDocument, passage: Passage, tag: str) -> Cell:
    return Cell(_tagged(tag, passage.span.of(document.text)), _spoken(passage))


def _plain(document: StoredDocument, passages: Sequence[Passage]) -> Cell:
    pieces = [Markup("<p>{}</p>").format(passage.span.of(document.text)) for passage in passages]
    return Cell(Markup("").join(pieces), _spoken(passages[0]) if passages else "")


def _tagged(tag: str, text: str) -> Markup:
    return Markup("<{}>{}</{}>").format(Markup(tag), text, Markup(tag))


def _spoken(passage: Passage) -> str:
    return passage.language if passage.language != "und" else ""
