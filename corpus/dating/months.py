"""Month names of CLDR in every case form and abbreviation, folded, each with its number."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from babel import Locale

_ENDINGS = {
    # each language: endings put on the stem, «феврал|я», «наурыз|да»; wrong combinations are no words and do no harm
    "ru": "ь й я ю ем ём е а у ом и",
    "uk": "я ю ем і ь й а у ом ий ого ому им ім",
    "be": "я ю ем і ь й а у ам ы ага аму ым",
    "kk": "да де та те ға ге қа ке дан ден тан тен нан нен дың дің тың тің ның нің ды ді ты ті ны ні дағы дегі тағы тегі "
    "ы і ында інде ынан інен ына іне ындағы індегі",
    "ky": "да де до дө та те то тө дан ден дон дөн тан тен тон га ге го гө ка ке ко дын дин дун дүн тын тин тун ды ди "
    "дагы деги тагы теги ы и у ында инде унда ына ине уна ынан инен унан ь ю",
    "uz": "da dan ga gacha ning ni dagi i ida idan idagi igacha да дан га гача нинг ни даги и ида",
    "tg": "и ро е у",
    "az": "da də dan dən ın in un ün ı i u ü ında ində unda ündə ından indən undan ündən ına inə una ünə a ə adək ədək dək "
    "ınadək inədək unadək ünədək",
    "tr": "da de ta te dan den tan ten ın in un ün ı i u ü a e",
    "hy": "ի ին ից ը ն իս",
    "ka": "ი ს ის ში იდან ამდე მდე სა ისა ისთვის",
    "ro": "",
    "en": "s",
    "de": "s es",
    "fr": "",
    "pl": "a u em ia iu iem zie ego emu ym y",
}

_EXTRA = {
    # spellings in use that CLDR does not list
    "фев": 2, "сен": 9, "сент": 9, "ноя": 11, "нояб": 11, "feb": 2, "sept": 9, "jänner": 1, "mär": 3, "ян": 1,
    "sentyabr": 9, "oktyabr": 10, "sentabr": 9, "oktabr": 10,
    "січ": 1, "лют": 2, "бер": 3, "квіт": 4, "трав": 5, "черв": 6, "лип": 7, "серп": 8, "верес": 9, "жовт": 10, "лист": 11,
    "листоп": 11, "груд": 12,
}  # fmt: skip

ENGLISH = frozenset(["jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
"""Commonly written without a dot, and no word of another language."""

_STRIPPED = "ьйяюаеыиі"


@cache
def months() -> dict[str, int]:
    """Folded month word → 1..12, over all languages at once."""
    known: dict[str, int] = {}
    for language, endings in _ENDINGS.items():
        for word, number in _cldr(language):
            known.setdefault(word, number)
            for stem, ending in product(_stems(word, language), endings.split()):
                if len(stem + ending) >= 3:
                    known.setdefault(stem + ending, number)
    for word, number in _EXTRA.items():
        known.setdefault(word, number)
    return known


@cache
def abbreviations() -> frozenset[str]:
    """Short month names that are no full form of any language: «янв», «дек», not «май»."""
    short = {word for language in _ENDINGS for word, _ in _cldr(language, "abbreviated")} | set(_EXTRA)
    full = {word for language in _ENDINGS for word, _ in _cldr(language, "wide")}
    return frozenset(word for word in short - full - ENGLISH if len(word) < 6)


def _cldr(language: str, *widths: str) -> list[tuple[str, int]]:
    locales = (language, "uz_Cyrl") if language == "uz" else (language,)
    pairs = []
    for locale in map(Locale.parse, locales):
        for context, width in product(("format", "stand-alone"), widths or ("wide", "abbreviated")):
            pairs += [(name.casefold().strip("."), number) for number, name in locale.months[context][width].items()]
    return [(word, number) for word, number in pairs if len(word) >= 3 and word.isalpha()]


def _stems(word: str, language: str) -> set[str]:
    """What endings are put on: «февраля» → «феврал», «თებერვალი» → «თებერვალ», «თებერვლ», «lutego» → «lut»."""
    stems = {word}
    if len(word) > 3 or word in ("май", "мая"):
        if word[-1] in _STRIPPED and language in ("ru", "uk", "be", "ky", "tg"):
            stems.add(word[:-1])
        if language == "ka":
            stems.add(word.removesuffix("ი"))
            stems.add(re.sub("[აე]([ლრ])ი$", r"\1", word))
        for ending in ("ого", "ага", "ий", "ego", "ia", "a") if language in ("uk", "be", "pl") else ():
            stems.add(word.removesuffix(ending))
    return stems if len(word) > 3 or word in ("май", "мая", "may", "mai") else set()
