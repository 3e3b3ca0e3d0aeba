"""Words that name a business or a ministry by themselves, by what they are made of: Казгидромет, Минспорта, Укрзалізниця."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.mentions.words import Word
from corpus.morphology import readings

_ENDING = "(?:а|у|е|і|ом|ем|ою|ей|ы|и|ью|ов)?"
_FIRM = re.compile(
    "[а-яёіїєґ-]{2,}(?:банк|телеком|водоканал|нефть|нефт|нафт|энерго|енерго|обленерго|гидромет|гідромет|надзор|нагляд|автодор|автожол|"
    "зализниц|залізниц|теплосет|тепломереж|зеленхоз|электротранс|електротранс|мунайгаз|агропром|молокозавод|стройсервис)"
    f"(?:ь|я|і|ю)?{_ENDING}"
)
_MINISTRY = re.compile(
    "мин(?:спорт|здрав|обр|культ|труд|сель|цифр|природ|энерго|фин|юст|транс|пром|строй|эконом|оборон|соц|эколог|торг|нац|связ)[а-яё]*"
    "|мін(?:спорт|здоров|осв|культ|соц|агро|цифр|природ|енерго|фін|юст|транс|пром|економ|оборон|еколог)[а-яіїєґ]*"
)


@lru_cache(maxsize=50_000)
def _is_firm(word: str) -> bool:
    return bool(_FIRM.fullmatch(word)) and not readings(word, "ru")[0].known


def is_made_up(word: Word) -> bool:
    """True for a firm's or ministry's word though a dictionary may know it: «Нацбанк», «Минфин»."""
    return is_ministry(word) or bool(_FIRM.fullmatch(word.text.lower()))


def is_firm(word: Word) -> bool:
    """True for «Казгидромет», «Агробанка», «Львовэлектротранс»: a capital, and a firm's word at the end of one unknown word."""
    return word.letters and word.capital and len(word.text) > 6 and _is_firm(word.text.lower())


def is_ministry(word: Word) -> bool:
    """True for «Минэнерго», «Минфином», «Мінекономіки»."""
    return word.letters and word.capital and bool(_MINISTRY.fullmatch(word.text.lower()))
