"""PDF: pages, paragraphs put together from lines, running headers and footers known as such, scanned pages recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from ctypes import POINTER, cast, create_string_buffer
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pypdfium2
from pypdfium2.raw import (
    FPDF_ERR_PASSWORD,
    FPDF_PAGEOBJ_IMAGE,
    FPDF_WCHAR,
    FS_RECTF,
    FPDFCatalog_GetLanguage,
    FPDFText_GetFontWeight,
    FPDFText_GetLooseCharBox,
)

from corpus import guard
from corpus.charset import plausibility, repair
from corpus.config import Config
from corpus.errors import Unfinished, UnreadableFile
from corpus.formats import ocr
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_language, claimed_title
from corpus.formats.hyphens import HYPHENS
from corpus.formats.lines import Line, add_pages
from corpus.formats.listing import PART, part_name
from corpus.model import Charset, Document, RawFile, Reading, Skipped

_LETTERS_A_PAGE = 30
_AT_ONCE = 2
_MOST_PIXELS_A_SIDE = 6000
_BOLD = 600
_PRINTED = re.compile(r"([^\r\n\ufffe\x02]*[\ufffe\x02]?)(?:\r?\n)?")
"""A printed line: pdfium ends one by CR LF, or by U+FFFE alone in the place of a hyphen and the line end."""
_INKLESS = " \t\ufffe\x02"
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_PLAUSIBLE = 0.55
"""Below this share of orderly words the font has no usable Unicode table: the text is noise."""


def read(raw: RawFile, config: Config) -> Reading:
    """The text layer as blocks with page numbers, letters recognised where a page is a picture, attachments as children.

    Raises UnreadableFile for an encrypted or broken file, and for one without text where pictures are not read.
    """
    try:
        with pypdfium2.PdfDocument(raw.content) as document:
            pages, repairs = _checked([_page_lines(document, number) for number in range(len(document))])
            scanned = _recognised(document, pages, raw.sha256, config)
            claims, children = document.get_metadata_dict(), tuple(_attachments(document, raw, config))
            language = _language(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise UnreadableFile("encrypted PDF; save a copy without a password") from error
        raise UnreadableFile(f"broken PDF, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
    read_pages = [scanned[number].lines if number in scanned else page for number, page in enumerate(pages, start=1)]
    blank = [number for number, page in enumerate(read_pages, start=1) if not page and number not in scanned]
    if pages and not any(read_pages) and not children:
        raise UnreadableFile(f"0 of {len(pages)} pages hold readable text; {_why(blank, config)}")
    builder = TextBuilder()
    title = add_pages(builder, read_pages, ocr.confidence_of(scanned.items()))
    text, blocks = builder.build()
    document_read = Document(
        text=text,
        blocks=blocks,
        media_type="application/pdf",
        title=claimed_title(claims.get("Title")) or title,
        author=squeeze(claims.get("Author") or ""),
        date=claimed_date(claims.get("CreationDate"), "file"),
        charset=Charset("text layer", "", 1.0, repairs) if repairs else None,
        pages=len(pages),
        claimed_language=language,
    )
    lines = []
    if blank:
        first = f"the first is page {blank[0]}"
        reason = f"{len(blank)} of {len(pages)} pages hold no readable text ({first}); {_why(blank, config)}"
        lines.append(Skipped(raw.path, "read", reason, raw.source, raw.sha256))
    return Reading(document_read, children, tuple(lines))


def _why(blank: Sequence[int], config: Config) -> str:
    return ocr.remedy(config) if blank else "no letters were recognised in their pictures"


def _recognised(
    document: pypdfium2.PdfDocument, pages: Sequence[Sequence[Line]], sha256: str, config: Config
) -> dict[int, ocr.Recognised]:
    """What tesseract reads on each page without text, by page number; nothing where it cannot be asked.

    Raises Unfinished when the time for one more page is not left: those recognised are kept.
    """
    numbers = [number for number, page in enumerate(pages, start=1) if not page]
    if not numbers or not ocr.is_ready(config):
        return {}
    dpi, seconds = config["read.ocr_dpi"], config["read.ocr_seconds"]
    names = {number: f"{sha256} {number}" for number in numbers}
    known = {number: ocr.recall(names[number], dpi, config) for number in numbers}
    found = {number: _first(pages) for number, pages in known.items() if pages is not None}
    left = [number for number in numbers if number not in found]

    def ask(number: int, picture: bytes) -> ocr.Recognised:
        dots = picture.partition(b" 255\n")[2]
        if not dots.strip(dots[:1]):
            return _first(())  # a page in one colour: nobody is asked
        return _first(ocr.recognise(picture, dpi, config, seconds, names[number]))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for start in range(0, len(left), _AT_ONCE):  # pictures of a few pages in memory at a time
            some = left[start : start + _AT_ONCE]
            if start and guard.time_left() < seconds:
                raise Unfinished(f"{len(left) - start} of {len(pages)} pages are still to be recognised")
            pictures = [page_picture(document, number, dpi) for number in some]
            found.update(zip(some, pool.map(ask, some, pictures), strict=True))
    return found


def _first(pages: Sequence[ocr.Recognised]) -> ocr.Recognised:
    return pages[0] if pages else ocr.Recognised((), 0.0)


def page_picture(document: pypdfium2.PdfDocument, number: int, dpi: int) -> bytes:
    """Page ``number`` (from 1) as a grey picture (PGM)."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, _MOST_PIXELS_A_SIDE / max(width, height, 1))
        shown = page.render(scale=scale, grayscale=True).to_numpy()
    finally:
        page.close()
    header = b"P5 %d %d 255\n" % (shown.shape[1], shown.shape[0])
    return header + bytes(shown.tobytes())


