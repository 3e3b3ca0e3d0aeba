"""The marks of a reading: with another version of an analyser, or other settings that bear on it, a file is read again."""

from __future__ import annotations

import hashlib
import json

from corpus import __version__
from corpus.config import SETTINGS as ALL_SETTINGS
from corpus.config import Config

ANALYSIS_VERSION = 15
"""Grows when the same bytes would be analysed otherwise: every document is then analysed again."""

SETTINGS = ("archive.languages", "archive.country", "analysis.entities", "read.depth", "read.ocr")
"""Settings that change what an analysis says."""


def version(config: Config) -> str:
    """The mark of an analysis: equal marks mean that the same bytes give the same values."""
    said = json.dumps([config[key] for key in SETTINGS])
    return f"{ANALYSIS_VERSION}.{_short(said)}"


def attempt(config: Config) -> str:
    """The mark of a failed reading: with another svod or other limits the file is worth another try."""
    limits = [config[setting.key] for setting in ALL_SETTINGS if setting.key.startswith("read.")]
    return f"{version(config)}+{_short(json.dumps([__version__, limits]))}"


def _short(said: str) -> str:
    return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()[:8]
