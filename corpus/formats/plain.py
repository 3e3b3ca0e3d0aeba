"""Plain text: paragraphs by blank lines, lists by their marks, headings and signatures by their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.charset import decode
from corpus.config import Config
from corpus.formats.builder import TextBuilder, clean, squeeze
from corpus.formats.titles import CONTACT, TITLE_WITHIN, find_title, looks_like_heading
from corpus.model import BlockKind, Document, RawFile, Reading

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_DASH = re.compile(r"[ \t]*[-–—][ \t]+\S")
_ITEM = re.compile(
    r"[ \t]*(?:[-–—*+•‣▪●◦·][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-zа-яіїґ]\)[ \t]+|\d{1,2}[.:]\d\d(?:[ \t]*[-–—]|[ \t]{2,}))\S",
    re.I,
)
_RULE = re.compile(r"\s*(?:[-=_*~#+]\s*){3,}")
_STOP = (".", "!", "?", ";", ":")
_FAREWELL = re.compile(
    r"--\s*(?:\n|$)|(?:с уважением|с наилучшими|с искренним|искренне ваш|з повагою|құрметпен|ізгі ниетпен|урмат менен|"
    r"(?:with )?(?:best |kind |warm )?(?:regards|wishes)|(?:yours )?(?:sincerely|faithfully|truly)|cu (?:stimă|respect))\b",
    re.I,
)
_SIGNED_CHARACTERS = 300
"""A longer piece after the farewell is text again: a postscript, the funder's paragraph."""


def read(raw: RawFile, config: Config) -> Reading:
    """The text file as blocks, its first heading-like line as title. Raises UnreadableFile for binary."""
    text, charset = decode(raw.content, charset=raw.charset)
    builder = TextBuilder()
    title = add_text(builder, text)
    body, blocks = builder.build()
    return Reading(Document(body, blocks, "text/plain", title, charset=charset))


def add_text(builder: TextBuilder, text: str, *, titled: bool = True) -> str:
    """The plain text stands in ``builder`` as blocks; returns its title, "" without one or when not ``titled``."""
    pieces = list(split(text))
    chosen = find_title(pieces) if titled else -1
    signed = False
    for index, piece in enumerate(pieces):
        signed = bool(_FAREWELL.match(piece.strip())) or (signed and _continues_signature(piece))
        kind = BlockKind.TITLE if index == chosen else BlockKind.SIGNATURE if signed else _kind(pieces, index)
        builder.add(kind, piece)
    return squeeze(pieces[chosen]) if chosen >= 0 else ""


def split(text: str) -> Iterator[str]:
    """The pieces of a plain text: paragraphs with their line breaks, each list item and a heading on its own line apart."""
    for paragraph in _BLANK.split(clean(text)):
        piece: list[str] = []
        lines = [line for line in paragraph.split("\n") if not _RULE.fullmatch(line)]
        for index, line in enumerate(lines):
            if piece and (_begins_item(line, piece) or (index == 1 and _is_title_line(piece[0], line))):
                yield "\n".join(piece)
                piece = []
            piece.append(line)
        if piece:
            yield "\n".join(piece)


def _begins_item(line: str, piece: list[str]) -> bool:
    """True for an item's mark; a dash that begins a line in mid-sentence («столица\\n— Астана») is none."""
    if not _ITEM.match(line):
        return False
    return not _DASH.match(line) or bool(_ITEM.match(piece[0])) or piece[-1].rstrip().endswith(_STOP)


def _is_title_line(line: str, following: str) -> bool:
    """True for a short first line over a long one: «Сроки» over a paragraph that was not set apart from it."""
    return looks_like_heading(line) and len(line) < 40 and len(following) > 60 and not following[0].islower()


def _kind(pieces: list[str], index: int) -> BlockKind:
    piece = pieces[index]
    if _ITEM.match(piece):
        return BlockKind.LIST_ITEM
    if index >= len(pieces) // 2 and index > 0 and _is_address(piece):
        return BlockKind.SIGNATURE
    if index + 1 < len(pieces) and looks_like_heading(piece) and (index < TITLE_WITHIN or _announces(piece, pieces[index + 1])):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _announces(piece: str, following: str) -> bool:
    """True for a short line over a longer text: capitals, or clearly shorter than what follows."""
    line = piece.strip()
    return "\n" not in line and len(line) <= 80 and (line.isupper() or len(following) > 1.5 * len(line))


def _is_address(piece: str) -> bool:
    lines = piece.strip().split("\n")
    short = max(map(len, lines)) <= 80 and len(piece) <= _SIGNED_CHARACTERS
    return short and bool(CONTACT.search(piece)) and not lines[0].endswith(".")


def _continues_signature(piece: str) -> bool:
    return len(piece) <= _SIGNED_CHARACTERS and not _ITEM.match(piece) and max(map(len, piece.split("\n"))) <= 100
