"""What programs get: the promised keys, one shape of errors, and an honest state of health."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import config as configuration
from corpus.config import Config
from corpus.store import Store
from indexer.build import build_index

Browse = Callable[[Config], Any]


def test_search_keeps_its_promise(client: Any) -> None:
    """Hits and snippets have the keys that the command line promises, spans show what was found."""
    answer = client.get("/search.json", params={"q": "Таразе", "lang": "ru"}).json()
    assert answer["ok"] is True
    assert answer["filters"] == {"lang": ["ru"]}
    hit = answer["hits"][0]
    assert set(hit) >= set("id title path url language languages date score snippets why".split())
    snippet = hit["snippets"][0]
    assert set(snippet) >= {"text", "spans", "page", "start"}
    start, stop = snippet["spans"][0]
    assert snippet["text"][start:stop].startswith("Тараз")


def test_a_cursor_leads_to_the_end(client: Any) -> None:
    """Each answer's cursor gives what follows it, until there is none; the address of what follows says the same."""
    whole = client.get("/search.json").json()
    seen, answer = [hit["id"] for hit in whole["hits"]], whole
    while answer["cursor"]:
        after = answer["cursor"]
        answer = client.get("/search.json", params={"after": after}).json()
        before = client.get(answer["previous"]).json()
        assert [hit["id"] for hit in before["hits"]] == seen[-len(before["hits"]) :]
        assert answer["next"] == ("" if not answer["cursor"] else f"/search.json?after={answer['cursor']}")
        seen += [hit["id"] for hit in answer["hits"]]
    assert len(seen) == len(set(seen)) == whole["total"] - whole["folded"]


def test_document_keeps_its_promise(client: Any, ids: dict[str, str]) -> None:
    """Every span in the JSON shows in the text what it says."""
    document = client.get(f"/document/{ids['2014-03-12 семинар.txt']}.json").json()
    assert set(document) >= set("id title path date languages text passages mentions dates contacts".split())
    text = document["text"]
    assert document["date"] == "2014-03-12"
    assert all(text[each["start"] : each["stop"]] == each["text"] for each in document["mentions"])
    assert all(text[each["start"] : each["stop"]] == each["text"] for each in document["dates"])
    assert any(each["kind"] == "email" and each["value"] == "taraz@example.org" for each in document["contacts"])


def test_documents_answer_to_a_path_and_a_prefix(client: Any, ids: dict[str, str]) -> None:
    """The beginning of an id is enough while it is unambiguous."""
    assert client.get(f"/document/{ids['letter.txt'][:8]}.json").json()["id"] == ids["letter.txt"]


def test_entities_keep_their_promise(client: Any) -> None:
    """Lists and single entities have the promised keys; evidence shows its mention."""
    listed = client.get("/entities.json", params={"type": "city"}).json()
    promised = set("id type name names documents mentions links first last".split())
    assert all(set(each) >= promised for each in listed["entities"])
    whole = client.get(f"/entity/{listed['entities'][0]['id']}.json").json()
    assert set(whole) >= promised | {"evidence", "roles", "contacts", "neighbours", "years", "merges"}
    evidence = whole["evidence"][0]
    start, stop = evidence["span"]
    assert evidence["sentence"][start:stop]
    assert sum(whole["years"].values()) <= whole["documents"]


def test_runs_keep_their_promise(client: Any) -> None:
    """Failures have path, stage, reason and since."""
    answer = client.get("/runs.json").json()
    assert answer["index"]["documents"] == answer["index"]["stored"] == 6
    assert answer["index"]["fresh"]
    assert answer["index"]["whole"]
    assert answer["index"]["bytes"] > 1000
    assert answer["runs"][0]["kind"]
    assert [set(line) for line in answer["failures"]] == [{"path", "stage", "reason", "since"}]


