"""One spelling for names of all scripts: romanised, then folded until spellings of one sound meet.

«Татьяна Шакирова», "Tatiana Shakirova" and "Tatyana Šakirova" become ``tatiana sakirova``. For comparing only; never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.languages import fold

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғҳҷӣӯәңөұүһ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sh",
            "_",
            "i",
            "_",
            "e",
            "iu",
            "ia",
            "i",
            "i",
            "e",
            "g",
            "u",
            "k",
            "g",
            "h",
            "j",
            "i",
            "u",
            "a",
            "n",
            "o",
            "u",
            "u",
            "h",
        ],
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "v",
            "z",
            "t",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "zh",
            "r",
            "s",
            "t",
            "u",
            "p",
            "k",
            "g",
            "k",
            "sh",
            "ch",
            "ts",
            "dz",
            "ts",
            "ch",
            "h",
            "j",
            "h",
        ],
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "z",
            "e",
            "i",
            "t",
            "zh",
            "i",
            "l",
            "h",
            "ts",
            "k",
            "h",
            "dz",
            "g",
            "ch",
            "m",
            "i",
            "n",
            "sh",
            "o",
            "ch",
            "p",
            "j",
            "r",
            "s",
            "v",
            "t",
            "r",
            "ts",
            "v",
            "p",
            "k",
            "o",
            "f",
        ],
        strict=True,
    )
)
_LETTERS = str.maketrans({letter: sound.replace("_", "") for letter, sound in {**_CYRILLIC, **_GEORGIAN, **_ARMENIAN}.items()})
_LATIN = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "e", "ø": "o"})
# digraphs of English, Polish, German and Baltic spelling, longest first; each row's left side is one sound of the right
_SOUNDS = (
    ("shch", "s"), ("szcz", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("cz", "c"), ("ch", "c"),
    ("sz", "s"), ("sh", "s"), ("zh", "j"), ("rz", "j"), ("kh", "h"), ("gh", "g"), ("ts", "c"), ("tz", "c"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("w", "v"), ("q", "k"), ("yo", "e"), ("y", "i"), ("dj", "j"),
)  # fmt: skip
_BY_LANGUAGE = {
    # Romanian writes к as c before a, o, u and at the end, and ы as â or î: Cârlan is Кырлан, Melniciuc is Мельничук
    "ro": (("ch", "k"), ("gh", "g"), ("ciu", "чu"), ("cio", "чo"), ("cia", "чa"), ("ce", "чe"), ("ci", "чi"), ("c", "k"),
           ("ч", "ch"), ("â", "i"), ("î", "i"), ("ș", "sh"), ("ş", "sh"), ("ț", "ts"), ("ţ", "ts"), ("ea", "ia")),
    "de": (("ei", "ai"), ("eu", "oi"), ("äu", "oi"), ("ie", "i")),
    "pl": (("w", "v"), ("j", "i")),
}  # fmt: skip
_IOTATED = (("ija", "ia"), ("ije", "ie"), ("iju", "iu"), ("iie", "ie"))


@lru_cache(maxsize=100_000)
def skeleton(name: str, language: str = "") -> str:
    """The sound of a name in plain small Latin letters, words apart by single spaces; equal for spellings of one name.

    ``language`` helps where one letter has several sounds.
    """
    text = fold(name)
    for spelling, sound in _BY_LANGUAGE.get(language, ()):
        text = text.replace(spelling, sound)
    text = text.translate(_LETTERS).translate(_LATIN)
    text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    text = re.sub(r"[^a-z]+", " ", text.replace("'", ""))
    for spelling, sound in (*_SOUNDS, *_IOTATED):
        text = text.replace(spelling, sound)
    text = re.sub(r"(.)\1+", r"\1", text)
    return " ".join(text.split())


def consonants(folded: str) -> str:
    """The consonants of a folded name and each word's first letter: what vowel spelling cannot change."""
    return " ".join(word[0] + re.sub("[aeiou]", "", word[1:]) for word in folded.split())
