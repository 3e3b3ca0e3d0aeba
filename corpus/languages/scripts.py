"""Which script a word or text is written in, and the letters that look alike across scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.languages.language import Language

# Ranges of letters; marks and digits belong to every script
RANGES = {
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f",
    "Latn": "a-zA-Z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Armn": "\u0531-\u0556\u0561-\u0587",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0620-\u064a\u0671-\u06d3",
    "Hebr": "\u05d0-\u05ea",
}
# The language a word is read in when nothing but its script is known: the Russian archive's two commonest
USUAL = {"Cyrl": "ru", "Latn": "en", "Armn": "hy", "Geor": "ka", "Grek": "el"}

_RUNS = {script: re.compile(f"[{letters}]") for script, letters in RANGES.items()}


def script(text: str) -> str:
    """The ISO 15924 code of most letters of ``text``, "" when it holds no letter of a known script."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else ""
    best, most = "", 0
    for code, run in _RUNS.items():
        count = len(run.findall(text))
        if count > most:
            best, most = code, count
            if 2 * count > len(text):
                break
    return best


def count_letters(text: str) -> list[int]:
    """The letters of ``text`` in each script, in the order of ``RANGES``."""
    if text.isascii():
        return [sum(map(str.isalpha, text)) if code == "Latn" else 0 for code in RANGES]
    return [len(run.findall(text)) for run in _RUNS.values()]


def writing(languages: Iterable[Language], code: str) -> tuple[Language, ...]:
    """Those of ``languages`` that are written in the script ``code``, in their order."""
    return tuple(language for language in languages if code in language.scripts)
