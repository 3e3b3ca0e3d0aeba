"""Search by meaning: what is embedded, what is near, how two rankings become one, and that it is never in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadConfig
from corpus.model import Span
from corpus.store import Store
from indexer.search import Archive
from indexer.semantic import meaning as meaning_module
from indexer.semantic import paging as paging_module
from indexer.semantic import place
from indexer.semantic.chunks import CHARACTERS, chunks
from indexer.semantic.embed import embed
from indexer.semantic.fusion import fuse
from indexer.semantic.model import SIZE
from indexer.semantic.vectors import Vectors, load_vectors, pack

Make = Callable[..., Archive]

TOPICS = ("тепл", "троллейб", "вод", "warm")


class Topics:
    """Stands for the model: a text is the topics it speaks of; «warm» is «тепло»."""

    embedded = 0

    def query(self, text: str) -> Any:
        """The topics of a question."""
        found = np.full(SIZE, 1e-3, np.float32)
        for number, topic in enumerate(TOPICS):
            if topic in text.lower():
                found[0 if topic == "warm" else number] = 1.0
        return found / np.linalg.norm(found)

    def passages(self, texts: Sequence[str]) -> Any:
        """The topics of texts."""
        Topics.embedded += len(texts)
        return np.stack([self.query(text) for text in texts])


@pytest.fixture
def topics(monkeypatch: pytest.MonkeyPatch) -> Topics:
    """The stand-in is installed."""
    model = Topics()
    Topics.embedded = 0
    monkeypatch.setattr("indexer.semantic.model.load_model", lambda: model)
    for module in (place, meaning_module):
        monkeypatch.setattr(module, "installed", lambda: "topics 1")
    monkeypatch.setattr("indexer.semantic.embed.installed", lambda: "topics 1")
    return model


@pytest.fixture
def towns(archive: Make, sheet: Any, topics: Topics) -> Archive:
    """0 about heat, 1 about trolleybuses, 2 about water, all embedded."""
    made = archive(
        [
            sheet("Котельная даёт тепло домам.", date="2013-01-01"),
            sheet("Троллейбусы вышли на линию.", date="2014-01-01"),
            sheet("Вода стала чище.", date="2015-01-01"),
        ]
    )
    with Store.of(made.config, write=True) as store:
        assert embed(made.config, store, model=topics) == {"passages": 3, "embedded": 3, "left": 0}
    return made


def names(archive: Archive, query: str, **options: Any) -> list[str]:
    """Numbers of the documents found, in order."""
    return [hit.path.removeprefix("raw/").removesuffix(".txt") for hit in archive.search(query, **options).hits]


def test_meaning_finds_what_no_word_does(towns: Archive) -> None:
    """The nearest passage is shown, and the hit says why; words alone find nothing."""
    found = towns.search("warm", meaning=True)
    assert found.hits[0].path == "raw/0.txt"
    assert found.hits[0].why == ("meaning",)
    assert found.hits[0].snippets[0].text == "Котельная даёт тепло домам."
    assert names(towns, "warm") == []


def test_free_text_is_fused_by_itself_and_a_query_is_not(towns: Archive) -> None:
    """Any of its words may answer anyway; a query in our language means what it says unless asked otherwise."""
    assert names(towns, "warm", match="any")[0] == "0"
    assert names(towns, "вода") == ["2"]
    assert names(towns, "вода", meaning=True)[0] == "2"


def test_totals_facets_pages_and_filters_agree(towns: Archive) -> None:
    """What is near counts as found: pages follow one another, filters hold for it."""
    whole = towns.search("warm", meaning=True)
    assert whole.total == 3 == sum(facet.count for facet in whole.facets["year"])
    assert [names(towns, "warm", meaning=True, size=1, page=page)[0] for page in (1, 2, 3)] == names(
        towns, "warm", meaning=True
    )
    assert names(towns, "warm", meaning=True, filters={"year": ("2015",)}) == ["2"]


def test_a_cursor_leads_through_what_is_near_and_what_only_words_find(towns: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fused documents first, then the others, each once; with one fused place and with all."""
    for depth in (1, 100):
        monkeypatch.setattr(paging_module, "DEPTH", depth)
        whole = names(towns, "вода OR тепло OR линия", meaning=True)
        seen, after = [], ""
        for _ in whole:
            found = towns.search("вода OR тепло OR линия", meaning=True, size=1, after=after)
            seen += [hit.path.removeprefix("raw/").removesuffix(".txt") for hit in found.hits]
            after = found.cursor
        assert seen == whole
        assert len(set(seen)) == 3
        assert found.start == 2
        while found.back:
            found = towns.search("вода OR тепло OR линия", meaning=True, size=1, before=found.back)
            assert found.hits[0].path == f"raw/{whole[found.start]}.txt"
        assert found.start == 0
        assert after == ""


