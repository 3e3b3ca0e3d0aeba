"""One question, every engine: generated queries give the same documents, totals, facets and order by date on all engines.

``SVOD_PARITY`` is the number of queries, 500 unless it says otherwise; ``make parity`` asks 10,000 of the engines on one
machine, ``make test-cluster`` of OpenSearch too.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from corpus.config import Config
from corpus.errors import BadQuery
from corpus.model import EntityType
from corpus.store import Store
from indexer.engines import ENGINES, LOCAL, Reader, Weights, engine
from indexer.nearness import Settler
from indexer.query import parse
from indexer.records import records
from indexer.resolve import Resolver
from indexer.schema import FACETS
from indexer.terms import Precision

QUERIES = int(os.environ.get("SVOD_PARITY", "500"))
DOCUMENTS = 160
CHECKED = 4
"""Of so many queries one is asked by relevance too, counted alone, and listed alone."""

LANGUAGES = ("ru", "uk", "en", "kk")

# homographs and their neighbours: «стали» is a verb and steel, «мыла» washed and soap
_WORDS = {
    "ru": "стали сталь стать стало ели ель есть мыла мыло мыть банка банк банков банки печь печи стекло стекла стекать вина "
    "вино три тереть жгут жечь белок белка душ душа дорог дорога дорогой знать знати для длить город города городов мэр мэра "
    "мэры соглашение соглашения семинар семинары энергия энергии Тараз Таразе Алматы цены выше пили пила пилы",
    "uk": "мати мат мала малий стали сталь брати брат три терти місто міста містом мер мера угода угоди семінар їли їсти є був "
    "дороги дорога дорогий коса косити пили пила печі піч в'язати",
    "en": "covenant mayors mayor city cities steel leaves leaf leave left saw see seen energy found find founded seminar "
    "Almaty rose rise rising tariffs tariff o'clock",
    "kk": "қала қалалар қаланың әкім әкімдер ат атты атқа келісім келісімге семинар алма алмалар жаз жазды бар бару Тараз",
}
_NAMES = {
    "Тараз": (EntityType.CITY, "Тараз"),
    "Алматы": (EntityType.CITY, "Алматы"),
    "Шакирова": (EntityType.PERSON, "Татьяна Шакирова"),
    "РЭЦЦА": (EntityType.ORGANISATION, "РЭЦЦА"),
    "Казахстан": (EntityType.COUNTRY, "Казахстан"),
}
_SHARED = "Проект семинара и соглашения поддержан мэрами городов. Дорога стала дорогой."


def _sentence(chance: random.Random, language: str) -> str:
    words = chance.choices(_WORDS[language].split(), k=chance.randint(3, 9))
    if language != "en" and chance.random() < 0.3:
        words[chance.randrange(len(words))] = chance.choice(list(_NAMES))
    return " ".join(words).capitalize() + "."


def _documents(sheet: Any, chance: random.Random) -> Iterator[Any]:
    for number in range(DOCUMENTS):
        language = chance.choices(LANGUAGES, (5, 2, 2, 1))[0]
        lines = [
            " ".join(_sentence(chance, language) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(1, 5))
        ]
        if number % 9 == 0:
            lines.insert(chance.randrange(len(lines)), _SHARED)
        text = "\n".join(lines)
        year, month = chance.randint(2010, 2016), chance.randint(1, 12)
        yield sheet(
            text,
            title=_sentence(chance, language)[:-1] if chance.random() < 0.7 else "",
            date=chance.choice(["", f"{year}-{month:02}-11", (f"{year}-{month:02}-01", f"{year + 1}-01-31")]),
            language=language,
            author=chance.choice(["", "Городиская", "Т. Шакирова"]),
            media_type=chance.choice(["text/plain", "text/html", "application/pdf"]),
            names={word: name for word, name in _NAMES.items() if word in text},
        )


class Asker:
    """Makes queries over the whole grammar from what the documents say, the same for the same seed."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._sentences = [line.rstrip(".").split() for text in texts for line in text.replace("\n", " ").split(". ")]

    def query(self, depth: int = 2) -> str:
        """One query."""
        chance = self._chance
        if not depth or chance.random() < 0.35:
            return self._leaf()
        parts = [self._part(depth - 1) for _ in range(chance.randint(2, 3))]
        joined = chance.choice([" ", " ", " OR ", " ИЛИ ", " AND ", " АБО "]).join(parts)
        if chance.random() < 0.3:
            joined = f"({joined}) {chance.choice(['-', 'NOT ', 'НЕ '])}{self._part(depth - 1)}"
        return f"({joined})^{chance.choice(['2', '0.5'])}" if chance.random() < 0.1 else joined

    def _part(self, depth: int) -> str:
        return f"({self.query(depth)})" if depth and self._chance.random() < 0.4 else self._leaf()

    def _leaf(self) -> str:
        makers: Mapping[Callable[[], str], int] = {
            self._word: 8, self._phrase: 4, self._exact: 2, self._wild: 3, self._fuzzy: 2, self._regex: 1, self._near: 5,
            self._shared: 3, self._field: 3, self._fact: 4,
        }  # fmt: skip
        return self._chance.choices(list(makers), list(makers.values()))[0]()

    def _said(self, length: int) -> list[str]:
        sentence = self._chance.choice(self._sentences)
        start = self._chance.randrange(len(sentence))
        return sentence[start : start + length]

    def _word(self) -> str:
        return self._said(1)[0]

    def _phrase(self) -> str:
        return '"' + " ".join(self._said(self._chance.randint(2, 4))) + '"'

    def _exact(self) -> str:
        return self._chance.choice(["!", "="]) + self._chance.choice([self._word, self._phrase])()

    def _wild(self) -> str:
        word = self._word()
        cut = self._chance.randint(2, max(2, len(word) - 1))
        return self._chance.choice(
            [f"{word[:cut]}*", f"*{word[-cut:]}", f"{word[:cut]}?{word[cut + 1 :]}", f"{word[:2]}*{word[-1]}"]
        )

    def _fuzzy(self) -> str:
        word = self._word()
        at = self._chance.randrange(len(word))
        return f"{word[:at]}{self._chance.choice('аиеst')}{word[at + 1 :]}{self._chance.choice(['~', '~1', '~2'])}"

    def _regex(self) -> str:
        word = self._word().casefold()
        return self._chance.choice([f"/{word[:3]}.*/", f"/{word[:2]}[а-яa-z]{{1,4}}/", f"/({word}|{self._word().casefold()})/"])

    def _operand(self) -> str:
        makers = [self._word, self._word, self._phrase, self._wild, lambda: f"({self._word()} OR {self._word()})"]
        return self._chance.choice(makers)()

    def _near(self) -> str:
        within = self._chance.choice([0, 1, 2, 3, 5, 10])
        if self._chance.random() < 0.4:
            words = self._said(3)
            return f'"{" ".join(words)}"~{within}' if len(words) > 1 else words[0]
        return f" ~{within} ".join(self._operand() for _ in range(self._chance.choice([2, 2, 3])))

    def _shared(self) -> str:
        return self._chance.choice([" /s ", " /p ", " /абзац "]).join(
            self._operand() for _ in range(self._chance.choice([2, 2, 3]))
        )

    def _field(self) -> str:
        name = self._chance.choice(["title", "заголовок", "text", "author", "path"])
        return f"{name}:{self._chance.choice([self._word, self._phrase, self._wild])()}"

    def _fact(self) -> str:
        return self._chance.choice(
            "город:Тараз қала:Алматы person:Шакирова @Тараз @РЭЦЦА страна:Казахстан lang:uk язык:казахский type:pdf тип:html "
            "date:2014 date:2012-05..2013 дата:>=2015 date:..2011 has:date есть:автор has:person has:title words:<20 "
            "words:20..60 size:>300 pages:0 source:raw город:Нигде date:2031 орг:РЭЦЦА".split()
        )


