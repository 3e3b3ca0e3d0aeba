"""Pages are shown as they look, drawn once, in a child that a bad file cannot get out of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from corpus import config as configuration
from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats.facsimile import Wish, picture
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index

Look = Callable[..., Any]

PDF = Path(__file__).parents[3] / "raw" / "letters" / "2015-08-17_pismo-satpaev.pdf"


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An archive of one PDF and one text."""
    root = tmp_path_factory.mktemp("pictured")
    (root / "raw").mkdir()
    (root / "raw" / "letter.pdf").write_bytes(PDF.read_bytes())
    (root / "raw" / "note.txt").write_text("Записка о письме, которая не имеет страниц.", "utf-8")
    (root / configuration.FILE_NAME).write_text(configuration.template("Проба", "raw"), "utf-8")
    config = configuration.load(root, {"run.workers": 1, "archive.languages": ["ru", "kk"]}, environment={})
    with Store.of(config, write=True) as store:
        ingest(config, store)
        build_index(config, store)
    return config


@pytest.fixture
def opened(pictured: Config, browse: Callable[[Config], Any]) -> Iterator[Any]:
    """A browser at its door."""
    with browse(pictured) as client:
        yield client


def ids(client: Any) -> dict[str, str]:
    return {hit["path"].rpartition("/")[2]: hit["id"] for hit in client.get("/search.json").json()["hits"]}


def test_a_page_and_its_picture(opened: Any, look: Look, pictured: Config) -> None:
    """The document leads to the page, the page to its picture, which is kept."""
    id = ids(opened)["letter.pdf"]
    assert f"/document/{id}/page/1" in look(opened, f"/document/{id}").links
    page = look(opened, f"/document/{id}/page/1", q="письмо")
    assert "Страница 1 из" in page.text
    for size, width in (("small", 240), ("large", 1100)):
        answer = opened.get(f"/document/{id}/page/1.jpg", params={"size": size})
        assert answer.headers["content-type"] == "image/jpeg"
        assert Image.open(BytesIO(answer.content)).width == width
    kept = sorted((pictured.data / "pages").glob("*.jpg"))
    assert len(kept) == 2
    assert opened.get(f"/document/{id}/page/1.jpg").content == kept[0].read_bytes()


def test_a_page_for_programs(opened: Any) -> None:
    """What was read from it, and the address of its picture."""
    id = ids(opened)["letter.pdf"]
    page = opened.get(f"/document/{id}/page/1.json").json()
    assert page["document"] == id
    assert page["text"].strip()
    assert opened.get(page["picture"]).headers["content-type"] == "image/jpeg"
    assert opened.get(f"/document/{id}/page/99.json").status_code == 404


def test_hits_are_marked_beside_the_picture(opened: Any) -> None:
    """The query goes along from the text to the picture's page."""
    id = ids(opened)["letter.pdf"]
    text = opened.get(f"/document/{id}.json").json()["text"]
    word = max(text.split()[:40], key=len).strip(".,«»:;()")
    assert "<mark" in opened.get(f"/document/{id}/page/1", params={"q": word}).text


@pytest.mark.parametrize(("name", "number"), [("letter.pdf", 0), ("letter.pdf", 99), ("note.txt", 1)])
def test_what_has_no_picture_says_so(opened: Any, look: Look, name: str, number: int) -> None:
    """No such page, or no pages at all: 404 as a page and as JSON."""
    id = ids(opened)[name]
    look(opened, f"/document/{id}/page/{number}", 404)
    assert opened.get(f"/document/{id}/page/{number}.jpg").status_code == 404
    assert "/page/1" not in " ".join(look(opened, f"/document/{ids(opened)['note.txt']}").links)


def test_a_file_that_broke_meanwhile_breaks_nothing(opened: Any, pictured: Config) -> None:
    """The child says what it saw, and the next page is drawn as ever."""
    id, file = ids(opened)["letter.pdf"], pictured.sources[0].path / "letter.pdf"
    whole = file.read_bytes()
    for kept in (pictured.data / "pages").glob("*"):
        kept.unlink()
    try:
        file.write_bytes(whole[:900])
        assert opened.get(f"/document/{id}/page/1.jpg").status_code == 404
    finally:
        file.write_bytes(whole)
    assert opened.get(f"/document/{id}/page/1.jpg").status_code == 200


def test_room_is_limited(pictured: Config, browse: Callable[[Config], Any]) -> None:
    """Beyond ``web.pages_mb`` the oldest pictures go."""
    config = configuration.load(pictured.root, {"web.pages_mb": 0, "archive.languages": ["ru", "kk"]}, environment={})
    with browse(config) as client:
        id = ids(client)["letter.pdf"]
        assert client.get(f"/document/{id}/page/1.jpg?size=small").status_code == 200
        assert list((config.data / "pages").glob("*.jpg")) == []


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_pages(tmp_path: Path, pictured: Config, form: str) -> None:
    """Never wider than asked for, and nothing beyond the last."""
    file = tmp_path / f"scan.{form.lower()}"
    Image.new("RGB", (1600, 900), "white").save(file, form)
    shown = Image.open(BytesIO(picture(Wish(file, 1, 240, pictured))))
    assert (shown.format, shown.width) == ("JPEG", 240)
    with pytest.raises(UnreadableFile, match="no page 2, it has 1"):
        picture(Wish(file, 2, 240, pictured))


def test_other_files_have_no_pages(tmp_path: Path, pictured: Config) -> None:
    """A text is no picture, and neither is half of one."""
    (tmp_path / "a.txt").write_text("слова", "utf-8")
    with pytest.raises(UnreadableFile, match="no pictures"):
        picture(Wish(tmp_path / "a.txt", 1, 240, pictured))
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90))
    with pytest.raises(UnreadableFile, match="cannot be shown"):
        picture(Wish(tmp_path / "b.png", 1, 240, pictured))
