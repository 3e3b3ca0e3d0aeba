"""Every address, asked by a person to whom files are closed, answers as that of an archive into which they never came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.collections import Collection
from corpus.config import Config
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index
from indexer.people import Role, register
from indexer.views import make_views
from indexer.web.app import _PAGES, create_app

CLOSED = ("letter.txt", "mail/pamyatka.eml", "empty.txt")
NAME = "архив"

ASKED = {
    "/search": ("", "?q=Тараз", "?q=куртку", "?q=колеги", "?q=семинар&city={city}", "?q=date:2015", "?q=Шакирова&match=any"),
    "/suggest": tuple(f"?q={typed}" for typed in ("п", "куртк", "та", "ш", "Almat")),
    "/entities": ("", "?type=city", "?q=Алматы", "?type=organisation&page=2"),
    "/timeline": ("", "?year=2015", "?year=2014"),
    "/compare": ("", "?a=Алматы&b=Тараз", "?a=2014&b=2015"),
    "/network": ("", "?type=person"),
    "/map": ("", "?from=2015&to=2016"),
}
"""What is asked beside the bare address: some of it only closed files hold."""

VOLATILE = (
    r'"kind":"\w+","started":.*?"counts":\{[^}]*\}',
    r'<td class="number">\d+ \w+\. \d{4}.*</td>',
    r'"(?:seconds|generation|score)": ?[\d.]+',
    r'<span class="quiet">за [\d,]+ с</span>',
    r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)",
    r'(?<=value=")[0-9a-f]{64}(?=")',
)
"""Times, scores, tokens of forms, how often a store was written to, and what runs did: that is told to who may read all."""


def made(root: Path, names: dict[str, str]) -> Config:
    """An archive of these files, read and indexed, with one reader."""
    for name, content in names.items():
        file = root / "raw" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (root / configuration.FILE_NAME).write_text(configuration.template(NAME, "raw"), "utf-8")
    config = configuration.load(root, {"run.workers": 1, "archive.languages": ["ru", "en", "uk", "kk"]}, environment={})
    with Store.of(config, write=True) as store:
        ingest(config, store)
        build_index(config, store)
    register(config.house).add("anna", Role.READER)
    return config


@contextmanager
def reading(config: Config) -> Iterator[Callable[[str], Any]]:
    """Anna's way to ask: a token."""
    from fastapi.testclient import TestClient

    _, secret = register(config.house).add_token("anna", [], "test")
    headers = {"Authorization": f"Bearer {secret}"}
    with TestClient(create_app(config), base_url="https://archive.example", raise_server_exceptions=False) as client:
        yield lambda path: client.get(path, headers=headers, follow_redirects=False)


def addresses(documents: list[str], entities: list[str], city: str) -> Iterator[str]:
    """Every address that can be got, with every document, pair of documents and entity in its place."""
    paths = {route.path for page in _PAGES for route in page.router.routes if "GET" in getattr(route, "methods", ())}
    assert len(paths) > 35
    for path in sorted(paths):
        ids = entities if path.startswith("/entity") else documents
        places = {"{id}": ids, "{other}": documents, "{number}": ["1"]}
        named = [name for name in places if name in path]
        stem = next((stem for stem in ASKED if re.fullmatch(rf"{stem}(\.\w+)?", path)), "")
        for values in product(*(places[name] for name in named)):
            asked = path
            for name, value in zip(named, values, strict=True):
                asked = asked.replace(name, value)
            yield from (asked + more.format(city=city) for more in ASKED.get(stem, ("",)))


def steady(answer: Any) -> tuple[int, str]:
    """What an answer says, without what differs between two askings of one archive."""
    text = answer.content.decode("utf-8", "replace")
    for pattern in VOLATILE:
        text = re.sub(pattern, "#", text)
    return answer.status_code, text


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> tuple[Config, Config]:
    """The archive of which some files are closed to Anna, and one that never had them."""
    files = {name.replace("<b>", "‹b›"): content for name, content in files.items()}
    whole = made(tmp_path_factory.mktemp("whole") / NAME, files)
    alone = made(tmp_path_factory.mktemp("alone") / NAME, {name: said for name, said in files.items() if name not in CLOSED})
    closing = replace(whole, collections=(Collection("closed", tuple(f"raw/{name}" for name in CLOSED), readers=()),))
    make_views(closing)
    return closing, alone


def test_every_address_answers_as_if_they_had_never_come(both: tuple[Config, Config]) -> None:
    """Hits, totals, facets, snippets, suggestions, evidence, maps, networks, feeds, exports, ledgers, metrics: to the byte."""
    closing, alone = both
    with ExitStack() as stack:
        shut, other = (stack.enter_context(reading(each)) for each in (closing, alone))
        with Store.of(closing) as store:
            documents = list(store.ids())
            entities = [each.id for each in store.entities(limit=1000)]
            (city,) = [each.id for each in store.entities(limit=1000) if each.name == "Алматы"]
        with Store.of(alone) as store:
            assert len(list(store.ids())) < len(documents)
        for path in addresses(documents, entities, city):
            assert steady(shut(path)) == steady(other(path)), path
        assert [run["counts"] for run in shut("/runs.json").json()["runs"]] == [{}]
