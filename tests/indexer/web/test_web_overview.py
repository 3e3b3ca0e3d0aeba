"""Answers to take away, feeds, completion; map, network, timeline, comparison: as pages, as JSON, as tables."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from indexer.web.layout import lay_out, short
from indexer.web.memory import Memory
from indexer.web.significance import CLEAR, tie, together

See = Callable[..., Any]

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client: Any, path: str, **asked: str) -> list[dict[str, str]]:
    """A table's lines."""
    answer = client.get(path, params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_whole_answer_as_a_table(client: Any) -> None:
    """Every document that answers, with the ids that the search shows; marked for Excel when asked."""
    found = client.get("/search.json", params={"q": "Таразе"}).json()
    assert {row["id"] for row in rows(client, "/search.csv", q="Таразе")} == {hit["id"] for hit in found["hits"]}
    assert client.get("/search.csv?excel=1").text.startswith("\ufeff")
    assert not client.get("/search.csv").text.startswith("\ufeff")


def test_the_whole_answer_as_lines_of_json(client: Any) -> None:
    """An object a line, with all that was found in it."""
    lines = client.get("/search.jsonl", params={"lang": "ru"}).text.splitlines()
    assert len(lines) == client.get("/search.json", params={"lang": "ru"}).json()["total"]
    assert all({"id", "text", "mentions"} <= set(json.loads(line)) for line in lines)


@pytest.mark.parametrize(("form", "begins"), [("bib", "@"), ("ris", "TY  - ")])
def test_bibliographies(client: Any, ids: dict[str, str], form: str, begins: str) -> None:
    """A whole answer, and one document; hostile titles stay in their field."""
    whole = client.get(f"/search.{form}")
    assert whole.text.startswith(begins)
    assert "attachment" in whole.headers["content-disposition"]
    assert ids["letter.txt"] in client.get(f"/document/{ids['letter.txt']}.{form}").text


def test_errors_of_files_are_json(client: Any) -> None:
    """A program that asked for a table is not sent a page."""
    answer = client.get("/search.csv", params={"q": "(Тараз"})
    assert answer.status_code == 400
    assert answer.json()["position"] == 0


def test_the_feed_is_good_atom(client: Any) -> None:
    """Newest first, every entry with id, title, time and link; the archive's name is text."""
    feed = ElementTree.fromstring(client.get("/search.atom", params={"q": "Тараз"}).content)
    assert feed.tag == f"{ATOM}feed"
    assert "<b>проба</b>" in (feed.findtext(f"{ATOM}title") or "")
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    assert all(entry.findtext(f"{ATOM}{name}") for entry in entries for name in ("id", "title", "updated"))
    assert all(entry.find(f"{ATOM}link") is not None for entry in entries)


def test_browsers_learn_to_search(client: Any) -> None:
    """A short name of at most 16 letters, and a place for the words."""
    said = client.get("/opensearch.xml")
    assert said.headers["content-type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(said.content)
    space = root.tag.partition("}")[0] + "}"
    assert len(root.findtext(f"{space}ShortName") or "") <= 16
    assert any("{searchTerms}" in url.attrib["template"] for url in root.findall(f"{space}Url"))


def test_completion(client: Any) -> None:
    """OpenSearch suggestions: what was typed, then queries, counts and addresses of equal number."""
    typed, queries, counts, addresses = client.get("/suggest.json", params={"q": "Тара"}).json()
    assert typed == "Тара"
    assert "Тараз" in queries
    assert len(queries) == len(counts) == len(addresses)
    assert client.get("/suggest.json", params={"q": "семинар Тара"}).json()[1][0].startswith("семинар ")
    assert client.get("/suggest.json").json()[1] == []


@pytest.mark.parametrize(
    "path",
    [
        "/map", "/network", "/timeline", "/compare", "/compare?a=Алматы&b=Тараз", "/api", "/compare?a=2014&b=2015-2016",
        "/compare?a=нигде&b=Тараз", "/timeline?year=1900",
    ],
)  # fmt: skip
def test_pages_are_whole(see: See, path: str) -> None:
    """Good HTML, whatever is asked."""
    assert see(path).text


def test_cities_by_year(client: Any) -> None:
    """Fewer years, fewer documents; a table with the same parameters says the same."""
    whole = client.get("/map.json").json()
    taraz = next(city for city in whole["cities"] if city["name"] == "Тараз")
    assert taraz["country"] == "KZ"
    assert 42 < taraz["latitude"] < 43.5
    narrowed = client.get("/map.json", params={"first": "2014", "last": "2014"}).json()
    assert 0 < next(city for city in narrowed["cities"] if city["name"] == "Тараз")["documents"] < taraz["documents"]
    assert len(rows(client, "/map.csv", first="2014", last="2014")) == len(narrowed["cities"])


def test_the_network_has_both_ends_of_every_tie(client: Any, web_config: Any) -> None:
    """Ties join nodes of the answer; around someone unknown there is a 404."""
    found = client.get("/network.json").json()
    known = {node["id"] for node in found["nodes"]}
    assert all({each["one"], each["other"]} <= known for each in found["ties"])
    assert client.get("/network.json", params={"around": "person-none"}).status_code == 404


def test_staff_see_how_the_last_night_read(client: Any, web_config: Any) -> None:
    """Its shares beside those of earlier nights, one that grew said to; strangers are told nothing of it."""
    reports = web_config.data / "reports"
    reports.mkdir(exist_ok=True)
    nights = [(1000, 20), (1000, 90)]
    lines = [{"proved": "2026-01-02T03:04:05", "intake": {"words": words, "unknown_words": bad}} for words, bad in nights]
    (reports / "history.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    try:
        page = client.get("/runs", headers={"Accept-Language": "ru"}).text.replace("\xa0", " ")
        told = client.get("/runs.json").json()
        strange = client.get("/runs.json", headers={"X-Forwarded-For": "9.9.9.9"}).json()
    finally:
        (reports / "history.jsonl").unlink()
    assert told["quality"] == [{"name": "unknown words", "share": 0.09, "of": 1000, "usual": 0.02, "grown": True}]
    assert "9,0 %" in page
    assert "2,0 %" in page
    assert "выросла" in page
    assert (strange["index"], strange["quality"]) == (None, [])


def test_a_large_network_brings_what_draws_it(client: Any) -> None:
    """Beyond 300 names a script draws, up to a thousand; smaller ones are drawn by the server alone."""
    assert "sigma" in client.get("/network", params={"n": 1000}).text
    assert "sigma" not in client.get("/network", params={"n": 300}).text
    assert client.get("/network.json", params={"n": 1001}).status_code == 400


def test_a_year_of_the_timeline(client: Any) -> None:
    """Documents of the year, and dates that texts name in it, each marked in its sentence."""
    year = client.get("/timeline.json", params={"year": "2016"}).json()
    assert year["issued"]
    assert all(each["sentence"][slice(*each["span"])] for each in year["happened"])
    assert len(rows(client, "/timeline.csv", year="2016")) == len(year["happened"])


_TWINS = {
    "/": (".json",), "/search?q=Тараз": (".json", ".csv"), "/document/{letter}": (".json",),
    "/document/{letter}/beside/{report}": (".json",), "/entities?type=city": (".json", ".csv"),
    "/entity/{city}": (".json", ".csv"), "/map?first=2014": (".json", ".csv"), "/network": (".json", ".csv"),
    "/timeline?year=2016": (".json", ".csv"),
    "/compare?a=2014&b=2016": (".json", ".csv"), "/runs": (".json", ".csv"), "/edits": (".json", ".csv"),
    "/saved": (".json", ".csv"),
}  # fmt: skip
"""Pages, with what else has their parameters."""


@pytest.mark.parametrize("path", _TWINS)
def test_every_page_tells_programs_where_the_same_is(client: Any, ids: dict[str, str], path: str) -> None:
    """The page names its JSON, and a list its table; both answer, at the page's own address with another ending."""
    city = client.get("/entities.json?type=city").json()["entities"][0]["id"]
    page = path.format(letter=ids["letter.txt"], report=ids["2014-03-12 семинар.txt"], city=city)
    html = client.get(page).text
    for form, type in ((".json", "application/json"), (".csv", "text/csv")):
        named = re.findall(rf'<link rel="alternate" type="{type}" href="([^"]+)"', html)
        assert len(named) == (form in _TWINS[path])
        for address in map(unescape, named):
            assert address.partition("?")[0] == (page.partition("?")[0].rstrip("/") or "/home") + form
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(type)


def test_sentences_of_an_entity_as_a_table(client: Any) -> None:
    """A row for each mention, in which its name stands."""
    city = client.get("/entities.json?type=city").json()["entities"][0]
    table = rows(client, f"/entity/{city['id']}.csv")
    assert len(table) == city["mentions"]
    assert all(row["document"] and row["sentence"] for row in table)
    assert client.get("/entity/city-none.csv").status_code == 404


def test_what_the_archive_holds(client: Any) -> None:
    """The first page for programs counts as the search does."""
    home, found = client.get("/home.json").json(), client.get("/search.json").json()
    assert home["counts"]["documents"] == found["total"] >= sum(home["years"].values()) > 0
    assert {each["type"] for each in home["present"]} <= {"city", "person", "organisation"}
    assert [each["date"] for each in home["newest"]] == sorted((each["date"] for each in home["newest"]), reverse=True)


def test_two_texts_side_by_side_for_programs(client: Any, ids: dict[str, str]) -> None:
    """Every word of both documents is on its side, unless it is the same on both."""
    letter, report = (client.get(f"/document/{ids[name]}.json").json() for name in ("letter.txt", "2014-03-12 семинар.txt"))
    pairs = client.get(f"/document/{letter['id']}/beside/{report['id']}.json").json()["pairs"]
    if not any(pair["same"] for pair in pairs):
        for side, document in (("left", letter), ("right", report)):
            said = " ".join(pair[side] for pair in pairs).split()
            assert sorted(said) == sorted(document["text"].split())
    assert any(pair["left"] or pair["right"] for pair in pairs)


def test_comparison_counts_both_sides(client: Any) -> None:
    """Documents of each and of both; a name nobody knows is a 404."""
    said = client.get("/compare.json", params={"a": "Алматы", "b": "Таразе"}).json()
    assert (said["a"], said["b"]) == ("Алматы", "Тараз")
    assert 0 < said["both"] <= min(said["documents_a"], said["documents_b"])
    assert client.get("/compare.json", params={"a": "нигде", "b": "Тараз"}).status_code == 404


def test_a_printed_document_is_whole_and_cited(see: See, ids: dict[str, str]) -> None:
    """No box, no navigation; the text, the citation and the permanent address."""
    page = see(f"/document/{ids['letter.txt']}/print")
    assert page.inputs == []
    assert "Письмо из Алматы" in page.text
    assert ids["letter.txt"] in page.text


def test_two_texts_side_by_side(see: See, ids: dict[str, str]) -> None:
    """Any two documents may be laid side by side; hostile text stays text."""
    page = see(f"/document/{ids['letter.txt']}/beside/{ids['2014-03-12 семинар.txt']}")
    assert "Письмо из Алматы" in page.text
    hostile = next(name for name in ids if name.endswith(".html"))
    see(f"/document/{ids['letter.txt']}/beside/{ids[hostile]}")


def test_pages_are_compressed(client: Any) -> None:
    """Gzip, when the browser takes it."""
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/", headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize(
    ("both", "one", "other", "total", "said"),
    [(5, 5, 5, 80, "strong"), (3, 5, 6, 80, "clear"), (20, 30, 40, 80, "chance"), (1, 1, 40, 80, "chance")],
)
def test_significance(both: int, one: int, other: int, total: int, said: str) -> None:
    """Five documents shared by two who are named nowhere else are no chance; sharing half with what is everywhere is."""
    assert tie(together(both, one, other, total)) == said


def test_those_that_avoid_each_other_are_below_zero() -> None:
    """Never together though both are everywhere: G² with a minus; impossible counts say nothing."""
    assert together(0, 40, 40, 80) < -CLEAR
    assert together(9, 5, 5, 80) == 0.0


def test_layout_is_stable_apart_and_inside() -> None:
    """The same network looks the same, nodes do not cover each other, all lie in the picture."""
    sizes, ties = [10.0] * 12, [(0, n, 1.0) for n in range(1, 6)]
    places = lay_out(sizes, ties, 800, 600)
    assert places == lay_out(sizes, ties, 800, 600)
    assert all(0 < x < 800 and 0 < y < 600 for x, y in places)
    assert all((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 > 18**2 for n, a in enumerate(places) for b in places[:n])
    many = lay_out([3.0] * 700, [(n, n + 1, 1.0) for n in range(0, 698, 2)], 2000, 1300)
    near = [(many[n][0] - many[n + 1][0]) ** 2 + (many[n][1] - many[n + 1][1]) ** 2 for n in range(0, 698, 2)]
    far = [(many[n][0] - many[n + 100][0]) ** 2 + (many[n][1] - many[n + 100][1]) ** 2 for n in range(0, 598, 2)]
    assert sorted(near)[len(near) // 2] < sorted(far)[len(far) // 2] / 20
    assert lay_out([], [], 800, 600) == []
    assert short("Ассоциация «Вода и местная энергия»") == "Ассоциация «Вода и местная…"


def test_memory_forgets_with_the_archive() -> None:
    """Made once while the stamp stays, anew when it changes; the oldest goes first."""
    memory, made = Memory(2), list[str]()
    for stamp, key in (("a", 1), ("a", 1), ("b", 1), ("b", 2), ("b", 3), ("b", 1)):
        memory.recall(stamp, key, lambda stamp=stamp, key=key: made.append(f"{stamp}{key}"))
    assert made == ["a1", "b1", "b2", "b3", "b1"]
