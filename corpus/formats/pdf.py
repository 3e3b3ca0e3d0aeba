"""PDF with a text layer: pages, paragraphs put together from lines, running headers and footers known as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
from pypdfium2.raw import (
    FPDF_ERR_PASSWORD,
    FPDF_PAGEOBJ_IMAGE,
    FS_RECTF,
    FPDFText_GetFontWeight,
    FPDFText_GetLooseCharBox,
)

from corpus.charset import plausibility, repair
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_title
from corpus.formats.hyphens import HYPHENS
from corpus.formats.lines import Line, add_pages
from corpus.model import Charset, Document, RawFile, Reading, Skipped

_LETTERS_A_PAGE = 30
_BOLD = 600
_PRINTED = re.compile(r"([^\r\n\ufffe\x02]*[\ufffe\x02]?)(?:\r?\n)?")
"""A printed line: pdfium ends one by CR LF, or by U+FFFE alone in the place of a hyphen and the line end."""
_INKLESS = " \t\ufffe\x02"
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_PLAUSIBLE = 0.55
"""Below this share of orderly words the font has no usable Unicode table: the text is noise."""


_NO_OCR = "recognising scanned pages (OCR) is not part of this version"


def read(raw: RawFile, config: Config) -> Reading:
    """The text layer as blocks with page numbers. Raises UnreadableFile for an encrypted, broken or scanned file."""
    try:
        with pypdfium2.PdfDocument(raw.content) as document:
            pages = [_page_lines(document, number) for number in range(len(document))]
            claims = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise UnreadableFile("encrypted PDF; save a copy without a password") from error
        raise UnreadableFile(f"broken PDF, perhaps cut off on its way ({squeeze(str(error))[:120]})") from error
    pages, repairs = _checked(pages)
    builder = TextBuilder()
    title = add_pages(builder, pages)
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
    )
    blank = [number for number, page in enumerate(pages, start=1) if not page]
    reason = (
        f"{len(blank)} of {len(pages)} pages hold no readable text (the first is page {blank[0]}); {_NO_OCR}" if blank else ""
    )
    return Reading(document_read, skipped=(Skipped(raw.path, "read", reason, raw.source, raw.sha256),) if blank else ())


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
    """The pages, repaired where the font said Latin letters for Cyrillic ones, noise made blank.

    Raises UnreadableFile when nothing readable is left.
    """
    if not any(pages):
        raise UnreadableFile(f"0 of {len(pages)} pages hold text; {_NO_OCR}")
    _, repairs = repair("\n".join(line.text for page in pages for line in page))
    if repairs:
        pages = [_repaired(page) for page in pages]
    readable = [[] if _is_noise(page) else page for page in pages]
    if not any(readable):
        reason = "a text layer whose fonts do not say which letters they show"
        raise UnreadableFile(f"0 of {len(pages)} pages hold readable text ({reason}); {_NO_OCR}")
    return readable, repairs


def _repaired(page: list[Line]) -> list[Line]:
    texts = repair("\n".join(line.text for line in page))[0].split("\n")
    return [replace(line, text=text) for line, text in zip(page, texts, strict=False)]


def _is_noise(page: list[Line]) -> bool:
    text = "\n".join(line.text.rstrip(HYPHENS) for line in page)
    words = len(text) >= _LETTERS_A_PAGE  # a page number or two letters prove nothing
    return len(_UNREADABLE.findall(text)) > 0.02 * len(text) or (words and plausibility(text) < _PLAUSIBLE)
