"""Who may come in: sessions, tokens, proxies, strangers; and no form but our own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.audit import deeds
from corpus.collections import Collection
from corpus.config import Config
from indexer.people import Register, Role, Scope, register
from indexer.web.app import _PAGES, create_app
from indexer.web.pages.login import inside

PASSWORD = "четыре своих слова подряд"
AWAY = {"follow_redirects": False}

Open = Callable[..., Any]


@pytest.fixture
def config(web_config: Config, tmp_path: Path) -> Config:
    """The small archive with a data folder of its own."""
    shutil.copytree(web_config.data, tmp_path / configuration.DATA_FOLDER)
    return replace(web_config, root=tmp_path)


@pytest.fixture
def people(config: Config) -> Register:
    """Anna reads, Boris edits, Vera runs the house, and the proxy's guest has no password."""
    found = register(config.data)
    for name, role in (("Anna", Role.READER), ("Boris", Role.EDITOR), ("Vera", Role.ADMIN)):
        found.add(name, role, PASSWORD)
    found.add("guest", Role.READER)
    return found


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens browsers at an archive's door; over https, as others would."""
    from fastapi.testclient import TestClient

    clients = []

    def browser(config: Config, base: str = "https://archive.example", client: str = "192.0.2.7", **options: Any) -> Any:
        made = TestClient(
            create_app(config, **options), base_url=base, client=(client, 5000), follow_redirects=False,
            raise_server_exceptions=False,
        )  # fmt: skip
        clients.append(made)
        return made

    yield browser
    for client in clients:
        client.close()


def token_of(page: str) -> str:
    """What the first form of a page carries."""
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def enter(browser: Any, name: str = "anna", password: str = PASSWORD, **more: str) -> Any:
    """Loads the form, fills it and sends it."""
    page = browser.get("/login")
    fields = {"form_token": token_of(page.text), "name": name, "password": password, **more}
    return browser.post("/login", data=fields)


def with_settings(config: Config, **values: Any) -> Config:
    """The same archive with other settings of the web view."""
    return replace(config, values={**config.values, **{f"web.{name}": value for name, value in values.items()}})


def test_one_person_on_one_machine_needs_nothing(config: Config, opened: Open) -> None:
    """No login, no cookie, and no file of users is made."""
    answer = opened(config, "http://127.0.0.1").get("/")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "/login" not in answer.text
    assert not (config.data / "people.sqlite").exists()


def test_with_users_nobody_else_comes_in(config: Config, people: Register, opened: Open) -> None:
    """Every page leads to the form and every address for programs says 401; on this machine too."""
    for browser in (opened(config), opened(config, "http://127.0.0.1", client="127.0.0.1")):
        paths = [route.path for page in _PAGES for route in page.router.routes if "GET" in getattr(route, "methods", ())]
        assert len(paths) > 30
        for path in paths:
            if path in ("/login", "/healthz"):
                continue
            answer = browser.get(re.sub(r"\{\w+\}", "x", path))
            assert answer.status_code in (303, 401), path
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/login?next=%2F"), path
            else:
                assert answer.headers["www-authenticate"] == "Bearer", path
            assert "Тараз" not in answer.text


