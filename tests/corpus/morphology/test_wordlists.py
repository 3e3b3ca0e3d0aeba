"""Word lists as word graphs."""

import os

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from corpus.morphology import wordlists


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of its own."""
    monkeypatch.setenv("SVOD_CACHE", os.fspath(tmp_path / "cache"))
    return tmp_path / "cache"


def test_word_list_says_what_the_packed_one_says(cache):
    """Every form of the list has its lemma, and no other form has one."""
    wordlists.make("en", 1)
    made, packed = wordlists.opened("en"), DefaultDictionaryFactory().get_dictionary("en")
    assert dict(made) == dict(packed)
    assert made["mice"] == "mouse"
    assert made.get("micex") is None
    assert "micex" not in made
    with pytest.raises(KeyError, match="micex"):
        made["micex"]


@pytest.mark.parametrize(("code", "documents"), [("kk", 1000), ("xx", 1000), ("pl", wordlists.PAYS_FROM["pl"] - 1)])
def test_nothing_is_made_of_what_is_not_there_or_does_not_pay(cache, code, documents):
    """A language without a list has none afterwards, nor one whose list so few documents do not pay for."""
    wordlists.make(code, documents)
    assert wordlists.opened(code) is None
    assert not cache.exists()


def test_made_list_is_not_made_again(cache):
    """A second run finds the file as it was."""
    wordlists.make("en", 1)
    [place] = cache.iterdir()
    before = place.stat().st_mtime_ns
    wordlists.make("en", 1)
    assert [place] == list(cache.iterdir())
    assert place.stat().st_mtime_ns == before


def test_folder_that_cannot_be_written_costs_only_time(tmp_path, monkeypatch):
    """Nothing is made, nothing raised, nothing left behind."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SVOD_CACHE", os.fspath(tmp_path / "file"))
    wordlists.make("en", 1)
    assert wordlists.opened("en") is None


def test_damaged_file_is_passed_over(cache):
    """What is no word graph is not used."""
    wordlists.make("en", 1)
    [place] = cache.iterdir()
    place.write_bytes(place.read_bytes()[:1000])
    assert wordlists.opened("en") is None
