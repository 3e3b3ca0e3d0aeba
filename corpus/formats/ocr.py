"""Letters in pictures, read by tesseract: the system program, with the languages of the archive together.

What a page says is kept beside the archive under the hash of its picture, so that a picture is read once. The cache is no
state: the same picture, languages and program always give the same words.
"""

from __future__ import annotations

import csv
import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.files import shared_cache
from corpus.formats.builder import TextBuilder
from corpus.formats.lines import Line, add_pages
from corpus.formats.tools import find_tool, run_tool
from corpus.model import Document, RawFile, Reading

_NAMES = {
    **{"ru": "rus", "en": "eng", "uk": "ukr", "kk": "kaz", "ky": "kir", "tg": "tgk", "az": "aze", "hy": "hye", "ka": "kat"},
    **{"ro": "ron", "be": "bel", "tr": "tur", "de": "deu", "fr": "fra", "pl": "pol", "uz": "uzb", "tt": "tat", "bg": "bul"},
}
"""Languages as tesseract names them."""
_FORMAT = 1
_LEAST_CONFIDENCE = 0.3
"""Pages whose words are surer than this say something; below, they are noise read out of a photograph."""
_LETTER = re.compile(r"[^\W\d_]")
_WORD_LEVEL = "5"
_POINTS = 72
_IMAGE_SHARE = 0.8
"""Of a file's time, what a picture of one or many pages may take."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's lines with their places in points, and how sure the recogniser is of its words, 0 to 1."""

    lines: tuple[Line, ...]
    confidence: float


def is_ready(config: Config) -> bool:
    """True when pictures can be read here: asked for, and tesseract has one of the archive's languages."""
    return bool(config["read.ocr"] and _languages(config))


def remedy(config: Config) -> str:
    """Why pictures are not read, and what to do."""
    if not config["read.ocr"]:
        return "reading pictures (OCR) is switched off (read.ocr)"
    wanted = [_NAMES[code] for code in config["archive.languages"] if code in _NAMES]
    packages = " ".join(f"tesseract-ocr-{name}" for name in wanted[:5])
    if not find_tool("tesseract"):
        return f"svod[ocr] needs the system program tesseract: apt install tesseract-ocr {packages}"
    return f"tesseract has none of the archive's languages: apt install {packages}"


def recognise(picture: bytes, dpi: int, config: Config, seconds: float, name: str = "") -> tuple[Recognised, ...]:
    """What each page of a picture (PNG, JPEG, TIFF, PNM) says. Raises UnreadableFile.

    ``seconds`` is the recogniser's wall clock. Under ``name`` the answer can be recalled without making the picture again.
    """
    if not is_ready(config):
        raise UnreadableFile(remedy(config))
    place = _place(picture, dpi, config)
    table = _kept(place)
    if table is None:
        table = _run(picture, dpi, config, seconds)
        _keep(place, table)
    if name:
        _keep(_place(name.encode(), dpi, config), place.stem)
    return _pages(table, dpi)


def recall(name: str, dpi: int, config: Config) -> tuple[Recognised, ...] | None:
    """What was recognised under this name before, None when nothing was."""
    mark = _kept(_place(name.encode(), dpi, config))
    table = _kept(_at(mark, config)) if isinstance(mark, str) else None
    return None if table is None else _pages(table, dpi)


def read_image(raw: RawFile, picture: bytes, kind: str, config: Config) -> Reading:
    """The document that a picture is, all of it recognised text. Raises UnreadableFile when nothing can be read in it."""
    pages = recognise(picture, config["read.ocr_dpi"], config, _IMAGE_SHARE * config["read.seconds"])
    builder = TextBuilder()
    title = add_pages(builder, [page.lines for page in pages], confidence_of(enumerate(pages, start=1)))
    text, blocks = builder.build()
    if not _LETTER.search(text):
        raise UnreadableFile("no letters were recognised in it")
    return Reading(Document(text, blocks, kind, title, pages=len(pages)))


