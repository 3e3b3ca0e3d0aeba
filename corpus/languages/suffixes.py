"""What endings the words of a language take, as a table."""

from __future__ import annotations

import itertools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suffixes:
    """Endings by slot. ``chains`` are ways to build a word: slots in the order of writing, each with its endings.

    A capital Latin letter in an ending stands for any of the letters that ``sounds`` give it («LAр» is лар, лер, дар ...).
    ``assimilates`` is True where an ending begins voiceless after a voiceless letter, and only there: «мектепте, ауылда».
    ``front`` and ``back`` are vowels that do not stand in one native word: an ending harmonises with its stem's last one.
    ``hardened`` maps a stem's last letter before a vowel to the one of its bare form: «кітабы → кітап». ``letters`` maps
    the second script of the language to the one its lemmas are written in.
    """

    chains: tuple[tuple[tuple[str, ...], ...], ...]
    assimilates: bool = False
    front: str = ""
    back: str = ""
    hardened: tuple[tuple[str, str], ...] = ()
    letters: tuple[tuple[str, str], ...] = ()


def endings(row: str, **sounds: str) -> tuple[str, ...]:
    """The endings of a table row, written apart by spaces, with every capital letter spelled out; longest first."""
    spelled = (
        "".join(letters)
        for ending in row.split()
        for letters in itertools.product(*(sounds.get(each, each) for each in ending))
    )
    return tuple(sorted(dict.fromkeys(spelled), key=lambda ending: (-len(ending), ending)))


def chain(*slots: str, **sounds: str) -> tuple[tuple[str, ...], ...]:
    """A chain of slots, each a row."""
    return tuple(endings(slot, **sounds) for slot in slots)
