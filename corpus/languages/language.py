"""What svod knows of one language, as data."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.languages.suffixes import Suffixes


@dataclass(frozen=True, slots=True)
class Language:
    """One language: nothing elsewhere asks which language it is, only what it says here.

    ``scripts`` are ISO 15924 codes, the usual one first. ``lemmatiser`` is "pymorphy", "simplemma", "suffixes" (the endings of
    ``suffixes`` are taken off) or "" (words stay as they are). ``stems`` is True when a word needs subword terms to meet its
    other forms. ``letters`` are those that tell the language from others in its script («ї» is Ukrainian); ``lacks`` are those
    of the script that it does not write. ``abbreviations`` stand before what they belong to and end no sentence
    («им. Абая»); ``tails`` end one when a capital follows («и др. Он»). ``respelling`` maps letters to the dictionary's own,
    one to one («oraşelor» in older files is «orașelor»). ``irregular`` has readings that the dictionary lacks or has wrong, by
    folded form: lemmas with parts of speech, likeliest first («a»: "avea VERB; al DET").
    """

    code: str
    name: str
    scripts: tuple[str, ...]
    lemmatiser: str = ""
    stems: bool = False
    letters: str = ""
    lacks: str = ""
    abbreviations: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    respelling: tuple[str, str] = ("", "")
    irregular: tuple[tuple[str, str], ...] = ()
    suffixes: Suffixes | None = None

    @property
    def script(self) -> str:
        """The script it is usually written in."""
        return self.scripts[0]


def listed(row: str) -> frozenset[str]:
    """The entries of a table row that is written with spaces between them."""
    return frozenset(row.split())
