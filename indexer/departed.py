"""What left with documents that are gone: their words are offered no more, whatever shared files still name them."""

from __future__ import annotations

from pathlib import Path

from corpus.store import Store
from indexer.completions import CompletionsBuilder
from indexer.crosslingual.sounds import SoundsBuilder
from indexer.engines import Reader
from indexer.engines.vocabulary import keep_forms
from indexer.schema import EXACT, LEMMA, SCOPES, TEXT, posting_field

_ALL = 1 << 31


def drop_departed(folder: Path, reader: Reader, store: Store, completions: CompletionsBuilder, sounds: SoundsBuilder) -> None:
    """Completions, sounds and the list of forms hold only what some document of the index in ``folder`` says."""
    text = dict(reader.terms(posting_field(TEXT, EXACT), "", _ALL))
    completions.keep(text, store.titles())
    sounds.keep({term for term, _ in reader.terms(posting_field(TEXT, LEMMA), "", _ALL)})
    forms = set(text)
    for scope in SCOPES:
        if scope != TEXT:
            forms.update(term for term, _ in reader.terms(posting_field(scope, EXACT), "", _ALL))
    keep_forms(folder, forms)
