"""Thirty nights in which one document of a hundred changes leave store and index hardly larger than they were."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.config import Config
from corpus.model import Sighting
from corpus.pipeline import relink
from corpus.store import FILE_NAME, Store
from indexer.build import build_index, current_index, verify

NIGHTS = 30
DOCUMENTS = int(os.environ.get("SVOD_GROWTH", "300"))
"""``make faults`` has some thousands."""

GROWTH = 1.3
WORDS = "мэр город семинар сталь банк Тараз энергия договор тариф дорога школа котельная уголь смета бюджет".split()


def measure(config: Config) -> tuple[int, int]:
    """Bytes of the store with its log, and of everything that lies where indexes are."""
    store = sum(file.stat().st_size for file in config.data.glob(f"{FILE_NAME}*"))
    return store, sum(file.stat().st_size for file in (config.data / "index").rglob("*") if file.is_file())


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_thirty_nights(config: Config, sheet: Callable[..., Any], engine: str) -> None:
    """Documents change, come and go; what they left is not kept."""
    config = replace(config, values={**config.values, "index.engine": engine})
    chance = random.Random(30)

    def text() -> str:
        own = "".join(chance.choices("абвгдежзиклмнопрст", k=8))
        return ". ".join(" ".join([*chance.choices(WORDS, k=12), own]) for _ in range(20))

    def night(numbers: list[int], kept: list[int]) -> None:
        with Store.of(config, write=True) as store:
            run = store.begin_run("ingest")
            for number in numbers:
                analysis = sheet(text()).analysis(f"raw/{number}.txt")
                store.record(Sighting("raw", f"raw/{number}.txt", "", 1, f"{run}"), [analysis], run)
            for number in kept:
                store.keep_file(f"raw/{number}.txt", run)
            store.vanish(["raw"], run)
            relink(config, store)
            build_index(config, store)
            store.tidy()

    present, third = list(range(DOCUMENTS)), DOCUMENTS // 300
    night(present, [])
    first = measure(config)
    for number in range(NIGHTS):
        gone = chance.sample(present, third)
        came = [DOCUMENTS + third * number + each for each in range(third)]
        present = [each for each in present if each not in gone]
        changed = chance.sample(present, third)
        night([*changed, *came], present)
        present += came
    store, index = measure(config)
    with Store.of(config) as opened:
        assert verify(config, opened).holds
    print(f"{engine}: store {store / first[0]:.3f}, index {index / first[1]:.3f} times what they were")
    assert store <= GROWTH * first[0]
    assert index <= GROWTH * first[1]
    assert [folder for folder in _folders(config) if folder != current_index(config)] == []


def _folders(config: Config) -> list[Path]:
    return [entry for entry in (config.data / "index").iterdir() if entry.is_dir()]
