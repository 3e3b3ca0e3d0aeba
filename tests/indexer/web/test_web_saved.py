"""Saved searches in the web view: a form keeps one, the page and the feed show what it was told, and it can be let go."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from corpus.config import Config
from indexer.saved import LOCAL, Book, Told

TOLD = Told("0123456789ab", "Семинар <1>", "raw/a.txt", "прошёл в Таразе & Алматы", ((9, 15),), (), "2026-01-02T03:04:05+00:00")


def token(client: Any, path: str = "/search?q=Тараз") -> str:
    """What forms on the page carry."""
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def test_a_search_is_followed_and_let_go(client: Any, web_config: Config) -> None:
    """The form beside an answer saves its question with filters, once; the page lists it; a button removes it."""
    form = {"q": "Тараз", "lang": ["ru", "en"], "form_token": token(client), "mail": "anna@example.org"}
    for _ in range(2):
        answer = client.post("/saved", data=form, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/saved")
    (found,) = client.get("/saved.json").json()["searches"]
    assert found["search"]["filters"] == {"language": ["ru", "en"]}
    assert (found["search"]["owner"], found["search"]["mail"], found["told"]) == (LOCAL, "anna@example.org", [])
    page = client.get("/saved?ui=en")
    assert "Тараз" in page.text
    assert page.headers["cache-control"] == "no-store"
    number = found["search"]["number"]
    assert client.post(f"/saved/{number}/remove", data={"form_token": form["form_token"]}).status_code == 303
    assert client.get("/saved.json").json()["searches"] == []


def test_the_feed_of_a_followed_search(client: Any, web_config: Config) -> None:
    """An entry for each document told, its match marked, markup of documents escaped; another's search has none."""
    client.post("/saved", data={"q": "Тараз", "form_token": token(client)})
    (found,) = client.get("/saved.json").json()["searches"]
    number = found["search"]["number"]
    with Book.open(web_config.data) as book:
        book.tell(number, [TOLD], 7)
    answer = client.get(f"/saved/{number}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    name = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = ET.fromstring(answer.text).findall("a:entry", name)
    assert entry.findtext("a:title", "", name) == "Семинар <1>"
    assert entry.findtext("a:summary", "", name) == "прошёл в <mark>Таразе</mark> &amp; Алматы"
    assert "<mark" in client.get("/saved").text
    assert client.get(f"/saved/{number + 1}.atom").status_code == 404
    client.post(f"/saved/{number}/remove", data={"form_token": token(client)})


@pytest.mark.parametrize("mail", ["nobody", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f"])
def test_only_one_address_is_taken(client: Any, mail: str) -> None:
    """What is no single address is refused, and nothing saved."""
    assert client.post("/saved", data={"q": "Тараз", "mail": mail, "form_token": token(client)}).status_code == 400
    assert client.get("/saved.json").json()["searches"] == []


def test_a_form_from_elsewhere_saves_nothing(client: Any) -> None:
    """Without the token of a page of ours it is refused."""
    assert client.post("/saved", data={"q": "Тараз"}).status_code == 403


def test_machines_are_answered(client: Any) -> None:
    """Alive says nothing of the archive; metrics are gauges with its name."""
    assert client.get("/healthz").json() == {"ok": True, "status": 200, "version": client.get("/healthz").json()["version"]}
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert re.search(r'^svod_documents\{archive="[^"]+"\} 6\.0$', answer.text, re.MULTILINE)


def test_an_opened_document_is_counted(client: Any, web_config: Config) -> None:
    """How often a document was opened, and by nobody in particular."""
    id = client.get("/search.json?q=Тараз").json()["hits"][0]["id"]
    with Book.open(web_config.data) as book:
        before = book.asked().get(id, 0)
        client.get(f"/document/{id}")
        assert book.asked()[id] == before + 1
        client.get(f"/document/{id}")  # kept by now, and counted all the same
        assert book.asked()[id] == before + 2
