"""DjVu: its text layer through djvutxt; pages without one through OCR, when ddjvu can show them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ocr
from corpus.formats.builder import TextBuilder
from corpus.formats.lines import Line, add_pages
from corpus.formats.sniff import DJVU
from corpus.formats.tools import find_tool, run_tool
from corpus.model import Document, RawFile, Reading

_LINES = re.compile(r"[\n\x0b\x1d\x1f]")
_SHOWN = "pages.tiff"
_PAGES = re.compile(r"\f")


def read(raw: RawFile, config: Config) -> Reading:
    """The pages as blocks with page numbers. Raises UnreadableFile, naming the tool that is missing."""
    tool = find_tool("djvutxt")
    if not tool:
        raise UnreadableFile("DjVu files are read with the system tool djvutxt: apt install djvulibre-bin")
    text = run_tool((tool, "/dev/stdin"), raw.content, config).decode("utf-8", "replace")
    pages: list[Sequence[Line]] = [[Line(line) for line in _LINES.split(page)] for page in _PAGES.split(text)]
    builder = TextBuilder()
    if not any(line.text.strip() for page in pages for line in page):
        shown = find_tool("ddjvu")
        if not shown or not ocr.is_ready(config):
            raise UnreadableFile(f"no text layer; {ocr.remedy(config)}")
        command = (shown, "-format=tiff", "-scale=300", "/dev/stdin", _SHOWN)
        image = run_tool(command, raw.content, config, result=_SHOWN)
        return ocr.read_image(raw, image, DJVU, config)
    title = add_pages(builder, pages)
    body, blocks = builder.build()
    return Reading(Document(body, blocks, DJVU, title, pages=len(pages)))
