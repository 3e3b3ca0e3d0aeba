"""One process, one pass: every file read, split, lemmatised, dated, searched for names and written, with a timer around each.

``python bench/stages.py FILES WORK LIMIT`` prints one JSON object. Models and dictionaries are loaded before, and timed apart.
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import slovnet
from clock import peak_mb, timed
from navec import Navec
from threadpoolctl import threadpool_limits

from corpus import analysis, config, dating, formats, mentions, segment
from corpus.errors import UnreadableFile
from corpus.guard import collect_seldom
from corpus.model import Analysis, Document, Findings, Passage, RawFile
from corpus.morphology import lemmatise, readings
from corpus.sources import raw_file
from corpus.store import Store

BATCH = 50
SLAVIC = ("ru", "uk")
WORDS = {
    "en": "houses",
    "de": "Häuser",
    "fr": "maisons",
    "pl": "domy",
    "tr": "evler",
    "ro": "casele",
    "uk": "будинки",
    "ru": "дома",
}


class Pass:
    """The files go through every stage once; ``spent`` are processor seconds by stage."""

    def __init__(self, settings: config.Config, store: Store) -> None:
        self.settings, self.store = settings, store
        self.spent: dict[str, float] = {}
        self.counts: dict[str, int] = dict.fromkeys(
            ("files", "failed", "file_bytes", "text_bytes", "tokens", "mentions", "slavic_bytes"), 0
        )
        self.languages: Counter[str] = Counter()
        self.model = load_model()

    def take(self, paths: Sequence[Path], root: Path) -> None:
        """A batch of files goes from bytes to the store."""
        made = [made for path in paths if (made := self._analyse(raw_file(path, path.relative_to(root).as_posix())))]
        with timed(self.spent, "send"):
            made = pickle.loads(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        with timed(self.spent, "store"), self.store.batch():
            for each in made:
                self.store.put(each, self.run)

    def begin(self) -> None:
        """A run of the store is open."""
        self.run = self.store.begin_run("bench", "bench", "bench")

    def _analyse(self, raw: RawFile) -> Analysis | None:
        self.counts["files"] += 1
        self.counts["file_bytes"] += len(raw.content)
        try:
            with timed(self.spent, "read"):
                document = formats.read(raw, self.settings).document
        except UnreadableFile:
            self.counts["failed"] += 1
            return None
        with timed(self.spent, "segment"):
            passages = segment.split(document, self.settings["archive.languages"])
        with timed(self.spent, "lemmatise"):
            tokens = lemmatise(document.text, passages)
        with timed(self.spent, "date"):
            dates = tuple(dating.find_dates(document.text))
            date = dating.date_document(document, dates)
        languages = analysis.languages_of(document, passages)
        found = self._name(document, passages, languages)
        self.counts["text_bytes"] += len(document.text.encode())
        self.counts["tokens"] += len(tokens)
        self.counts["mentions"] += len(found.mentions)
        language = languages[0] if languages else "und"
        self.languages[language] += 1
        return Analysis(
            "bench", raw.path, raw.sha256, len(raw.content), document, passages, tokens, language, languages, date, dates, found
        )

    def _name(self, document: Document, passages: tuple[Passage, ...], languages: Sequence[str]) -> Findings:
        """What the entity stage finds; on Russian and Ukrainian documents slovnet alone reads the same passages right after."""
        before = self.spent.get("name", 0.0)
        with timed(self.spent, "name"):
            found = mentions.find(document, passages, self.settings)
        if languages and languages[0] in SLAVIC:
            texts = [passage.span.of(document.text) for passage in passages]
            self.spent["name_slavic"] = self.spent.get("name_slavic", 0.0) + self.spent["name"] - before
            with timed(self.spent, "slovnet"), threadpool_limits(1):
                for _ in self.model.map(texts):
                    pass
            self.counts["slavic_bytes"] += sum(len(text.encode()) for text in texts)
        return found


def measure(root: Path, folder: Path, limit: int) -> dict[str, Any]:
    """The seconds, counts and peak memory of one pass over ``limit`` files of ``root``; its store is made in ``folder``."""
    warnings.simplefilter("ignore")
    collect_seldom()
    settings = config.load(None)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.process_time()
    analysis.warm(settings)
    for language, word in WORDS.items():
        readings(word, language)
    loading = time.process_time() - began
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    paths = paths[:: max(1, len(paths) // limit)][:limit]
    with Store.open(folder, write=True) as store:
        one = Pass(settings, store)
        one.begin()
        for first in range(0, len(paths), BATCH):
            one.take(paths[first : first + BATCH], root)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return {
        "load": loading,
        "spent": one.spent,
        **one.counts,
        "languages": one.languages,
        "store_bytes": size,
        "peak_mb": peak_mb(),
    }


def load_model() -> Any:
    """slovnet's recogniser with the weights inside natasha's wheel."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("bench: natasha's packaged weights are not installed")
    data = Path(spec.submodule_search_locations[0]) / "data"
    model = slovnet.NER.load(str(data / "model" / "slovnet_ner_news_v1.tar"))
    model.navec(Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return model


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
