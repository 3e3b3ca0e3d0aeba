"""A small archive made in the test: documents are given as text, everything else is what the real functions make of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cluster.servers import Nodes

from corpus import config as configuration
from corpus.config import Config
from corpus.model import (
    Analysis,
    Block,
    BlockKind,
    Document,
    DocumentDate,
    EntityDraft,
    EntityType,
    Findings,
    IndexRecord,
    Mention,
    Merge,
    Name,
    Passage,
    Span,
)
from corpus.morphology import lemmatise
from corpus.store import Store
from corpus.tokens import TokenTable
from indexer.build import build_index
from indexer.engines import LOCAL
from indexer.search import Archive
from indexer.terms import words_of


@dataclass(frozen=True)
class Sheet:
    """A document of the test: paragraphs are lines; ``names`` maps words of the text to a type, a normal form and a link.

    ``spoken`` are the languages of the first lines, where they are not the document's.
    """

    text: str
    title: str = ""
    date: tuple[str, str] | str = ""
    language: str = "ru"
    author: str = ""
    media_type: str = "text/plain"
    names: Mapping[str, tuple[EntityType, str] | tuple[EntityType, str, str]] = field(default_factory=dict)
    spoken: Sequence[str] = ()

    def passages(self) -> tuple[Passage, ...]:
        """One a line, its sentences ending at «. »."""
        found, start = [], 0
        for number, line in enumerate(self.text.split("\n")):
            span = Span(start, start + len(line))
            language = self.spoken[number] if number < len(self.spoken) else self.language
            if line:
                print_ = hashlib.sha256(line.encode()).hexdigest()[:8]
                found.append(Passage(span, BlockKind.PARAGRAPH, language, 1.0, print_, tuple(_sentences(span, line))))
            start += len(line) + 1
        return tuple(found)

    def tokens(self) -> TokenTable:
        """Lemmatised in context."""
        return lemmatise(self.text, self.passages())

    def when(self) -> DocumentDate | None:
        """The given day or range."""
        if not self.date:
            return None
        first, last = (self.date, self.date) if isinstance(self.date, str) else self.date
        return DocumentDate(first, first, last, "day", "text")

    def analysis(self, path: str) -> Analysis:
        """As the pipeline would give it."""
        blocks = tuple(Block(passage.kind, passage.span) for passage in self.passages())
        document = Document(self.text, blocks, self.media_type, title=self.title, author=self.author)
        sha256 = hashlib.sha256((path + self.text).encode()).hexdigest()
        mentions = tuple(self._mentions())
        return Analysis(
            "raw", path, sha256, len(self.text), document, self.passages(), self.tokens(), self.language, (self.language,),
            self.when(), findings=Findings(mentions),
        )  # fmt: skip

    def record(self, id: str, boilerplate: Sequence[Span] = (), **facets: tuple[str, ...]) -> IndexRecord:
        """As an engine takes it."""
        when = self.when()
        return IndexRecord(
            id, self.title, id, "raw", self.media_type, when.start if when else "", when.stop if when else "",
            int(when.start[:4]) if when else 0, (self.language,), self.text, self.tokens(),
            words_of(self.title, (self.language,)), (), {"language": (self.language,), **facets}, tuple(boilerplate),
        )  # fmt: skip

    def _mentions(self) -> Iterator[Mention]:
        for word, (kind, name, *link) in sorted(self.names.items(), key=lambda item: self.text.index(item[0])):
            start = self.text.index(word)
            yield Mention(Span(start, start + len(word)), kind, word, name, self.language, "test", link="".join(link))


def _sentences(span: Span, line: str) -> Iterator[Span]:
    start = span.start
    for piece in line.split(". "):
        stop = min(start + len(piece) + 1, span.stop)
        yield Span(start, stop)
        start = stop + 1


def _draft(first: Name, *others: Name) -> EntityDraft:
    members = tuple((name.id, Merge(name.name, "same", 1.0, "")) for name in (first, *others))
    links = {"link": first.link} if first.link else {}
    return EntityDraft(f"{first.type}-{first.name}", first.type, first.name, links, members)


@pytest.fixture
def sheet() -> type[Sheet]:
    """Makes documents."""
    return Sheet


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """The configuration of an empty archive."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "svod.toml").write_text(configuration.template("проба", "raw"), "utf-8")
    return configuration.load(tmp_path, environment={})


@pytest.fixture
def clustered(config: Config, nodes: Nodes) -> Iterator[Callable[..., Config]]:
    """Makes the archive's configuration with OpenSearch as its engine, under a name of its own and with these settings."""
    name = f"t{secrets.token_hex(4)}"

    def settings(**options: Any) -> Config:
        assert config.root is not None
        chosen = {
            "index.engine": "opensearch", "opensearch.hosts": nodes.hosts, "opensearch.index": name,
            "opensearch.patience_seconds": 30,
        }  # fmt: skip
        return configuration.load(config.root, chosen | options, environment={})

    yield settings
    nodes.ask(f"/{name}-*", method="DELETE")


@pytest.fixture
def using(config: Config, request: pytest.FixtureRequest) -> Callable[[str], Config]:
    """The archive's configuration with this engine; a test is skipped where there is none."""

    def settings(name: str) -> Config:
        if name in LOCAL:
            return configuration.load(config.root, {"index.engine": name}, environment={})
        chosen: Config = request.getfixturevalue("clustered")()
        return chosen

    return settings


@pytest.fixture
def keep(config: Config) -> Callable[..., list[str]]:
    """Puts documents into the store and links names that are equal or have one link; the ids, in the order given."""

    def put(sheets: Iterable[Sheet], prefix: str = "") -> list[str]:
        with Store.of(config, write=True) as store:
            run = store.begin_run("ingest")
            ids = [store.put(each.analysis(f"raw/{prefix}{number}.txt"), run) for number, each in enumerate(sheets)]
            alike: dict[tuple[EntityType, str], list[Name]] = {}
            for name in store.names():
                alike.setdefault((name.type, name.link or name.name), []).append(name)
            store.relink(_draft(*names) for names in alike.values())
        return ids

    return put


@pytest.fixture
def archive(config: Config, keep: Callable[..., list[str]]) -> Iterator[Callable[..., Archive]]:
    """Makes an archive of documents, indexed and open."""
    opened: list[Archive] = []

    def make(sheets: Iterable[Sheet]) -> Archive:
        keep(sheets)
        with Store.of(config) as store:
            build_index(config, store)
        opened.append(Archive.open(config))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
