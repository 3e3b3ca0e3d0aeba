"""Plain text: paragraphs by blank lines, lists by their marks, headings and signatures by their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.charset import decode
from corpus.config import Config
from corpus.formats.builder import TextBuilder, clean, squeeze
from corpus.model import BlockKind, Document, RawFile, Reading

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣▪●◦·–—][ \t]+|\(?\d{1,3}[.)][ \t]+|[a-zа-яіїґ][)][ \t]+)\S", re.IGNORECASE)
_RULE = re.compile(r"[-=_*~#\s]{3,}")
_LABEL = re.compile(
    r"(press[- ]?release|news[- ]?release|for immediate release|newsletter|memo(randum)?|minutes|draft|"
    r"пресс?[- ]?релиз|прес[- ]?реліз|баспасөз[- ]релизі?|информационное сообщение|comunicat de presă|протокол|проект|новости)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(tel|fax|phone|mob|тел|факс|моб|e-?mail|эл\.? ?почта|сайт|web(site)?|skype|адрес|address)\b\.?\s*[:.]"
    r"|[\w.+-]+@[\w-]+\.\w|\(\d{3,5}\)[ \d-]{5,}|\bstr(eet)?\b\.?,?|\bул\.\s|\bвул\.\s|көшесі",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(--|с уважением|с наилучшими|искренне ваш|з повагою|құрметпен|(best|kind|warm) regards|"
    r"yours (sincerely|faithfully|truly)|sincerely|cu (stimă|respect))\b|--\s*$",
    re.IGNORECASE,
)
_END = (".", "!", "?", ";", ",", ":", "…")
_HEADING_CHARACTERS = 140
_TITLE_WITHIN = 6
"""A title stands among the first so many blocks: after a letterhead, a genre label, a number."""


def read(raw: RawFile, config: Config) -> Reading:
    """The text file as blocks, its first heading-like line as title. Raises UnreadableFile for binary."""
    text, charset = decode(raw.content)
    builder = TextBuilder()
    title = add_text(builder, text)
    body, blocks = builder.build()
    return Reading(Document(body, blocks, "text/plain", title, charset=charset))


def add_text(builder: TextBuilder, text: str, *, titled: bool = True) -> str:
    """The plain text stands in ``builder`` as blocks; returns its title, "" without one or when not ``titled``."""
    pieces = list(split(text))
    chosen = _title(pieces) if titled else -1
    for index, piece in enumerate(pieces):
        builder.add(BlockKind.TITLE if index == chosen else _kind(pieces, index), piece)
    return squeeze(pieces[chosen]) if chosen >= 0 else ""


def split(text: str) -> Iterator[str]:
    """The pieces of a plain text: paragraphs with their line breaks, and each list item by itself."""
    for paragraph in _BLANK.split(clean(text)):
        piece: list[str] = []
        for line in paragraph.split("\n"):
            if piece and _ITEM.match(line):
                yield "\n".join(piece)
                piece = []
            piece.append(line)
        joined = "\n".join(piece)
        if joined.strip():
            yield joined


def _title(pieces: list[str]) -> int:
    """Index of the title: the first heading-like piece, a genre label only when nothing better follows; -1 without."""
    early = [index for index, piece in enumerate(pieces[:_TITLE_WITHIN]) if _looks_like_heading(piece)]
    if len(pieces) < 2:
        return -1
    for index in early:
        if not _LABEL.fullmatch(pieces[index].strip(' \t*_#:.«»"')):
            return index
    return early[0] if early else -1


def _kind(pieces: list[str], index: int) -> BlockKind:
    piece = pieces[index]
    if _ITEM.match(piece):
        return BlockKind.LIST_ITEM
    if _is_signature(piece, index, len(pieces)):
        return BlockKind.SIGNATURE
    if (
        index + 1 < len(pieces)
        and _looks_like_heading(piece)
        and (index < _TITLE_WITHIN or _announces(piece, pieces[index + 1]))
    ):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _looks_like_heading(piece: str) -> bool:
    lines = [line for line in piece.strip().split("\n") if not _RULE.fullmatch(line)]
    line = " ".join(lines).strip()
    if not lines or len(lines) > 2 or len(line) > _HEADING_CHARACTERS or line.endswith(_END) or _ITEM.match(line):
        return False
    if _CONTACT.search(line) or not line[:1].strip('«"“„*_#№'):
        return bool(line[1:2].isupper()) and not _CONTACT.search(line)
    return line[0].isupper() or (line[0].isdigit() and any(map(str.isalpha, line)))


def _announces(piece: str, following: str) -> bool:
    """True for a short line over a longer text: capitals, or clearly shorter than what follows."""
    line = piece.strip()
    return "\n" not in line and len(line) <= 80 and (line.isupper() or len(following) > 1.5 * len(line))


def _is_signature(piece: str, index: int, count: int) -> bool:
    lines = piece.strip().split("\n")
    if _FAREWELL.match(lines[0].strip()):
        return True
    short = max(map(len, lines)) <= 80 and len(piece) <= 400
    return short and index >= count // 2 and index > 0 and bool(_CONTACT.search(piece)) and not lines[0].endswith(".")
