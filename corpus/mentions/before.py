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
    """True for what stands in quotation marks behind «шаттл», «фильм»."""
    return (
        start > 1
        and words[start - 1].text in OPENING
        and words[start - 2].letters
        and not _THINGS.isdisjoint(map(fold, spellings(words[start - 2].text, language)))
    )


def is_called(words: Sequence[Word], index: int, language: str) -> bool:
    """True for «Милан» behind «клуба»; «партия Вашингтона» is its own, for the word stands in the genitive."""
    if index == 0 or words[index - 1].capital or _CALLED.isdisjoint(map(fold, spellings(words[index - 1].text, language))):
        return False
    word = words[index]
    after = words[index + 1] if index + 1 < len(words) else None
    owned = any("gent" in option.grammemes and option.lemma != fold(word.text) for option in readings(word.text, language))
    return not owned and (after is None or not after.capital)