def confidence_of(pages: Iterable[tuple[int, Recognised]]) -> dict[int, float]:
    """The confidence of each page by its number, never 0: that would say that nothing was recognised."""
    return {number: max(0.01, page.confidence) for number, page in pages}


def cache_folder(config: Config) -> Path:
    """Where recognised pages are kept: beside the archive's store, else with svod's other caches."""
    if config.root is not None:
        return config.data / "ocr"
    return shared_cache() / "ocr"


def _languages(config: Config) -> str:
    installed = _installed()
    return "+".join(name for code in config["archive.languages"] if (name := _NAMES.get(code, "")) in installed and name)


@cache
def _installed() -> frozenset[str]:
    return frozenset(_ask("--list-langs").split("\n")[1:])


@cache
def _version() -> str:
    return _ask("--version").partition("\n")[0]


def _ask(question: str) -> str:
    tool = find_tool("tesseract")
    if not tool:
        return ""
    with os.popen(f"{tool} {question} 2>/dev/null") as answer:
        return answer.read().strip()


def _place(content: bytes, dpi: int, config: Config) -> Path:
    """Where the answer for a picture, or for a name, is kept: another program, language or size is another answer."""
    asked = f"{_FORMAT} {_version()} {_languages(config)} {dpi} "
    return _at(sha256(asked.encode() + content).hexdigest(), config)


def _at(mark: str, config: Config) -> Path:
    return cache_folder(config) / mark[:2] / f"{mark}.json"


def _kept(place: Path) -> Any:
    try:
        return json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _pages(table: Sequence[Sequence[Sequence[str]]], dpi: int) -> tuple[Recognised, ...]:
    return tuple(_page(words, dpi) for words in table)


def _run(picture: bytes, dpi: int, config: Config, seconds: float) -> list[list[list[str]]]:
    """Tesseract's words, page by page: block, paragraph, line, left, top, width, height, confidence, text."""
    turned = "1" if "osd" in _installed() else "3"
    known = _languages(config)
    command = (find_tool("tesseract"), "stdin", "stdout", "-l", known, "--psm", turned, "--dpi", str(dpi), "tsv")
    said = run_tool(command, picture, config, seconds).decode("utf-8", "replace")
    pages: dict[str, list[list[str]]] = {}
    for row in csv.DictReader(said.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        words = pages.setdefault(str(row["page_num"]), [])
        if row["level"] == _WORD_LEVEL and (row["text"] or "").strip():
            keys = ("block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
            words.append([str(row[key]) for key in keys])
    return list(pages.values())


def _keep(place: Path, content: object) -> None:
    """The answer stands under its name, whole or not at all; a folder that cannot be written to costs only time."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        Path(name).replace(place)
    except OSError:
        return


def _page(words: Sequence[Sequence[str]], dpi: int) -> Recognised:
    """Words put together into lines; a page whose words are mostly guesses says nothing."""
    scale = _POINTS / dpi
    lines: dict[tuple[str, ...], list[Sequence[str]]] = {}
    for word in words:
        lines.setdefault(tuple(word[:3]), []).append(word)
    sure = [(float(word[7]) / 100, len(word[8])) for word in words]
    letters = sum(length for _, length in sure)
    confidence = round(sum(value * length for value, length in sure) / letters, 2) if letters else 0.0
    if confidence < _LEAST_CONFIDENCE:
        return Recognised((), confidence)
    return Recognised(tuple(_line(line, scale) for line in lines.values()), confidence)


def _line(words: Sequence[Sequence[str]], scale: float) -> Line:
    left, top = (min(float(word[place]) for word in words) for place in (3, 4))
    right = max(float(word[3]) + float(word[5]) for word in words)
    heights = sorted(float(word[6]) for word in words)
    size = 2 * round(heights[len(heights) // 2] * scale / 2)  # boxes hug the letters: two points are no other size
    return Line(" ".join(word[8] for word in words), float(size), False, left * scale, right * scale, -top * scale)
