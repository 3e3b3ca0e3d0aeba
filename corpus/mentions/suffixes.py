"""Names without the endings of languages that no dictionary here inflects: «Таразда» → «Тараз», "Chișinăului" → "Chișinău"."""

from __future__ import annotations

import re
from functools import lru_cache

_KAZAKH = (
    "ындағы індегі ндағы ндегі дағы дегі тағы тегі ының інің ның нің дың дің тың тің ында інде нда нде да де та те "
    "ынан інен нан нен дан ден тан тен ымен імен мен бен пен ына іне ға ге қа ке на не ын ін ны ні ды ді ты ті дық дік тық тік "
    "лық лік"
)
_ENDINGS = {
    "kk": _KAZAKH,
    "ky": "дагы деги тагы теги догу дөгү нын нин дын дин тын тин дун дүн нун нүн да де та те до дө то тө дан ден тан тен "
    "дон дөн тон төн га ге ка ке го гө ко кө ны ни ды ди ты ти ду дү ну нү",
    "uz": "dagi ning dan da ga ka qa ni нинг даги дан да га ка қа ни",
    "az": "dakı dəki nın nin nun nün dan dən da də ya yə a ə ı i u ü",
    "tr": "daki deki taki teki nın nin nun nün ın in un ün dan den tan ten da de ta te ya ye yı yi yu yü a e ı i u ü",
    "tg": "ро и",
    "hy": "ում ից ին ով ի ը",
    "ka": "შიც დან ში ის ს ით მა",
    "ro": "ului lui ul ei ii i",
    "en": "'s ’s",
}
_SWAPS = {"ro": (("ei", "a"), ("iei", "ia"), ("ii", "ia"))}
"""Where taking an ending away is not enough: Moldovei → Moldova, României → România."""


@lru_cache(maxsize=100_000)
def bare_forms(word: str, language: str) -> tuple[str, ...]:
    """The word, then what it may be without an ending, longest ending first; at least three letters remain."""
    forms = [word]
    if "'" in word or "’" in word:
        forms.append(word.replace("’", "'").split("'")[0])
    for ending in sorted(_ENDINGS.get(language, "").split(), key=len, reverse=True):
        if word.lower().endswith(ending) and len(word) - len(ending) >= 3:
            forms.append(word[: -len(ending)])
    for ending, nominative in _SWAPS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            forms.append(word[: -len(ending)] + nominative)
    return tuple(dict.fromkeys(form for form in forms if form))


def bare_head(word: str, language: str) -> str:
    """The last word of a Turkic name without its case: «орталығының» → «орталығы», the possessive stays."""
    if language in ("kk", "ky"):
        return re.sub(r"(?<=[ыіиуүө])(?:ның|нің|нын|нин|нда|нде|нан|нен|мен|на|не|н)$", "", word)
    return word
