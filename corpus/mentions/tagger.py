"""slovnet's news model over passages: where people, places and organisations stand in Russian text.

The weights come inside natasha's wheel (MIT) and are read from its folder; natasha itself is not imported. Ukrainian and
Belarusian are respelt letter for letter, so that places in the text stay the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import slovnet
from navec import Navec
from threadpoolctl import ThreadpoolController

from corpus.mentions.natasha import data

Tagged = tuple[int, int, str]
"""Start, stop and type (PER, LOC, ORG) of a name in its own text."""

_RESPELLING = {
    "uk": str.maketrans("іїєґІЇЄҐ’ʼ", "ииегИИЕГ''"),
    "be": str.maketrans("іўІЎ’ʼ", "иуИУ''"),
}
LANGUAGES = ("ru", *_RESPELLING)
_CACHE_SIZE = 4096


def tag(texts: Sequence[str], language: str) -> list[tuple[Tagged, ...]]:
    """The names of each text, in order. Texts met lately (boilerplate) are not read again, nor those without capitals."""
    respelling = _RESPELLING.get(language, {})
    keys = [text.translate(respelling) for text in texts]
    fresh = [key for key in dict.fromkeys(keys) if key not in _seen and any(letter.isupper() for letter in key)]
    # texts of like length share a batch: padding is what a batch pays for
    fresh.sort(key=len)
    model = _model()
    # the model's matrices are small: two threads in BLAS cost three times the processor time and win nothing
    with _threads().limit(limits=1, user_api="blas"):
        for key, markup in zip(fresh, model.map(fresh), strict=True):
            _seen[key] = tuple((span.start, span.stop, str(span.type)) for span in markup.spans)
    found = [_seen.get(key, ()) for key in keys]
    while len(_seen) > _CACHE_SIZE:
        del _seen[next(iter(_seen))]
    return found


_seen: dict[str, tuple[Tagged, ...]] = {}


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=1)
def _model() -> Any:
    folder = data()
    model = slovnet.NER.load(str(folder / "model" / "slovnet_ner_news_v1.tar"))
    model.navec(Navec.load(str(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return model
