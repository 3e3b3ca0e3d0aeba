"""What people see: every page is whole, honest and safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from corpus.store import Store
from indexer.web import parting

See = Callable[..., Any]


def entity(client: Any, type: str, name: str) -> str:
    """The id of an entity by its name."""
    found = client.get("/entities.json", params={"type": type}).json()["entities"]
    return next(each["id"] for each in found if each["name"] == name)


def test_home_says_what_the_archive_holds(see: See) -> None:
    """Counts, newest documents and names stand on the first page; the archive's name is text, not HTML."""
    page = see("/")
    assert "Архив <b>проба</b>" in page.text
    assert "6\N{NO-BREAK SPACE}документов" in page.text
    assert "Тараз" in page.text
    assert "Письмо из Алматы" in page.text


@pytest.mark.parametrize(("ui", "said"), [("ru", "Новые документы"), ("en", "Newest documents")])
def test_interface_language_is_chosen_by_the_address_and_kept(see: See, ui: str, said: str) -> None:
    """``?ui=`` sets the language, and every own link keeps it."""
    page = see("/", ui=ui)
    assert said in page.text
    assert all(f"ui={ui}" in link for link in page.links if link.startswith("/search"))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,en;q=0.9,ru;q=0.3", "en"), ("de,ru;q=0.5,en;q=0.4", "ru"), ("de", "ru"), ("en;q=x", "ru"), ("", "ru")],
)
def test_interface_language_follows_the_browser(client: Any, accepted: str, language: str) -> None:
    """The browser's wish counts, Russian where it wishes for neither."""
    answer = client.get("/runs", headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}">' in answer.text


def test_search_marks_the_forms_it_found(see: See, client: Any) -> None:
    """«тараза» finds «Таразе», marked and led to its place in the document."""
    see("/search", q="тараза")
    html = client.get("/search", params={"q": "тараза"}).text
    assert "<mark>Таразе</mark>" in html
    assert "#t" in html


def test_search_filters_are_links_chips_and_hidden_fields(see: See, client: Any) -> None:
    """A chosen facet shows a chip that lets it go, and stays on when the words change."""
    taraz = entity(client, "city", "Тараз")
    page = see("/search", q="семинар", city=taraz, lang="ru")
    assert "Города: Тараз" in page.text.replace("\n", "")
    html = client.get("/search", params={"q": "семинар", "city": taraz}).text
    assert f'<input type="hidden" name="city" value="{taraz}">' in html
    assert "/search?q=%D1%81%D0%B5%D0%BC%D0%B8%D0%BD%D0%B0%D1%80" in html


def test_every_facet_count_is_what_its_link_finds(client: Any) -> None:
    """Following a facet gives as many documents as it promised."""
    facets = client.get("/search.json").json()["facets"]
    for name, values in facets.items():
        for each in values:
            found = client.get("/search.json", params={"lang" if name == "language" else name: each["value"]}).json()
            assert found["total"] == each["count"], (name, each)


@pytest.mark.parametrize("change", [{"sort": "date"}, {"precision": "exact"}, {"precision": "word"}, {"page": "2"}])
def test_search_switches_keep_the_page_whole(see: See, change: dict[str, str]) -> None:
    """Every order, precision and page is a page; one beyond the last says so."""
    page = see("/search", q="Алматы", **change)
    assert ("Столько страниц в ответе нет" in page.text) == ("page" in change)


def test_nothing_found_gives_advice(see: See) -> None:
    """Zero hits come with what to try, and with what keeps the answer empty."""
    page = see("/search", q="бегемот", lang="ru", precision="exact")
    assert "Ничего не нашлось" in page.text
    assert "искать без фильтров" in page.text
    assert "бегемот" in page.text


def test_bad_query_is_shown_with_a_caret(see: See, client: Any) -> None:
    """Status 400, the query, and a caret under the place."""
    see("/search", 400, q='Тараз "Алматы')
    html = client.get("/search", params={"q": 'Тараз "Алматы'}).text
    assert "Тараз &#34;Алматы\n      ^" in html


