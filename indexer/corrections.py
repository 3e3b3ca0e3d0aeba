"""What may have been meant by a typed word: other keys under the same fingers, another script, or letters that look alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.languages import USUAL, count_letters, fold, script

KEYBOARD, TRANSLITERATION, LETTERS = "keyboard", "transliteration", "letters"
CORRECTED = (KEYBOARD, TRANSLITERATION, LETTERS)

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS = {
    "ru": "йцукенгшщзхъфывапролджэячсмитьбюё",
    "uk": "йцукенгшщзхїфівапролджєячсмитьбюґ",
}
"""Letters of each layout where the Latin keys are, in the same order."""

# Longest first; what several spellings have in common is enough, for the archive's own words decide
_SOUNDS = (
    ("shch", "щ"), ("sch", "щ"), ("yo", "ё"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ya", "я"), ("ye", "е"), ("ju", "ю"), ("ja", "я"), ("iy", "ий"), ("yy", "ый"), ("a", "а"), ("b", "б"), ("v", "в"),
    ("w", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("j", "й"), ("y", "ы"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"),
    ("c", "ц"), ("x", "кс"), ("q", "к"), ("'", "ь"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """Another reading of a typed word: ``text`` in ``language``, and what explains it: ``keyboard``, ``letters`` ..."""

    text: str
    language: str
    by: str


def corrections(typed: str) -> Iterator[Correction]:
    """What ``typed`` may stand for, the likelier first; each is all letters: «fkvfns» → «алматы», «Shakirova» → «шакирова»."""
    small = typed.lower()
    for language, letters in _KEYS.items():
        if script(small) == "Latn":
            other = small.translate(str.maketrans(_LATIN_KEYS, letters))
            if other.isalpha():
                yield Correction(fold(other), language, KEYBOARD)
        elif script(small) == "Cyrl":
            other = small.translate(str.maketrans(letters, _LATIN_KEYS))
            if other.isascii() and other.isalpha():
                yield Correction(other, "en", KEYBOARD)
    if small.isascii() and small.replace("'", "").isalpha():
        yield Correction(fold(_spelled(small)), "ru", TRANSLITERATION)


def repaired(typed: str) -> Correction | None:
    """A word of two scripts made one: «Cергей» with a Latin C is «сергей»; None where it is of one, or must be of two."""
    if sum(map(bool, count_letters(typed))) < 2:
        return None
    folded = fold(typed)
    if sum(map(bool, count_letters(folded))) != 1:
        return None
    return Correction(folded, USUAL[script(folded)], LETTERS)


def _spelled(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return word
