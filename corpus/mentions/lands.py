"""English names of lands and waters by the common noun in them: Lake Tengiz, Republic of Karakalpakstan, Zakarpattia Oblast."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.languages import fold
from corpus.mentions.words import Word
from corpus.model import EntityType

_WATERS_FIRST = frozenset({"lake", "mount", "cape"})
_WATERS_LAST = frozenset({"sea", "ocean", "lake", "river", "mountains", "desert", "peninsula", "canal", "shan"})
_REGIONS_LAST = frozenset({"oblast", "region", "province", "district", "raion", "valley", "county"})
_STATES_FIRST = frozenset({"republic", "kingdom", "emirate"})


def land(run: Sequence[Word]) -> EntityType | None:
    """What a run of capitals is as a place: a region, or a place of nature; None when no word in it says so."""
    first, last = fold(run[0].text), fold(run[-1].text)
    if len(run) < 2 or not all(word.letters for word in run):
        return None
    if last in _REGIONS_LAST or (first in _STATES_FIRST and len(run) == 3 and fold(run[1].text) == "of"):
        return EntityType.REGION
    if (first in _WATERS_FIRST or last in _WATERS_LAST) and len(run) <= 4 and all(word.capital for word in run):
        return EntityType.PLACE
    return None
