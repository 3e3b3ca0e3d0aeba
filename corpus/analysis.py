"""What one file says: read, split into passages, lemmatised, dated, its names found. Pure: it touches no store."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from corpus import formats, guard, mentions, segment
from corpus.config import Config
from corpus.dating import date_document, find_dates, speaks_relatively
from corpus.errors import Unfinished, UnreadableFile
from corpus.mentions.amounts import find_amounts
from corpus.model import (
    Amount,
    Analysis,
    Block,
    BlockKind,
    DateMention,
    Document,
    DocumentDate,
    Findings,
    Passage,
    RawFile,
    Reading,
    Skipped,
    Span,
)
from corpus.morphology import lemmatise, readings

LEAST_SHARE, LEAST_LETTERS = 0.02, 40
"""A document is in a language when this share of its letters, and so many, are: one foreign title is no language."""

_NOTHING: Mapping[int, str] = MappingProxyType({})
_BLANK = re.compile(r"\s*\n\s*\n\s*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_MARGINS = (BlockKind.HEADER, BlockKind.FOOTER)
_SAMPLE = "Семинар в Алматы провела Татьяна Шакирова 19 февраля 2014 года. The seminar was held in Almaty."


def analyse(raw: RawFile, config: Config) -> tuple[Analysis | Skipped, ...]:
    """The file's analysis, then those of the files inside it, container first; what cannot be read is a ``Skipped``."""
    return tuple(item if isinstance(item, Skipped) else _interpret(*item, config) for item in _Walk(config).through(raw))


def analyse_some(
    raw: RawFile,
    config: Config,
    done: int = 0,
    lost: Mapping[int, str] = _NOTHING,
    charsets: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Analysis | Skipped, ...], bool]:
    """What ``analyse`` gives from its result number ``done`` on, as far as half the guard's time goes; whether more is left.

    Files at the places in ``lost`` are not read: they took a worker with them, for the reason given. ``charsets`` are those
    that people chose, by the SHA-256 of a content.
    """
    found: list[Analysis | Skipped] = []
    try:
        for place, item in enumerate(_Walk(config, lost, charsets).through(raw)):
            if place < done:
                continue
            if found and guard.time_left() < config["read.seconds"] / 2:
                return tuple(found), True
            found.append(item if isinstance(item, Skipped) else _interpret(*item, config))
    except Unfinished:
        return tuple(found), True
    return tuple(found), False


def analyse_text(text: str, config: Config, path: str = "") -> Analysis:
    """The analysis of plain text, its spans counted in ``text`` as given: nothing is cleaned away."""
    whole = _LONE_SURROGATE.sub("\ufffd", text)
    content = whole.encode()
    document = Document(whole, tuple(Block(BlockKind.PARAGRAPH, span) for span in _paragraphs(whole)), "text/plain")
    return _interpret(RawFile("", path, hashlib.sha256(content).hexdigest(), content), document, config)


def warm(config: Config, *, languages: bool = False) -> None:
    """Models are loaded, and with ``languages`` the dictionaries of all that the archive is in: the next analysis is swift."""
    analyse_text(_SAMPLE, config, "sample.txt")
    for language in config["archive.languages"] if languages else ():
        readings("sample", language)


def languages_of(document: Document, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The languages of a document, that of most letters first; page headers and footers do not count."""
    letters: Counter[str] = Counter()
    for passage in passages:
        if passage.language != "und" and passage.kind not in _MARGINS:
            letters[passage.language] += sum(map(str.isalpha, passage.span.of(document.text)))
    least = max(LEAST_LETTERS, LEAST_SHARE * letters.total())
    ranked = sorted(letters.items(), key=lambda item: (-item[1], item[0]))
    return tuple(language for place, (language, count) in enumerate(ranked) if not place or count >= least)


def _paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines, without the space around it."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for blank in _BLANK.finditer(text, start, end):
        yield Span(start, blank.start())
        start = blank.end()
    if start < end:
        yield Span(start, end)


class _Walk:
    """Reads a file and the files inside it, container first, and counts them."""

    def __init__(
        self, config: Config, lost: Mapping[int, str] = _NOTHING, charsets: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._config, self._lost, self._charsets, self._place = config, lost, charsets, -1
        self._files = 0

    def through(self, raw: RawFile, depth: int = 0) -> Iterator[tuple[RawFile, Document] | Skipped]:
        """Each file with its document, or why there is none; then what lies in it."""
        reading = self._read(raw, depth)
        self._place += 1
        if isinstance(reading, Skipped):
            yield reading
            return
        yield raw, reading.document
        self._place += len(reading.skipped)
        yield from reading.skipped
        for child in reading.children:
            yield from self.through(child, depth + 1)

    def _read(self, raw: RawFile, depth: int) -> Reading | Skipped:
        self._files += 1
        reason, limit = self._lost.get(self._place + 1, ""), self._config["read.files"]
        if depth > self._config["read.depth"]:
            reason = f"lies {depth} files deep, limit {self._config['read.depth']} (read.depth)"
        elif self._files > limit:
            reason = f"comes after {limit} other files of the same container (read.files)"
        if reason:
            return Skipped(raw.path, "read", reason, raw.source, raw.sha256)
        guard.say_where(str(self._place + 1))
        try:
            return formats.read(replace(raw, charset=self._charsets.get(raw.sha256, "")), self._config)
        except UnreadableFile as error:
            return Skipped(raw.path, "read", str(error), raw.source, raw.sha256)


def _interpret(raw: RawFile, document: Document, config: Config) -> Analysis:
    passages = segment.split(document, config["archive.languages"])
    tokens = lemmatise(document.text, passages)
    dates, date = _dates(document)
    found = mentions.find(document, passages, config) if config["analysis.entities"] else Findings()
    languages = languages_of(document, passages)
    return Analysis(
        source=raw.source,
        path=raw.path,
        sha256=raw.sha256,
        size_bytes=len(raw.content),
        document=document,
        passages=passages,
        tokens=tokens,
        language=languages[0] if languages else "und",
        languages=languages,
        date=date,
        dates=tuple(dates),
        amounts=_amounts(document.text, passages, dates, found) if config["analysis.entities"] else (),
        findings=found,
    )


def _dates(document: Document) -> tuple[list[DateMention], DocumentDate | None]:
    """The dates of a text and its own; «до конца года» and «3 марта с. г.» are read from the day it speaks from."""
    dates = find_dates(document.text)
    date = date_document(document, dates)
    if date is not None and speaks_relatively(document.text):
        dates = find_dates(document.text, date.start)
    return dates, date


def _amounts(text: str, passages: Sequence[Passage], dates: Sequence[DateMention], found: Findings) -> tuple[Amount, ...]:
    """Amounts outside dates and contacts."""
    taken: list[Span] = []
    for span in sorted([date.span for date in dates] + [contact.span for contact in found.contacts]):
        if not taken or span.start >= taken[-1].stop:
            taken.append(span)
    return find_amounts(text, passages, taken)
