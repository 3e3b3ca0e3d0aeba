"""What is erased is nowhere; what is merely gone from its folder is answered no more and stays as a tombstone."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from corpus import audit, entities
from corpus import config as configuration
from corpus.entities import Edit
from corpus.store import FILE_NAME, Store
from indexer.build import current_index
from indexer.care import forget
from indexer.cli import main
from indexer.engines import Weights, engine
from indexer.schema import KINDS, SCOPES, load_manifest, posting_field
from indexer.search import Archive

SECRET = """Тайный список Мирзабековой

г. Пржевальск, 3 мая 2011 года. Список составила Гульнара Мирзабекова, тел.: +7 (727) 311-99-41, gmirzabekova@zhasyryn.kz.
Фольклористка Мирзабекова описала шестнадцать криптограмм.
"""
UNIQUE = ("мирзабеков", "криптограмм", "фольклористк", "zhasyryn", "3119941", "311-99-41", "тайный")
"""Beginnings of words and numbers that no other document has."""


def svod(folder: Path, *words: str) -> Result:
    """The command as a person types it."""
    done = CliRunner().invoke(main, ["--archive", str(folder), *words])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """All that the data folder says: every file's bytes as text, compressed columns and an engine's terms spelt out."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            yield str(file), content.decode("utf-8", "replace")
            yield f"{file} (UTF-16)", content.decode("utf-16-le", "replace")
    with closing(sqlite3.connect(folder / FILE_NAME)) as store:
        for (packed,) in store.execute("SELECT tokens FROM body"):
            yield "tokens", zlib.decompress(packed).decode("utf-8", "replace")
    index = current_index(configuration.load(folder.parent))
    reader = engine(load_manifest(index).engine).open(index, Weights())
    for scope in SCOPES:
        for kind in KINDS:
            terms = reader.terms(posting_field(scope, kind), "", 1 << 30)
            yield f"terms of {scope}", "\n".join(term for term, _ in terms)
    reader.close()


def telling(folder: Path) -> list[tuple[str, str]]:
    """Places of an archive's data, and of the journal beside it, that still tell of the secret, each with the word."""
    shelf = (file for file in (folder / "web-snapshots").rglob("*") if file.is_file())
    beside = [(str(file), file.read_text("utf-8")) for file in (*folder.glob("*.jsonl"), *shelf)]
    return [
        (place, word) for place, said in (*everything(folder / ".svod"), *beside) for word in UNIQUE if word in said.lower()
    ]


