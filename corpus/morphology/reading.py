"""One way to read a word."""

from __future__ import annotations

from dataclasses import dataclass

# OpenCorpora's marks of names, and the Ukrainian dictionary's
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "prop", "fname", "lname", "pname"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as a form of ``lemma`` (folded), with a part of speech and grammemes in the dictionary's own terms.

    ``score`` 0..1 is the dictionary's guess without context; ``known`` is False for a guess from the ending.
    """

    lemma: str
    pos: str
    grammemes: frozenset[str]
    score: float
    known: bool = True

    @property
    def is_name(self) -> bool:
        """True for a person's or place's name: «Ева», «Ростов»."""
        return not NAMES.isdisjoint(self.grammemes)
