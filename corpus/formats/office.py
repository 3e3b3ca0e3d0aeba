"""Office files of kinds that svod does not read itself, through xberg: the extra ``svod[office]``."""

from __future__ import annotations

import asyncio
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from corpus.config import Config
from corpus.errors import UnreadableFile
from corpus.formats import plain
from corpus.formats.builder import TextBuilder, squeeze
from corpus.formats.claims import claimed_date, claimed_title
from corpus.model import Document, RawFile, Reading


def read_office(raw: RawFile, kind: str, config: Config, what: str) -> Reading:
    """The document as xberg reads it, its lines made blocks by their looks. Raises UnreadableFile, naming the extra."""
    if find_spec("xberg") is None:
        raise UnreadableFile(f"{what} is read with the extra svod[office]: pip install 'svod[office]'")
    result = _extract(raw, kind, what)
    builder = TextBuilder()
    title = plain.add_text(builder, str(result.content))
    text, blocks = builder.build()
    about = result.metadata
    claimed = claimed_title(getattr(about, "title", None)) or title
    authors = getattr(about, "authors", None) or ()
    date = claimed_date(str(getattr(about, "created_at", None) or "")[:10], "file")
    return Reading(Document(text, blocks, kind, claimed, squeeze(", ".join(map(str, authors))), date=date))


def _extract(raw: RawFile, kind: str, what: str) -> Any:
    xberg: Any = import_module("xberg")
    settings = xberg.ExtractionConfig(use_cache=False, disable_ocr=True)
    name = raw.path.rpartition("/")[2]
    given = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=raw.content, mime_type=kind, filename=name)
    try:
        found = asyncio.run(xberg.extract(given, settings))
    except (xberg.XbergError, ValueError, OSError, RuntimeError) as error:
        raise UnreadableFile(f"{what} cannot be read ({squeeze(str(error))[:120]})") from error
    if not found.results:
        said = "; ".join(str(getattr(error, "message", error)) for error in found.errors)
        raise UnreadableFile(f"{what} cannot be read ({squeeze(said)[:120]})")
    return found.results[0]
