"""Long documents are shown in parts by place alone: whoever links to a place knows its part without reading the text."""

from __future__ import annotations

from corpus.model import Span

PART_CHARACTERS = 100_000
"""Characters of a part: with its markup about half of the 100 kB that a page may weigh."""


def part_of(start: int) -> int:
    """The part, from 1, in which a place of a text stands."""
    return start // PART_CHARACTERS + 1


def window(part: int) -> Span:
    """The stretch of the text that a part shows; a passage that crosses its border stands in both parts."""
    return Span((part - 1) * PART_CHARACTERS, part * PART_CHARACTERS)


def last_part(length: int) -> int:
    """The last part of a text of so many characters."""
    return part_of(max(0, length - 1))
