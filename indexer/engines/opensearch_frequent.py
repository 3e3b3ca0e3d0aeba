"""The forms that stand in most documents, counted while an index is made: nodes would load whole fields to tell them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from corpus.model import IndexRecord
from indexer.engines.sharing import write_anew
from indexer.schema import EXACT, TEXT, TITLE, posting_field

KEPT = 3_000
_FILE = "frequent.json"
_COUNTED = 100_000
"""Documents that are looked at; in more the most frequent forms are the same."""
_FIELDS = (posting_field(TEXT, EXACT), posting_field(TITLE, EXACT))


class FrequentBuilder:
    """Counts forms of text and title while records pass by."""

    def __init__(self) -> None:
        self._counts = {field: Counter[str]() for field in _FIELDS}
        self._seen = 0

    def add(self, record: IndexRecord) -> None:
        """The next document's forms, as long as it is one of the first."""
        if self._seen < _COUNTED:
            self._seen += 1
            for field, table in zip(_FIELDS, (record.tokens, record.title_tokens), strict=True):
                self._counts[field].update({word[0] for word in table.words})

    def save(self, folder: Path) -> None:
        """The most frequent are in ``folder``."""
        found = {field: [form for form, _ in counts.most_common(KEPT)] for field, counts in self._counts.items()}
        write_anew(folder / _FILE, json.dumps(found, ensure_ascii=False).encode())


def load_frequent(folder: Path) -> dict[str, list[str]]:
    """What ``save`` wrote: forms by field, the most frequent first."""
    found: dict[str, list[str]] = json.loads((folder / _FILE).read_text("utf-8"))
    return found
