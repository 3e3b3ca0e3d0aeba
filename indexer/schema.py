"""What an index holds: its fields, its version and the manifest that says when it must be built anew."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import IndexMissing
from corpus.files import write_whole

SCHEMA_VERSION = 4

TEXT, TITLE, AUTHOR, PATH = "text", "title", "author", "path"
SCOPES = (TEXT, TITLE, AUTHOR, PATH)
"""Parts of a document whose words are indexed with positions, each in two fields."""

EXACT, LEMMA = "exact", "lemma"
KINDS = (EXACT, LEMMA)
"""Folded forms as written; and lemmas, readings and stems stacked at the position of their word."""

LANGUAGE, TYPE, SOURCE, YEAR = "language", "type", "source", "year"
ENTITY_FIELDS = ("person", "organisation", "city", "country", "region", "place", "programme", "event", "law")
HAS = "has"
KEYWORDS = (LANGUAGE, TYPE, SOURCE, YEAR, HAS, *ENTITY_FIELDS)
"""Fields of whole values: entity fields hold entity ids, ``type`` the media type, ``has`` what there is in a document."""

NUMBERS = ("pages", "words", "size")
"""Fields of one whole number; ``size`` in bytes."""

ANY = "*"
RELEASED = "released"
"""Holds a document's id and ``*`` when other versions or translations of it are in the archive; no one filters by it."""

VALUE_FIELDS = (*KEYWORDS, RELEASED)
"""All fields of whole values that an index holds."""

FACETS = (LANGUAGE, TYPE, YEAR, "city", "person", "organisation", "country", "programme", SOURCE)
"""Keyword fields that are counted over the documents found."""

MANIFEST = "manifest.json"


def posting_field(scope: str, kind: str) -> str:
    """The name of the field that holds ``kind`` of the words of ``scope``: ``title_lemma``."""
    return f"{scope}_{kind}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """How an index was made: an index with another schema, engine, languages, dictionaries or settings is built anew.

    ``generation`` is the store's when the index was made; ``documents`` counts what it holds. Since it was built whole it was
    changed ``updates`` times, and ``stale`` documents were put in or taken out. ``files`` are sizes and sums, by which
    damage is told.
    """

    schema: int
    engine: str
    languages: tuple[str, ...]
    dictionaries: Mapping[str, str]
    settings: Mapping[str, float]
    generation: int
    documents: int = 0
    updates: int = 0
    stale: int = 0
    files: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Written last: a folder without it was left half-built."""
        write_whole(folder / MANIFEST, json.dumps(asdict(self), ensure_ascii=False, indent=1))

    def fits(self, other: Manifest) -> bool:
        """True when both were made the same way, whatever they hold."""
        made = ("schema", "engine", "languages", "dictionaries", "settings")
        return all(getattr(self, name) == getattr(other, name) for name in made)


def load_manifest(folder: Path) -> Manifest:
    """The manifest of the index in ``folder``. Raises IndexMissing when there is none that can be read."""
    try:
        table = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Manifest(**{**table, "languages": tuple(table["languages"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMissing(f"{folder}: no readable {MANIFEST} ({error}); build the index with: svod index") from error
