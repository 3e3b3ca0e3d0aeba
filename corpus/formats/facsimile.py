"""What a page of a scan, a PDF or a picture looks like: for readers who want to see what was recognised."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.sniff import DJVU, JPEG, PNG, TIFF, sniff
from corpus.formats.tools import find_tool, run_tool

PDF = "application/pdf"
KINDS = frozenset((PDF, PNG, JPEG, TIFF, DJVU))
"""Media types whose pages can be shown."""

_TALLEST = 4
"""A page higher than so many times its width is cut down to that: a receipt, or an attack."""

_MOST_PIXELS = 100_000_000
_QUALITY = 80
_SHOWN = "page.ppm"


@dataclass(frozen=True, slots=True)
class Wish:
    """Page ``number`` (from 1) of a file, ``width`` pixels wide at most."""

    file: Path
    number: int
    width: int
    config: Config


def picture(wish: Wish) -> bytes:
    """The page as JPEG. Raises UnreadableFile for a file without such a page. To be called in a guarded child."""
    content = wish.file.read_bytes()
    kind = sniff(content, str(wish.file))
    if kind == PDF:
        shown = _of_pdf(content, wish)
    elif kind == DJVU:
        shown = _of_picture(_of_djvu(content, wish), 1, wish)
    elif kind in KINDS:
        shown = _of_picture(content, wish.number, wish)
    else:
        raise UnreadableFile(f"{wish.file.name}: pages of {kind} have no pictures")
    written = BytesIO()
    shown.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _of_pdf(content: bytes, wish: Wish) -> Image.Image:
    try:
        with pypdfium2.PdfDocument(content) as document:
            if wish.number > len(document):
                raise _missing(wish, len(document))
            page = document[wish.number - 1]
            width, height = page.get_size()
            scale = min(wish.width / max(width, 1), _TALLEST * wish.width / max(height, 1))
            shown: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return shown
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"{wish.file.name}: page {wish.number} cannot be drawn ({error})") from error


def _of_picture(content: bytes, number: int, wish: Wish) -> Image.Image:
    try:
        with Image.open(BytesIO(content)) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise UnreadableFile(f"{wish.file.name}: {found.width} by {found.height} pixels are more than can be shown")
            frames = int(getattr(found, "n_frames", 1))
            if number > frames:
                raise _missing(wish, frames)
            found.seek(number - 1)
            shown = ImageOps.exif_transpose(found.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFile(f"{wish.file.name}: the picture cannot be shown ({error})") from error
    shown.thumbnail((wish.width, _TALLEST * wish.width))
    return shown


def _of_djvu(content: bytes, wish: Wish) -> bytes:
    tool = find_tool("ddjvu")
    if not tool:
        raise UnreadableFile("pages of DjVu are drawn by the system tool ddjvu: apt install djvulibre-bin")
    size = f"-size={wish.width}x{_TALLEST * wish.width}"
    command = (tool, "-format=ppm", f"-page={wish.number}", size, "/dev/stdin", _SHOWN)
    return run_tool(command, content, wish.config, result=_SHOWN)


def _missing(wish: Wish, pages: int) -> UnreadableFile:
    return UnreadableFile(f"{wish.file.name}: there is no page {wish.number}, it has {pages}")