def _language(document: pypdfium2.PdfDocument) -> str:
    """The language that the document's catalogue declares."""
    size = FPDFCatalog_GetLanguage(document.raw, None, 0)
    said = create_string_buffer(size)
    FPDFCatalog_GetLanguage(document.raw, cast(said, POINTER(FPDF_WCHAR)), size)
    return claimed_language(said.raw.decode("utf-16-le", "replace").rstrip("\0"))


def _attachments(document: pypdfium2.PdfDocument, raw: RawFile, config: Config) -> Iterator[RawFile]:
    """Files attached to the document."""
    taken: set[str] = set()
    for index in range(min(document.count_attachments(), config["read.files"])):
        attachment = document.get_attachment(index)
        try:
            name, content = attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            continue
        if content:
            yield RawFile(raw.source, f"{raw.path}{PART}{part_name(name, taken)}", sha256(content).hexdigest(), content)


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    """The lines of a page, none when all it shows is a picture with at most a stamp or a page number as text."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    try:
        text_page = page.get_textpage()
        text = str(text_page.get_text_range())
        few = sum(map(str.isalpha, text)) < _LETTERS_A_PAGE
        if few and (not text.strip() or any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))):
            return []
        return list(_lines(text_page, text))
    finally:
        page.close()


def _lines(text_page: Any, text: str) -> Iterator[Line]:
    """Lines with the geometry of their first and last letter; pdfium counts the line ends as characters too."""
    for match in _PRINTED.finditer(text):
        line = match.group(1)
        if not line.strip():
            continue
        first, last = match.start(1) + len(line) - len(line.lstrip()), match.start(1) + len(line.rstrip(_INKLESS)) - 1
        begin, end = FS_RECTF(), FS_RECTF()
        places = ((first, begin), (max(first, last), end))
        if all(FPDFText_GetLooseCharBox(text_page.raw, place, box) for place, box in places):
            bold = all(FPDFText_GetFontWeight(text_page.raw, place) >= _BOLD for place, _ in places)
            yield Line(line, round(begin.top - begin.bottom, 1), bold, begin.left, end.right, begin.top)
        else:
            yield Line(line)


def _checked(pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages, repaired where the font said Latin letters for Cyrillic ones, noise made blank."""
    _, repairs = repair("\n".join(line.text for page in pages for line in page))
    if repairs:
        pages = [_repaired(page) for page in pages]
    return [[] if _is_noise(page) else page for page in pages], repairs


def _repaired(page: list[Line]) -> list[Line]:
    texts = repair("\n".join(line.text for line in page))[0].split("\n")
    return [replace(line, text=text) for line, text in zip(page, texts, strict=False)]


def _is_noise(page: list[Line]) -> bool:
    text = "\n".join(line.text.rstrip(HYPHENS) for line in page)
    words = len(text) >= _LETTERS_A_PAGE  # a page number or two letters prove nothing
    return len(_UNREADABLE.findall(text)) > 0.02 * len(text) or (words and plausibility(text) < _PLAUSIBLE)
