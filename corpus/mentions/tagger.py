"""slovnet's news model over passages: where people, places and organisations stand in Russian text.

The weights come inside natasha's wheel (MIT) and are read from its folder; natasha itself is not imported. Ukrainian and
Belarusian are respelt letter for letter, so that places in the text stay the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from threadpoolctl import ThreadpoolController

from corpus.mentions.natasha import data
from corpus.mentions.network import Network, Tagged

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
    # the model's matrices are small: two threads in BLAS cost three times the processor time and win nothing
    with _reading, _threads().limit(limits=1, user_api="blas"):
        _seen.update(zip(fresh, _network().read(fresh), strict=True))
    found = [_seen.get(key, ()) for key in keys]
    while len(_seen) > _CACHE_SIZE:
        del _seen[next(iter(_seen))]
    return found


_seen: dict[str, tuple[Tagged, ...]] = {}
_reading = Lock()


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=1)
def _network() -> Network:
    folder = data()
    return Network(folder / "model" / "slovnet_ner_news_v1.tar", folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
