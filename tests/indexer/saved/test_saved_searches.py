"""Saved searches: what they are told of, and what never."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.config import Config
from corpus.errors import NotFound, StoreTooNew
from corpus.store import Store
from indexer.build import build_index
from indexer.cli import main
from indexer.saved import LOCAL, MAIL, REPORT, Book, News, SavedSearch, as_feed, find_news, save_search
from indexer.search import Archive


@pytest.fixture
def book(config: Config) -> Any:
    """The archive's book."""
    with Book.open(config.data) as opened:
        yield opened


def news(config: Config, book: Book, owner: str | None = None) -> list[News]:
    """A night's last part: the index brought up, all searches asked."""
    with Store.of(config) as store:
        build_index(config, store)
    with Archive.open(config) as opened:
        return list(find_news(book, opened, owner))


Keep = Callable[..., list[str]]
Make = Callable[..., Archive]


def test_only_what_came_is_told_and_once(config: Config, book: Book, archive: Make, keep: Keep, sheet: Any) -> None:
    """What answered when the search was saved is known; what comes is told with its match; then never again."""
    search = save_search(book, archive([sheet("Встреча в Таразе прошла.")]), SavedSearch(LOCAL, "Тараз"))
    assert [each.hits for each in news(config, book)] == [()]
    (id, _) = keep([sheet("Котельную в городе Тараз пустили."), sheet("О погоде в Оше.")], "b")
    ((hit,),) = [each.hits for each in news(config, book)]
    assert (hit.document, [hit.match[start:stop] for start, stop in hit.spans]) == (id, ["Тараз"])
    keep([sheet("Котельную в городе Тараз пустили в марте.")], "b")
    keep([sheet("Встреча в Таразе прошла успешно.")])
    later = [hit.document for each in news(config, book) for hit in each.hits]
    assert id not in later
    assert [each.hits for each in news(config, book)] == [()]
    assert [each.document for each in book.told(search.number)][-1] == id


def test_each_owner_has_their_own(config: Config, book: Book, archive: Make, keep: Keep, sheet: Any) -> None:
    """The same question of two people is two searches; one cannot be removed by another; the same again is renamed."""
    opened = archive([sheet("Пусто.")])
    one = save_search(book, opened, SavedSearch("anna", "Тараз"))
    other = save_search(book, opened, SavedSearch("boris", "Тараз"))
    with pytest.raises(NotFound, match="svod saved list"):
        book.remove(one.number, "boris")
    again = save_search(book, opened, SavedSearch("anna", "Тараз", "Мой", mail="anna@example.org"))
    assert (again.number, again.title, again.mail) == (one.number, "Мой", "anna@example.org")
    keep([sheet("Тараз встретил гостей.")], "b")
    assert [each.search.owner for each in news(config, book, "anna") if each.hits] == ["anna"]
    assert [each.search.number for each in news(config, book) if each.hits] == [other.number]
    book.remove(one.number, "anna")
    assert [each.owner for each in book.searches()] == ["boris"]


def test_a_query_that_can_no_longer_be_asked_stops_nobody(
    config: Config, book: Book, archive: Make, keep: Keep, sheet: Any
) -> None:
    """Its trouble is said, the others are asked, and it is asked again the next time."""
    opened = archive([sheet("Пусто.")])
    book.add(SavedSearch(LOCAL, "(Тараз"))
    save_search(book, opened, SavedSearch(LOCAL, "Тараз"))
    keep([sheet("Тараз встретил гостей.")], "b")
    bad, good = news(config, book)
    assert (bad.hits, bool(bad.trouble), len(good.hits), good.trouble) == ((), True, 1, "")
    assert bad.search.generation == book.search(bad.search.number).generation == 0


def test_filters_hold(config: Config, book: Book, archive: Make, keep: Keep, sheet: Any) -> None:
    """A document that answers in words but not in filters is no news."""
    save_search(book, archive([sheet("Пусто.")]), SavedSearch(LOCAL, "Taraz", filters={"language": ("en",)}))
    keep([sheet("Taraz принял гостей."), sheet("Taraz met its guests.", language="en")], "b")
    ((hit,),) = [each.hits for each in news(config, book)]
    assert "guests" in hit.match


def test_what_a_night_told_nobody_is_found_again(config: Config, book: Book, archive: Make, keep: Keep, sheet: Any) -> None:
    """A night killed after it asked finds its hits again; a mail says each once."""
    search = save_search(book, archive([sheet("Пусто.")]), SavedSearch(LOCAL, "Тараз", mail="anna@example.org"))
    keep([sheet("Тараз встретил гостей.")], "b")
    ((hit,),) = [each.hits for each in news(config, book)]
    assert book.unsaid(search.number, REPORT) == book.unsaid(search.number, MAIL) == [hit]
    book.say(search.number, [hit], MAIL)
    assert (book.unsaid(search.number, REPORT), book.unsaid(search.number, MAIL)) == ([hit], [])
    book.forget([hit.document])
    assert book.told(search.number) == []


def test_the_feed_says_markup_as_text(book: Book, archive: Make, config: Config, keep: Keep, sheet: Any) -> None:
    """A title or text with signs of XML, or with signs that XML cannot hold, leaves the feed whole."""
    import xml.etree.ElementTree as ET

    search = save_search(book, archive([sheet("Пусто.")]), SavedSearch(LOCAL, "Тараз", "<b>"))
    keep([sheet("Тараз <i>&</i> \x0b гости.", title="A < B")], "b")
    ((hit,),) = [each.hits for each in news(config, book)]
    root = ET.fromstring(as_feed("Архив & Ко", search, [hit], "http://a/?x=1&y=2", lambda id: f"http://a/{id}?q=<>"))
    assert "<mark>Тараз</mark> &lt;i&gt;&amp;&lt;/i&gt;" in str(root.findtext(".//{*}summary"))


def test_the_commands(fresh: Path) -> None:
    """add, list, run, remove, with JSON; nothing new and nothing saved end with 3, a strange filter with 2."""

    def svod(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["--archive", str(fresh), *arguments])

    assert svod("nightly").exit_code == 4
    assert svod("saved", "list").exit_code == 3
    added = svod("saved", "add", "Лисаковск", "--name", "Котельная", "--json")
    assert (json.loads(added.stdout)["number"], json.loads(added.stdout)["name"]) == (1, "Котельная")
    assert svod("saved", "add", "Тараз", "--filter", "colour=red").exit_code == 2
    assert svod("saved", "run").exit_code == 3
    (fresh / "raw/new.txt").write_text("В Лисаковске запустили котельную на отходах мельницы.", "utf-8")
    svod("sync")
    found = svod("saved", "run", "--json")
    assert json.loads(found.stdout)["path"] == "raw/new.txt"
    assert svod("saved", "run").exit_code == 3
    assert "Котельная" in svod("saved", "list").stdout
    assert svod("saved", "remove", "1").exit_code == 0
    assert svod("saved", "remove", "1").exit_code == 3


def test_a_newer_book_is_refused(config: Config) -> None:
    """A file of a later svod is not written to."""
    import sqlite3
    from contextlib import closing

    Book.open(config.data).close()
    with closing(sqlite3.connect(config.data / "readers.sqlite")) as opened:
        opened.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew, match="upgrade"):
        Book.open(config.data)
