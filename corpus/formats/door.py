"""The one way from a file's bytes to what it says."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.sniff import CSV, DOCX, HTML, MAIL, MARKDOWN, PDF, TEXT, sniff
from corpus.model import RawFile, Reading
from corpus.sources import MEGABYTE

Reader = Callable[[RawFile, Config], Reading]

_READERS = {TEXT: "plain", CSV: "table", MARKDOWN: "markdown", HTML: "page", PDF: "pdf", DOCX: "word", MAIL: "mail"}
"""Module by media type, imported when the first such file comes: a run over text never waits for the PDF engine."""

_NOT_YET = {
    "application/msword": "Word 97 (.doc)",
    "application/vnd.ms-excel": "Excel 97 (.xls)",
    "application/vnd.ms-powerpoint": "PowerPoint 97 (.ppt)",
    "application/vnd.ms-outlook": "Outlook message (.msg)",
    "application/x-ole-storage": "an old Office container of unknown kind",
    "application/rtf": "Rich Text (.rtf)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (.xlsx)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint (.pptx)",
    "application/vnd.oasis.opendocument.text": "OpenDocument text (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet (.ods)",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument presentation (.odp)",
    "application/epub+zip": "an e-book (.epub)",
    "application/zip": "a zip archive",
    "application/x-7z-compressed": "a 7z archive",
    "application/vnd.rar": "a rar archive",
    "application/gzip": "gzip data",
    "application/x-tar": "a tar archive",
    "application/mbox": "a mailbox (.mbox)",
    "application/xml": "XML of an unknown kind",
    "image/vnd.djvu": "DjVu",
}


def read(raw: RawFile, config: Config) -> Reading:
    """What the file says, by the reader that its content calls for.

    Raises UnreadableFile with the reason alone: the caller knows the path.
    """
    if not raw.content:
        raise UnreadableFile("empty file (0 bytes)")
    kind = sniff(raw.content, raw.path)
    if kind == "application/x-encrypted-office":
        raise UnreadableFile("encrypted Office file; save a copy without a password")
    if kind not in _READERS:
        raise UnreadableFile(f"{_NOT_YET.get(kind, kind)} is not read by this version")
    reader: Reader = import_module(f"corpus.formats.{_READERS[kind]}").read
    try:
        reading = reader(raw, config)
    except RecursionError as error:
        raise UnreadableFile("nested deeper than can be read") from error
    text, limit_mb = reading.document.text, config["read.text_mb"]
    if not any(character.isalnum() for character in text) and not reading.children:
        raise UnreadableFile("no text in it")
    # code points first: encoding a text only to count its bytes is needed near the limit alone
    if len(text) * 4 > limit_mb * MEGABYTE and len(text.encode()) > limit_mb * MEGABYTE:
        raise UnreadableFile(f"{len(text.encode()) / MEGABYTE:.1f} MB of text, limit {limit_mb} MB (read.text_mb)")
    return reading
