"""Search libraries by themselves, with their own analysis: what the index and the answer cost where nothing else is done.

``python bench/bare.py build ENGINE TEXTS INDEX`` writes an index of the documents in a file of texts (``bench/texts.py``).
``python bench/bare.py ask ENGINE INDEX QUESTIONS`` asks them in one process and prints milliseconds as one JSON object; the
engines ``svod`` (INDEX is an archive) and ``xapian`` (one that omindex wrote) can only be asked. An answer is the number of
documents and the titles of the ten best; that of svod has snippets and all facets too.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from clock import peak_mb, percentile

ROUNDS = 3
SIZE = 10
MEMORY_MB = 256

Ask = Callable[[str, list[str]], int]
"""Kind and words of a question; how many documents answer."""


def build_tantivy(documents: Iterator[dict[str, str]], folder: Path) -> None:
    """Its default tokenizer, one thread."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("title", stored=True).add_text_field("text", stored=True).build()
    writer = tantivy.Index(schema, str(folder)).writer(MEMORY_MB * 1_000_000, 1)
    for each in documents:
        writer.add_document(tantivy.Document(title=each["title"], text=each["text"]))
    writer.commit()
    writer.wait_merging_threads()


def ask_tantivy(folder: Path) -> Ask:
    import tantivy

    index = tantivy.Index.open(str(folder))
    searcher, schema = index.searcher(), index.schema

    def ask(kind: str, words: list[str]) -> int:
        small = [word.lower() for word in words]
        if kind == "phrase":
            query = tantivy.Query.phrase_query(schema, "text", small)
        else:
            terms = [tantivy.Query.term_query(schema, "text", word) for word in small]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])
        found = searcher.search(query, SIZE, True)
        for _, address in found.hits:
            searcher.doc(address)["title"]
        return int(found.count)

    return ask


def build_whoosh(documents: Iterator[dict[str, str]], folder: Path) -> None:
    """Words in small letters, one process."""
    from whoosh import fields, index
    from whoosh.analysis import LowercaseFilter, RegexTokenizer

    text = fields.TEXT(stored=True, analyzer=RegexTokenizer(r"\w+") | LowercaseFilter())
    writer = index.create_in(str(folder), fields.Schema(title=fields.STORED, text=text)).writer(limitmb=MEMORY_MB)
    for each in documents:
        writer.add_document(title=each["title"], text=each["text"])
    writer.commit()


def ask_whoosh(folder: Path) -> Ask:
    from whoosh import index
    from whoosh.query import And, Phrase, Term

    searcher = index.open_dir(str(folder)).searcher()

    def ask(kind: str, words: list[str]) -> int:
        small = [word.lower() for word in words]
        query = Phrase("text", small) if kind == "phrase" else And([Term("text", word) for word in small])
        found = searcher.search(query, limit=SIZE)
        for hit in found:
            hit["title"]
        return len(found)

    return ask


def build_fts5(documents: Iterator[dict[str, str]], folder: Path) -> None:
    """The tokenizer unicode61, diacritics kept."""
    base = sqlite3.connect(folder / "fts5.sqlite")
    base.execute("CREATE VIRTUAL TABLE document USING fts5(title UNINDEXED, text, tokenize='unicode61 remove_diacritics 0')")
    with base:
        base.executemany("INSERT INTO document VALUES (?, ?)", ((each["title"], each["text"]) for each in documents))
    base.close()


def ask_fts5(folder: Path) -> Ask:
    base = sqlite3.connect(folder / "fts5.sqlite")

    def ask(kind: str, words: list[str]) -> int:
        query = f'"{" ".join(words)}"' if kind == "phrase" else " AND ".join(f'"{word}"' for word in words)
        base.execute("SELECT title FROM document WHERE document MATCH ? ORDER BY rank LIMIT ?", (query, SIZE)).fetchall()
        return int(base.execute("SELECT count(*) FROM document WHERE document MATCH ?", (query,)).fetchone()[0])

    return ask


def ask_xapian(folder: Path) -> Ask:
    import xapian

    base = xapian.Database(str(folder))
    parser, enquire = xapian.QueryParser(), xapian.Enquire(base)
    parser.set_stemmer(xapian.Stem("russian"))
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_AND)

    def ask(kind: str, words: list[str]) -> int:
        joined = " ".join(words)
        enquire.set_query(parser.parse_query(f'"{joined}"' if kind == "phrase" else joined))
        found = enquire.get_mset(0, SIZE, base.get_doccount())
        for match in found:
            match.document.get_data()
        return int(found.get_matches_estimated())

    return ask


def ask_svod(folder: Path) -> Ask:
    import texts

    from corpus import config
    from indexer.search import Archive

    archive = Archive.open(config.load(folder))
    return lambda kind, words: archive.search(texts.typed((kind, words)), size=SIZE).total


BUILD = {"tantivy": build_tantivy, "whoosh": build_whoosh, "fts5": build_fts5}
ASK = {"tantivy": ask_tantivy, "whoosh": ask_whoosh, "fts5": ask_fts5, "xapian": ask_xapian, "svod": ask_svod}


def measure(engine: str, folder: Path, questions: list[tuple[str, list[str]]]) -> dict[str, Any]:
    """Milliseconds of processor time for each question, the best of ``ROUNDS``, and how many documents answered in all."""
    began = time.process_time()
    ask = ASK[engine](folder)
    ask(*questions[0])
    opening = 1000 * (time.process_time() - began)
    best = [float("inf")] * len(questions)
    found = 0
    for round_number in range(ROUNDS):
        for number, question in enumerate(questions):
            began_ns = time.process_time_ns()
            total = ask(*question)
            best[number] = min(best[number], (time.process_time_ns() - began_ns) / 1e6)
            found += total if not round_number else 0
    shares = {f"p{share}": percentile(best, share / 100) for share in (50, 95, 99)}
    return {"questions": len(questions), "found": found, "open_ms": opening, **shares, "peak_mb": peak_mb()}


def main(action: str, engine: str, first: str, second: str) -> None:
    """Builds an index, or asks one."""
    if action == "build":
        folder = Path(second)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Path(first).open(encoding="utf-8") as lines:
            BUILD[engine](map(json.loads, lines), folder)
    else:
        asked = json.loads(Path(second).read_text("utf-8"))
        print(json.dumps(measure(engine, Path(first), [(kind, words) for kind, words in asked])))


if __name__ == "__main__":
    main(*sys.argv[1:])
