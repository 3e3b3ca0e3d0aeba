"""Queries made out of an archive's own words, asked in one process: what an answer costs.

``python bench/asking.py ARCHIVE`` prints one JSON object. An answer is a page: ten hits with snippets, and all facets.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clock import forget_peak, peak_since_mb, percentile

from corpus import config
from indexer.search import Archive

EACH = 32
ROUNDS = 3
SEED = 20140219
SAMPLE = 2000
RARE, COMMON = 3, 0.05


class Words:
    """The words of an archive, or of ``SAMPLE`` documents: forms by document, and in how many documents a lemma stands."""

    def __init__(self, archive: Archive, dice: random.Random) -> None:
        self.dice = dice
        self.documents: list[list[str]] = []
        self.held: Counter[str] = Counter()
        self.forms: dict[str, str] = {}
        known = list(archive.store.ids())
        for document in dice.sample(known, min(SAMPLE, len(known))):
            tokens = [token for token in archive.store.tokens(document) if token.form.isalpha() and len(token.form) > 2]
            self.held.update({token.lemma for token in tokens})
            self.forms.update((token.lemma, token.form) for token in tokens)
            self.documents.append([token.form for token in tokens])
        self.documents = [words for words in self.documents if len(words) >= 20]
        many = COMMON * len(self.documents)
        self.common = sorted(self.forms[lemma] for lemma, count in self.held.items() if count >= many)
        self.rare = sorted(self.forms[lemma] for lemma, count in self.held.items() if count <= RARE)

    def together(self, count: int) -> list[str]:
        """``count`` different words of one document."""
        return self.dice.sample(sorted(set(self.dice.choice(self.documents))), count)

    def running(self, count: int) -> list[str]:
        """``count`` words that follow each other, hiding short words and signs between them: a phrase that may fail."""
        words = self.dice.choice(self.documents)
        start = self.dice.randrange(len(words) - count)
        return words[start : start + count]


def kinds(words: Words, archive: Archive) -> dict[str, Callable[[], str]]:
    """By kind of query, how one is made."""
    dice = words.dice
    cities = [entity.name for entity in archive.store.entities(limit=200) if entity.type == "city" and '"' not in entity.name]
    languages = ("ru", "uk", "en", "pl", "de")
    return {
        "common word": lambda: dice.choice(words.common),
        "rare word": lambda: dice.choice(words.rare),
        "words (AND)": lambda: " ".join(words.together(dice.choice((2, 3)))),
        "words (OR)": lambda: " OR ".join(words.together(3)),
        "phrase": lambda: f'"{" ".join(words.running(dice.choice((2, 3))))}"',
        "field": lambda: f"язык:{dice.choice(languages)} {dice.choice(words.common)}",
        "city": lambda: f'город:"{dice.choice(cities)}"' if cities else dice.choice(words.common),
        "date": lambda: f"дата:{(year := dice.randrange(1999, 2023))}..{year + 2} {dice.choice(words.common)}",
    }


def make(words: Words, archive: Archive) -> Iterator[tuple[str, str]]:
    """``EACH`` queries of every kind, the kinds in turn."""
    makers = kinds(words, archive)
    for _ in range(EACH):
        for kind, maker in makers.items():
            yield kind, maker()


def ask(archive: Archive, query: str) -> tuple[float, float, int]:
    """Milliseconds of processor and wall clock of one answer, and how many documents it found."""
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    found = archive.search(query)
    return (time.process_time_ns() - cpu) / 1e6, (time.perf_counter_ns() - wall) / 1e6, found.total


def measure(folder: Path) -> dict[str, Any]:
    """Latencies by kind of query, first time and best of ``ROUNDS``; ``slowest`` are the five dearest queries."""
    with Archive.open(config.load(folder)) as archive:
        opening, _, _ = ask(archive, "семинар")
        queries = list(make(Words(archive, random.Random(SEED)), archive))
        forget_peak()
        first = [ask(archive, query) for _, query in queries]
        again = [[ask(archive, query) for _, query in queries] for _ in range(ROUNDS - 1)]
    best = [tuple(min(column) for column in zip(*answers, strict=True)) for answers in zip(first, *again, strict=True)]
    by_kind = {}
    for kind in dict.fromkeys(kind for kind, _ in queries):
        chosen = [index for index, (each, _) in enumerate(queries) if each == kind]
        by_kind[kind] = _summary([best[index] for index in chosen], [first[index] for index in chosen])
    dear = sorted(range(len(queries)), key=lambda index: -best[index][0])[:5]
    return {
        "open_ms": opening,
        "all": _summary(best, first),
        "kinds": by_kind,
        "slowest": [[queries[index][1], round(best[index][0], 1), best[index][2]] for index in dear],
        "peak_mb": peak_since_mb(),
    }


def _summary(best: list[Any], first: list[Any]) -> dict[str, float]:
    cpu, wall = [each[0] for each in best], [each[1] for each in best]
    return {
        "queries": len(best),
        "cpu_p50": percentile(cpu, 0.5),
        "cpu_p95": percentile(cpu, 0.95),
        "wall_p50": percentile(wall, 0.5),
        "wall_p95": percentile(wall, 0.95),
        "first_p95": percentile([each[0] for each in first], 0.95),
        "found": sum(each[2] for each in best) / len(best),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
