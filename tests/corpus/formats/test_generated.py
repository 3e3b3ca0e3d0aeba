"""The generated set: every format, charset and language read whole."""

from __future__ import annotations

import pytest

from corpus.analysis import analyse
from corpus.config import load
from corpus.model import Analysis, RawFile
from tests.generate.good import good_files

FILES = list(good_files())
SETTINGS = load(None, {"analysis.entities": False, "archive.languages": ["ru", "uk", "kk", "en"]}, environment={})


def test_the_set_is_whole() -> None:
    """At least twenty formats by ending, in three languages."""
    assert len({name.rpartition(".")[2] for name, _, _ in FILES}) >= 20
    assert {name[:2] for name, _, _ in FILES} == {"ru", "uk", "kk"}


@pytest.mark.parametrize(("name", "content", "words"), FILES, ids=[name for name, _, _ in FILES])
def test_every_word_is_read(name: str, content: bytes, words: tuple[str, ...]) -> None:
    """All words of the text are there, in the file or in the files inside it."""
    found = analyse(RawFile("raw", f"raw/{name}", "0" * 64, content), SETTINGS)
    said = " ".join(f"{each.document.title} {each.document.text}" for each in found if isinstance(each, Analysis))
    missing = [word for word in words if word not in said]
    assert not missing, (missing, found)
