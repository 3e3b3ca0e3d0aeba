"""Languages as data, and what is true of writing in any of them: scripts, folding, words.

A language unknown here is one without a dictionary: its words stay as they are and meet by their stems.
"""

from __future__ import annotations

from functools import cache

from corpus.languages import others, slavic, turkic, western
from corpus.languages.folding import fold
from corpus.languages.language import Language
from corpus.languages.scripts import RANGES, USUAL, count_letters, script, writing
from corpus.languages.words import WORD, scan, scan_span, words

__all__ = [
    "LANGUAGES",
    "RANGES",
    "USUAL",
    "WORD",
    "Language",
    "count_letters",
    "fold",
    "language",
    "scan",
    "scan_span",
    "script",
    "words",
    "writing",
]

LANGUAGES = {each.code: each for table in (slavic, western, turkic, others) for each in table.LANGUAGES}


@cache
def language(code: str) -> Language:
    """What is known of the language with this ISO 639-1 code; of an unknown one, that it may use any script."""
    return LANGUAGES.get(code) or Language(code, code, tuple(RANGES), stems=True)
