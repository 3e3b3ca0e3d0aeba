"""Which sentences were a language's weights learned from? They are no proof of anything, and whoever measures must know them.

Kept as marks, not as text: a treebank's sentences are not ours to give away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path


def mark(text: str) -> str:
    """Eight letters that stand for a sentence."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


@cache
def seen(code: str) -> frozenset[str]:
    """The marks of all sentences that the shipped weights of a language were learned from."""
    path = files("corpus.morphology").joinpath("weights", f"{code}.seen.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def save_seen(texts: Iterable[str], path: Path) -> None:
    """``path`` holds the marks of ``texts``, one a line."""
    path.write_text("".join(f"{each}\n" for each in sorted(set(map(mark, texts)))), "utf-8")
