"""Whether the adjective that begins a sentence begins a name: «Карагандинский областной суд», «Следственный комитет»."""

from __future__ import annotations

from functools import lru_cache

from corpus.languages import fold
from corpus.morphology import readings

_OFFICIAL = frozenset(
    map(
        fold,
        "государственный национальный республиканский федеральный верховный генеральный конституционный центральный "
        "международный всемирный глобальный европейский следственный антимонопольный антикоррупционный таможенный "
        "арбитражный апелляционный кассационный законодательный евразийский азиатский исламский "
        "державний національний республіканський верховний конституційний центральний міжнародний всесвітній світовий "
        "європейський антимонопольний апеляційний господарський".split(),
    )
)
_OF_ANY_TOWN = frozenset(
    map(
        fold,
        "городской сельский детский женский мужской морской речной заводской студенческий технический медицинский районный "
        "юридический экономический политический исторический практический физический химический биологический "
        "экологический энергетический педагогический технологический стратегический методический логистический "
        "туристический академический гражданский шахтёрский фермерский волонтёрский материнский родительский "
        "учительский молодёжный зарубежный подобный хозяйский дворянский армейский флотский "
        "міський сільський дитячий жіночий морський студентський технічний медичний районний юридичний економічний "
        "громадський батьківський вчительський фермерський волонтерський".split(),
    )
)
_PLACE_ENDINGS = ("ский", "цкий", "ской", "цкой", "ський", "цький", "зький")


def opens_a_name(adjective: str, language: str) -> bool:
    """True for an adjective of one place («Андижанский») or of offices («Конституционный»); «Городской» is of any town."""
    return is_official(adjective, language) or is_of_a_place(adjective, language)


@lru_cache(maxsize=50_000)
def is_official(adjective: str, language: str) -> bool:
    """True for «Государственный», «Конституційний» in any form."""
    return not _OFFICIAL.isdisjoint(_lemmas(adjective, language))


@lru_cache(maxsize=50_000)
def is_of_a_place(adjective: str, language: str) -> bool:
    """True for «Андижанский», «Пермского», «Львівська»."""
    lemmas = _lemmas(adjective, language)
    return not lemmas & _OF_ANY_TOWN and any(lemma.endswith(_PLACE_ENDINGS) for lemma in lemmas)


def _lemmas(adjective: str, language: str) -> frozenset[str]:
    return frozenset(fold(reading.lemma) for reading in readings(adjective, language) if reading.pos == "ADJF")