def test_a_person_comes_in_and_goes(config: Config, people: Register, opened: Open) -> None:
    """The form brings them where they wanted to go; the session's cookie is the browser's and the server's alone."""
    browser = opened(config)
    wanted = browser.get("/search", params={"q": "Тараз"}).headers["location"]
    page = browser.get(wanted)
    visit = page.headers["set-cookie"]
    assert visit.startswith("__Host-svod-visit=")
    assert page.headers["cache-control"] == "no-store"
    next = re.search(r'name="next" value="([^"]+)"', page.text)
    assert next is not None
    answer = browser.post(
        "/login", data={"form_token": token_of(page.text), "name": "ANNA", "password": PASSWORD, "next": next[1]}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=%D0%A2%D0%B0%D1%80%D0%B0%D0%B7")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-svod-session=")
    assert all(f"; {word}" in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=1209600"))
    home = browser.get("/")
    assert "Anna" in home.text
    assert "/audit" not in home.text
    assert browser.post("/logout", data={"form_token": token_of(home.text)}).status_code == 303
    assert browser.get("/").status_code == 303
    assert [(deed.who, deed.did, deed.address) for deed in deeds(config)] == [
        ("Anna", "logout", "192.0.2.7"),
        ("Anna", "login", "192.0.2.7"),
    ]


def test_a_session_is_new_at_every_login(config: Config, people: Register, opened: Open) -> None:
    """Whoever planted a cookie before knows nothing after; the session that was open is over."""
    browser = opened(config)
    enter(browser)
    first = browser.cookies["__Host-svod-session"]
    enter(browser, "boris")
    second = browser.cookies["__Host-svod-session"]
    assert first != second
    assert people.session(first) is None
    assert people.session(second) == people.account("boris")


def test_a_wrong_password_is_told_and_in_the_end_waits(config: Config, people: Register, opened: Open) -> None:
    """The same words for a wrong name; after five failures even the right password waits, and the page says how long."""
    browser = opened(config)
    for name in ("anna", "nobody"):
        answer = enter(browser, name, "не тот пароль")
        assert answer.status_code == 401
        assert "Нет учётной записи с таким именем и паролем" in answer.text
    for _ in range(4):
        enter(browser, password="опять не тот")
    answer = enter(browser)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "Следующая возможна через 15\N{NO-BREAK SPACE}минут" in answer.text
    assert enter(browser, "boris").status_code == 303
    assert [deed.did for deed in deeds(config)].count("refused") == 6


@pytest.mark.parametrize("language", ["ru", "en", "kk", "uk"])
def test_the_form_in_every_language(
    config: Config, people: Register, opened: Open, look: Any, read_page: Any, language: str
) -> None:
    """Sound HTML that needs no script, labels on both fields, and browsers know what is asked for."""
    page = opened(config).get("/login", params={"ui": language})
    seen = read_page(page.text)
    assert seen.complaints() == []
    assert f'lang="{language}"' in page.text
    assert 'autocomplete="current-password"' in page.text


def test_passwords_go_over_https_alone(config: Config, people: Register, opened: Open) -> None:
    """Over an open line there is no form and no taking of one; on this very machine there is."""
    browser = opened(config, "http://archive.example")
    page = browser.get("/login")
    assert "password" not in page.text
    refused = browser.post("/login", data={"form_token": "", "name": "anna", "password": PASSWORD})
    assert refused.status_code == 403
    here = opened(config, "http://127.0.0.1")
    assert enter(here).status_code == 303
    assert "svod-session" in here.cookies


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "\\\\evil", "/a\nb"]
)
def test_the_way_back_stays_inside(next: str) -> None:
    """Nobody is led elsewhere by a link to our form."""
    assert inside(next) == "/"
    assert inside("/search?q=//x") == "/search?q=//x"


def test_no_form_but_our_own(config: Config, people: Register, opened: Open) -> None:
    """Without the token, with another's, or sent from elsewhere: refused, whoever is logged in."""
    browser, other = opened(config), opened(config)
    enter(browser)
    enter(other)
    token, foreign = (token_of(each.get("/").text) for each in (browser, other))
    for data, headers in (
        ({}, {}),
        ({"form_token": foreign}, {}),
        ({"form_token": "ж"}, {}),
        ({"form_token": token}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"X-Form-Token": foreign}),
    ):
        assert browser.post("/logout", data=data, headers=headers).status_code == 403
    assert browser.get("/").status_code == 200
    assert browser.post("/logout", headers={"X-Form-Token": token}).status_code == 303


def test_the_person_at_this_machine_has_forms_too(config: Config, opened: Open) -> None:
    """A page elsewhere cannot post to an archive without users: it cannot read the token."""
    browser = opened(config, "http://127.0.0.1")
    assert browser.post("/logout").status_code == 403


