"""Languages of passages: whole sentences, and their first 30 characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.detect import detect
from indexer.quality.analysed import allowed_languages
from indexer.quality.gold import brackets, conllu
from indexer.quality.gold.files import files, language_of, records
from indexer.quality.measures import mean
from indexer.quality.tasks import Measured, set_name
from indexer.quality.values import NoGold, Options

SHORT = 30
"""Characters; shorter sentences are not judged. With fewer than 20 letters a sentence is numbers, and is not judged either."""

_LETTERS = 20

Labelled = tuple[str, str]
"""A text and its language."""


def measure(options: Options) -> Iterator[Measured]:
    """accuracy, and accuracy_30 on the first 30 characters, over all texts alike."""
    texts = options.sample([pair for pair in _texts(options) if _is_long(pair[0])])
    if not texts:
        raise NoGold(f"{options.folder}: wanted sentences in .conllu or docs.LANGUAGE.jsonl files, or in a table of [brackets]")
    allowed = allowed_languages(*(language for _, language in texts))
    yield set_name(options), mean("accuracy", _right(texts, allowed))
    yield set_name(options), mean("accuracy_30", _right([(text[:SHORT], language) for text, language in texts], allowed))


def _right(texts: Sequence[Labelled], allowed: Sequence[str]) -> list[float]:
    found = detect([text for text, _ in texts], allowed)
    return [float(code == language) for (code, _), (_, language) in zip(found, texts, strict=True)]


def _texts(options: Options) -> Iterator[Labelled]:
    for sentence in conllu.read(options.folder):
        if sentence.language and options.language in ("", sentence.language):
            yield sentence.text, sentence.language
    for marked in brackets.read(options.folder):
        if options.language in ("", marked.language):
            yield marked.text, marked.language
    for path in files(options.folder, ".jsonl"):
        language = language_of(path)
        if path.name.startswith("docs.") and language and options.language in ("", language):
            yield from ((str(record["text"]), language) for record in records(path))


def _is_long(text: str) -> bool:
    return len(text) >= SHORT and sum(map(str.isalpha, text)) > _LETTERS
