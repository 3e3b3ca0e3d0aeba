"""Readers: one door, a private module a format, chosen by what the bytes are."""

from corpus.formats.builder import TextBuilder
from corpus.formats.door import read
from corpus.formats.ocr import cache_folder

__all__ = ["TextBuilder", "cache_folder", "read"]
