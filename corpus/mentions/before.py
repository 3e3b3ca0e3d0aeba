"""What does the common noun before a name say of it: that a club bears it, or a ship?"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.languages import fold
from corpus.mentions.cases import spellings
from corpus.mentions.words import OPENING, Word
from corpus.morphology import readings

_CALLED = frozenset(
    map(
        fold,
        "команда клуб партия фирма компания концерн корпорация холдинг агентство газета журнал радиостанция телеканал издание "
        "портал профсоюз движение группировка футбольный інформагентство информагентство "
        "клуб партія фірма компанія агентство радіостанція видання профспілка рух".split(),
    )
)
_THINGS = frozenset(
    map(
        fold,
        "шаттл корабль челнок спутник ракета телескоп крейсер ледокол катер яхта теплоход пароход паром танкер "
        "самолёт вертолёт "
        "фильм книга песня альбом роман повесть спектакль опера балет картина статья стихотворение сериал мультфильм "
        "автомобиль игра медаль орден аэробус поезд корабель супутник літак гелікоптер фільм пісня вистава стаття серіал "
        "автомобіль поїзд".split(),
    )
)
"""What bears a name in quotation marks and is no organisation."""


def is_of_a_thing(words: Sequence[Word], start: int, language: str) -> bool:
    """True for what stands behind «шаттл», «фильм» in quotation marks or in the nominative: «телескопа Хаббл».

    «Автомобиль МЧС» and «корабль Колумба» have owners.
    """
    before = start - 1
    if before > 0 and words[before].text in OPENING:
        before -= 1
    elif words[start].acronym or _is_owner(words[start], language):
        return False
    return before >= 0 and words[before].letters and not _THINGS.isdisjoint(map(fold, spellings(words[before].text, language)))


def is_called(words: Sequence[Word], index: int, language: str) -> bool:
    """True for «Милан» behind «клуба»; «партия Вашингтона» is its own, for the word stands in the genitive."""
    if index == 0 or words[index - 1].capital or _CALLED.isdisjoint(map(fold, spellings(words[index - 1].text, language))):
        return False
    after = words[index + 1] if index + 1 < len(words) else None
    return not _is_owner(words[index], language) and (after is None or not after.capital)


def _is_owner(word: Word, language: str) -> bool:
    """True for a genitive that is another word than the nominative."""
    return any("gent" in option.grammemes and option.lemma != fold(word.text) for option in readings(word.text, language))
