"""A lexicon says what the dictionaries say, and spares loading them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.languages import WORD
from corpus.morphology import consult, languages_asked, lemmas, read_words, write_lexicon

_TEXT = "Стали Соглашения мэров в Таразе и Києві; ели Ивановой, року міста; covenants of Mayors, Städte қалаларда зюзявка 2014"
_CODES = ("ru", "uk", "en", "de", "kk")


@pytest.fixture
def consulted(tmp_path: Path) -> Iterator[Path]:
    """A lexicon of the text's words, in use."""
    path = tmp_path / "lexicon.sqlite"
    pairs = {(word, code) for word in WORD.findall(_TEXT) for code in languages_asked(word, _CODES)}
    write_lexicon(path, sorted(pairs | {(word.lower(), code) for word, code in pairs}))
    lemmas._ask.cache_clear()
    consult(path)
    yield path
    consult(tmp_path / "nothing")
    lemmas._ask.cache_clear()


def test_words_are_read_alike(consulted: Path) -> None:
    """Every word, in small letters and as written, known or not, has the same lemmas and stems with and without."""
    for text in (_TEXT, _TEXT.lower(), _TEXT.upper()):
        found = read_words(text, _CODES)
        consult(consulted.with_name("nothing"))
        lemmas._ask.cache_clear()
        assert found == read_words(text, _CODES)
        consult(consulted)
        lemmas._ask.cache_clear()


def test_no_dictionary_is_loaded(consulted: Path) -> None:
    """A process that finds its words in the lexicon imports neither pymorphy3 nor simplemma."""
    said = (
        "import sys\nfrom pathlib import Path\nfrom corpus.morphology import consult, read_words\n"
        f"consult(Path({str(consulted)!r}))\n"
        f"print([token.lemma for token in read_words('Соглашения мэров Mayors', {_CODES!r})])\n"
        "print({'pymorphy3', 'simplemma'} & set(sys.modules))"
    )
    printed = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout
    assert printed == "['соглашение', 'мэр', 'mayor']\nset()\n"
