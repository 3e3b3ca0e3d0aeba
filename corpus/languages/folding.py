"""The one spelling under which a word is indexed and looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Stress and other marks that no letter took up; the soft hyphen
_MARKS = re.compile("[\u0300\u0301\u0307\u00ad]")
_SPELLING = str.maketrans(
    {
        **dict(zip("ЁёЀѐЍѝ", "ЕеЕеИи", strict=True)),
        **dict(zip("İı", "Ii", strict=True)),  # ISTANBUL, İstanbul and ıstanbul meet, whichever machine lowered them
        **dict(zip("ȘșȚț", "ŞşŢţ", strict=True)),  # Romanian has a comma below or, in older files, a cedilla
        ",": ".",  # 7,5 = 7.5
        **dict.fromkeys("’‘ʼʻ`´′ʹ＇", "'"),
    }
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-zA-Z]")
_FOLDED = re.compile("[a-z]+|[а-я]+")
# Capitals look alike more often than small letters do: «Bосток» is a mistake, a small «b» is not «в»
_TO_CYRILLIC = str.maketrans("ABCEHIJKMOPSTXYacehijkmopstxy", "АВСЕНІЈКМОРЅТХУасеһіјкморѕтху")
_TO_LATIN = str.maketrans("АВСЕНІЈКМОРЅТХУасеһіјкморѕтху", "ABCEHIJKMOPSTXYacehijkmopstxy")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """``word`` as it is indexed: lower case, ё as е, one apostrophe, no stress marks, letters of one script. Idempotent.

    «Кишинёв → кишинев», «сло́во → слово», «CO₂ → co2», «об’єкт → об'єкт», «Cергей» with a Latin C → «сергей».
    """
    if _FOLDED.fullmatch(word):
        return word
    plain = _respell(word)
    return _respell(_of_one_script(plain).lower())


def _respell(word: str) -> str:
    composed = unicodedata.normalize("NFKC", word)
    return unicodedata.normalize("NFKC", _MARKS.sub("", composed)).translate(_SPELLING)


def _of_one_script(word: str) -> str:
    """``word`` with look-alike letters of a second script replaced, if that makes it one script.

    A word that could be either is what most of its letters are; with a digit it is a code, and Latin: «СО2», «А4».
    """
    if not _CYRILLIC.search(word):
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    may_be_latin = not _CYRILLIC.search(latin)
    if may_be_latin and any(letter.isdigit() for letter in word):
        return latin
    if may_be_latin and len(_LATIN.findall(word)) > len(_CYRILLIC.findall(word)):
        return latin
    if not _LATIN.search(cyrillic):
        return cyrillic
    return latin if may_be_latin else word
