"""The one spelling under which a word is indexed and looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Stress and other marks that no letter took up; the soft hyphen
_MARKS = re.compile("[\u0300\u0301\u0307\u00ad]")
_SPELLING = str.maketrans(
    {
        "ё": "е",
        "ѐ": "е",
        "ѝ": "и",
        "ı": "i",  # Turkish: ISTANBUL, İstanbul and ıstanbul meet, whatever lower case the writer's machine made
        "ș": "ş",  # Romanian is written with a comma or, in older files, a cedilla
        "ț": "ţ",
        ",": ".",  # 7,5 = 7.5
        **dict.fromkeys("’‘ʼʻ`´′ʹ＇", "'"),
    }
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-zA-Z]")
# Capitals look alike more often than small letters do: «Bосток» is a mistake, a small «b» is not «в»
_TO_CYRILLIC = str.maketrans("ABCEHIJKMOPSTXYacehijkmopstxy", "АВСЕНІЈКМОРЅТХУасеһіјкморѕтху")
_TO_LATIN = str.maketrans("АВСЕНІЈКМОРЅТХУасеһіјкморѕтху", "ABCEHIJKMOPSTXYacehijkmopstxy")


@lru_cache(maxsize=500_000)
def fold(word: str) -> str:
    """``word`` as it is indexed: lower case, ё as е, one apostrophe, no stress marks, letters of one script. Idempotent.

    «Кишинёв → кишинев», «сло́во → слово», «CO₂ → co2», «об’єкт → об'єкт», «Cергей» with a Latin C → «сергей».
    """
    plain = unicodedata.normalize("NFKC", word).replace("İ", "I")
    plain = _of_one_script(plain).lower().translate(_SPELLING)
    return unicodedata.normalize("NFKC", _MARKS.sub("", plain))


def _of_one_script(word: str) -> str:
    """``word`` with look-alike letters of a second script replaced, if that makes it one script («СО2» becomes Latin)."""
    if not _CYRILLIC.search(word):
        return word
    if not _LATIN.search(word):
        latin = word.translate(_TO_LATIN)
        is_code = any(letter.isdigit() for letter in word)
        return latin if is_code and not _CYRILLIC.search(latin) else word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    mostly_latin = 2 * len(_LATIN.findall(word)) > len(_LATIN.findall(word)) + len(_CYRILLIC.findall(word))
    options = [cyrillic] * (not _LATIN.search(cyrillic)) + [latin] * (not _CYRILLIC.search(latin))
    if not options:
        return word
    return options[-1] if mostly_latin else options[0]