@pytest.fixture
def kept(config: Config, keep: Callable[..., list[str]], sheet: Any) -> Config:
    """The generated documents are in the store."""
    keep(_documents(sheet, random.Random(7)))
    return config


@contextmanager
def readers(config: Config, names: Sequence[str]) -> Iterator[list[Reader]]:
    """One reader an engine over the documents kept."""
    opened: list[Reader] = []
    with Store.of(config) as store:
        for name in names:
            folder = config.data / "index" / f"parity-{name}"
            folder.mkdir(parents=True)
            engine(name, config).build(folder, records(store), Weights.of(config))
            opened.append(engine(name, config).open(folder, Weights.of(config)))
    yield opened
    for reader in opened:
        reader.close()


def _answer(query: str, store: Store, reader: Reader, precision: Precision, *, is_checked: bool) -> Any:
    """Documents, newest first, total and facets; or the refusal. ``is_checked``: the reader's other ways say the same."""
    try:
        resolver = Resolver(query, store, reader, LANGUAGES, precision)
        plan = Settler(query, store, reader).settle(resolver.plan(parse(query)))
    except BadQuery as refusal:
        return refusal.position, refusal.reason, refusal.advice
    by_date = reader.search(plan, page=1, size=DOCUMENTS, sort="date", facets=FACETS)
    ids = [document for document, _ in by_date.page]
    assert len(ids) == by_date.total
    if is_checked:
        best = reader.search(plan, page=1, size=DOCUMENTS, sort="relevance", facets=())
        assert best.total == by_date.total == reader.count(plan)
        assert sorted(ids) == sorted(document for document, _ in best.page) == reader.matching(plan)
    return by_date.total, ids, by_date.facets


def test_engines_agree(kept: Config) -> None:
    """Every query is answered alike by the engines on one machine, or refused alike; most find something and not everything."""
    _agree(kept, LOCAL)


def test_opensearch_agrees(kept: Config, clustered: Callable[..., Config]) -> None:
    """The same for a cluster of two nodes, the index in three shards, beside the other engines."""
    _agree(clustered(**{"opensearch.shards": 3}), ENGINES)


def _agree(config: Config, names: Sequence[str]) -> None:
    with Store.of(config) as store, readers(config, names) as opened:
        asker = Asker([store.document(id).text for id in sorted(store.ids())], seed=20)
        found = 0
        for number in range(QUERIES):
            query, precision = asker.query(), list(Precision)[min(number % 7, 2)]
            checked = number % CHECKED == 0
            first, *others = (_answer(query, store, reader, precision, is_checked=checked) for reader in opened)
            assert all(other == first for other in others), f"{query!r} ({precision}) is answered in two ways"
            found += len(first) > 1 and 0 < len(first[1]) < DOCUMENTS if isinstance(first[1], list) else 0
    assert found > QUERIES / 3
