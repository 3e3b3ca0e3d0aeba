"""Editors correct entities by forms, everyone they trust sees what was corrected, nobody else does either."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.config import Config

Look = Callable[..., Any]


@pytest.fixture
def edited(web_config: Config, browse: Callable[[Config], Any], tmp_path: Path) -> Iterator[Any]:
    """A browser at the door of a copy of the small archive, which may be changed."""
    root = tmp_path / "archive"
    assert web_config.root is not None
    shutil.copytree(web_config.root, root)
    config = configuration.load(root, {"run.workers": 1, "archive.languages": ["ru", "en", "uk", "kk"]}, environment={})
    client = browse(config)
    with client:
        client.follow_redirects = False
        yield client


def the(client: Any, type: str, name: str) -> str:
    found = client.get("/entities.json", params={"type": type}).json()["entities"]
    return str(next(each["id"] for each in found if each["name"] == name))


def post(client: Any, page: Any, where: str, **fields: Any) -> Any:
    """A form sent with the token of the page it stands on."""
    token = page.split('name="form_token" value="')[1].split('"')[0]
    return client.post(where, data={"form_token": token, **fields})


def test_a_name_is_changed_and_changed_back(edited: Any, look: Look) -> None:
    """Renamed, found under the new name, in the list with who and why; taken back, as before."""
    city = the(edited, "city", "Тараз")
    path = f"/entity/{city}/correct"
    look(edited, path)
    answer = post(edited, edited.get(path).text, path, do="rename", value="Древний Тараз", because="так решено")
    assert answer.status_code == 303
    assert "Исправление 1 внесено" in look(edited, *answer.headers["location"].split("?")[:1], made="1").text
    assert the(edited, "city", "Древний Тараз") == city
    facets = edited.get("/search.json").json()["facets"]["city"]
    assert "Древний Тараз" in {each["label"] for each in facets}
    (edit,) = edited.get("/edits.json").json()["edits"]
    assert (edit["do"], edit["because"], edit["holds"]) == ("rename", "так решено", True)
    assert edit["by"]
    listed = edited.get("/edits").text
    look(edited, "/edits")
    assert post(edited, listed, "/edits/1/undo").status_code == 303
    assert the(edited, "city", "Тараз") == city
    assert len(edited.get("/edits.csv").text.splitlines()) == 3


def test_two_are_found_and_become_one(edited: Any, look: Look) -> None:
    """The other is looked for by name, chosen, and one of both is left; then they are split again."""
    taraz, almaty = the(edited, "city", "Тараз"), the(edited, "city", "Алматы")
    path = f"/entity/{taraz}/correct"
    page = look(edited, path, same="Алматы")
    assert "other-1" in page.ids
    assert "Ничего другого" in look(edited, path, same="Нигде").text
    answer = post(edited, edited.get(path, params={"same": "Алматы"}).text, path, do="merge", other=[almaty])
    now = answer.headers["location"].partition("?")[0]
    left = {each["id"] for each in edited.get("/entities.json?type=city").json()["entities"]} & {taraz, almaty}
    assert left == {now.split("/")[2]}
    html = edited.get(now).text
    assert 'value="Алматы"' in html
    apart = [name for name in ("Алматы", "Almaty") if f'value="{name}"' in html]
    assert post(edited, html, now, do="split", other=apart).status_code == 303
    assert the(edited, "city", "Тараз") != the(edited, "city", "Алматы")


@pytest.mark.parametrize(
    ("do", "value"), [("alias", "Аулие-Ата"), ("type", "region"), ("hide", "")],
)  # fmt: skip
def test_other_decisions(edited: Any, look: Look, do: str, value: str) -> None:
    """An alias finds, a type moves to another list, what is hidden is gone."""
    path = f"/entity/{the(edited, 'city', 'Тараз')}/correct"
    answer = post(edited, edited.get(path).text, path, do=do, value=value)
    assert answer.status_code == 303
    there = answer.headers["location"].partition("?")[0]
    assert ("edits" in there) == (do == "hide")
    text = look(edited, there).text
    assert value in text or do == "type"


def test_what_cannot_be_done_is_said(edited: Any, look: Look) -> None:
    """No name, no other, nothing that is known: 400."""
    path = f"/entity/{the(edited, 'city', 'Тараз')}/correct"
    html = edited.get(path).text
    for fields in ({"do": "rename"}, {"do": "merge"}, {"do": "explode"}, {"do": "type", "value": "dragon"}):
        assert post(edited, html, path, **fields).status_code == 400
    assert edited.get("/edits.json").json()["edits"] == []


def test_a_form_from_elsewhere_is_refused(edited: Any) -> None:
    """Without the page's token nothing is changed."""
    path = f"/entity/{the(edited, 'city', 'Тараз')}/correct"
    assert edited.post(path, data={"do": "hide"}).status_code == 403
    assert edited.post("/edits/1/undo").status_code == 403


def test_strangers_neither_correct_nor_see_who_did(web_config: Config) -> None:
    """At a public archive without users nobody is an editor: no links, no forms, no list."""
    from fastapi.testclient import TestClient

    from indexer.web.app import create_app

    with TestClient(create_app(web_config, public=True)) as client:
        city = the(client, "city", "Тараз")
        assert client.get(f"/entity/{city}/correct").status_code in (401, 403)
        assert client.get("/edits").status_code in (401, 403)
        html = client.get(f"/entity/{city}").text
        assert "/correct" not in html
        assert "/edits" not in html


def test_a_file_that_failed_is_read_again(edited: Any, look: Look) -> None:
    """Mended, it can be found; still broken, it stays in the list; one that did not fail is not known here."""
    html = edited.get("/runs").text
    path = 'name="path" value="'
    assert html.count(path) == 1
    failed = html.split(path)[1].split('"')[0]
    answer = post(edited, html, "/runs/retry", path=failed)
    assert answer.status_code == 303
    assert "прочитан снова" in look(edited, "/runs", tried=failed).text
    file = edited.app.state.door.config.root / failed
    file.write_text("Теперь здесь слово кукурузник и ещё несколько слов, чтобы было что читать.\n", "utf-8")
    post(edited, html, "/runs/retry", path=failed)
    assert edited.get("/search.json", params={"q": "кукурузник"}).json()["total"] == 1
    assert post(edited, html, "/runs/retry", path="raw/letter.txt").status_code == 404
