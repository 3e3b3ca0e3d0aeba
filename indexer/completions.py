"""What a person may be about to type: words, phrases of titles and names, sorted beside the index with their documents."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.languages import WORD, fold, script
from corpus.model import IndexRecord

_FILE = "completions.tsv"
_LAST = "\U0010ffff"

WORD_KIND, PHRASE_KIND = "word", "phrase"
"""Other kinds are types of entities."""

LONGEST = 4
"""Words of a title that make a phrase, at most; at least two."""

FEWEST_LETTERS = 3
_SHORT = 5
"""A word of so many letters may be one letter off, a longer one two: «шкла → школа», «энергоадит → энергоаудит»."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to search for: ``kind`` is word, phrase or a type of entity, ``language`` a word's, ``documents`` have it."""

    text: str
    kind: str
    language: str
    documents: int


class Completions:
    """All completions of an archive in order of their folded text."""

    def __init__(self, rows: Sequence[tuple[str, Completion]]) -> None:
        self._keys = [key for key, _ in rows]
        self._found = [found for _, found in rows]
        self._words: dict[str, list[int]] = {}
        for place, (key, found) in enumerate(rows):
            if found.kind == WORD_KIND:
                self._words.setdefault(script(key), []).append(place)
        self._spelt = {code: [self._keys[place] for place in places] for code, places in self._words.items()}

    def starting(self, typed: str, limit: int) -> list[Completion]:
        """What begins as ``typed`` does, in most documents first; names before words of as many."""
        key = _key(typed)
        if not key:
            return []
        stretch = range(bisect_left(self._keys, key), bisect_left(self._keys, key + _LAST))
        chosen = nlargest(
            3 * limit, stretch, key=lambda place: (self._found[place].documents, self._found[place].kind != WORD_KIND, -place)
        )
        distinct: dict[str, Completion] = {}
        for place in chosen:
            distinct.setdefault(self._keys[place], self._found[place])
        return list(distinct.values())[:limit]

    def near(self, word: str, limit: int) -> list[Completion]:
        """Words of the archive that ``word`` may be a slip of, the nearest first, of as near ones those in most documents."""
        key = fold(word)
        among = self._spelt.get(script(key), [])
        distance = 1 if len(key) <= _SHORT else 2
        near = process.extract(key, among, scorer=OSA.distance, processor=None, score_cutoff=distance, limit=None)
        places = self._words.get(script(key), [])
        found = [(far, self._found[places[place]]) for known, far, place in near if known != key]
        return [each for _, each in sorted(found, key=lambda pair: (pair[0], -pair[1].documents, pair[1].text))[:limit]]


class CompletionsBuilder:
    """Gathers completions while records pass by."""

    def __init__(self) -> None:
        self._words: Counter[tuple[str, str]] = Counter()
        self._phrases: Counter[str] = Counter()

    def passing(self, records: Iterable[IndexRecord]) -> Iterator[IndexRecord]:
        """The records as they are, counted."""
        for record in records:
            self.add(record)
            yield record

    def add(self, record: IndexRecord) -> None:
        """The next document's words and the phrases of its title."""
        language = record.languages[0] if record.languages else ""
        self._words.update((word[0], language) for word in record.tokens.words)
        self._phrases.update(_phrases(record.title))

    def load(self, folder: Path) -> None:
        """What ``save`` wrote there is counted on; documents that are gone stay counted until ``keep``."""
        for line in _lines(folder):
            kind, language, documents, text = line.split("\t")
            if kind == WORD_KIND:
                self._words[text, language] += int(documents)
            elif kind == PHRASE_KIND:
                self._phrases[text] += int(documents)

    def keep(self, held: Mapping[str, int], titles: Iterable[str]) -> None:
        """Words are those that documents still hold, each in as many at most; phrases are those of ``titles``."""
        self._words = Counter({key: min(count, held[key[0]]) for key, count in self._words.items() if key[0] in held})
        self._phrases = Counter(phrase for title in titles for phrase in _phrases(title))

    def save(self, folder: Path, names: Iterable[tuple[str, str, int]]) -> None:
        """All is in ``folder``, with the archive's ``names``: type, name, documents."""
        rows = [
            f"{WORD_KIND}\t{language}\t{documents}\t{form}"
            for (form, language), documents in self._words.items()
            if len(form) >= FEWEST_LETTERS and not form[0].isdigit()
        ]
        rows += [f"{PHRASE_KIND}\t\t{documents}\t{text}" for text, documents in self._phrases.items() if documents > 1]
        rows += [f"{kind}\t\t{documents}\t{' '.join(name.split())}" for kind, name, documents in names]
        waiting = folder / f"{_FILE}.new"
        waiting.write_text("\n".join(sorted(rows, key=_text_key)), "utf-8")
        waiting.replace(folder / _FILE)


def load_completions(folder: Path) -> Completions:
    """What ``save`` wrote; none where an older svod made the index."""
    rows = []
    for line in _lines(folder):
        kind, language, documents, text = line.split("\t")
        rows.append((text if kind == WORD_KIND else _key(text), Completion(text, kind, language, int(documents))))
    return Completions(rows)


def _phrases(title: str) -> set[str]:
    words = [match.group() for match in WORD.finditer(title)]
    return {" ".join(words[start : start + size]) for size in range(2, LONGEST + 1) for start in range(len(words) - size + 1)}


def _lines(folder: Path) -> list[str]:
    path = folder / _FILE
    return path.read_text("utf-8").split("\n") if path.is_file() and path.stat().st_size else []


def _text_key(row: str) -> str:
    kind, _, _, text = row.split("\t")
    return text if kind == WORD_KIND else _key(text)


def _key(text: str) -> str:
    return " ".join(fold(match.group()) for match in WORD.finditer(text))