def test_document_links_its_names_once(see: See, ids: dict[str, str], client: Any) -> None:
    """Names are links to their entities, and no link holds another (proved by ``see``)."""
    page = see(f"/document/{ids['2014-03-12 семинар.txt']}")
    taraz = entity(client, "city", "Тараз")
    assert f"/entity/{taraz}" in page.links
    assert "12 марта 2014" in page.text


def test_document_marks_hits_and_steps_between_them(see: See, ids: dict[str, str]) -> None:
    """Hits are numbered anchors with a way to the one before and after."""
    page = see(f"/document/{ids['2014-03-12 семинар.txt']}", q="Тараз")
    numbers = [id for id in page.ids if id.startswith("hit-")]
    assert len(numbers) >= 3
    assert numbers == [f"hit-{number}" for number in range(1, len(numbers) + 1)]
    assert page.links.count("#hit-2") >= 2


def test_a_long_document_is_shown_in_parts(see: See, client: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every passage is in a part, hits count through all of them, and links lead to the part where their target stands."""
    monkeypatch.setattr(parting, "PART_CHARACTERS", 120)
    address, whole = f"/document/{ids['2014-03-12 семинар.txt']}", {"q": "Тараз", "cut": "120"}
    document = client.get(f"{address}.json").json()
    last = -(-len(document["text"]) // 120)
    assert last > 2
    shown = [see(address, **whole, part=str(number)) for number in range(1, last + 1)]
    hits = [id for page in shown for id in page.ids if id.startswith("hit-")]
    assert sorted(set(hits), key=lambda id: int(id[4:])) == [f"hit-{n}" for n in range(1, len(set(hits)) + 1)]
    letters = ["".join(page.text.split()).replace("←→", "") for page in shown]
    for passage in document["passages"]:
        words = "".join(document["text"][passage["start"] : passage["stop"]].split())
        assert any(words in each for each in letters)
    for page in shown:
        for link in (link for link in page.links if link.partition("?")[0] in ("", address) and "#" in link):
            path, _, target = link.partition("#")
            number = int(dict(parse_qsl(urlsplit(path).query)).get("part", 1)) if path else shown.index(page) + 1
            assert target in shown[number - 1].ids or target == "content", link
    see(address, 404, **whole, part=str(last + 1))


def test_document_with_a_bad_query_is_still_the_document(see: See, ids: dict[str, str]) -> None:
    """A query that cannot be read is reported beside the text."""
    page = see(f"/document/{ids['letter.txt']}", q='"Алматы')
    assert "нет пары" in page.text
    assert "Уважаемые коллеги" in page.text


def test_boilerplate_is_folded_and_opens_for_hits(see: See, client: Any, ids: dict[str, str]) -> None:
    """What three documents share is folded away, unless the query's words stand in it."""
    path = f"/document/{ids['letter.txt']}"
    assert "Повторяется во многих документах" in see(path).text
    assert '<details class="shared">' in client.get(path).text
    assert '<details class="shared" open>' in client.get(path, params={"q": "публикации"}).text


def test_a_table_and_passage_languages_keep_their_shape(client: Any, ids: dict[str, str]) -> None:
    """Rows are rows; a passage in another language says so."""
    html = client.get(f"/document/{ids['notes.md']}").text
    assert html.count("<tr") == 3
    assert 'lang="en"' in html
    assert 'lang="ru"' in html


def test_entity_shows_sentences_and_leads_to_their_place(see: See, client: Any) -> None:
    """Evidence has the mention marked and a link to an anchor that the document has."""
    taraz = entity(client, "city", "Тараз")
    page = see(f"/entity/{taraz}")
    assert "GeoNames" in page.text
    assert "Казахстан (KZ)" in page.text
    led = next(link for link in page.links if link.startswith("/document/") and "#t" in link)
    path, _, anchor = led.partition("#")
    assert anchor in see(path).ids


def test_every_own_link_leads_somewhere(client: Any, read_page: See) -> None:
    """No page links to a page that is missing, two steps from the first one."""
    seen, waiting = set(), ["/"]
    for _ in range(3):
        found = []
        for path in waiting:
            answer = client.get(path)
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                found += [link.partition("#")[0] for link in read_page(answer.text).links if link.startswith("/")]
        seen |= set(waiting)
        waiting = sorted(set(found) - seen)[:60]
    assert len(seen) > 30


@pytest.mark.parametrize("path", ["/entities", "/entities?type=person", "/entities?type=event", "/entities?page=9", "/runs"])
def test_lists_are_pages(see: See, path: str) -> None:
    """Lists stand on their own, empty ones too."""
    see(path)


def test_failures_give_their_reason(see: See) -> None:
    """The empty file is listed with why it was not read."""
    page = see("/runs")
    assert "empty.txt" in page.text.replace("\n", "")
    assert "пустой файл" in page.text


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "{{7*7}}", "&lt;b&gt;"]