def test_health_counts(client: Any) -> None:
    """A good archive says how much it holds."""
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["counts"]["documents"] == answer.json()["indexed"] == 6
    assert answer.json()["fresh"] is True


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search.json?q=%22a", 400),
        ("/search.json?page=0", 400),
        ("/search.json?after=page2", 400),
        ("/search.json?sort=size", 400),
        ("/document/000000000000.json", 404),
        ("/entity/none.json", 404),
        ("/nothing.json", 404),
    ],
)
def test_errors_have_one_shape(client: Any, path: str, status: int) -> None:
    """``ok``, ``error`` and ``status``, always."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["ok"] is False
    assert answer.json()["status"] == status
    assert answer.json()["error"]


def test_bad_query_tells_its_place(client: Any) -> None:
    """A program can put its own caret."""
    answer = client.get("/search.json", params={"q": "(Тараз"}).json()
    assert (answer["position"], answer["query"]) == (0, "(Тараз")
    assert answer["advice"]


def test_wrong_method_is_refused(client: Any) -> None:
    """Nothing here is written."""
    assert client.post("/search.json").status_code == 405
    assert client.post("/search.json").json()["ok"] is False


def test_openapi_describes_every_json(client: Any) -> None:
    """The description lists the JSON paths, and no page of it is loaded from elsewhere."""
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) >= {
        "/search.json", "/document/{id}.json", "/entity/{id}.json", "/entities.json", "/runs.json", "/readyz",
    }  # fmt: skip
    assert client.get("/docs").status_code == 404


def test_originals_come_as_they_are_and_cannot_run(client: Any, ids: dict[str, str], files: dict[str, str]) -> None:
    """HTML is handed over as bytes to be saved, under its own name, in a sandbox."""
    name = next(name for name in ids if name.endswith(".html"))
    answer = client.get(f"/document/{ids[name]}/original")
    assert answer.content == files["web/<b>злая<b>.html"].encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''%E2%80%B9b")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    stored = client.get(f"/document/{ids[name]}.json").json()
    assert hashlib.sha256(answer.content).hexdigest() == stored["sha256"]


def test_an_attachment_brings_the_mail_that_holds_it(client: Any, ids: dict[str, str]) -> None:
    """A part has no file of its own."""
    answer = client.get(f"/document/{ids['pamyatka.txt']}/original")
    assert "pamyatka.eml" in answer.headers["content-disposition"]


def test_originals_never_leave_their_source(client: Any, ids: dict[str, str], web_config: Config) -> None:
    """A file that became a link to somewhere else is not handed out; one that is gone is a 404 that says so."""
    assert web_config.root is not None
    place = web_config.root / "raw" / "letter.txt"
    kept = place.read_bytes()
    try:
        place.unlink()
        assert client.get(f"/document/{ids['letter.txt']}/original").status_code == 404
        place.symlink_to(web_config.root / "secret.txt")
        answer = client.get(f"/document/{ids['letter.txt']}/original")
        assert answer.status_code == 404
        assert "тайна" not in answer.text
    finally:
        place.unlink(missing_ok=True)
        place.write_bytes(kept)


@pytest.mark.parametrize("id", ["..", "..%2Fsecret.txt", "raw%2F..%2F..%2Fsecret.txt", "%00", "raw%2Fletter.txt%00"])
def test_no_address_names_a_file(client: Any, id: str) -> None:
    """Only documents have originals."""
    assert client.get(f"/document/{id}/original").status_code == 404


@pytest.fixture
def bare(tmp_path: Path) -> Config:
    """An archive into which nothing was read."""
    (tmp_path / "raw").mkdir()
    (tmp_path / configuration.FILE_NAME).write_text(configuration.template("пусто", "raw"), "utf-8")
    return configuration.load(tmp_path, environment={})


def test_an_archive_that_is_not_ready_says_why(bare: Config, browse: Browse) -> None:
    """503 with what to do, as a page and as JSON; as soon as there is something, it is shown, without a restart."""
    with browse(bare) as opened:
        for path in ("/readyz", "/search.json", "/runs.json"):
            answer = opened.get(path)
            assert answer.status_code == 503
            assert "svod ingest" in answer.json()["error"]
        assert "svod ingest" in opened.get("/").text
        with Store.of(bare, write=True) as store:
            assert "svod index" in opened.get("/readyz").json()["error"]
            build_index(bare, store)
        assert opened.get("/readyz").status_code == 200
        assert opened.get("/").status_code == 200


def test_a_damaged_store_is_a_503(bare: Config, browse: Browse) -> None:
    """Not a crash, and not a page of somebody's traceback."""
    bare.data.mkdir()
    (bare.data / "store.sqlite").write_bytes(b"not a database, " * 300)
    with browse(bare) as opened:
        answer = opened.get("/search.json")
        assert answer.status_code == 503
        assert "store.sqlite" in answer.json()["error"]


def test_a_replaced_store_and_index_are_taken_up(web_config: Config, tmp_path: Path, browse: Browse) -> None:
    """An archive rebuilt under a running server is shown as it is now, with a new ETag."""
    assert web_config.root is not None
    shutil.copytree(web_config.root, tmp_path / "copy")
    config = configuration.load(tmp_path / "copy", environment={})
    with browse(config) as opened:
        before = opened.get("/search", params={"q": "Тараз"})
        fresh = config.data / "fresh.sqlite"
        shutil.copy(config.data / "store.sqlite", fresh)
        fresh.replace(config.data / "store.sqlite")
        with Store.of(config) as store:
            build_index(config, store, force=True)
        after = opened.get("/search", params={"q": "Тараз"}, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert after.headers["etag"] != before.headers["etag"]


def test_every_vendored_file_is_listed() -> None:
    """Each stands in the list with its hash."""
    folder = Path(__file__).parents[3] / "indexer" / "web" / "static" / "vendor"
    listed = (folder / "VENDORED.md").read_text("utf-8")
    for file in folder.glob("*.js"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in listed