@pytest.fixture(params=["whoosh", "tantivy"])
def told(fresh: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """An archive that knows the secret since two nights; names, which take time, were not looked for."""
    monkeypatch.setenv("SVOD_INDEX_ENGINE", request.param)
    return tell(fresh)


def tell(fresh: Path, *edits: Edit) -> Path:
    """The archive after two nights, with these decisions of people between them."""
    svod(fresh, "nightly")
    svod(fresh, "saved", "add", "шестнадцать")
    (fresh / "raw" / "тайный-список.txt").write_text(SECRET, "utf-8")
    svod(fresh, "nightly")
    audit.record(fresh / ".svod", "anna", "export", "raw/тайный-список.txt")
    for edit in edits:
        entities.add_edit(fresh, edit)
    (fresh / "raw" / "empty.txt").write_text("Пусто больше не будет.", "utf-8")
    svod(fresh, "nightly")
    return fresh


def test_nothing_tells_of_a_forgotten_document(told: Path) -> None:
    """Not a byte of the data folder, its free pages and log, nor the journal; other documents answer as before."""
    assert {word for _, word in telling(told)} >= {"криптограмм", "тайный"}
    others = [json.loads(line)["id"] for line in svod(told, "search", "Алматы", "--json").stdout.splitlines()]
    done = svod(told, "forget", "raw/тайный-список.txt", "--yes")
    assert done.exit_code == 0, done.stderr
    assert "still holds it, and is not read again" in done.stderr
    assert telling(told) == []
    assert svod(told, "search", "криптограмма").exit_code == 3
    assert [json.loads(line)["id"] for line in svod(told, "search", "Алматы", "--json").stdout.splitlines()] == others
    assert json.loads(svod(told, "verify", "--json").stdout)["ok"]


def test_it_is_not_read_again(told: Path) -> None:
    """Neither where it lies nor where it is copied to, and each run counts it; a changed file is another document."""
    svod(told, "forget", "raw/тайный-список.txt", "--yes")
    (told / "raw" / "копия.txt").write_text(SECRET, "utf-8")
    svod(told, "nightly")
    report = json.loads((told / ".svod" / "reports" / "latest.json").read_text("utf-8"))
    assert report["counts"]["forgotten"] == 2
    assert telling(told) == []
    (told / "raw" / "копия.txt").write_text("Другой текст о криптограммах.", "utf-8")
    svod(told, "sync")
    assert svod(told, "search", "криптограмма").exit_code == 0


def test_names_and_edits_go_too(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and contacts of its own; an edit about them alone is an empty line, another loses only them: numbers stay."""
    monkeypatch.setenv("SVOD_ANALYSIS_ENTITIES", "true")
    names = (("person", "Гульнара Мирзабекова"), ("city", "Тараз"))
    hide = Edit(0, "2024-01-01T00:00:00+00:00", "anna", "hide", names[:1])
    told = tell(fresh, hide, Edit(0, "2024-01-02T00:00:00+00:00", "anna", "merge", names))
    with Store.open(told / ".svod") as store:
        assert [contact.value for contact in store.contacts("raw/тайный-список.txt")]
        assert names[0] in {(str(name.type), name.name) for name in store.names()}
    done = json.loads(svod(told, "forget", "raw/тайный-список.txt", "--yes", "--json").stdout)
    assert "Гульнара Мирзабекова" in done["names"]
    assert (done["edits"], done["unknown"]) == (2, [])
    assert telling(told) == []
    assert [(edit.number, edit.names) for edit in entities.load_journal(told)] == [(2, (("city", "Тараз"),))]
    assert json.loads(svod(told, "verify", "--json").stdout)["ok"]


def test_an_erasure_that_was_broken_off_goes_on(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after the store forgot, the next sync takes it out of the index, and repair out of the store's file."""
    config = configuration.load(told)
    with monkeypatch.context() as patched, Store.of(config, write=True) as store:
        patched.setattr("indexer.care.erase.finish_forgetting", _stop)
        with pytest.raises(KeyboardInterrupt):
            forget(config, store, "raw/тайный-список.txt")
    svod(told, "sync")
    with Archive.open(config) as archive:
        assert archive.search("криптограмма").total == 0
    assert "erasure" in svod(told, "repair").stdout
    assert telling(told) == []


def test_what_is_gone_from_its_folder(told: Path) -> None:
    """It leaves index, facets, suggestions and evidence at the next run, whatever engine holds it; its id stays."""
    id = json.loads(svod(told, "search", "криптограмма", "--json").stdout.splitlines()[0])["id"]
    (told / "raw" / "тайный-список.txt").unlink()
    svod(told, "sync")
    assert svod(told, "search", "криптограмма").exit_code == 3
    assert svod(told, "suggest", "криптог").stdout.strip() == ""
    with Archive.open(configuration.load(told)) as archive:
        assert not [form for form in archive.reader().vocabulary().forms if form.startswith(UNIQUE)]
    entities_said = svod(told, "entities", "--json").stdout
    assert "Мирзабеков" not in entities_said
    assert "only its id is kept" in svod(told, "show", id).stderr
    assert svod(told, "forget", id, "--yes").exit_code == 0
    assert telling(told) == []
    assert svod(told, "show", id).exit_code == 3


def test_what_lies_in_a_container_goes_with_it(fresh: Path) -> None:
    """A mail's attachment, unless it lies elsewhere too; nothing that was never there is forgotten."""
    mail = (
        "From: a@example.org\nTo: b@example.org\nSubject: Отчёт\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n\nПисьмо о колодцах.\n'
        '--x\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="o.txt"\n\n'
        "Вложение о родниках.\n--x--\n"
    )
    (fresh / "raw" / "m.eml").write_text(mail, "utf-8")
    svod(fresh, "sync")
    assert svod(fresh, "search", "родник").exit_code == 0
    done = json.loads(svod(fresh, "forget", "raw/m.eml", "--yes", "--json").stdout)
    assert len(done["ids"]) == 2
    for word in ("родник", "колодец"):
        assert svod(fresh, "search", word).exit_code == 3
    assert svod(fresh, "forget", "raw/nothing.txt", "--yes").exit_code == 3


class _Page(SimpleHTTPRequestHandler):
    """A site of one page, whatever is asked, without robots.txt."""

    def do_GET(self) -> None:
        """The page."""
        content = b"" if self.path == "/robots.txt" else f"<html><body><p>{SECRET}</p></body></html>".encode()
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_fetched_page_is_not_kept_again(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its snapshot is gone, and the same page, fetched again, is neither kept nor read."""
    monkeypatch.setenv("SVOD_FETCH_PRIVATE", "true")
    monkeypatch.setenv("SVOD_FETCH_PAUSE_SECONDS", "0")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        source = f'[[source]]\nname = "site"\nkind = "web"\nurls = ["http://127.0.0.1:{server.server_port}/page"]\n'
        (fresh / "svod.toml").write_text(source, "utf-8")
        svod(fresh, "sync")
        assert svod(fresh, "backup", str(fresh / "before")).exit_code == 0
        assert list((fresh / "before").rglob("site/**/*.html"))
        (hit,) = [json.loads(line) for line in svod(fresh, "search", "криптограмма", "--json").stdout.splitlines()]
        done = json.loads(svod(fresh, "forget", hit["id"], "--yes", "--json").stdout)
        assert [Path(file).suffix for file in done["files"]] == [".html"]
        assert telling(fresh) == []
        assert svod(fresh, "sync").exit_code == 0
        assert svod(fresh, "backup", str(fresh / "copy")).exit_code == 0
        server.shutdown()
    assert telling(fresh) == []
    assert not list((fresh / "copy").rglob("site/**/*.html"))


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
