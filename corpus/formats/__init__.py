"""Readers: one door, a private module a format, chosen by what the bytes are."""

from corpus.formats.builder import TextBuilder
from corpus.formats.door import read

__all__ = ["TextBuilder", "read"]
