"""How the words of an archive sound, by language, beside the index: a name written in another script is found by its sound.

A published set of names in news, without training, people: MRR@10 from Russian to Polish .87, Czech .90, Bulgarian .91.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from corpus.model import IndexRecord
from corpus.spelling import skeleton
from indexer.crosslingual import families
from indexer.crosslingual.families import load_stems, write_families

COGNATE = ("uk", "be", "bg", "ru")
"""Languages whose common words are kept too: «семінар» sounds as «семинар» does."""

KEPT = (*COGNATE, families.LANGUAGE)

SCORE, COGNATE_SCORE = 78.0, 90.0
"""Of 100 by rapidfuzz's ratio, for names across scripts and for words of kindred languages in one."""

NO_LANGUAGE = "und"

MOST = 3
LEAST_LETTERS = 3

Alike = tuple[str, float]
"""A lemma of the archive and how surely it is the word, 0 to 1."""


class Sounds:
    """Lemmas of one language by their sound."""

    def __init__(self, path: Path) -> None:
        self._lemmas: dict[str, list[str]] = defaultdict(list)
        self._names: list[str] = []
        self._words: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            kind, sound, lemma = line.split("\t")
            if sound not in self._lemmas:
                self._words.append(sound)
            if kind == "N" and (not self._names or self._names[-1] != sound):
                self._names.append(sound)
            self._lemmas[sound].append(lemma)

    def names_like(self, sound: str) -> list[Alike]:
        """Names that sound like a word of another script."""
        return self._nearest(sound, self._names, SCORE)

    def words_like(self, sound: str) -> list[Alike]:
        """Words of a kindred language that sound almost the same."""
        return self._nearest(sound, self._words, COGNATE_SCORE)

    def _nearest(self, sound: str, among: list[str], score: float) -> list[Alike]:
        if len(sound) < LEAST_LETTERS:
            return []
        found = process.extract(sound, among, scorer=fuzz.ratio, processor=None, score_cutoff=score, limit=MOST)
        return [(lemma, (near / 100) ** 2) for known, near, _ in found for lemma in self._lemmas[known]]


class SoundsBuilder:
    """Gathers lemmas while records pass by."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, bool]] = defaultdict(dict)
        self._loaded: dict[str, dict[str, bool]] = {}
        self._spelt: dict[str, dict[str, str]] = defaultdict(dict)
        self._stems: dict[str, str] = {}

    def load(self, folder: Path) -> None:
        """What ``save`` wrote there is known; lemmas of documents that are gone stay until ``keep``."""
        self._stems = load_stems(folder)
        if self._stems:  # short words have one, and no sound that is kept
            self._seen[families.LANGUAGE] = dict.fromkeys(self._stems, False)
        for path in folder.glob(place(folder, "*").name):
            code = path.stem.partition("-")[2].replace(NO_LANGUAGE, "")
            seen, spelt = self._seen[code], self._spelt[code]
            for line in path.read_text("utf-8").splitlines():
                kind, sound, lemma = line.split("\t")
                seen[lemma], spelt[lemma] = kind == "N", sound
            self._loaded[code] = seen.copy()

    def keep(self, held: Collection[str]) -> None:
        """Lemmas are those that documents still hold."""
        for language, lemmas in self._seen.items():
            self._seen[language] = {lemma: is_name for lemma, is_name in lemmas.items() if lemma in held}

    def passing(self, records: Iterable[IndexRecord]) -> Iterator[IndexRecord]:
        """The records as they are, looked at."""
        for record in records:
            self.add(record)
            yield record

    def add(self, record: IndexRecord) -> None:
        """The next document's lemmas, under the language of most of its text."""
        language = record.languages[0] if record.languages else ""
        seen, text, tokens = self._seen[language], record.text, record.tokens
        # the first place of a word tells whether it is a name well enough, and is ten times quicker than all
        first = dict(zip(reversed(tokens.word_ids), reversed(tokens.starts), strict=True))
        for word_id, start in first.items():
            lemma = tokens.words[word_id][1]
            if not seen.get(lemma):
                seen[lemma] = text[start].isupper()

    def save(self, folder: Path) -> None:
        """A file a language is in ``folder``, and the families of English words; nothing is written that is there as it was.

        Half of the time that an update of the index took went to sounds and stems that were known.
        """
        if not self._is_saved(folder, families.LANGUAGE):
            write_families(folder, self._seen.get(families.LANGUAGE, ()), self._stems)
        for language, lemmas in self._seen.items():
            if self._is_saved(folder, language):
                continue
            spelt = self._spelt[language]
            lines = (
                f"{'N' if is_name else 'W'}\t{sound}\t{lemma}"
                for lemma, is_name in sorted(lemmas.items())
                if (is_name or language in KEPT)
                and len(sound := spelt.get(lemma) or skeleton(lemma, language)) >= LEAST_LETTERS
            )
            # an index that is updated shares its files with the one in use: replaced, never written into
            waiting = place(folder, language).with_suffix(".new")
            waiting.write_text("\n".join(lines), "utf-8")
            waiting.replace(place(folder, language))

    def _is_saved(self, folder: Path, language: str) -> bool:
        return place(folder, language).is_file() and self._loaded.get(language) == self._seen.get(language)


def place(folder: Path, language: str) -> Path:
    """Where the sounds of a language lie beside an index."""
    return folder / f"sounds-{language or NO_LANGUAGE}.tsv"
