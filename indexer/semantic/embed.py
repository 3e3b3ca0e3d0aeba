"""Vectors of what the archive says now: only what is new or changed is embedded, and a killed night loses a minute of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

from corpus.config import Config
from corpus.store import Store
from indexer.semantic.chunks import Chunk, chunks
from indexer.semantic.model import Model, load_model
from indexer.semantic.place import installed, vectors_folder
from indexer.semantic.vectors import Vectors, empty, load_vectors, pack

_SAVED_SECONDS = 60.0
_BATCH = 16

Progress = Callable[[int, int, str], None]


def embed(
    config: Config,
    store: Store,
    progress: Progress | None = None,
    model: Model | None = None,
    goes_on: Callable[[], bool] = lambda: True,
) -> Mapping[str, int]:
    """Every document's chunks have vectors; counts of ``passages``, ``embedded`` now and ``left``. The extra must be installed.

    Once ``goes_on`` says False the rest is left to the next time.
    """
    name, folder = installed(), vectors_folder(config)
    held = load_vectors(folder)
    if held is None or held.model != name:
        held = empty(name)
    wanted = [chunk for id in sorted(store.ids()) for chunk in chunks(store, id, config["semantic.passages"])]
    if [(chunk.document, chunk.span.start, chunk.span.stop) for chunk in wanted] == held.places and [
        chunk.key for chunk in wanted
    ] == list(held.keys):
        return {"passages": len(held), "embedded": 0, "left": 0}
    work = _Work(held, wanted)
    missing = list(dict.fromkeys(chunk.key for chunk in wanted if chunk.key not in work.rows))
    said = {chunk.key: chunk.said for chunk in wanted}
    saved = time.monotonic()
    done = 0
    for start in range(0, len(missing), _BATCH):
        if not goes_on():
            break
        some = missing[start : start + _BATCH]
        work.add(some, model or load_model(), [said[key] for key in some])
        done += len(some)
        if progress is not None:
            progress(start + len(some), len(missing), "")
        if time.monotonic() - saved > _SAVED_SECONDS:
            work.vectors(name).save(folder)
            saved = time.monotonic()
    work.vectors(name).save(folder)
    return {"passages": len(wanted), "embedded": done, "left": len(missing) - done}


class _Work:
    """What is embedded so far, by key."""

    def __init__(self, held: Vectors, wanted: list[Chunk]) -> None:
        self._wanted = wanted
        self._codes, self._scales = [held.codes], [held.scales]
        self.rows = dict(held.known())

    def add(self, keys: list[str], model: Model, texts: list[str]) -> None:
        """These texts are embedded."""
        codes, scales = pack(model.passages(texts))
        first = sum(map(len, self._codes))
        self.rows |= {key: first + place for place, key in enumerate(keys)}
        self._codes.append(codes)
        self._scales.append(scales)

    def vectors(self, model: str) -> Vectors:
        """All that is wanted and embedded, in order of document and text."""
        done = [chunk for chunk in self._wanted if chunk.key in self.rows]
        rows = np.array([self.rows[chunk.key] for chunk in done], np.int64)
        places = [(chunk.document, chunk.span.start, chunk.span.stop) for chunk in done]
        codes, scales = np.concatenate(self._codes), np.concatenate(self._scales)
        return Vectors(model, places, [chunk.key for chunk in done], codes[rows], scales[rows])
