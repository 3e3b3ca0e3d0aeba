"""Letters in pictures: recognised where tesseract is, marked as such, remembered; elsewhere the remedy is named."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.config import Config, load
from corpus.errors import Unfinished, UnreadableFile
from corpus.formats import ocr, read, tools
from corpus.model import RawFile

LINES = [
    "Seminar on warm schools in Almaty",
    "Twelve cities took part in the seminar",
    "and signed a common appeal to the people.",
]
has_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed: apt install tesseract-ocr tesseract-ocr-eng"
)


def picture(kind: str = "PNG", copies: int = 1) -> bytes:
    """A page of print, as a scanner gives it; as PDF, of several pages."""
    page = Image.new("L", (1700, 900), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size=48)
    for number, line in enumerate(LINES):
        draw.text((120, 120 + 90 * number), line, 0, font=font)
    target = io.BytesIO()
    pages = [page.rotate(0.1 * number, fillcolor=255) for number in range(copies)]
    more = {"save_all": True, "append_images": pages[1:], "resolution": 200} if kind in ("PDF", "TIFF") else {}
    page.save(target, kind, **more)
    return target.getvalue()


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Settings whose cache is this test's own."""
    monkeypatch.setenv("SVOD_CACHE", str(tmp_path))
    return load(None, {"archive.languages": ["en"]}, environment={})


def raw(content: bytes, name: str) -> RawFile:
    """A file as found."""
    return RawFile("raw", name, "0" * 64, content)


@has_tesseract
@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif"), ("PDF", "scan.pdf")])
def test_pictures_are_read_and_marked(kind: str, name: str, config: Config) -> None:
    """The words are there, each block says that it was recognised and how surely, and on which page."""
    document = read(raw(picture(kind), name), config).document
    assert set(" ".join(LINES).replace(".", "").split()) <= set(document.text.replace(".", " ").split())
    assert all(0.5 < block.recognised <= 1 and block.page == 1 for block in document.blocks)


@has_tesseract
def test_a_picture_is_read_once(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is kept under the picture's hash: the program is not asked again."""
    first = read(raw(picture("PDF"), "scan.pdf"), config).document
    monkeypatch.setattr(ocr, "run_tool", lambda *_: pytest.fail("asked again"))
    assert read(raw(picture("PDF"), "scan.pdf"), config).document == first


@has_tesseract
def test_a_long_scan_takes_turns(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the time for a page is not left the pages done are kept, and the next turn goes on from there."""
    scan, left = raw(picture("PDF", copies=3), "scan.pdf"), iter([1.0, 1000.0])
    monkeypatch.setattr("corpus.guard.time_left", lambda: next(left))
    with pytest.raises(Unfinished, match="1 of 3 pages are still to be recognised"):
        read(scan, config)
    assert read(scan, config).document.pages == 3


def test_the_remedy_is_named(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tesseract a picture says what to install, and switched off it says so."""
    for asked in (ocr._installed, tools.find_tool):
        asked.cache_clear()
    monkeypatch.setattr(ocr, "_installed", lambda: frozenset())
    monkeypatch.setattr(ocr, "find_tool", lambda name: "")
    with pytest.raises(UnreadableFile, match=r"a picture; svod\[ocr\] needs .*apt install tesseract-ocr tesseract-ocr-eng"):
        read(raw(picture(), "a.png"), config)
    off = load(None, {"read.ocr": False}, environment={})
    with pytest.raises(UnreadableFile, match=r"switched off \(read.ocr\)"):
        read(raw(picture(), "a.png"), off)
