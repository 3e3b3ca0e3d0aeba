"""How fast text comes from its characters to the index's door: language, sentences, tokens, lemmas, terms.

``python bench/door.py FILES`` reads up to ``LIMIT`` files once and prints, by their language and for all, MB of UTF-8 text per
second of processor time: cold (the first pass, dictionaries opened beforehand), and warm (every word met before; what was
heard of whole texts is forgotten between passes, so that none is recognised).
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from clock import calibrate, timed

from corpus import analysis, config, detect, formats, segment
from corpus.errors import SvodError
from corpus.guard import collect_seldom
from corpus.model import Document
from corpus.morphology import lemmatise
from corpus.sources import raw_file
from indexer.terms import postings

LIMIT = 400
PASSES = 4
STEPS = ("segment", "lemmatise", "terms")

Spent = dict[str, dict[str, float]]


def measure(root: Path, say: Callable[[str], None]) -> None:
    """Says the figures of the files under ``root``."""
    collect_seldom()
    settings = config.load(None)
    documents = list(_read(root, settings))
    languages = settings["archive.languages"]
    analysis.warm(settings)
    passes = [_pass(documents, languages) for _ in range(PASSES)]
    sizes, cold = passes[0]
    say(f"loop {calibrate():.3f} s")
    for language in sorted(sizes, key=lambda each: -sizes[each]):
        warm = min((spent[language] for _, spent in passes[1:]), key=lambda each: sum(each.values()))
        steps = ", ".join(f"{step} {_speed(sizes[language], warm[step])}" for step in STEPS)
        whole = _speed(sizes[language], sum(warm.values()))
        say(
            f"{language}: {sizes[language] / 1e6:.2f} MB, warm {whole} ({steps}), "
            f"cold {_speed(sizes[language], sum(cold[language].values()))}"
        )


def _read(root: Path, settings: config.Config) -> Sequence[Document]:
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    random.Random(0).shuffle(paths)
    documents = []
    for path in paths[:LIMIT]:
        try:
            documents.append(formats.read(raw_file(path, path.relative_to(root).as_posix()), settings).document)
        except SvodError as error:
            print(f"bench: left out: {error}", file=sys.stderr)
    return documents


def _pass(documents: Sequence[Document], languages: Sequence[str]) -> tuple[dict[str, int], Spent]:
    """Bytes and seconds by step, for each language and for all."""
    detect.forget()
    sizes: dict[str, int] = defaultdict(int)
    spent: Spent = defaultdict(dict)
    for document in documents:
        here: dict[str, float] = {}
        with timed(here, "segment"):
            passages = segment.split(document, languages)
        with timed(here, "lemmatise"):
            tokens = lemmatise(document.text, passages)
        with timed(here, "terms"):
            postings(tokens)
        code = next(iter(analysis.languages_of(document, passages)), "und")
        for language in (code, "all"):
            sizes[language] += len(document.text.encode())
            for step, seconds in here.items():
                spent[language][step] = spent[language].get(step, 0.0) + seconds
    return sizes, spent


def _speed(size: int, seconds: float) -> str:
    return f"{size / seconds / 1e6:.2f} MB/s"


if __name__ == "__main__":
    measure(Path(sys.argv[1]), print)