@pytest.mark.parametrize("evil", HOSTILE)
@pytest.mark.parametrize("place", ["q", "city", "year", "source", "ui"])
def test_hostile_addresses_stay_text(see: See, client: Any, evil: str, place: str) -> None:
    """Nothing in an address becomes HTML; ``see`` refuses any script or handler that is not ours."""
    status = client.get("/search", params={place: evil}).status_code
    assert status in (200, 400)
    page = see("/search", status, **{place: evil})
    if place == "q":
        assert evil.replace("\n", " ") in page.text + "".join(page.links) or status == 200


def test_hostile_files_stay_text(see: See, ids: dict[str, str]) -> None:
    """A title, an author and a text full of markup are shown as they were written."""
    name = next(name for name in ids if name.endswith(".html"))
    page = see(f"/document/{ids[name]}", q="Тараз")
    assert "Тараз <b onclick=alert(3)>" in page.text
    assert '<script>alert("4")</script>' in page.text
    see("/search", q="написали")


@pytest.mark.parametrize("path", ["/nothing", "/document/000000000000", "/entity/city-none", "/document/..%2f..%2fsecret.txt"])
def test_missing_pages_say_so(see: See, path: str) -> None:
    """404 is a page with a box to search from."""
    page = see(path, 404)
    assert "404" in page.text
    assert page.inputs == ["q"]


@pytest.mark.parametrize("path", ["/search?sort=size", "/search?page=0", "/search?page=x", "/entities?type=dragon"])
def test_misspelt_parameters_are_refused(see: See, path: str) -> None:
    """400, with the parameter named."""
    assert path.partition("?")[2].partition("=")[0] in see(path, 400).text


def test_an_unchanged_page_is_not_sent_again(client: Any) -> None:
    """The ETag answers 304 until language, store or index change."""
    first = client.get("/search", params={"q": "Тараз"})
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get("/search", params={"q": "Тараз"}, headers=tag)
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/search?q=Тараз", headers=tag | {"Accept-Language": "en"}).status_code == 200
    assert "private" in first.headers["cache-control"]


def test_a_page_is_made_once(client: Any, web_config: Any) -> None:
    """Who is shown the same gets it as it was made; another language, address or state of the archive is made anew."""
    pages = client.app.state.door.pages
    first = client.get("/search", params={"q": "Алматы"})
    assert pages.known(pages._stamp, next(reversed(pages._kept))) is not None
    kept = len(pages._kept)
    again = client.get("/search", params={"q": "Алматы"})
    assert (again.content, again.headers["etag"], len(pages._kept)) == (first.content, first.headers["etag"], kept)
    assert client.get("/search", params={"q": "Алматы", "ui": "en"}).content != first.content
    assert len(pages._kept) == kept + 1
    with Store.open(web_config.data, write=True) as store:
        store.tidy()  # the file's time tells that something may have changed
    (web_config.data / "store.sqlite").touch()
    assert took(client.get("/search", params={"q": "Алматы"}).text) == took(first.text)
    assert len(pages._kept) == 1


def took(page: str) -> str:
    """A page without the seconds that its answer took."""
    return re.sub(r'<span class="quiet">[^<]*</span>', "", page, count=1)


def test_head_is_answered_like_get(client: Any) -> None:
    """Link checkers may ask without a body."""
    answer = client.head("/search")
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize("name", ["svod.css", "keys.js", "svod.svg", "vendor/htmx-2.0.11.min.js", "vendor/VENDORED.md"])
def test_static_files_carry_the_headers(client: Any, name: str) -> None:
    """Styles and scripts come from here, under the same rules."""
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd"])
def test_static_files_end_at_their_folder(client: Any, path: str) -> None:
    """No way leads out of static/."""
    assert client.get(path).status_code == 404
