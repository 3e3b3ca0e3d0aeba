"""Letters read in a picture are marked as such wherever they are shown, with how sure the recogniser was."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus import config as configuration
from corpus.config import Config
from corpus.pipeline import ingest
from corpus.store import Store
from indexer.build import build_index
from indexer.cli import main

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed: apt install tesseract-ocr tesseract-ocr-eng"
)

TYPED = "The council of Almaty approved the budget for schools and kindergartens on 19 February 2014."
SCANNED = "Seminar on warm houses was held in Kostanay"


def mixed() -> bytes:
    """A PDF of two pages: one of text, one that is a picture of text."""
    page = Image.new("L", (1700, 500), 255)
    ImageDraw.Draw(page).text((120, 120), SCANNED, 0, font=ImageFont.load_default(size=56))
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(40, 700, TYPED)
    canvas.showPage()
    canvas.drawImage(ImageReader(page), 40, 500, 520, 153)
    canvas.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An archive of one mixed PDF, read and indexed."""
    root = tmp_path_factory.mktemp("recognised")
    (root / "raw").mkdir()
    (root / "raw" / "mixed.pdf").write_bytes(mixed())
    (root / configuration.FILE_NAME).write_text(configuration.template("Recognised", "raw"), "utf-8")
    config = configuration.load(root, {"run.workers": 1, "archive.languages": ["en"]}, environment={})
    with Store.open(config.data, write=True) as store:
        ingest(config, store)
        build_index(config, store)
    return config


@pytest.fixture(scope="module")
def client(archive: Config, browse: Callable[[Config], TestClient]) -> Iterator[TestClient]:
    """A browser at its door."""
    with browse(archive) as opened:
        yield opened


def said(archive: Config, *words: str) -> dict[str, Any]:
    """The first line of what a command says to programs."""
    shown = CliRunner().invoke(main, ["--archive", str(archive.root), *words, "--json"])
    found: dict[str, Any] = json.loads(shown.stdout.splitlines()[0])
    return found


@pytest.fixture(scope="module")
def document(archive: Config) -> str:
    """The PDF's id."""
    return str(said(archive, "show", "raw/mixed.pdf")["id"])


def marked(passages: list[dict[str, Any]]) -> list[tuple[int, bool]]:
    """Page of each passage, and whether it is marked."""
    return [(passage["page"], passage["recognised"] > 0.5) for passage in passages]


def test_documents_are_marked(archive: Config, client: TestClient, document: str) -> None:
    """Passages of the picture alone, at the command line, in JSON, on the page and on paper."""
    assert marked(said(archive, "show", document)["passages"]) == [(1, False), (2, True)]
    assert marked(client.get(f"/document/{document}.json").json()["passages"]) == [(1, False), (2, True)]
    assert "page 2 (OCR, 0." in CliRunner().invoke(main, ["--archive", str(archive.root), "show", document]).stdout
    for page in (f"/document/{document}", f"/document/{document}/print"):
        shown = client.get(page, params={"ui": "en"}).text
        assert shown.count("recognised, ") == 1
        assert shown.index("council") < shown.index("recognised, ") < shown.index("Seminar")


@pytest.mark.parametrize(("query", "is_marked"), [("council", False), ("seminar", True)])
def test_hits_are_marked(query: str, is_marked: bool, archive: Config, client: TestClient) -> None:
    """Where the passage found was read in the picture: at the command line, in JSON, on the page and in its feed."""
    hits = [said(archive, "search", query), client.get("/search.json", params={"q": query}).json()["hits"][0]]
    assert [hit["snippets"][0]["recognised"] > 0.5 for hit in hits] == [is_marked] * 2
    assert ("(OCR, 0." in CliRunner().invoke(main, ["--archive", str(archive.root), "search", query]).stdout) == is_marked
    for page in ("/search", "/search.atom"):
        assert ("recognised, " in client.get(page, params={"q": query, "ui": "en"}).text) == is_marked


@pytest.mark.parametrize(("name", "is_marked"), [("Almaty", False), ("Kostanay", True)])
def test_evidence_is_marked(name: str, is_marked: bool, archive: Config, client: TestClient) -> None:
    """A sentence that speaks of an entity says so too."""
    entity = said(archive, "entity", name)
    assert (entity["evidence"][0]["recognised"] > 0.5) == is_marked
    page = client.get(f"/entity/{entity['id']}", params={"ui": "en"}).text
    assert ("recognised, " in page) == is_marked
    told = client.get(f"/entity/{entity['id']}.json").json()["evidence"]
    assert [each["recognised"] > 0.5 for each in told] == [is_marked]
    assert ("(OCR, 0." in CliRunner().invoke(main, ["--archive", str(archive.root), "entity", name]).stdout) == is_marked
