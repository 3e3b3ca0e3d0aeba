"""Words that only join or ask count little where any word may answer, and as much as others everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.config import Config
from corpus.store import Store
from indexer.build import build_index
from indexer.crosslingual.expand import says_little
from indexer.engines import ENGINES
from indexer.explain import explain
from indexer.plan import Boosted, Plan
from indexer.search import Archive


@pytest.fixture(params=ENGINES)
def schools(
    request: pytest.FixtureRequest, using: Callable[[str], Config], keep: Callable[..., list[str]], sheet: Any
) -> Iterator[Archive]:
    """Document 0 asks much, document 1 answers; in every engine."""
    config = using(request.param)
    keep([sheet("Сколько лет и сколько зим, сколько слов."), sheet("Школа в селе одна, а учеников в ней триста сорок два.")])
    with Store.of(config) as store:
        build_index(config, store)
    with Archive.open(config) as opened:
        yield opened


def paths(archive: Archive, query: str, match: str = "all") -> str:
    """Numbers of the documents found, best first."""
    return "".join(hit.path.removeprefix("raw/").removesuffix(".txt") for hit in archive.search(query, match=match).hits)


def boosts(plan: Plan) -> list[float]:
    """What its weighted parts count, in order."""
    if isinstance(plan, Boosted):
        return [plan.weight, *boosts(plan.part)]
    return [weight for part in getattr(plan, "parts", ()) for weight in boosts(part)]


@pytest.mark.parametrize(("query", "match"), [("Сколько школ?", "any"), ("сколько OR школ", "all")])
def test_what_is_asked_about_comes_first(schools: Archive, query: str, match: str) -> None:
    """The school before «сколько» three times; neither is lost."""
    assert paths(schools, query, match) == "10"


@pytest.mark.parametrize("match", ["all", "any"])
def test_a_service_word_alone_is_found(schools: Archive, match: str) -> None:
    """Whoever asks for it means it."""
    assert paths(schools, "сколько", match) == "0"
    assert paths(schools, "сколько когда", "any") == "0"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("сколько школ", []),
        ('"сколько школ"', []),
        ('"сколько зим" OR школа', []),
        ("=сколько", []),
        ("сколько^3 OR школа", [3]),
        ("=сколько OR школа", []),
        ("сколько OR школа", [0.2]),
        ("сколько OR (когда школа)", [0.2]),
    ],
)
def test_only_alternatives_are_weighed(archive: Any, sheet: Any, query: str, expected: list[float]) -> None:
    """Phrases, words that must all be there, a weight that was typed and words as typed stay as they are."""
    made: Archive = archive([sheet("Сколько школ и сколько зим, когда.")])
    assert boosts(made.plan(query)) == expected


def test_an_explanation_says_it(archive: Any, sheet: Any) -> None:
    """Each part with what it counts."""
    made: Archive = archive([sheet("Сколько школ.")])
    said = explain(made, "сколько OR школ")
    assert {part.text: part.weight for part in said.parts if part.kind == "word"} == {"сколько": 0.2, "школ": 1.0}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("сколько", True),
        ("Какой", True),
        ("скільки", True),
        ("which", True),
        ("о", True),
        ("it", True),
        ("IT", False),
        ("US", False),
        ("школа", False),
        ("school", False),
    ],
)
def test_which_words_say_little(word: str, expected: bool) -> None:
    """Those that join or ask; an abbreviation in capitals is a name."""
    assert says_little(word) is expected
