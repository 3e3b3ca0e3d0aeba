"""Charsets: files are decoded right when their text is the one that the manifest's codec gives; two codecs may agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpus.charset import decode
from corpus.errors import UnreadableFile
from indexer.quality.gold.files import tables
from indexer.quality.measures import mean
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LEAST_CYRILLIC = 10

Sample = tuple[bytes, str]
"""A file's bytes and the text they are."""


def measure(options: Options) -> Iterator[Measured]:
    """The share of files decoded right: ``all``, and those with Cyrillic text."""
    samples = options.sample(list(_samples(options)))
    if not samples:
        raise NoGold(f"{options.folder}: wanted a table with columns path encoding, and the files that it names")
    judged = [(_is_right(*sample), _is_cyrillic(sample[1])) for sample in samples]
    yield set_name(options), mean("all", [float(right) for right, _ in judged])
    yield set_name(options), mean("cyrillic", [float(right) for right, cyrillic in judged if cyrillic])


def _samples(options: Options) -> Iterator[Sample]:
    """Every file of the manifests that its stated codec can decode."""
    for manifest, table in tables(options.folder, "path", "encoding"):
        for row in table:
            path = manifest.parent / row["path"]
            if row["encoding"].strip() and path.is_file():
                content = path.read_bytes()
                try:
                    yield content, content.decode(row["encoding"])
                except (UnicodeDecodeError, LookupError):
                    continue


def _is_right(content: bytes, text: str) -> bool:
    try:
        found, _ = decode(content)
    except UnreadableFile:
        return False
    return _plain(found) == _plain(text)


def _plain(text: str) -> str:
    """A text without what is no letter of it: marks of byte order, forms of one letter, line ends."""
    return unicodedata.normalize("NFC", text.replace("\ufeff", "").replace("\r\n", "\n")).strip()


def _is_cyrillic(text: str) -> bool:
    return len(_CYRILLIC.findall(text)) >= _LEAST_CYRILLIC
