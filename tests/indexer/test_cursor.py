"""Pages by cursor: a whole answer in order, whatever the order, and a word of warning when the index is another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.config import Config
from corpus.errors import BadQuery
from corpus.store import Store
from indexer.build import build_index
from indexer.cli import main
from indexer.search import Archive


@pytest.fixture
def towns(archive: Any, sheet: Any) -> Archive:
    """Twelve documents; of each text there are four."""
    texts = ("Семинар в Таразе", "Семинар", "Семинар о ценах, о воде и о дорогах")
    opened: Archive = archive([sheet(texts[n % 3], date=f"2014-01-{1 + n % 5:02}") for n in range(12)])
    return opened


def _walk(archive: Archive, query: str, **options: Any) -> list[str]:
    """Paths of all hits, page by page."""
    seen, after = [], ""
    while True:
        found = archive.search(query, after=after, **options)
        seen += [hit.path for hit in found.hits]
        assert found.total == 12
        assert not found.notice
        after = found.cursor
        if not after:
            return seen


@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("options", [{}, {"sort": "date"}, {"precision": "word", "filters": {"year": ["2014"]}}])
@pytest.mark.parametrize("query", ["семинар", ""])
def test_a_cursor_leads_through_the_whole_answer(towns: Archive, size: int, options: dict[str, Any], query: str) -> None:
    """Every hit once, in the order of one long page."""
    whole = [hit.path for hit in towns.search(query, size=100, **options).hits]
    assert len(set(whole)) == 12
    assert _walk(towns, query, size=size, **options) == whole


@pytest.mark.parametrize("options", [{}, {"sort": "date"}, {"precision": "word", "filters": {"year": ["2014"]}}])
@pytest.mark.parametrize("query", ["семинар", ""])
def test_the_way_back_shows_the_same_pages(towns: Archive, options: dict[str, Any], query: str) -> None:
    """Each answer's cursor back gives the page it was reached from; the first has none, and counts from 0."""
    pages = [towns.search(query, size=4, **options)]
    while pages[-1].cursor:
        pages.append(towns.search(query, size=4, after=pages[-1].cursor, **options))
    assert [page.start for page in pages] == [0, 4, 8]
    for page, earlier in zip(pages[:0:-1], pages[-2::-1], strict=True):
        found = towns.search(query, size=4, before=page.back, **options)
        assert (found.hits, found.start, found.cursor, found.back) == (
            earlier.hits,
            earlier.start,
            earlier.cursor,
            earlier.back,
        )
    assert not pages[0].back


def test_one_cursor_at_a_time(towns: Archive) -> None:
    """A page begins after one place or ends before another."""
    found = towns.search("семинар", size=5)
    with pytest.raises(BadQuery, match="give one cursor"):
        towns.search("семинар", after=found.cursor, before=found.cursor)


@pytest.mark.parametrize(
    ("token", "reason"),
    [("мэр", "none that svod gave"), ("W10", "none that svod gave"), ("e30", "none"), ("x" * 2000, "none"), ("!", "none")],
)
def test_what_is_no_cursor_is_refused(towns: Archive, token: str, reason: str) -> None:
    """Made-up tokens are no places."""
    with pytest.raises(BadQuery, match=reason):
        towns.search("семинар", after=token)


@pytest.mark.parametrize(
    "changed", [{"query": "тараз"}, {"sort": "date"}, {"precision": "word"}, {"filters": {"year": ["2014"]}}]
)
def test_a_cursor_of_another_question_is_refused(towns: Archive, changed: dict[str, Any]) -> None:
    """A place in one answer means nothing in another; how many hits a page has may change."""
    token = towns.search("семинар", size=5).cursor
    assert towns.search("семинар", size=3, after=token).hits
    with pytest.raises(BadQuery, match="belongs to another question"):
        towns.search(changed.pop("query", "семинар"), after=token, **changed)


def test_another_index_is_said(towns: Archive, config: Config) -> None:
    """After a rebuild the answer goes on behind the same document, and says that the index is another."""
    first = towns.search("семинар", size=5)
    rest = [hit.path for hit in towns.search("семинар", size=100, after=first.cursor).hits]
    with Store.open(config.data, write=True) as store:
        build_index(config, store, force=True)
    again = towns.search("семинар", size=100, after=first.cursor)
    assert [hit.path for hit in again.hits] == rest
    assert "the index is another" in again.notice
    assert "follows the document that was last" in again.notice


def test_a_last_document_that_is_gone_is_said(towns: Archive, config: Config) -> None:
    """Without the document that was last the answer goes on where it would stand."""
    first = towns.search("семинар", size=5)
    rest = [hit.path for hit in towns.search("семинар", size=100, after=first.cursor).hits]
    with Store.open(config.data, write=True) as store:
        store.vanish([first.hits[-1].path], store.begin_run("ingest"))
        build_index(config, store)
    again = towns.search("семинар", size=100, after=first.cursor)
    assert "answers no more" in again.notice
    assert {hit.path for hit in again.hits} <= {*rest, *(hit.path for hit in first.hits)}
    assert again.hits


def test_the_command_goes_on(towns: Archive, config: Config) -> None:
    """The last line of a page has the cursor that --after takes; the last page's has none."""

    def shown(*more: str) -> list[dict[str, Any]]:
        arguments = ["--archive", str(config.root), "search", "семинар", "--size", "8", "--json", *more]
        return [json.loads(line) for line in CliRunner().invoke(main, arguments).stdout.splitlines()]

    first = shown()
    second = shown("--after", first[-1]["cursor"])
    assert [bool(hit["cursor"]) for hit in first] == [False] * 7 + [True]
    assert len({hit["id"] for hit in first + second}) == 12
    assert not second[-1]["cursor"]
    said = CliRunner().invoke(main, ["--archive", str(config.root), "search", "семинар", "--after", first[-1]["cursor"]])
    assert "4 of them following" in said.stderr
