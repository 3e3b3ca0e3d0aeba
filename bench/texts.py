"""The texts of the bench's files, as svod reads them: what is given to libraries that read no files, and what is asked for.

A line a document in ``texts.jsonl``: ``path title language text``. The questions are made of these texts, the same every time.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus import config
from corpus.store import Store

EACH = 25
COMMON, RARE = 0.02, 3
SEED = 20140219
SAMPLE = 2000
_WORDS = re.compile(r"[^\W\d_]{3,}")
_PAIRS = re.compile(r"(?=\b([^\W\d_]{3,}) ([^\W\d_]{3,})\b)")
_NO_SPACES = ("ja", "zh", "ko", "vi", "hi")
"""Languages that the engines beside svod cut otherwise, or not at all: no question is made of their texts."""

Question = tuple[str, list[str]]
"""Its kind, and its words."""


def write(archive: Path, path: Path) -> int:
    """All texts of an archive stand in a file; returns how many."""
    with Store.open(config.load(archive).data) as store, path.open("w", encoding="utf-8") as file:
        ids = list(store.ids())
        for id in ids:
            document = store.document(id)
            line = {"path": document.paths[0], "title": document.title, "language": document.language, "text": document.text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(ids)


def read(path: Path) -> Iterator[dict[str, str]]:
    """The documents of a file that ``write`` wrote."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def questions(path: Path) -> list[Question]:
    """``EACH`` common words, rare words, pairs of words of one document, and phrases of two words, the kinds in turn."""
    dice = random.Random(SEED)
    texts = [each["text"] for each in read(path) if each["language"] not in _NO_SPACES]
    texts = dice.sample(texts, min(SAMPLE, len(texts)))
    words = [sorted({word.lower() for word in _WORDS.findall(text)}) for text in texts]
    held = Counter(word for each in words for word in each)
    common = sorted(word for word, count in held.items() if count >= max(2, COMMON * len(texts)))
    rare = sorted(word for word, count in held.items() if count <= RARE)
    several = [each for each in words if len(each) > 1]
    pairs = [found for text in texts if (found := _PAIRS.findall(text[:20_000]))]
    made: list[Question] = []
    for _ in range(EACH):
        made.append(("common word", [dice.choice(common)]))
        made.append(("rare word", [dice.choice(rare)]))
        made.append(("two words", dice.sample(dice.choice(several), 2)))
        made.append(("phrase", list(dice.choice(dice.choice(pairs)))))
    return made


def typed(question: Question) -> str:
    """The question as a person types it."""
    kind, words = question
    return f'"{" ".join(words)}"' if kind == "phrase" else " ".join(words)
