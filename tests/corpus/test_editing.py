"""What people decide about entities is true at once, is kept with who and why, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster.kept import KEPT, kept_in

from corpus import config as configuration
from corpus import editing
from corpus.config import Config
from corpus.editing import Wish
from corpus.errors import BadEdit, NotFound
from corpus.pipeline import ingest
from corpus.store import Store

TEXT = """Семинар в Таразе

В Таразе прошёл семинар. Татьяна Шакирова открыла его. Ирина Городиская выступила в Алматы. Верный ждёт Ирину Городискую.
"""


@pytest.fixture(scope="module", params=KEPT, autouse=True)
def kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test here runs with stores in files, and on a server."""
    with kept_in(request):
        yield


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Config, Store]]:
    """A small archive, open for writing."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("Проба", "raw"), "utf-8")
    config = configuration.load(tmp_path, {"run.workers": 1, "archive.languages": ["ru"]}, environment={})
    with Store.of(config, write=True) as store:
        ingest(config, store)
        yield config, store


def the(store: Store, name: str) -> str:
    return store.find_entities(name)[0].id


def test_an_alias_is_found_and_taken_back(opened: tuple[Config, Store]) -> None:
    """A name that no document writes finds its entity, until the edit is undone."""
    config, store = opened
    person = the(store, "Шакирова")
    assert store.find_entities("Феникс") == []
    made = editing.decide(config, store, Wish("alias", person, " Феникс  Ночной ", because="так подписана"), "Анна")
    assert (made.number, made.by, made.value, made.because) == (1, "Анна", "Феникс Ночной", "так подписана")
    assert [each.id for each in store.find_entities("феникс ночной")] == [person]
    assert store.entity(person).links["alias"] == "Феникс Ночной"
    editing.take_back(config, store, 1, "Анна")
    assert store.find_entities("феникс ночной") == []
    assert [told.holds for told in editing.told(config, store)] == [False, True]


def test_an_alias_that_documents_write_joins(opened: tuple[Config, Store]) -> None:
    """What people call one thing is one thing, once a document names it so."""
    config, store = opened
    editing.decide(config, store, Wish("alias", the(store, "Шакирова"), "Ирина Городиская"), "Анна")
    assert the(store, "Шакирова") == the(store, "Городиская")


def test_merge_rename_split(opened: tuple[Config, Store]) -> None:
    """Two are one under a new name; its edit leads to it; split, they are two again."""
    config, store = opened
    merged = editing.decide(config, store, Wish("merge", the(store, "Шакирова"), others=(the(store, "Городиская"),)), "А")
    assert the(store, "Шакирова") == the(store, "Городиская")
    editing.decide(config, store, Wish("rename", the(store, "Шакирова"), "Ирина Ш."), "А")
    now = editing.edited(store, merged)
    assert now is not None
    assert now.name == "Ирина Ш."
    name = next(name for _, name in store.entity_names(now.id) if "Городиск" in name)
    editing.decide(config, store, Wish("split", now.id, others=(name,)), "А")
    assert the(store, "Шакирова") != the(store, "Городиская")


def test_what_is_hidden_is_nowhere(opened: tuple[Config, Store]) -> None:
    """Nothing answers to it, its edit leads nowhere."""
    config, store = opened
    made = editing.decide(config, store, Wish("hide", the(store, "Шакирова")), "А")
    assert store.find_entities("Шакирова") == []
    assert editing.edited(store, made) is None


def test_names_that_went_are_told(opened: tuple[Config, Store]) -> None:
    """An edit about a name that no document mentions any more says so."""
    config, store = opened
    editing.decide(config, store, Wish("rename", the(store, "Шакирова"), "Ш."), "А")
    (config.sources[0].path / "a.txt").write_text("Только Алматы и больше ничего. " * 9, "utf-8")
    ingest(config, store)
    assert [told.unknown for told in editing.told(config, store)] == [("Татьяна Шакирова",)]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("merge", "", others=()), "takes another entity"), (Wish("rename", "", " "), "takes a name"),
        (Wish("type", "", "дракон"), "no type"), (Wish("undo", ""), "nothing that can be done"),
        (Wish("alias", "", "я" * 400), "at most 300"), (Wish("split", "", others=("Татьяна Шакирова",)), "leaves some"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(opened: tuple[Config, Store], wish: Wish, said: str) -> None:
    """The reason is told, and the journal stays as it was."""
    config, store = opened
    with pytest.raises(BadEdit, match=said):
        editing.decide(config, store, Wish(wish.do, the(store, "Шакирова"), wish.value, wish.others), "А")
    assert editing.told(config, store) == []


def test_only_an_edit_that_holds_is_undone(opened: tuple[Config, Store]) -> None:
    """An unknown number, or one taken back before, is refused."""
    config, store = opened
    with pytest.raises(NotFound, match="no edit 1"):
        editing.take_back(config, store, 1, "А")
    editing.decide(config, store, Wish("rename", the(store, "Шакирова"), "Ш."), "А")
    editing.take_back(config, store, 1, "А")
    with pytest.raises(BadEdit, match="taken back already"):
        editing.take_back(config, store, 1, "А")
