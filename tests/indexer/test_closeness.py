"""The best of an answer in order of closeness: who comes first, and that pages neither repeat nor lose a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.config import Config
from corpus.store import Store
from indexer.build import build_index
from indexer.engines import LOCAL
from indexer.search import Archive
from indexer.weights import DEPTH

MANY = DEPTH + 13
"""Documents of the larger archive: more than are read again."""


def _walked(archive: Archive, query: str, size: int) -> list[str]:
    """Ids of all hits, by cursors."""
    found = archive.search(query, size=size, match="any")
    seen = [hit.id for hit in found.hits]
    while found.cursor:
        found = archive.search(query, size=size, match="any", after=found.cursor)
        seen += [hit.id for hit in found.hits]
    return seen


def _walked_back(archive: Archive, query: str, size: int) -> list[str]:
    """Ids of all hits, by cursors from the last page to the first."""
    found = archive.search(query, size=size, match="any", page=-(-MANY // size))
    seen = [hit.id for hit in found.hits]
    while found.back:
        began = found.start
        found = archive.search(query, size=size, match="any", before=found.back)
        seen = [hit.id for hit in found.hits][: began - found.start] + seen
    assert found.start == 0
    return seen


def _numbered(archive: Archive, query: str, size: int) -> list[str]:
    """Ids of all hits, by numbers of pages."""
    pages = range(1, MANY // size + 2)
    return [hit.id for page in pages for hit in archive.search(query, page=page, size=size, match="any").hits]


@pytest.fixture(params=LOCAL)
def wards(request: pytest.FixtureRequest, keep: Any, sheet: Any, using: Callable[[str], Config]) -> Iterator[Archive]:
    """Documents of the same words, side by side in some and apart in others, on each engine of one machine."""
    texts = ("Ремонт дорог и вода города", "Вода города, ремонт", "Ремонт, а вода, что для города, дорога")
    keep(sheet(f"{texts[n % 3]} {'и ещё ' * (n % 7)}{n}") for n in range(MANY))
    settings = using(request.param)
    with Store.of(settings) as store:
        build_index(settings, store)
    with Archive.open(settings) as opened:
        yield opened


@pytest.mark.parametrize("size", [3, 7, 10, DEPTH, DEPTH + 5])
def test_pages_are_one_order(wards: Archive, size: int) -> None:
    """By numbers, by cursors and all at once: every document once, in one order."""
    whole = list(wards.every("вода OR города OR ремонт"))
    assert len(set(whole)) == len(whole) == MANY
    assert _numbered(wards, "вода города ремонт", size) == whole
    assert _walked(wards, "вода города ремонт", size) == whole
    assert _walked_back(wards, "вода города ремонт", size) == whole
    assert [id for id, _ in wards.rank("вода города ремонт", size=size)] == whole[:size]


def test_words_side_by_side_come_first(archive: Callable[..., Archive], sheet: Any) -> None:
    """Of texts with the same words, the one that has them together, in any case form."""
    made = archive([sheet("Река и питьевая сточная вода"), sheet("Река и сточная питьевая вода")])
    assert made.search("питьевая вода").hits[0].path.endswith("/1.txt")


def test_parts_of_words_tell_equals_apart(archive: Callable[..., Archive], sheet: Any) -> None:
    """«Kläranlagenbau» is closer to «Kläranlage» than a text without it, though no lemma says so."""
    texts = ("Die Stadt plant einen neuen Spielplatz am Fluss", "Die Stadt plant den Kläranlagenbau am Fluss")
    made = archive([sheet(text, language="de") for text in texts])
    assert made.search("Stadt Fluss Kläranlage", match="any").hits[0].path.endswith("/1.txt")


def test_words_of_one_sentence_come_first(archive: Callable[..., Archive], sheet: Any) -> None:
    """Of texts with the same words, the one that says in one sentence those that few texts have."""
    apart = "Ремонт начали. Дети из старой школы поют зимой. Все рады."
    together = "Ремонт старой школы начали. Дети поют зимой. Все рады из."
    others = [sheet(f"Погода {number} была зимой хорошей.") for number in range(6)]
    for texts in ((apart, together), (together, apart)):
        made = archive([*map(sheet, texts), *others])
        first = made.search("ремонт школы зимой", match="any").hits[0]
        assert made.store.document(first.id).text == together


@pytest.mark.parametrize("many", [2, 4])
def test_a_title_that_says_it_all_comes_first(archive: Callable[..., Archive], sheet: Any, many: int) -> None:
    """A page that is called so answers better than one whose text alone says it, however often."""
    called = sheet("Сначала выделите то, что нужно, и нажмите клавишу.", title="Вставка и удаление в тексте таблиц")
    made = archive([sheet("Вставка таблиц. " * many), called, *(sheet(f"Рисунок {n}.") for n in range(9))])
    assert [hit.path[4] for hit in made.search("вставка таблица", match="any").hits] == ["1", "0"]


def test_one_word_keeps_the_engines_order(wards: Archive) -> None:
    """Nothing is read again for a single word: hits are in order of their scores."""
    scores = [hit.score for hit in wards.search("вода", size=MANY).hits]
    assert scores == sorted(scores, reverse=True)
