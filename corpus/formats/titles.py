"""Which line of a plain text is its title: not the letterhead, the reference number or the name of the genre."""

from __future__ import annotations

import re
from collections.abc import Sequence

TITLE_WITHIN = 8
"""A title stands among the first so many pieces: after a letterhead, a genre label, a number, an addressee."""

CONTACT = re.compile(
    r"\b(?:tel|fax|phone|mob|тел|факс|моб|e-?mail|эл\.? ?почта|сайт|web(?:site)?|skype|адрес|address)\b\.?\s*[:.]"
    r"|[\w.+-]+@[\w-]+\.\w|\(\d{3,5}\)[ \d-]{5,}|\bstr(?:eet)?\b\.?,?|\b(?:в?ул|просп)\.\s|көшесі"
    r"|(?<!\d)\d{5,6},\s|\b[A-Z]{2}-\d{4}\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:press[- ]?release|news[- ]?release|for immediate release|newsletter|memo(?:randum)?|announcement|"
    r"пресс?[- ]?релиз|прес[- ]?реліз|баспасөз[- ](?:хабарламасы|релизі?)|информационное сообщение|comunicat de presă|новости)"
    r"(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:исх|вх|вих|шығыс|our ref|ref|nr|no|№)\W{0,4}[\d№].*|\d[\d.\s/№-]*(?:.*№.*)?|"
    r"\D{0,20}\d{1,2}\s+\w+\s+(?:19|20)\d\d\b.{0,80}|(?:19|20)\d\d\s+жыл.*",
    re.IGNORECASE | re.DOTALL,
)
"""«Исх. № 31/04-13 от 06.05.2013», «21.10.2014 № 77-П/14», «2017 жылғы 19 қаңтар»: short lines about a number and a day."""
_SUBJECT = re.compile(r"(?:о|об|обо|про|ref\.?:|re:|subject:|тема:|кас\.:)\s+\S.*|.*\sтуралы", re.IGNORECASE | re.DOTALL)
_NOT_AT_END = (".", "!", "?", ";", ",", ":", "…")
_CHARACTERS, _LINES = 200, 4


def find_title(pieces: Sequence[str]) -> int:
    """Index of the title among the pieces of a text; -1 when nothing looks like one.

    A letter's subject («О включении города Аксу …») comes first, then the first heading-like piece; a genre label only
    when nothing better follows it.
    """
    early = [index for index, piece in enumerate(pieces[:TITLE_WITHIN]) if looks_like_heading(piece)]
    if len(pieces) < 2 or not early:
        return -1
    for index in early:
        if _SUBJECT.fullmatch(_bare(pieces[index])):
            return index
    named = [index for index in early if not _is_label(pieces, index) and not _REFERENCE.fullmatch(_bare(pieces[index]))]
    return (named or early)[0]


def looks_like_heading(piece: str) -> bool:
    """True for a few short lines without a full stop, contacts or list marks that begin with a capital or a number."""
    lines = piece.strip().split("\n")
    line = " ".join(" ".join(lines).split())
    if len(lines) > _LINES or len(line) > (_CHARACTERS if len(lines) > 1 else 160) or line.endswith(_NOT_AT_END):
        return False
    first = line.lstrip('«"“„*_#№ ')[:1]
    return bool(first) and not CONTACT.search(line) and (first.isupper() or (first.isdigit() and any(map(str.isalpha, line))))


def _is_label(pieces: Sequence[str], index: int) -> bool:
    """True for a genre's name, and for one to three words in capitals over another heading in small letters."""
    text = _bare(pieces[index])
    if _LABEL.fullmatch(text):
        return True
    following = pieces[index + 1] if index + 1 < len(pieces) else ""
    return text.isupper() and len(text.split()) <= 3 and looks_like_heading(following) and not following.isupper()


def _bare(piece: str) -> str:
    return " ".join(piece.split()).strip(' *_#:.«»"')
