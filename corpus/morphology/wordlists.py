"""How is a word list asked without being unpacked?

simplemma keeps its lists packed: one takes up to two seconds and 50 MB to open, and 15 µs a word. As a word graph (DAWG) the
same list is a file of some megabytes that opens in a millisecond and answers in one microsecond. It is made once on a machine,
by whoever indexes documents in that language, and lies in the folder for what can be made again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from corpus.files import shared_cache
from corpus.morphology.tags import edit

PAYS_FROM = {"pl": 100}
"""In so many documents a language must be before its list is made. Polish has 3.7 million forms: making the list takes ten
seconds and 720 MB once, doing without it 2.5 s in every process that meets a Polish word."""


class WordList(Mapping[str, str]):
    """The lemma of every form of a list; what is kept is how many letters of the form go, and what comes instead."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph

    def __getitem__(self, form: str) -> str:
        found = self._graph.get(form)
        if found is None:
            raise KeyError(form)
        return _applied(form, found[0])

    def get(self, form: str, default: Any = None) -> Any:
        """As a dict's; most words that are asked for are not there, and raise nothing."""
        found = self._graph.get(form)
        return default if found is None else _applied(form, found[0])

    def __iter__(self) -> Iterator[str]:
        return (form for form, _ in self._graph.iteritems())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def opened(code: str) -> WordList | None:
    """The word list of a language; None where it was not made on this machine, or cannot be read."""
    place = _place(code)
    if not place.is_file():
        return None
    from dawg import BytesDAWG  # 5 ms, which a search that knows its words need not spend

    try:
        return WordList(BytesDAWG().load(os.fspath(place)))
    except OSError:
        return None


def make(code: str, documents: int) -> None:
    """The word list of a language that ``documents`` are in lies in the cache.

    Nothing is done where it does, where simplemma has none, or where so few documents do not pay for it.

    What cannot be written is left: words are then asked of the packed list, more slowly.
    """
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    place = _place(code)
    if place.is_file() or documents < PAYS_FROM.get(code, 1) or code not in SUPPORTED_LANGUAGES:
        return
    from dawg import BytesDAWG

    listed = DefaultDictionaryFactory().get_dictionary(code)
    # one after the other, as sorted: all at once Turkish would take 200 MB more
    graph = BytesDAWG(((form, edit(form, listed[form]).encode()) for form in sorted(listed)), input_is_sorted=True)
    waiting = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        graph.save(os.fspath(waiting))
        waiting.replace(place)
    except OSError:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


@cache
def _version() -> str:
    return hashlib.sha256((metadata.version("simplemma") + Path(__file__).read_text("utf-8")).encode()).hexdigest()[:12]


def _place(code: str) -> Path:
    return shared_cache() / f"words-{code}-{_version()}.dawg"


def _applied(form: str, stated: bytes) -> str:
    """«mice» and «3+ouse» → «mouse»."""
    cut, _, ending = stated.decode().partition("+")
    return form[: len(form) - int(cut)] + ending
