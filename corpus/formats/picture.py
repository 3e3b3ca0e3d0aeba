"""Pictures of text (.png, .jpg, .tiff): what tesseract recognises in them."""

from __future__ import annotations

import struct
from struct import unpack_from

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import ocr
from corpus.formats.sniff import PNG, sniff
from corpus.model import RawFile, Reading

_LEAST_PIXELS = 40
_MOST_PIXELS = 100_000_000


def read(raw: RawFile, config: Config) -> Reading:
    """The picture's text, marked as recognised. Raises UnreadableFile for one without text, too small or too large."""
    kind = sniff(raw.content, raw.path)
    if kind == PNG:
        _check_size(raw.content)
    if not ocr.is_ready(config):
        raise UnreadableFile(f"a picture; {ocr.remedy(config)}")
    return ocr.read_image(raw, raw.content, kind, config)


def _check_size(content: bytes) -> None:
    try:
        width, height = unpack_from(">II", content, 16)
    except struct.error as error:
        raise UnreadableFile("broken picture, cut off on its way") from error
    if min(width, height) < _LEAST_PIXELS:
        raise UnreadableFile(f"a picture of {width} by {height} pixels holds no text")
    if width * height > _MOST_PIXELS:
        raise UnreadableFile(f"a picture of {width} by {height} pixels, limit {_MOST_PIXELS // 1_000_000} million")
