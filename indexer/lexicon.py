"""The words that queries are likely to hold, read once when an index is built, so that a search loads no dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.languages import WORD, language
from corpus.morphology import languages_asked, make_word_list, write_lexicon
from corpus.store import Store
from indexer.engines import Reader
from indexer.schema import EXACT, LANGUAGE, TEXT, TITLE, posting_field

LEXICON = "lexicon.sqlite"

_ACRONYM = 6
"""Longer words are seldom written in capitals."""

_FORMS, _TITLE_FORMS, _NAMES = 3_000, 3_000, 1_000
"""The most frequent of each; a word that is not there is asked of its dictionary, which takes longer and says the same."""


def save_lexicon(folder: Path, store: Store, reader: Reader) -> None:
    """``folder`` has a lexicon of the archive's frequent forms, its titles and its names, and this machine its word lists."""
    held = reader.values(LANGUAGE)
    for code, documents in held.items():
        make_word_list(code, documents)
    write_lexicon(folder / LEXICON, _words(store, reader, list(held)))


def _words(store: Store, reader: Reader, held: Sequence[str]) -> Iterator[tuple[str, str]]:
    for scope, limit in ((TEXT, _FORMS), (TITLE, _TITLE_FORMS)):
        for form, _ in reader.terms(posting_field(scope, EXACT), "", limit):
            for code in languages_asked(form, held):
                yield form, code
                if language(code).lemmatiser == "pymorphy":
                    yield form.capitalize(), code
                if len(form) <= _ACRONYM:
                    yield form.upper(), code
    for entity in store.entities(limit=_NAMES):
        for name in (entity.name, *(each for names in entity.names.values() for each in names)):
            for word in WORD.findall(name):
                yield from ((word, code) for code in languages_asked(word, held))