def test_a_token_lets_a_program_in(config: Config, people: Register, opened: Open) -> None:
    """It needs no form, gives no more than its scope, and nothing once revoked; its use is seen."""
    number, secret = people.add_token("vera", [Scope.READ], "script")
    browser = opened(config)
    shown = {"Authorization": f"Bearer {secret}"}
    assert browser.get("/search.json?q=Тараз", headers=shown).json()["total"] > 0
    assert browser.get("/audit.json", headers=shown).status_code == 403
    full = {"Authorization": f"Bearer {people.add_token('vera', [Scope.ADMIN])[1]}"}
    assert browser.get("/audit.json", headers=full).status_code == 200
    assert people.tokens("vera")[0].used
    assert browser.get("/search.json", headers={"Authorization": "Bearer svod_wrong"}).status_code == 401
    people.revoke_token(number)
    assert browser.get("/search.json", headers=shown).status_code == 401
    taken = browser.get("/search.csv?q=Тараз", headers=full)
    assert taken.status_code == 200
    assert (deeds(config)[0].who, deeds(config)[0].did) == ("Vera", "export")
    assert deeds(config)[0].what.startswith("/search.csv?q=")


def test_the_audit_log_is_for_admins(config: Config, people: Register, opened: Open, read_page: Any) -> None:
    """A page, JSON and a table for Vera; 403 for Anna, and no link."""
    reader, admin = opened(config), opened(config)
    enter(reader)
    enter(admin, "vera")
    assert [reader.get(f"/audit{form}").status_code for form in ("", ".json", ".csv")] == [403] * 3
    page = admin.get("/audit")
    assert page.status_code == 200
    assert read_page(page.text).complaints() == []
    assert admin.get("/audit.json").json()["deeds"][0]["who"] == "Vera"
    assert "login" in admin.get("/audit.csv").text
    assert "/audit" in admin.get("/").text


def test_a_listed_proxy_is_believed_and_no_other(config: Config, people: Register, opened: Open) -> None:
    """It names the person, https and the address; the same headers from elsewhere are air."""
    trusting = with_settings(config, proxies=("10.0.0.0/8",), person_header="X-Remote-User")
    said = {"X-Remote-User": "Guest", "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.9, 203.0.113.4"}
    near = opened(trusting, "http://archive.example", client="10.1.2.3")
    assert near.get("/search.json", headers=said).status_code == 200
    assert near.get("/search.json", headers=said | {"X-Remote-User": "stranger"}).status_code == 401
    assert near.get("/search.json", headers={}).status_code == 401
    near.get("/search.csv", headers=said)
    assert (deeds(config)[0].who, deeds(config)[0].address) == ("guest", "203.0.113.4")
    for far in (opened(trusting, client="192.0.2.1"), opened(with_settings(config, person_header="X-Remote-User"))):
        assert far.get("/search.json", headers=said).status_code == 401


def test_strangers_at_a_public_archive_read(config: Config, opened: Open) -> None:
    """They are readers; with users among them, those log in and may more."""
    browser = opened(config, public=True)
    assert browser.get("/search.json").status_code == 200
    assert browser.get("/audit").status_code == 403
    people = register(config.data)
    people.add("Vera", Role.ADMIN, PASSWORD)
    assert browser.get("/").status_code == 200
    assert "/login" in browser.get("/").text
    enter(browser, "vera")
    assert browser.get("/audit").status_code == 200


