"""Words met before, by language: each is one look-up in a dict, whatever its dictionary had to do the first time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from corpus.languages import LANGUAGES, USUAL, fold, language, script
from corpus.morphology import choice
from corpus.morphology.choice import Candidates
from corpus.morphology.dictionaries import readings
from corpus.morphology.reading import Reading
from corpus.morphology.tags import Shown, show
from corpus.tokens import Word

# Letters of a subword term: five recover the loss of a missing dictionary in Kazakh, Kyrgyz, Uzbek, Tajik («алматыда»)
STEM = 5
# All words are forgotten beyond this many: about 150 MB
KEPT = 250_000
OPEN = -1
"""Stands for the number of a token where the word's place decides which it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word as written, in one language: the number of its token inside a sentence and at the beginning of one.

    ``known`` are its candidates where neighbours may decide, ``chosen`` the tokens that were, by lemmas in order; ``code`` is
    the language whose dictionary read it.
    """

    inside: int
    opening: int
    known: Candidates | None
    form: str
    stems: tuple[str, ...]
    code: str
    chosen: dict[tuple[str, ...], int] = field(default_factory=dict)


class Memory:
    """Every token that words became, by number, and the words of each language."""

    def __init__(self) -> None:
        self.tokens: list[Word] = []
        self._numbers: dict[Word, int] = {}
        self._languages: dict[str, Met] = {}
        self._lock = Lock()

    def met(self, code: str) -> Met:
        """The words met in passages of one language."""
        found = self._languages.get(code)
        return found if found is not None else self._languages.setdefault(code, Met(code, self))

    def number(self, word: Word) -> int:
        """The number of a token; equal ones share it."""
        with self._lock:
            found = self._numbers.setdefault(word, len(self.tokens))
            if found == len(self.tokens):
                self.tokens.append(word)
            return found

    @property
    def is_full(self) -> bool:
        """True when it is time to forget."""
        return sum(map(len, self._languages.values())) > KEPT


class Met(dict[str, int]):
    """For a word as written the number of its token, or ``OPEN``; a word not met before is read on the way.

    ``shown`` is what each word shows its neighbours, ``entries`` what the open ones may become.
    """

    def __init__(self, code: str, memory: Memory) -> None:
        super().__init__()
        self.code, self._memory = code, memory
        self.shown: dict[str, Shown] = {}
        self.entries: dict[str, Entry] = {}

    def __missing__(self, word: str) -> int:
        entry, self.shown[word] = self._read(word)
        open_ = entry.known is not None or entry.inside != entry.opening
        if open_:
            self.entries[word] = entry
        self[word] = number = OPEN if open_ else entry.inside
        return number

    def _read(self, word: str) -> tuple[Entry, Shown]:
        spoken = spoken_in(word, self.code)
        form, found = fold(word), readings(word, spoken)
        stems = stems_of(form, (spoken,), found)
        if all(reading.lemma == found[0].lemma for reading in found):  # no place can change it
            number = self._memory.number((form, found[0].lemma, (), stems))
            return Entry(number, number, None, form, stems, spoken), show(form, found)
        known = choice.candidates(word, form, found, choice.rows(spoken))
        inside, opening = (
            self._memory.number((form, lemmas[0], lemmas[1:], stems))
            for lemmas in (choice.alone(known, opens) for opens in (False, True))
        )
        entry = Entry(inside, opening, known if choice.is_open(known) else None, form, stems, spoken)
        return entry, show(form, found)


class _Held:
    """The process's memory: it only spares work."""

    memory = Memory()


def remembered() -> Memory:
    """What is remembered now; callers keep it for a whole text, whose numbers are its own."""
    if _Held.memory.is_full:
        _Held.memory = Memory()
    return _Held.memory


def forget() -> None:
    """Words met before are read anew: other weights may choose otherwise."""
    _Held.memory = Memory()


def spoken_in(word: str, code: str) -> str:
    """The language to read ``word`` in: the passage's, or for another script the usual one («Climate» in a Russian text)."""
    written = script(word)
    if code in LANGUAGES and (not written or written in language(code).scripts):
        return code
    return USUAL.get(written, code)


def stems_of(form: str, codes: Iterable[str], found: Sequence[Reading]) -> tuple[str, ...]:
    """The subword term of a word whose languages need one, or that no dictionary knows."""
    if len(form) < STEM or not form.isalpha():
        return ()
    needed = any(language(code).stems for code in codes) or not any(reading.known for reading in found)
    return (form[:STEM],) if needed else ()