def test_without_vectors_or_extra_it_says_what_to_do(archive: Make, sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And every other search goes on as ever."""
    made = archive([sheet("Котельная даёт тепло домам.")])
    monkeypatch.setattr(meaning_module, "installed", lambda: "")
    with pytest.raises(BadConfig, match=r"pip install 'svod\[semantic\]'"):
        made.search("тепло", meaning=True)
    monkeypatch.setattr(meaning_module, "installed", lambda: "topics 1")
    with pytest.raises(BadConfig, match="svod embed"):
        made.search("тепло", meaning=True)
    assert names(made, "тепло", match="any") == ["0"]


def test_only_what_changed_is_embedded(towns: Archive, keep: Callable[..., list[str]], sheet: Any, topics: Topics) -> None:
    """A second run embeds nothing, a new document only itself."""
    with Store.of(towns.config, write=True) as store:
        assert embed(towns.config, store, model=topics)["embedded"] == 0
    keep([sheet("Тепло и вода.")], "more")
    with Store.of(towns.config, write=True) as store:
        assert embed(towns.config, store, model=topics) == {"passages": 4, "embedded": 1, "left": 0}
    assert Topics.embedded == 4


def test_chunks_hold_the_text_in_order(keep: Callable[..., list[str]], sheet: Any, config: Any) -> None:
    """Short passages go together, a long one is cut between sentences, none is too long."""
    short = "\n".join(f"Абзац номер {number} о воде." for number in range(3))
    long = " ".join(f"Предложение номер {number} о тепле." for number in range(60))
    (id,) = keep([sheet(short + "\n" + long)])
    with Store.of(config) as store:
        found = list(chunks(store, id))
        assert len(found) > 2
        assert all(len(chunk.span) <= CHARACTERS for chunk in found)
        assert all(left.span.stop <= right.span.start for left, right in pairwise(found))
        assert len(list(chunks(store, id, 1))) == 1


def test_vectors_come_back_as_saved(tmp_path: Path) -> None:
    """A byte a number keeps the order of what is near."""
    vectors = np.eye(3, SIZE, dtype=np.float32)
    codes, scales = pack(vectors)
    Vectors("m", [("a", 0, 1), ("b", 0, 1), ("b", 1, 2)], ["x", "y", "z"], codes, scales).save(tmp_path)
    held = load_vectors(tmp_path)
    assert held is not None
    assert [(near.document, near.span) for near in held.nearest(vectors[2], 5)] == [("b", Span(1, 2)), ("a", Span(0, 1))]
    assert [near.document for near in held.nearest(vectors[2], 5, ["a"])] == ["a"]
    assert load_vectors(tmp_path / "none") is None


def test_what_stands_high_in_both_comes_first() -> None:
    """A weight of 0 leaves the words' own order."""
    assert [id for id, _ in fuse(["a", "b", "c"], ["b", "d"], 1.0)] == ["b", "a", "d", "c"]
    assert [id for id, _ in fuse(["a", "b"], ["d", "b"], 0.0)][:2] == ["a", "b"]


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_fusion_holds_each_document_once(words: list[int], near: list[int]) -> None:
    """Whatever both rankings hold, each of it once."""
    found = [id for id, _ in fuse([str(each) for each in words], [str(each) for each in near], 1.0)]
    assert sorted(found) == sorted({str(each) for each in (*words, *near)})
