"""Readers of gold sets: what a folder holds is recognised from its files, never from its name."""

from __future__ import annotations

from itertools import chain

from indexer.quality.gold import brackets, brat, factrueval, iob, mentions
from indexer.quality.values import GoldText, NoGold, Options

_READERS = (brat.read, factrueval.read, iob.read, mentions.read, brackets.read)

FORMATS = "brat (.ann beside .txt), factRuEval (.objects .spans .txt), IOB or IOB2, a table of mentions, or [brackets]"


def read_texts(options: Options, want: str) -> list[GoldText]:
    """Every text with marked names below the folder, in one language where options say so. Raises NoGold."""
    found = list(chain.from_iterable(read(options.folder) for read in _READERS))
    kept = [text for text in found if not options.language or text.language == options.language]
    if not kept:
        known = sorted({text.language for text in found if text.language})
        reason = f"languages there: {', '.join(known)}" if found else f"wanted {want}: {FORMATS}"
        raise NoGold(f"{options.folder}: holds no gold for this; {reason}")
    return options.sample(kept)
