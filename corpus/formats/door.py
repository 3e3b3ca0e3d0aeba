"""The one way from a file's bytes to what it says."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from zipfile import BadZipFile

from corpus.config import Config
from corpus.dating import date_of_url
from corpus.errors import UnreadableFile
from corpus.formats.parts import mark
from corpus.formats.sniff import (
    BZIP2,
    CSV,
    DJVU,
    DOC,
    DOCX,
    EPUB,
    FB2,
    GZIP,
    HTML,
    JPEG,
    MAIL,
    MARKDOWN,
    MBOX,
    MSG,
    ODP,
    ODS,
    ODT,
    PDF,
    PNG,
    PPT,
    PPTX,
    RAR,
    RTF,
    SEVEN_ZIP,
    TAR,
    TEXT,
    TIFF,
    XLS,
    XLSX,
    XML,
    XZ,
    ZIP,
    sniff,
)
from corpus.model import Document, DocumentDate, RawFile, Reading
from corpus.sources import MEGABYTE

Reader = Callable[[RawFile, Config], Reading]

_READERS = {
    **{TEXT: "plain", CSV: "table", MARKDOWN: "markdown", HTML: "page", PDF: "pdf", DOCX: "word", MAIL: "mail"},
    **{RTF: "rtf", DOC: "doc", PPT: "ppt", PPTX: "slides", MSG: "outlook", EPUB: "book", FB2: "book", DJVU: "djvu"},
    **{
        ODT: "opendocument",
        ODP: "opendocument",
        ODS: "opendocument",
        XLSX: "sheets",
        XLS: "sheets",
        MBOX: "mailbox",
        XML: "markup",
    },
    **dict.fromkeys((ZIP, TAR, GZIP, BZIP2, XZ, SEVEN_ZIP, RAR), "archives"),
    **dict.fromkeys((PNG, JPEG, TIFF), "picture"),
}
"""Module by media type, imported when the first such file comes: a run over text never waits for the PDF engine."""

_REFUSED = {
    "application/x-encrypted-office": "encrypted Office file; save a copy without a password",
    "application/x-executable": "a program, no document",
    "application/vnd.sqlite3": "a database, no document",
    **dict.fromkeys(("audio/mpeg", "audio/ogg"), "a sound recording holds no text"),
    **dict.fromkeys(("video/webm", "video/mp4"), "a film holds no text"),
}


def read(raw: RawFile, config: Config) -> Reading:
    """What the file says, by the reader that its content calls for.

    Raises UnreadableFile with the reason alone: the caller knows the path.
    """
    if not raw.content:
        raise UnreadableFile("empty file (0 bytes)")
    kind = sniff(raw.content, raw.path)
    if kind not in _READERS:
        raise UnreadableFile(_REFUSED.get(kind, f"{kind} is no kind of document that svod reads"))
    reader: Reader = import_module(f"corpus.formats.{_READERS[kind]}").read
    try:
        reading = reader(raw, config)
    except RecursionError as error:
        raise UnreadableFile("nested deeper than can be read") from error
    except (zlib.error, BadZipFile, struct.error, AssertionError) as error:
        raise UnreadableFile(f"broken file, perhaps damaged on its way ({' '.join(str(error).split())[:120]})") from error
    text, limit_mb = reading.document.text, config["read.text_mb"]
    if not any(character.isalnum() for character in text) and not reading.children:
        raise UnreadableFile("no text in it")
    # code points first: encoding a text only to count its bytes is needed near the limit alone
    if len(text) * 4 > limit_mb * MEGABYTE and len(text.encode()) > limit_mb * MEGABYTE:
        raise UnreadableFile(f"{len(text.encode()) / MEGABYTE:.1f} MB of text, limit {limit_mb} MB (read.text_mb)")
    document = _with_address(reading.document, raw.url)
    return replace(reading, document=replace(document, blocks=mark(document.text, document.blocks)))


def _with_address(document: Document, address: str) -> Document:
    """The document with the address that its file was fetched from, and the day in it, where it names none of its own."""
    date = document.date
    if (date is None or date.evidence == "file") and (found := date_of_url(address)):
        date = DocumentDate(*found, "url")
    return replace(document, url=document.url or address, date=date)
