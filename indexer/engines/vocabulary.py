"""All forms that an archive holds, in one sorted list beside the index: patterns are spelt out here, alike for every engine."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from pathlib import Path

from corpus.model import IndexRecord
from indexer.engines.sharing import write_anew

_FILE = "forms.txt"
_LITERAL = re.compile(r"[^\W_]*")


class Vocabulary:
    """Folded forms of the documents' words, titles, authors and paths, in order, each once."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms

    def matching(self, pattern: re.Pattern[str], limit: int) -> list[str]:
        """Forms that ``pattern`` matches whole, in order, at most ``limit`` and one more."""
        found: list[str] = []
        for form in self._candidates(pattern.pattern):
            if pattern.fullmatch(form):
                found.append(form)
                if len(found) > limit:
                    break
        return found

    def alike(self, word: str, distance: int, limit: int) -> list[str]:
        """Forms at most ``distance`` letters from ``word``, nearest first, then in order, at most ``limit`` and one more."""
        from rapidfuzz import process  # few queries are fuzzy
        from rapidfuzz.distance import OSA

        near = process.extract(word, self.forms, scorer=OSA.distance, processor=None, score_cutoff=distance, limit=None)
        return [form for form, _, _ in sorted(near, key=lambda each: (each[1], each[0]))[: limit + 1]]

    def _candidates(self, pattern: str) -> Iterator[str]:
        """The stretch of the list that begins as the pattern does: «слов.*» leaves a thousandth of it."""
        literal = _LITERAL.match(pattern)[0] if "|" not in pattern else ""  # type: ignore[index]  # matches ""
        if literal and pattern[len(literal) : len(literal) + 1] in ("*", "?", "{"):
            literal = literal[:-1]
        for place in range(bisect_left(self.forms, literal), len(self.forms)):
            if not self.forms[place].startswith(literal):
                return
            yield self.forms[place]


class VocabularyBuilder:
    """Gathers forms while records pass by."""

    def __init__(self, forms: list[str] | None = None) -> None:
        self._forms = set(forms or ())

    def add(self, record: IndexRecord) -> None:
        """The next document's forms."""
        for table in (record.tokens, record.title_tokens, *record.more.values()):
            self._forms.update(word[0] for word in table.words)

    def save(self, folder: Path) -> None:
        """The list is in ``folder``."""
        write_anew(folder / _FILE, "\n".join(sorted(self._forms)).encode())


def keep_forms(folder: Path, held: Collection[str]) -> None:
    """The list in ``folder``, where the engine keeps one, names only forms that documents still hold."""
    if (folder / _FILE).is_file():
        VocabularyBuilder([form for form in load_vocabulary(folder).forms if form in held]).save(folder)


def load_vocabulary(folder: Path) -> Vocabulary:
    """What ``save`` wrote."""
    text = (folder / _FILE).read_text("utf-8")
    return Vocabulary(text.split("\n") if text else [])
