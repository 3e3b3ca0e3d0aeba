"""Which kind of file some bytes are: told by the bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnreadableFile

TEXT, MARKDOWN, CSV = "text/plain", "text/markdown", "text/csv"
HTML, PDF, MAIL = "text/html", "application/pdf", "message/rfc822"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = _OPEN_XML + "wordprocessingml.document"
PPTX = _OPEN_XML + "presentationml.presentation"
XLSX = _OPEN_XML + "spreadsheetml.sheet"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ODT, ODP, ODS = _OPEN_DOCUMENT + "text", _OPEN_DOCUMENT + "presentation", _OPEN_DOCUMENT + "spreadsheet"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
MSG, RTF, EPUB, FB2 = "application/vnd.ms-outlook", "application/rtf", "application/epub+zip", "application/x-fictionbook+xml"
MBOX, EMLX = "application/mbox", "application/x-emlx"
ZIP, SEVEN_ZIP, RAR, TAR = "application/zip", "application/x-7z-compressed", "application/vnd.rar", "application/x-tar"
GZIP, BZIP2, XZ = "application/gzip", "application/x-bzip2", "application/x-xz"
PNG, JPEG, TIFF, DJVU = "image/png", "image/jpeg", "image/tiff", "image/vnd.djvu"
XML = "application/xml"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\0", XZ),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"AT&TFORM", DJVU),
    (b"ITSF", "application/vnd.ms-htmlhelp"),
    (b"%!PS", "application/postscript"),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", "image/gif"),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\0", "application/x-executable"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_OFFICE_97 = (
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("__properties_version1.0", MSG),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("PP40", PPT),
    ("Workbook", XLS),
    ("Book", XLS),
)
_MEMBERS = (
    ("word/document.xml", DOCX),
    ("ppt/presentation.xml", PPTX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSX),
    ("META-INF/container.xml", EPUB),
)
_BY_NAME = {
    **{".md": MARKDOWN, ".markdown": MARKDOWN, ".csv": CSV, ".tsv": CSV},
    **{".htm": HTML, ".html": HTML, ".xhtml": HTML, ".eml": MAIL, ".mht": MAIL, ".mhtml": MAIL},
}

_TAG = re.compile(rb"<(!doctype html|html|head|body|title|meta|div|table|p|h1|br|font|center|article)\b", re.IGNORECASE)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.MULTILINE)
_FICTION = re.compile(rb"<FictionBook\b")
_COUNTED = re.compile(rb"\s*\d{1,12}[ \t]*\n(?=[A-Za-z-]+:)")
_ENVELOPE = re.compile(rb"From \S+ [^\n]*\d{4}[^\n]*\n")
_ENVELOPES = re.compile(rb"^From \S+ [^\n]*\d{4}[^\n]*\r?\n[A-Za-z-]+:", re.MULTILINE)
_MAIL_HEADER = re.compile(
    rb"^(from|to|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)


def sniff(content: bytes, path: str) -> str:
    """The media type of ``content``; every other text is ``text/plain``. Raises UnreadableFile for a broken container."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(content)
    if content.startswith(OLE_MARK):
        return next((kind for name, kind in _OFFICE_97 if name.encode("utf-16-le") in content), "application/x-ole-storage")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content[257:262] == b"ustar":
        return TAR
    return _text_kind(content, PurePosixPath(path).suffix.lower())


def _zip_kind(content: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mark = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error) as error:
        raise UnreadableFile(f"broken zip container, perhaps cut off on its way ({error})") from error
    return next((kind for name, kind in _MEMBERS if name in names), _known(mark))


def _known(mark: str) -> str:
    """The kind that a container's own mark names; what is no media type is no mark."""
    return mark.removesuffix("-template") if mark.startswith(("application/vnd.oasis.", EPUB)) else ZIP


def _text_kind(content: bytes, suffix: str) -> str:
    head = content[:4096].replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\xef\xbb\xbf\xff\xfe \t\n")
    by_name = _BY_NAME.get(suffix, TEXT)
    if envelope := _ENVELOPE.match(head):
        # one mail saved with a mailbox's first line is a mail; many are a mailbox
        head = head[envelope.end() :]
        if len(_ENVELOPES.findall(content)) > 1:
            return MBOX
    if counted := _COUNTED.match(head):
        head = head[counted.end() :]
    header = _HEADER.match(head)
    if header and len(set(_MAIL_HEADER.findall(header.group().lower()))) >= (1 if by_name == MAIL else 3):
        return MAIL
    if by_name == MARKDOWN or (suffix == ".txt" and not head.startswith(b"<")):
        return by_name
    book = _FICTION.search(head) if head.startswith((b"<?xml", b"<FictionBook")) else None
    if book and not _TAG.search(head, 0, book.start()):
        return FB2  # the <p> of its annotation makes no web page of it
    if head.startswith(b"<?xml") and not _TAG.search(head):
        return XML
    if _TAG.match(head) or by_name == HTML or (head.startswith((b"<!--", b"<?xml")) and _TAG.search(head)):
        return HTML
    return by_name if by_name != MAIL else TEXT
