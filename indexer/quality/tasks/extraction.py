"""Texts of web pages: against the whole text by runs of four words, or by pieces that must and must not be there.

Both as the sets' own makers count: precision and recall of each page, then their means, and the harmonic mean of those
(scrapinghub/article-extraction-benchmark; for pieces adbar/trafilatura, where a wrong piece found spoils precision).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus import formats, sources
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.languages import WORD, fold
from indexer.quality.analysed import defaults
from indexer.quality.gold.files import files, records
from indexer.quality.measures import harmonic, mean, shared_shingles
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

RUN_WORDS = 4


def measure(options: Options) -> Iterator[Measured]:
    """f1, precision, recall; ``n`` counts pages."""
    pages = options.sample(list(_pages(options.folder)))
    if not pages:
        raise NoGold(f"{options.folder}: wanted a .jsonl of {{file, gold_text}} or {{file, with, without}}, and the pages")
    settings = defaults()
    scored = [_score(extract(page, settings), gold) for page, gold in pages]
    name = set_name(options)
    yield name, harmonic("f1", [(precision, 1, recall, 1) for precision, recall in scored])
    yield name, mean("precision", [precision for precision, _ in scored])
    yield name, mean("recall", [recall for _, recall in scored])


def extract(page: Path, settings: Config) -> str:
    """The text that svod reads in a page, "" when it reads none."""
    try:
        return formats.read(sources.raw_file(page, page.name), settings).document.text
    except UnreadableFile:
        return ""


def _pages(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for path in files(folder, ".jsonl"):
        for record in records(path):
            page = path.parent / str(record.get("file", ""))
            if page.is_file() and (record.get("gold_text") or record.get("with")):
                yield page, record


def _score(text: str, gold: Mapping[str, Any]) -> tuple[float, float]:
    """Precision and recall of one page."""
    words = _words(text)
    if gold.get("gold_text"):
        return shared_shingles(words, _words(str(gold["gold_text"])), RUN_WORDS)
    plain = " ".join(words)
    wanted, unwanted = _found(plain, gold["with"]), _found(plain, gold.get("without") or ())
    return wanted / (wanted + unwanted) if wanted + unwanted else 0.0, wanted / len(gold["with"])


def _found(text: str, pieces: Sequence[str]) -> int:
    return sum(f" {' '.join(_words(piece))} " in f" {text} " for piece in pieces)


def _words(text: str) -> list[str]:
    return [fold(found[0]) for found in WORD.finditer(text)]