def test_behind_a_proxy_without_users_is_nobodys_own_machine(config: Config, opened: Open) -> None:
    """Whoever comes by way of a proxy reads; the rights of the person at the machine are not theirs."""
    browser = opened(config, "http://127.0.0.1", client="127.0.0.1")
    assert browser.get("/audit").status_code == 200
    assert browser.get("/audit", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403


def test_what_was_kept_for_one_is_not_shown_to_another(config: Config, people: Register, opened: Open) -> None:
    """A page's tag is its reader's: the browser of the next person asks in vain whether it has it already."""
    browser = opened(config)
    enter(browser)
    mine = browser.get("/")
    assert "Cookie" in mine.headers["vary"]
    assert browser.get("/", headers={"If-None-Match": mine.headers["etag"]}).status_code == 304
    enter(browser, "boris")
    assert browser.get("/", headers={"If-None-Match": mine.headers["etag"]}).status_code == 200


def closing(config: Config, **values: Any) -> Config:
    """The letters are Boris's and the admins' to read."""
    letters = Collection("letters", ("raw/letter.txt", "raw/mail"), readers=("Boris",))
    return replace(with_settings(config, **values), collections=(letters,))


def prepared(browser: Any) -> Any:
    """The browser once its person's archive is made: until then every page says to wait."""
    answer = browser.get("/search.json")
    assert answer.status_code == 503
    assert "is being prepared" in answer.json()["error"]
    browser.app.state.door._preparing.join()
    return browser


def test_what_is_closed_is_nowhere_on_the_web(config: Config, people: Register, opened: Open) -> None:
    """Each page, table, feed and suggestion of every address, with the ids of what is closed: 404 or not a word of it."""
    closed = closing(config)
    insider, reader = opened(closed), opened(closed)
    enter(insider, "vera")
    enter(reader)
    hits = insider.get("/search.json?q=Алматы").json()["hits"]
    (letter,) = [hit["id"] for hit in hits if hit["path"] == "raw/letter.txt"]
    prepared(reader)
    everything = insider.get("/search.json").json()["total"]
    assert reader.get("/search.json").json()["total"] < everything
    for form in (
        "",
        ".json",
        ".bib",
        ".ris",
        "/original",
        "/print",
        "/page/1",
        "/page/1.json",
        f"/beside/{letter}",
        f"/beside/{letter}.json",
    ):
        assert insider.get(f"/document/{letter}{form}").status_code in (200, 404), form
        assert reader.get(f"/document/{letter}{form}").status_code == 404, form
    for path in (
        "/", "/search?q=коллеги", "/search.json?q=коллеги", "/search.csv", "/search.jsonl", "/search.bib", "/search.ris",
        "/search.atom", "/entities", "/entities.json", "/entities.csv", "/map.json", "/network.json", "/timeline?year=2015",
        "/timeline.json?year=2015", "/compare?a=Алматы&b=Тараз", "/runs", "/runs.json", "/suggest.json?q=Письмо",
        "/suggest.json?q=колл", "/search?q=колеги", "/home.json", "/compare.csv?a=Алматы&b=Тараз",
    ):  # fmt: skip
        answer = reader.get(path)
        assert answer.status_code == 200, path
        for word in ("letter.txt", letter, "Письмо из Алматы", "уважаемые коллеги", "pamyatka"):
            assert word.casefold() not in answer.text.casefold(), (path, word)
    (city,) = [each for each in insider.get("/entities.json?type=city").json()["entities"] if each["name"] == "Алматы"]
    shown = reader.get(f"/entity/{city['id']}.json").json()
    assert shown["documents"] < city["documents"]
    assert letter not in {each["document"] for each in shown["evidence"]}
    boris = opened(closed)
    enter(boris, "boris")
    assert boris.get("/search.json").json()["total"] == everything


def test_a_restricted_editor_corrects_nothing(config: Config, people: Register, opened: Open) -> None:
    """A correction reaches every document: it takes someone who may read them."""
    closed = replace(closing(config), collections=(Collection("letters", ("raw/letter.txt",), readers=("Vera",)),))
    browser = opened(closed)
    enter(browser, "boris")
    prepared(browser)
    person = browser.get("/entities.json").json()["entities"][0]["id"]
    answer = browser.get(f"/entity/{person}/correct")
    assert answer.status_code == 403
    assert "closed to you" in answer.text


def test_masked_contacts_go_with_original_files(config: Config, people: Register, opened: Open) -> None:
    """Readers see neither the number nor the file that shows it; researchers and above see both."""
    masking = with_settings(config, mask_contacts=True)
    reader, editor = opened(masking), opened(masking)
    enter(reader)
    enter(editor, "boris")
    prepared(reader)
    hits = editor.get("/search.json?q=семинар").json()["hits"]
    (id,) = [hit["id"] for hit in hits if hit["path"].endswith("семинар.txt")]
    assert "264 33 33" in editor.get(f"/document/{id}").text
    page = reader.get(f"/document/{id}")
    assert page.status_code == 200
    assert "264 33 33" not in page.text
    assert "264 33 33" not in reader.get(f"/document/{id}.json").text
    assert editor.get(f"/document/{id}/original").status_code == 200
    refused = reader.get(f"/document/{id}/original")
    assert refused.status_code == 404
    assert "ask for the role of a researcher" in refused.text
